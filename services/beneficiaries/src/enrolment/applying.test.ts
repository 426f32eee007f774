import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, aFamily, Cases, financeOfficer, gizaDecider, gizaThird } from '../testing/enrolment';
import {
  admin,
  aHousehold,
  analyst,
  auditor,
  cairoWorker,
  citizen,
  codesOf,
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
  const count = async (table: string) => {
    const [row] = await service.database.owner<{ count: number }>(`select count(*)::int from ${table}`);
    return row?.count;
  };

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

    test('for a programme without rules, by which nobody could be approved', async () => {
      await service.database.owner(
        `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
         values ('UNRULED', 'برنامج', 'Programme', 'HOUSEHOLD', false, '2020-01-01')`,
      );
      const { id } = await family();
      const before = await count('benefit_application');

      const { errors } = await cases.apply(id, { programmeId: 'UNRULED' });

      expect(errors).toMatchObject([{ code: 'NO_RULES', field: 'input.programmeId' }]);
      expect(await count('benefit_application')).toBe(before);
    });

    test.each(['DISABILITY_CERTIFICATE', 'DEATH_OF_PARENTS'])(
      'a %s that names nobody, and it is taken of a member',
      async (kind) => {
        const { id, people } = await family();
        const { application } = await cases.apply(id);

        const { errors } = await cases.document(application?.id ?? '', kind);

        expect(errors).toMatchObject([{ code: 'DOCUMENT_OF_A_PERSON', field: 'input.personId' }]);
        expect((await cases.document(application?.id ?? '', kind, { personId: people[2] })).errors).toEqual(
          [],
        );
      },
    );

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
          message:
            'This cannot be done as it stands now. You can: record the documents that are missing; withdraw the application.',
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
      ['a document of the year one', { issuedOn: '0001-01-01' }, 'DAY_OUT_OF_RANGE'],
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

    test('not by a number that nothing can have', async () => {
      const query = 'query ($n: String!) { benefitApplicationByNumber(number: $n) { id } }';

      const answer = await service.ask(gizaWorker, query, { n: '\u0000' });

      expect(answer).toEqual({ status: 200, data: { benefitApplicationByNumber: null } });
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
