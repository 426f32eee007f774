import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, aFamily, Cases, gizaDecider, gizaThird } from '../testing/enrolment';
import { aHousehold, aMember, codesOf, gizaWorker, registryService } from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('approving an application', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    assessed = anAssessment('ELIGIBLE');
  });
  afterEach(() => expect(service.faults).toEqual([]));

  const family = () => aHousehold(service, aFamily());
  const elders = () => [
    aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
    aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
    aMember('CHILD', 'هاني', { born: '1990-01-01' }),
  ];

  describe('a programme that pays persons', () => {
    test('entitles whom the rules find and whose proofs are there, and pays the head', async () => {
      const { id, people } = await aHousehold(service, elders());
      const applicationId = await cases.aVerified(id, { programmeId: 'KARAMA' });
      const [head, wife, son] = people as [string, string, string];
      assessed = anAssessment('ELIGIBLE', {
        entitled: [
          { personId: head, category: 'OLDER_PERSON' },
          { personId: wife, category: 'OLDER_PERSON' },
          { personId: son, category: 'DISABILITY' },
        ],
      });

      const unproven = await cases.decide(applicationId);
      await cases.document(applicationId, 'DISABILITY_CERTIFICATE', { personId: son });
      const approved = await cases.decide(applicationId);

      expect(codesOf(unproven)).toEqual(['PERSONS_NOT_ENTITLED']);
      expect(approved.errors).toEqual([]);
      const enrolmentId = await cases.enrolmentOf(id);
      expect((await cases.row(enrolmentId))['payee_id']).toBe(head);
      const { data } = await service.ask<{ enrolment: { persons: unknown[] } }>(
        gizaWorker,
        'query ($id: ID!) { enrolment(id: $id) { persons { category person { id } entitledFrom entitledUntil } } }',
        { id: enrolmentId },
      );
      const months = { entitledFrom: '2026-12-01', entitledUntil: null };
      expect(data.enrolment.persons).toHaveLength(3);
      expect(data.enrolment.persons).toEqual(
        expect.arrayContaining([
          { category: 'OLDER_PERSON', person: { id: head }, ...months },
          { category: 'OLDER_PERSON', person: { id: wife }, ...months },
          { category: 'DISABILITY', person: { id: son }, ...months },
        ]),
      );
    });

    test('is not paid for nobody, nor a household programme for persons', async () => {
      const { id, people } = await aHousehold(service, elders());
      const karama = await cases.aVerified(id, { programmeId: 'KARAMA' });
      const takaful = await cases.aVerified(id);

      expect(codesOf(await cases.decide(karama))).toEqual(['NOBODY_ENTITLED']);
      expect(codesOf(await cases.decide(takaful, { personIds: [people[0]] }))).toEqual([
        'PERSONS_NOT_NEEDED',
      ]);
      expect(await service.database.owner('select id from enrolment where household_id = $1', [id])).toEqual(
        [],
      );
    });
  });

  describe('two at once', () => {
    test('of two workers who enrol a household one wins, and the other is told the state', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);

      const answers = await Promise.all([
        cases.decide(applicationId, {}, gizaDecider),
        cases.decide(applicationId, {}, gizaThird),
      ]);

      expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
      const rows = await service.database.owner('select id from enrolment where household_id = $1', [id]);
      expect(rows).toHaveLength(1);
    });

    test('of two applications for one programme one is there', async () => {
      const { id } = await family();

      const answers = await Promise.all([cases.apply(id), cases.apply(id)]);

      expect(answers.map(codesOf).sort()).toEqual([[], ['APPLIES_ALREADY']]);
    });

    test('who was enrolled another way in the meantime is not enrolled again, nor are persons entitled twice', async () => {
      const transferred = (householdId: string, programmeId: string) =>
        service.database.owner<{ id: string }>(
          `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
             enrolled_on, enrolled_by)
           select $2, id, head_id, 'POST_OFFICE', 'ACTIVE', '2026-10-01', '2029-10-01', '2026-11-22', 'daman'
             from household where id = $1 returning id`,
          [householdId, programmeId],
        );
      const { id } = await family();
      const takaful = await cases.aVerified(id);
      await transferred(id, 'TAKAFUL');
      const other = await family();
      const [elsewhere] = await transferred(other.id, 'KARAMA');
      const [personId] = (await aHousehold(service, elders())).people as [string];
      const [{ household_id: theirs } = { household_id: '' }] = await service.database.owner<{
        household_id: string;
      }>('select household_id from person where id = $1', [personId]);
      const karama = await cases.aVerified(theirs, { programmeId: 'KARAMA' });
      await service.database.owner(
        `insert into enrolment_person (enrolment_id, person_id, category, entitled_from)
         values ($1, $2, 'OLDER_PERSON', '2026-10-01')`,
        [elsewhere?.id, personId],
      );

      expect(codesOf(await cases.decide(takaful))).toEqual(['ENROLLED_ALREADY']);
      assessed = anAssessment('ELIGIBLE', { entitled: [{ personId, category: 'OLDER_PERSON' }] });
      expect(codesOf(await cases.decide(karama))).toEqual(['PERSON_ENTITLED_ALREADY']);
      const states = await service.database.owner<{ state: string }>(
        'select state from benefit_application where id = any ($1::uuid[])',
        [[takaful, karama]],
      );
      expect(states.map(({ state }) => state)).toEqual(['VERIFIED', 'VERIFIED']);
    });

    test('PostgreSQL keeps two enrolments of one household in a month apart, and the visitor from the decision', async () => {
      const { householdId, applicationId } = await cases.anEnrolled();
      const insert = (from: string) =>
        service.database.owner(
          `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, entitled_until,
             recertify_by, enrolled_on, enrolled_by, exited_on, exit_reason)
           select programme_id, household_id, payee_id, channel, 'EXITED', $2, '2027-03-01', recertify_by, enrolled_on,
             enrolled_by, '2026-11-22', 'AT_OWN_WISH' from enrolment where household_id = $1`,
          [householdId, from],
        );

      await expect(insert('2027-02-01')).rejects.toThrow('enrolment_no_month_twice');
      await expect(
        service.database.owner(
          `insert into application_decision (application_id, decision, assessment_id, decided_on, decided_by)
           values ($1, '{}', $2, '2026-11-22', 'worker-giza')`,
          [applicationId, randomUUID()],
        ),
      ).rejects.toThrow('Who visited the household does not decide');
    });
  });
});
