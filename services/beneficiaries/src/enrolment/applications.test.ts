import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, aFamily, Cases, financeOfficer, gizaDecider, gizaThird } from '../testing/enrolment';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  auditor,
  cairoWorker,
  changesOf,
  citizen,
  codesOf,
  eventsOf,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('applications', () => {
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
  const count = async (table: string) => {
    const [row] = await service.database.owner<{ count: number }>(`select count(*)::int from ${table}`);
    return row?.count;
  };

  describe('the way to an enrolment', () => {
    test('leads from the application through papers, visit and decision to the mother of the family', async () => {
      const { id: householdId, people } = await family();

      const applied = await cases.apply(householdId, {}, citizen(people[1] as string));
      const applicationId = applied.application?.id as string;
      expect(applied).toMatchObject({
        application: {
          state: 'SUBMITTED',
          missingDocuments: ['NATIONAL_ID', 'PROOF_OF_RESIDENCE', 'BIRTH_CERTIFICATES', 'INCOME_STATEMENT'],
        },
        errors: [],
      });
      await cases.document(applicationId, 'NATIONAL_ID');
      await cases.document(applicationId, 'PROOF_OF_RESIDENCE');
      await cases.document(applicationId, 'BIRTH_CERTIFICATES');
      const unseen = await cases.document(applicationId, 'INCOME_STATEMENT', { isVerified: false });
      expect(unseen.application).toMatchObject({
        state: 'SUBMITTED',
        missingDocuments: ['INCOME_STATEMENT'],
      });
      const complete = await cases.document(applicationId, 'INCOME_STATEMENT');
      expect(complete.application?.state).toBe('DOCUMENTS_COMPLETE');
      expect((await cases.visit(applicationId)).application?.state).toBe('VERIFIED');
      const decided = await cases.decide(applicationId);

      expect(decided).toMatchObject({ application: { state: 'APPROVED' }, errors: [] });
      const enrolmentId = await cases.enrolmentOf(householdId);
      const { data } = await service.ask<Record<string, unknown>>(
        citizen(people[1] as string),
        `query ($number: String!) { benefitApplicationByNumber(number: $number) {
           id decidedOn decision { outcome reasons { code } inputs { name value } } applicant { id } programme { id }
           documents { kind isVerified } decisions { decision { outcome } }
           history { fromState toState action byRole }
           enrolment { id state entitledFrom entitledUntil recertifyBy channel isRecertificationOverdue payee { id }
             household { id } persons { category } suspensions { id } application { id } history { toState onDate } } } }`,
        { number: applied.application?.number.toLowerCase() },
      );
      expect(data).toEqual({
        benefitApplicationByNumber: {
          ...{ id: applicationId, decidedOn: '2026-11-22', applicant: { id: people[1] } },
          decision: {
            outcome: 'APPROVED',
            reasons: [],
            inputs: [{ name: 'eligibility', value: 'ELIGIBLE' }],
          },
          programme: { id: 'TAKAFUL' },
          documents: [
            { kind: 'NATIONAL_ID', isVerified: true },
            { kind: 'PROOF_OF_RESIDENCE', isVerified: true },
            { kind: 'BIRTH_CERTIFICATES', isVerified: true },
            { kind: 'INCOME_STATEMENT', isVerified: false },
            { kind: 'INCOME_STATEMENT', isVerified: true },
          ],
          decisions: [{ decision: { outcome: 'APPROVED' } }],
          history: [
            { fromState: null, toState: 'SUBMITTED', action: 'submit', byRole: 'citizen' },
            {
              fromState: 'SUBMITTED',
              toState: 'DOCUMENTS_COMPLETE',
              action: 'complete',
              byRole: 'case_worker',
            },
            { fromState: 'DOCUMENTS_COMPLETE', toState: 'VERIFIED', action: 'verify', byRole: 'case_worker' },
            { fromState: 'VERIFIED', toState: 'APPROVED', action: 'approve', byRole: 'case_worker' },
          ],
          enrolment: {
            ...{ id: enrolmentId, state: 'ACTIVE', entitledFrom: '2026-12-01', entitledUntil: null },
            ...{ recertifyBy: '2029-11-22', channel: 'SMART_CARD', isRecertificationOverdue: false },
            ...{ payee: { id: people[1] }, household: { id: householdId }, persons: [], suspensions: [] },
            ...{ application: { id: applicationId }, history: [{ toState: 'ACTIVE', onDate: '2026-12-01' }] },
          },
        },
      });
      expect(await cases.noted(enrolmentId)).toEqual(['ENROLLED 2026-12-01']);
      expect(await eventsOf(service, enrolmentId)).toEqual([
        {
          type: 'enrolment.changed',
          payload: {
            ...{ enrolmentId, householdId, programmeId: 'TAKAFUL', state: 'ACTIVE', since: '2026-12-01' },
            personIds: [people[1]],
          },
        },
      ]);
      const actions = (await changesOf(service, people[1] as string)).map(({ action }) => action);
      expect(actions.slice(-4)).toEqual(['complete', 'verify', 'approve', 'enrol']);
    });

    test('ends with the reasons where the rules exclude the household, who may apply again', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);
      assessed = anAssessment('NEAR_MISS');

      const approval = await cases.decide(applicationId);
      const refused = await cases.decide(applicationId, { approve: false });

      expect(approval).toMatchObject({ application: null, eligibility: { outcome: 'NEAR_MISS' } });
      expect(approval.errors).toEqual([
        {
          code: 'APPROVAL_NOT_POSSIBLE',
          field: 'input.applicationId',
          message: 'The application cannot be approved: The score is above the threshold.',
        },
      ]);
      expect(refused).toMatchObject({ application: { state: 'REFUSED' }, errors: [] });
      expect((await cases.apply(id)).errors).toEqual([]);
    });

    test('an eligible household is refused only with a reason', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);

      const without = await cases.decide(applicationId, { approve: false, reason: '  ' });
      const refused = await cases.decide(applicationId, { approve: false, reason: 'تعيش الأسرة في الخارج' });

      expect(codesOf(without)).toEqual(['TEXT_MISSING']);
      expect(refused.application?.state).toBe('REFUSED');
    });

    test.each<[string, string, string[], string]>([
      [
        'on the day on which its programme closes, but enrols nobody',
        '2026-11-22',
        ['PROGRAMME_NOT_OPEN'],
        'VERIFIED',
      ],
      ['on the day before, and enrols', '2026-11-23', [], 'APPROVED'],
    ])('is decided %s', async (_name, closesOn, codes, state) => {
      const programmeId = `CLOSING_${state}`;
      await service.database.owner(
        `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
         values ($1, 'برنامج', 'Programme', 'HOUSEHOLD', false, '2020-01-01')`,
        [programmeId],
      );
      const { id: householdId } = await family();
      const applicationId = await cases.aVerified(householdId, { programmeId });
      await service.database.owner('update programme set closes_on = $2 where id = $1', [
        programmeId,
        closesOn,
      ]);
      const enrolments = await count('enrolment');

      expect(codesOf(await cases.decide(applicationId))).toEqual(codes);

      const [{ state: kept } = { state: null }] = await service.database.owner<{ state: string }>(
        'select state from benefit_application where id = $1',
        [applicationId],
      );
      expect(kept).toBe(state);
      expect(await count('enrolment')).toBe((enrolments ?? 0) + (state === 'APPROVED' ? 1 : 0));
    });

    test('waits for an answer where the family and a registry say different things', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);
      assessed = anAssessment('ELIGIBLE', { conflicts: ['rooms'] });

      const open = await cases.decide(applicationId);
      await cases.visit(applicationId, { answers: [{ fact: 'rooms', finding: 'غرفتان' }] });
      const settled = await cases.decide(applicationId);

      expect(codesOf(open)).toEqual(['MAY_NOT_DECIDE']);
      expect(open.errors[0]?.message).toContain('rooms');
      expect(settled.errors).toEqual([]);
    });
  });

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

  describe('are refused', () => {
    test.each<[string, object, string]>([
      ['for a programme that is not there', { programmeId: 'NONE' }, 'PROGRAMME_NOT_FOUND'],
      ['for a household that is not there', { householdId: randomUUID() }, 'HOUSEHOLD_NOT_FOUND'],
      ['for a household by an id that is none', { householdId: 'x' }, 'HOUSEHOLD_NOT_FOUND'],
      ['by somebody else', { applicantId: randomUUID() }, 'APPLICANT_NOT_A_MEMBER'],
      ['for Daman, which is being closed', { programmeId: 'DAMAN' }, 'PROGRAMME_NOT_OPEN'],
    ])('%s', async (_name, input, code) => {
      const { id } = await family();
      const before = await count('benefit_application');

      expect(codesOf(await cases.apply(id, input))).toEqual([code]);
      expect(await count('benefit_application')).toBe(before);
    });

    test('by a child, and of a household that is enrolled already', async () => {
      const { householdId, people } = await cases.anEnrolled();

      expect(codesOf(await cases.apply(householdId, { applicantId: people[2] }))).toEqual([
        'APPLICANT_NOT_A_MEMBER',
      ]);
      expect(codesOf(await cases.apply(householdId))).toEqual(['ENROLLED_ALREADY']);
    });

    test('by the same key twice is the same application', async () => {
      const { id } = await family();
      const idempotencyKey = randomUUID();

      const [first, again] = [
        await cases.apply(id, { idempotencyKey }),
        await cases.apply(id, { idempotencyKey }),
      ];

      expect(again.application?.number).toBe(first.application?.number);
    });

    test('a decision before the visit, by the visitor, by who visited too, or twice', async () => {
      const { id } = await family();
      const { application } = await cases.apply(id);
      const applicationId = application?.id as string;

      const tooEarly = await cases.decide(applicationId);
      for (const kind of application?.missingDocuments ?? []) await cases.document(applicationId, kind);
      await cases.visit(applicationId);
      await cases.visit(applicationId, {}, gizaDecider);

      expect(tooEarly.errors).toEqual([
        {
          code: 'STEP_NOT_POSSIBLE',
          field: 'input.applicationId',
          message: 'In the state SUBMITTED this cannot be done; possible: complete, withdraw.',
        },
      ]);
      expect(codesOf(await cases.decide(applicationId, {}, gizaWorker))).toEqual(['MAY_NOT_DECIDE']);
      expect(codesOf(await cases.decide(applicationId, {}, gizaDecider))).toEqual(['MAY_NOT_DECIDE']);
      expect(codesOf(await cases.decide(applicationId, {}, gizaThird))).toEqual([]);
      expect(codesOf(await cases.decide(applicationId, {}, admin))).toEqual(['STEP_NOT_POSSIBLE']);
    });

    test.each<[string, object, string]>([
      ['a document without a number', { number: ' ' }, 'TEXT_MISSING'],
      ['a document of tomorrow', { issuedOn: '2026-11-23' }, 'DAY_OUT_OF_RANGE'],
      ['a document about a stranger', { personId: randomUUID() }, 'NOT_A_MEMBER'],
      ['a document of no application', { applicationId: randomUUID() }, 'APPLICATION_NOT_FOUND'],
    ])('%s', async (_name, input, code) => {
      const { id } = await family();
      const { application } = await cases.apply(id);

      expect(codesOf(await cases.document(application?.id as string, 'NATIONAL_ID', input))).toEqual([code]);
    });

    test.each<[string, object, string]>([
      ['a visit before the application', { visitedOn: '2026-11-21' }, 'DAY_OUT_OF_RANGE'],
      ['a visit of tomorrow', { visitedOn: '2026-11-23' }, 'DAY_OUT_OF_RANGE'],
      ['a visit without findings', { findings: '' }, 'TEXT_MISSING'],
      ['a visit with an empty answer', { answers: [{ fact: 'rooms', finding: ' ' }] }, 'TEXT_MISSING'],
      ['a visit before the papers are complete', {}, 'STEP_NOT_POSSIBLE'],
    ])('%s', async (_name, input, code) => {
      const { id } = await family();
      const { application } = await cases.apply(id);

      expect(codesOf(await cases.visit(application?.id as string, input))).toEqual([code]);
    });
  });

  describe('taking back', () => {
    test('is for the citizen and the worker, until it is decided', async () => {
      const { id, people } = await family();
      const { application } = await cases.apply(id);
      const input = { applicationId: application?.id, reason: 'لم نعد نريد' };

      const taken = await cases.act(citizen(people[0] as string), 'withdrawApplication', input);
      const again = await cases.act(gizaWorker, 'withdrawApplication', input);

      expect(taken.application?.state).toBe('WITHDRAWN');
      expect(codesOf(again)).toEqual(['STEP_NOT_POSSIBLE']);
      expect((await cases.apply(id)).errors).toEqual([]);
    });

    test('a neighbour takes nothing back', async () => {
      const { id } = await family();
      const { application } = await cases.apply(id);
      const neighbour = citizen((await family()).people[0] as string);
      const input = { applicationId: application?.id, reason: 'x' };

      expect(codesOf(await cases.act(neighbour, 'withdrawApplication', input))).toEqual([
        'APPLICATION_NOT_FOUND',
      ]);
    });
  });

  describe('are seen', () => {
    const QUERY = `query ($id: ID!) { benefitApplication(id: $id) { id household { id } applicant { id } } }`;

    test('by the family, the workers of the governorate and those who see all benefits; by nobody else', async () => {
      const { id, people } = await family();
      const applicationId = (await cases.apply(id)).application?.id as string;
      const neighbour = (await family()).people[0] as string;
      const seenBy = async (caller: Parameters<TestService['ask']>[0]) => {
        const { data } = await service.ask<{ benefitApplication: object | null }>(caller, QUERY, {
          id: applicationId,
        });
        return data?.benefitApplication ?? null;
      };

      const whole = { id: applicationId, household: { id }, applicant: { id: people[0] } };
      for (const caller of [gizaWorker, admin, auditor, citizen(people[2] as string)])
        expect(await seenBy(caller)).toEqual(whole);
      expect(await seenBy(financeOfficer)).toEqual({ id: applicationId, household: null, applicant: null });
      for (const caller of [cairoWorker, citizen(neighbour)]) expect(await seenBy(caller)).toBeNull();
      for (const caller of [analyst, partner(randomUUID())])
        expect((await service.ask(caller, QUERY, { id: applicationId })).status).toBe(403);
    });

    test('by their number like by their id: a neighbour who has read it off a receipt finds nothing', async () => {
      const { id, people } = await family();
      const number = (await cases.apply(id)).application?.number;
      const neighbour = (await family()).people[0] as string;
      const found = async (personId: string) => {
        const query = 'query ($n: String!) { benefitApplicationByNumber(number: $n) { number } }';
        const { data } = await service.ask<object>(citizen(personId), query, { n: ` ${number} ` });
        return data;
      };

      expect(await found(people[0] as string)).toEqual({ benefitApplicationByNumber: { number } });
      expect(await found(neighbour)).toEqual({ benefitApplicationByNumber: null });
    });

    test('a worker of another governorate and a citizen for a neighbour apply for nobody', async () => {
      const { id } = await family();
      const neighbour = citizen((await family()).people[0] as string);

      expect(codesOf(await cases.apply(id, {}, cairoWorker))).toEqual(['HOUSEHOLD_NOT_FOUND']);
      expect(codesOf(await cases.apply(id, {}, neighbour))).toEqual(['HOUSEHOLD_NOT_FOUND']);
    });

    test('a citizen applies in no other name, and neither decides nor visits', async () => {
      const { id, people } = await family();
      const self = citizen(people[1] as string);
      const { status } = await service.ask(
        self,
        'mutation ($input: DecideApplicationInput!) { decideApplication(input: $input) { errors { code } } }',
        { input: { applicationId: randomUUID(), approve: true } },
      );

      expect(codesOf(await cases.apply(id, { applicantId: people[0] }, self))).toEqual([
        'APPLICANT_NOT_A_MEMBER',
      ]);
      expect(status).toBe(403);
    });

    test('in lists with all that belongs to them, by as many statements for 50 as for 5', async () => {
      for (let made = 0; made < 6; made += 1) await cases.apply((await family()).id);
      await service.database.owner(
        `insert into benefit_application (programme_id, household_id, applicant_id, state, submitted_on, submitted_by)
         select 'TAKAFUL', household_id, applicant_id, 'WITHDRAWN', submitted_on, submitted_by
           from benefit_application, generate_series(1, 10)`,
      );
      const list = (first: number) => () =>
        service.ask(
          gizaWorker,
          `query ($first: Int!) { benefitApplications(first: $first) { nodes { number programme { id } household { id }
             applicant { id } documents { kind } missingDocuments visits { findings } decisions { decidedOn }
             enrolment { id } history { action } } } }`,
          { first },
        );

      await service.statementsOf(list(5));
      const [few, many] = [await service.statementsOf(list(5)), await service.statementsOf(list(50))];

      expect(many).toBe(few);
    });
  });
});
