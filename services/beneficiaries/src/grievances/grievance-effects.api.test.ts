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

/** Filed by the family, assigned to an officer and upheld. */
async function uphold(againstKind: ContestedKind, againstId: string): Promise<void> {
  const { grievance, errors } = await file(againstKind, againstId);
  if (!grievance) throw new Error(JSON.stringify(errors));
  await assign(service, officer, grievance.id);
  const decided = await decide(service, officer, grievance.id);
  expect(codesOf(decided)).toEqual([]);
}

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
