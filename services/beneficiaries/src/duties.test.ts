import 'reflect-metadata';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import { forgetRules } from '@solidarity/subgraph-kit/records/rules-data';
import type { Duty } from '@solidarity/subgraph-kit/schedule/duty';
import { doDuty } from '@solidarity/subgraph-kit/testing/duties';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { todayOf } from '@solidarity/subgraph-kit/values/clock';
import { suspensionOfOverdueEnrolments } from './enrolment/overdue.commands';
import { escalationOfGrievances } from './grievances/escalation.commands';
import { aGrievance, aSuspendedHousehold, wasDueOn } from './testing/grievances';
import { aHousehold, changesOf, registryService, TODAY } from './testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

/** The statements of a duty's part, and how many records it changed; it is not marked as done. */
function partOf({ name, run }: Duty): Promise<{ statements: number; count: number }> {
  const { dataSource, clock } = service.running;
  forgetRules(dataSource.manager);
  return inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
    const asked = jest.spyOn(manager, 'query');
    const { count } = await run({
      ...{ manager, caller: SYSTEM_CALLER, today: todayOf(clock) },
      ...{ requestId: null, operationName: name, purpose: null },
    });
    return { statements: asked.mock.calls.length, count };
  });
}

async function overdueGrievances(count: number): Promise<void> {
  const { id } = await aGrievance(service, await aSuspendedHousehold(service));
  await wasDueOn(service, id, '2026-11-21');
  await service.database.owner(
    `insert into grievance select more.* from grievance
      cross join generate_series(2, $2) as n
      cross join jsonb_populate_record(grievance, jsonb_build_object('id', gen_random_uuid(),
        'against_id', gen_random_uuid(), 'number', 'G' || $2 || '-' || n)) as more
      where grievance.id = $1`,
    [id, count],
  );
}

async function overdueEnrolments(count: number): Promise<void> {
  const { id, people } = await aHousehold(service);
  await service.database.owner(
    `with programmes as (
       insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
       select 'MANY_' || upper(translate(left(gen_random_uuid()::text, 13), '0123456789-', 'ghijklmnopq')), 'برنامج', 'Programme',
              'HOUSEHOLD', false, '2020-01-01'
         from generate_series(1, $3) returning id)
     insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
                            enrolled_on, enrolled_by)
     select id, $1, $2, 'SMART_CARD', 'ACTIVE', '2023-01-01', '2026-01-01', '2022-12-20', 'enroller' from programmes`,
    [id, people[0], count],
  );
}

test.each<[string, Duty, (count: number) => Promise<void>]>([
  ['escalating grievances', escalationOfGrievances, overdueGrievances],
  ['suspending overdue enrolments', suspensionOfOverdueEnrolments, overdueEnrolments],
])('%s takes as many statements for few as for many', async (_name, duty, arrange) => {
  await arrange(5);
  const few = await partOf(duty);
  await arrange(50);
  const many = await partOf(duty);

  expect([few.count, many.count]).toEqual([5, 50]);
  expect(many.statements).toBe(few.statements);
});

test('what a duty does stands in history and audit trail as done by the system', async () => {
  const household = await aSuspendedHousehold(service);
  const { id } = await aGrievance(service, household);
  await wasDueOn(service, id, '2026-11-21');

  expect(await doDuty(service, 'escalation-of-grievances')).toBe(1);

  const [step] = await service.database.owner(
    `select by_subject, by_role, on_date::text from state_transition where subject_id = $1 and action = 'escalate'`,
    [id],
  );
  expect(step).toEqual({ by_subject: 'system', by_role: 'system', on_date: TODAY });
  expect((await changesOf(service, household.people[0] ?? '')).at(-1)).toEqual({
    ...{ action: 'escalate', role: 'system' },
  });
});

test('what the calendar brings about is nobody’s command', async () => {
  const { running } = service;

  expect(running.definition.duties?.map(({ name }) => name).sort()).toEqual([
    'escalation-of-grievances',
    'suspension-of-overdue-enrolments',
  ]);
  const mutations = Object.keys(running.schema.getMutationType()?.getFields() ?? {});
  expect(mutations.filter((name) => /overdue/i.test(name))).toEqual([]);
});
