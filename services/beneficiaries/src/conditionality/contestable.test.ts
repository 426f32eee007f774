import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Contested } from '../grievances/contested';
import {
  aSupportedFamily,
  calculatedCycle,
  evaluate,
  liveThrough,
  outcomesOf,
  report,
  withheldOf,
} from '../testing/conditionality';
import { admin, cairoWorker, citizen, gizaWorker, registryService, TODAY } from '../testing/registry';
import { withholdingContestable } from './contestable';

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

async function withholdingOf(enrolmentId: string, month: string): Promise<string> {
  const [row] = await service.database.owner<{ id: string }>(
    'select id from withholding where enrolment_id = $1 and month = $2 and annulled_on is null',
    [enrolmentId, month],
  );
  return row?.id ?? '';
}

const find = (caller: Caller, id: string): Promise<Contested | null> =>
  inTransaction(service.database.dataSource, caller, (manager) => withholdingContestable.find(manager, id));

/** Upholds a grievance against it, as the command of the grievances does. */
const uphold = (caller: Caller, id: string): Promise<Refusal | null> =>
  inTransaction(service.database.dataSource, caller, (manager) => {
    const context = {
      manager,
      caller,
      today: TODAY,
      requestId: randomUUID(),
      operationName: null,
      purpose: null,
    };
    return withholdingContestable.uphold(context as unknown as CommandContext, id, randomUUID());
  });

test('names the household and who decided it, to those who may see it', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BB');
  const id = await withholdingOf(family.enrolmentId, '2025-11-01');
  const contested = { householdId: family.householdId, decidedOn: TODAY, deciders: ['feed-education'] };

  expect(await find(gizaWorker, id)).toEqual(contested);
  expect(await find(citizen(family.motherId), id)).toEqual(contested);
  expect(await find(cairoWorker, id)).toBeNull();
  expect(await find(admin, 'no id')).toBeNull();
  expect(await find(admin, randomUUID())).toBeNull();
});

test('is found no more once it is annulled', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BB');
  const id = await withholdingOf(family.enrolmentId, '2025-11-01');
  await report(service, family.children[0]?.id ?? '', '2025-10-01', [30]);
  await evaluate(service, '2025-10-01', family.enrolmentId);

  expect(await find(admin, id)).toBeNull();
});

test('upheld, its breach no longer counts, and what came after it is set right', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BBB');
  await calculatedCycle(service, '2025-12-01');

  await uphold(gizaWorker, await withholdingOf(family.enrolmentId, '2025-11-01'));

  expect((await outcomesOf(service, family.enrolmentId)).map(({ step }) => step)).toEqual([1, 1, 2]);
  expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2025-12': 50 });
  const [excused] = await service.database.owner(
    `select excused_on::text as "on", excused_by as by from compliance_outcome
      where enrolment_id = $1 and month = '2025-10-01'`,
    [family.enrolmentId],
  );
  expect(excused).toEqual({ on: TODAY, by: 'worker-giza' });
  const notes = await service.database.owner(
    `select from_month from entitlement_change where enrolment_id = $1 and from_month = '2025-11-01' and cause = 'WITHHOLDING'`,
    [family.enrolmentId],
  );
  expect(notes.length).toBeGreaterThan(1);
});

test('upheld, it stays excused when its month is evaluated again', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BB', '2026-04-01');
  await uphold(gizaWorker, await withholdingOf(family.enrolmentId, '2026-06-01'));

  await report(service, family.children[0]?.id ?? '', '2026-05-01', [1]);
  await evaluate(service, '2026-05-01', family.enrolmentId);

  expect(await withheldOf(service, family.enrolmentId)).toEqual({});
  expect((await outcomesOf(service, family.enrolmentId)).map(({ step }) => step)).toEqual([1, 1]);
});

test('two who uphold it at once excuse it once', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BB', '2026-04-01');
  const id = await withholdingOf(family.enrolmentId, '2026-06-01');

  await Promise.all([uphold(gizaWorker, id), uphold(admin, id)]);

  expect(await withheldOf(service, family.enrolmentId)).toEqual({});
});
