import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { cancelBatch, startBatch } from '@solidarity/subgraph-kit/batches/start-batch';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { DamanState } from './daman-case';
import { DAMAN_BATCHES, type ClosableFinding, type DamanWorkKind } from './daman-work';
import type { CancelDamanWorkInput } from './daman.inputs';
import { damanRefusals } from './refusals';
import { DamanWork } from './work.entity';

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

/** What calling work off has done. */
export interface CancelledWork {
  workId?: string;
  errors: Refusal[];
}

/** Calls off what was ordered: it ends with the step that it is in. What was done of it stays done, and more can be ordered. */
export async function cancelDamanWork(
  context: CommandContext,
  { workId }: CancelDamanWorkInput,
): Promise<CancelledWork> {
  const { manager, caller } = context;
  const field = 'input.workId';
  const id = knownId(workId, 'uuid');
  const work = id === null ? null : await manager.findOneBy(DamanWork, { id });
  if (!work) return refuse(damanRefusals.DAMAN_WORK_NOT_FOUND, {}, field);
  const { governorate } = caller.claims;
  if (governorate !== undefined && work.governorate !== governorate)
    return refuse(damanRefusals.WORK_NOT_YOURS, {}, field);
  const [cancelled] = await manager.query<[{ id: string }[], number]>(
    `update daman_work set cancelled_at = coalesce(cancelled_at, now()), cancelled_by = coalesce(cancelled_by, $2)
      where id = $1 and ended_at is null returning id`,
    [work.id, caller.subject],
  );
  if (cancelled.length === 0) return refuse(damanRefusals.WORK_ENDED, {}, field);
  await cancelBatch(manager, work.batchId);
  await auditChange(context, { action: 'cancelled', entity: 'DamanWork', personIds: [] });
  return { workId: work.id, errors: [] };
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
