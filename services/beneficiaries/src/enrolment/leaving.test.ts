import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, Cases, financeOfficer } from '../testing/enrolment';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  cairoWorker,
  citizen,
  eventsOf,
  gizaWorker,
  registryService,
} from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('enrolments', () => {
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

  /** Paid since a month of the past, as if time had gone by. */
  const since = (enrolmentId: string, month: string) =>
    service.database.owner('update enrolment set entitled_from = $2 where id = $1', [enrolmentId, month]);

  describe('when somebody leaves the household', () => {
    const mutate = async (mutation: string, type: string, input: object) => {
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { code } } }`;
      const { data } = await service.ask<Record<string, { errors: { code: string }[] }>>(gizaWorker, text, {
        input,
      });
      expect(data[mutation]?.errors).toEqual([]);
    };
    const die = (personId: string, diedOn: string, newHeadId?: string) =>
      mutate('markDeceased', 'MarkDeceasedInput', { personId, diedOn, evidence: 'شهادة 7', newHeadId });

    test('a payee who died is replaced by the head', async () => {
      const { enrolmentId, people } = await cases.anEnrolled();

      await die(people[1] as string, '2026-11-10');

      expect((await cases.row(enrolmentId))['payee_id']).toBe(people[0]);
      expect((await eventsOf(service, enrolmentId)).at(-1)).toMatchObject({
        payload: { state: 'ACTIVE', personIds: [people[0]] },
      });
    });

    test('a head who was paid is replaced by the new one', async () => {
      const { id } = await aHousehold(service, [
        aMember('HEAD', 'سعيد', { born: '1980-01-01' }),
        aMember('SIBLING', 'كريم', { born: '1982-01-01' }),
      ]);
      await cases.decide(await cases.aVerified(id));
      const enrolmentId = await cases.enrolmentOf(id);
      const { payee_id: head } = await cases.row(enrolmentId);
      const [brother] = await service.database.owner<{ id: string }>(
        'select person_id as id from membership where household_id = $1 and person_id <> $2',
        [id, head],
      );

      await die(head as string, '2026-11-10', brother?.id);

      expect((await cases.row(enrolmentId))['payee_id']).toBe(brother?.id);
    });

    test('nobody is left, the enrolment ends with the month of the death', async () => {
      const { id, people } = await aHousehold(service, [aMember('HEAD', 'وحيد', { born: '1980-01-01' })]);
      await cases.decide(await cases.aVerified(id));
      const enrolmentId = await cases.enrolmentOf(id);
      await since(enrolmentId, '2026-06-01');

      await die(people[0] as string, '2026-11-10');

      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ state: 'EXITED', exit_reason: 'HOUSEHOLD_DISSOLVED', entitled_until: '2026-12-01' },
      });
    });

    test('an entitled person is paid no longer from the month after, and the last one ends it', async () => {
      const { id, people } = await aHousehold(
        service,
        [
          aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
          aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
          aMember('CHILD', 'هاني', { born: '1990-01-01' }),
        ],
        { formedOn: '2020-01-01' },
      );
      const [head, wife, son] = people as [string, string, string];
      assessed = anAssessment('ELIGIBLE', {
        entitled: [head, wife].map((personId) => ({ personId, category: 'OLDER_PERSON' })),
      });
      const applicationId = await cases.aVerified(id, { programmeId: 'KARAMA' });
      expect((await cases.decide(applicationId)).errors).toEqual([]);
      const enrolmentId = await cases.enrolmentOf(id);
      await since(enrolmentId, '2026-06-01');
      await service.database.owner(
        `update enrolment_person set entitled_from = '2026-06-01' where enrolment_id = $1`,
        [enrolmentId],
      );
      const persons = () =>
        service.database.owner(
          `select entitled_until::text, end_reason from enrolment_person where enrolment_id = $1
            order by array_position($2::uuid[], person_id)`,
          [enrolmentId, people],
        );

      await die(wife, '2026-10-31');
      expect(await persons()).toEqual([
        { entitled_until: null, end_reason: null },
        { entitled_until: '2026-11-01', end_reason: 'DIED' },
      ]);
      expect(await cases.row(enrolmentId)).toMatchObject({ state: 'ACTIVE', payee_id: head });
      expect((await eventsOf(service, enrolmentId)).at(-1)).toMatchObject({ payload: { personIds: [head] } });

      await mutate('endMembership', 'EndMembershipInput', {
        ...{ householdId: id, personId: head, reason: 'INSTITUTION', leftOn: '2026-11-20', newHeadId: son },
      });
      expect(await persons()).toMatchObject([{ entitled_until: '2026-12-01', end_reason: 'LEFT' }, {}]);
      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ state: 'EXITED', exit_reason: 'NOBODY_ENTITLED', entitled_until: '2026-12-01' },
      });
    });
  });

  describe('are seen', () => {
    const QUERY = 'query ($id: ID!) { enrolment(id: $id) { id payee { id } } }';

    test('by the family, workers of the governorate and finance; through the household too', async () => {
      const { enrolmentId, householdId, people } = await cases.anEnrolled();
      const neighbour = (await cases.anEnrolled()).people[0] as string;
      const seenBy = async (caller: Parameters<TestService['ask']>[0]) =>
        (await service.ask<{ enrolment: object | null }>(caller, QUERY, { id: enrolmentId })).data.enrolment;

      const whole = { id: enrolmentId, payee: { id: people[1] } };
      for (const caller of [gizaWorker, admin, citizen(people[0] as string)])
        expect(await seenBy(caller)).toEqual(whole);
      expect(await seenBy(financeOfficer)).toEqual({ id: enrolmentId, payee: null });
      for (const caller of [cairoWorker, citizen(neighbour)]) expect(await seenBy(caller)).toBeNull();
      expect((await service.ask(analyst, QUERY, { id: enrolmentId })).status).toBe(403);
      const { data } = await service.ask<object>(
        citizen(people[0] as string),
        'query ($id: ID!) { household(id: $id) { enrolments { id } benefitApplications { state } } }',
        { id: householdId },
      );
      expect(data).toEqual({
        household: { enrolments: [{ id: enrolmentId }], benefitApplications: [{ state: 'APPROVED' }] },
      });
    });

    test('in lists with all that belongs to them, by as many statements for 50 as for 5', async () => {
      await service.database.owner(
        `with made as (
           insert into household (id, head_id, area_id, formed_on, registered_at)
           select gen_random_uuid(), (select head_id from household limit 1), 'EG-GZ', '2020-01-01', now()
             from generate_series(1, 60) returning id, head_id)
         insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
           enrolled_on, enrolled_by)
         select 'TAKAFUL', id, head_id, 'SMART_CARD', 'ACTIVE', '2026-01-01', '2029-01-01', '2026-01-01', 'x' from made`,
      );
      const list = (first: number) => () =>
        service.ask(
          gizaWorker,
          `query ($first: Int!) { enrolments(first: $first) { nodes { number programme { id } household { id }
             payee { id } application { id } persons { category person { id } } suspensions { reason }
             recertifications { decidedOn } history { action } } } }`,
          { first },
        );

      await service.statementsOf(list(5));
      const [few, many] = [await service.statementsOf(list(5)), await service.statementsOf(list(50))];

      expect(many).toBe(few);
    });
  });
});
