import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { startBatch } from '@solidarity/subgraph-kit/batches/start-batch';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { DamanState } from './daman-case';
import { DAMAN_BATCHES, type ClosableFinding, type DamanWorkKind } from './daman-work';
import { damanRefusals } from './refusals';

/** What ordering work over a batch has done. */
export interface OrderedWork {
  batchId?: string;
  workId?: string;
  errors: Refusal[];
}

/** What is to be done with the cases of a batch that the caller sees. */
export interface WorkOrder {
  readonly kind: DamanWorkKind;
  /** Of Daman. */
  readonly batchId: string;
  readonly programmeId?: string | null;
  readonly finding?: ClosableFinding;
  readonly reason?: string;
}

/** Orders work over a batch; refused while other work over it is under way, whoever has ordered that. */
export async function orderWork(
  { manager, caller }: CommandContext,
  { kind, batchId, programmeId = null, finding, reason }: WorkOrder,
): Promise<OrderedWork> {
  const workId = randomUUID();
  const startedId = await startBatch(manager, { kind: DAMAN_BATCHES[kind], subjectId: workId });
  // A refused payload is rolled back, and what was just started with it.
  const ordered = await manager.query<object[]>(
    `insert into daman_work (id, daman_batch_id, kind, batch_id, governorate, programme_id, finding, reason, ordered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (daman_batch_id) where ended_at is null do nothing returning id`,
    [
      ...[workId, batchId, kind, startedId, caller.claims.governorate ?? null],
      ...[programmeId, finding ?? null, reason ?? null, caller.subject],
    ],
  );
  if (ordered.length === 0) return refuse(damanRefusals.WORK_UNDER_WAY, {}, 'input.batchId');
  return { batchId, workId, errors: [] };
}

/** Whether the caller sees a case of a batch in one of these states. */
export async function hasCases(
  manager: EntityManager,
  batchId: string,
  states: readonly DamanState[],
): Promise<boolean> {
  const found = await manager.query<object[]>(
    'select id from daman_case where batch_id = $1 and state = any ($2) limit 1',
    [batchId, states],
  );
  return found.length > 0;
}
