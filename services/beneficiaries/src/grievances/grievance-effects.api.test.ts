import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { assign, decide, fileGrievance, officer, type GrievancePayload } from '../testing/grievances';
import { codesOf, registryService } from '../testing/registry';
import { StandingRows, type StandingHousehold } from '../testing/standing';
import type { ContestedKind } from './contested';

let service: TestService;
let rows: StandingRows;
let household: StandingHousehold;
beforeAll(async () => {
  service = await registryService();
  rows = new StandingRows(service);
});
beforeEach(async () => {
  household = await rows.aHousehold();
});
afterAll(() => service.close());

const run = <T extends object>(sql: string, ...values: readonly unknown[]) =>
  service.database.owner<T>(sql, values);
const idOf = async (sql: string): Promise<string> =>
  (await run<{ id: string }>(sql, household.enrolmentId))[0]?.id ?? '';

const file = (againstKind: ContestedKind, againstId: string): Promise<GrievancePayload> =>
  fileGrievance(service, { suspensionId: againstId, head: household.head }, { againstKind });

/** Filed by the family and assigned to an officer; gives its id. */
async function assigned(againstKind: ContestedKind, againstId: string): Promise<string> {
  const { grievance, errors } = await file(againstKind, againstId);
  if (!grievance) throw new Error(JSON.stringify(errors));
  await assign(service, officer, grievance.id);
  return grievance.id;
}

async function uphold(againstKind: ContestedKind, againstId: string): Promise<void> {
  const decided = await decide(service, officer, await assigned(againstKind, againstId));
  expect(codesOf(decided)).toEqual([]);
}

/** An application and a grievance against it as they stand, with all their steps. */
const standing = (applicationId: string, grievanceId: string) =>
  run(
    `select application.state, application.decided_by, application.decision, grievance.state as grievance,
            grievance.decision as answer,
            (select count(*) from state_transition where subject_id in (application.id, grievance.id)) as steps
       from benefit_application application, grievance where application.id = $1 and grievance.id = $2`,
    ...[applicationId, grievanceId],
  );

const changesFrom = () =>
  run<{ from_month: string }>(
    'select from_month::text from entitlement_change where enrolment_id = $1 order by id desc limit 1',
    household.enrolmentId,
  );

describe('upholding a grievance', () => {
  test('against a suspension that is over makes its months due after all', async () => {
    const suspensionId = await idOf('select id from suspension where enrolment_id = $1');
    await run(`update suspension set decided_on = '2026-10-20' where id = $1`, suspensionId);

    await uphold('SUSPENSION', suspensionId);

    expect(await run('select is_annulled from suspension where id = $1', suspensionId)).toEqual([
      { is_annulled: true },
    ]);
    expect(await changesFrom()).toEqual([{ from_month: '2026-05-01' }]);
  });

  test('against a withholding annuls it and its month is looked at again', async () => {
    const withholdingId = await idOf('select id from withholding where enrolment_id = $1');

    await uphold('WITHHOLDING', withholdingId);

    expect(
      await run(
        'select annulled_on::text as on, annulled_by as by from withholding where id = $1',
        withholdingId,
      ),
    ).toEqual([{ on: '2026-11-22', by: officer.subject }]);
    expect(await changesFrom()).toEqual([{ from_month: '2026-10-01' }]);
  });

  test('against a payment has its months looked at again', async () => {
    const paymentId = await idOf('select id from payment where enrolment_id = $1');

    await uphold('PAYMENT', paymentId);

    expect(await changesFrom()).toEqual([{ from_month: '2026-10-01' }]);
  });

  test('against an exit restores the enrolment', async () => {
    const { enrolmentId } = household;
    await rows.step('enrolment', enrolmentId, ['ACTIVE', 'end', 'EXITED'], '2026-11-10');
    await run(
      `update enrolment set state = 'EXITED', exited_on = '2026-11-10', exit_reason = 'NO_LONGER_ELIGIBLE',
         exited_by = 'somebody', entitled_until = '2026-12-01' where id = $1`,
      enrolmentId,
    );

    await uphold('EXIT', enrolmentId);

    expect(await run('select state, exited_on from enrolment where id = $1', enrolmentId)).toEqual([
      { state: 'ACTIVE', exited_on: null },
    ]);
  });

  test('against a refusal reopens the application, and nobody who visited or decided takes it on', async () => {
    const id = await refusedApplication();
    const { grievance } = await file('APPLICATION', id);

    const [row] = await run<{ deciders: string[] }>(
      'select deciders from grievance where id = $1',
      grievance?.id,
    );
    await assign(service, officer, grievance?.id ?? '');
    const decided = await decide(service, officer, grievance?.id ?? '');

    expect(row?.deciders.sort()).toEqual(['refuser', 'visitor']);
    expect(codesOf(decided)).toEqual([]);
    expect(await run('select state, decision from benefit_application where id = $1', id)).toEqual([
      { state: 'VERIFIED', decision: null },
    ]);
  });

  test('against a refusal waits for a later application, which is named, and changes nothing until then', async () => {
    const id = await refusedApplication();
    const grievanceId = await assigned('APPLICATION', id);
    const [later] = await run<{ id: string; number: string }>(
      `insert into benefit_application (programme_id, household_id, applicant_id, state, submitted_on, submitted_by)
       select programme_id, household_id, applicant_id, 'SUBMITTED', '2026-11-20', 'somebody'
         from benefit_application where id = $1 returning id, number`,
      id,
    );
    const before = await standing(id, grievanceId);

    const refused = await decide(service, officer, grievanceId);

    expect(refused).toMatchObject({ grievance: null, errors: [{ code: 'APPLIED_AGAIN' }] });
    expect(refused.errors[0]?.message).toContain(later?.number);
    expect(await standing(id, grievanceId)).toEqual(before);
    expect(service.faults).toEqual([]);
    await run(`update benefit_application set state = 'WITHDRAWN' where id = $1`, later?.id);
    expect(codesOf(await decide(service, officer, grievanceId))).toEqual([]);
  });

  test('against a refusal opens nothing for a household that is enrolled by now', async () => {
    const id = await refusedApplication();
    const grievanceId = await assigned('APPLICATION', id);
    const [enrolled] = await run<{ number: string }>(
      `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
         enrolled_on, enrolled_by)
       select programme_id, household_id, applicant_id, 'SMART_CARD', 'ACTIVE', '2026-12-01', '2029-12-01',
              '2026-11-20', 'somebody' from benefit_application where id = $1 returning number`,
      id,
    );
    const before = await standing(id, grievanceId);

    const refused = await decide(service, officer, grievanceId);

    expect(codesOf(refused)).toEqual(['ENROLLED_MEANWHILE']);
    expect(refused.errors[0]?.message).toContain(enrolled?.number);
    expect(await standing(id, grievanceId)).toEqual(before);
    expect(codesOf(await decide(service, officer, grievanceId, { ground: 'DECISION_RIGHT' }))).toEqual([]);
  });

  test('is possible only against what was decided', async () => {
    const answers = await Promise.all([
      file('APPLICATION', household.applicationId),
      file('EXIT', household.enrolmentId),
      file('PAYMENT', randomUUID()),
      file('WITHHOLDING', 'x'),
    ]);

    expect(answers.map(codesOf)).toEqual(Array.from({ length: 4 }, () => ['DECISION_NOT_FOUND']));
  });
});

/** The application of the household, visited and refused. */
async function refusedApplication(): Promise<string> {
  const { applicationId: id } = household;
  for (const [from, action, to] of [
    ['SUBMITTED', 'complete', 'DOCUMENTS_COMPLETE'],
    ['DOCUMENTS_COMPLETE', 'verify', 'VERIFIED'],
    ['VERIFIED', 'refuse', 'REFUSED'],
  ] as const)
    await rows.step('benefit_application', id, [from, action, to], '2026-11-15');
  await run(
    `insert into field_visit (application_id, visited_on, visited_by, findings, answers)
     values ($1, '2026-11-10', 'visitor', 'a visit', '[]')`,
    id,
  );
  const decision = JSON.stringify({ outcome: 'REFUSED', rulesVersion: 'x#1', reasons: [], inputs: [] });
  await run(
    `insert into application_decision (application_id, decision, assessment_id, decided_on, decided_by)
     values ($1, $2, gen_random_uuid(), '2026-11-15', 'refuser')`,
    ...[id, decision],
  );
  await run(
    `update benefit_application set state = 'REFUSED', decided_on = '2026-11-15', decided_by = 'refuser', decision = $2
      where id = $1`,
    ...[id, decision],
  );
  return id;
}
