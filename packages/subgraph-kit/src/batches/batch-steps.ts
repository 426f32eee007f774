import type { EntityManager } from 'typeorm';
import type { BatchContext, BatchKind, BatchStop } from './batch-kind';
import type { BatchLease } from './batch-lease';

/** One step as it stands in the database: cutting up the work, a piece of it, or its end. */
interface Step {
  readonly number: number;
  readonly name: string;
  readonly phase: 'PLAN' | 'RUN' | 'FINISH';
}

/** A batch under work: what its steps need. */
export interface BatchWork {
  readonly kind: BatchKind;
  readonly lease: BatchLease;
  readonly mostAttempts: number;
  readonly contextWith: (manager: EntityManager) => BatchContext;
  /** Throws when the worker stops, or the batch is another's or is to end. */
  readonly throwIfInterrupted: () => void;
  readonly onStep: (seconds: number) => void;
}

/** A step has failed, for which reason, and whether for the last time. */
export class StepFailed extends Error {
  constructor(
    readonly reason: unknown,
    readonly attempts: number,
    readonly isLast: boolean,
  ) {
    super('A step of a batch has failed.', { cause: reason });
  }
}

/** Does all steps that are left, in their order, as many side by side as the kind allows; then ends the batch. */
export async function doSteps(work: BatchWork): Promise<void> {
  let steps = await stepsLeft(work.lease);
  if (steps[0]?.phase === 'PLAN') {
    await attempt(work, steps[0], () => plan(work));
    steps = await stepsLeft(work.lease);
  }
  await sideBySide(
    work,
    steps.filter(({ phase }) => phase === 'RUN'),
  );
  const finish = steps.find(({ phase }) => phase === 'FINISH');
  if (finish) await attempt(work, finish, () => end(work, 'DONE', null));
}

/** Ends the batch, done or not; the kind has its say in the same transaction. */
export function end({ kind, lease, contextWith }: BatchWork, as: 'DONE' | BatchStop, problem: string | null) {
  return lease.end(async (manager) => {
    const context = contextWith(manager);
    await (as === 'DONE' ? kind.finish?.(context) : kind.stopped?.(context, as));
    await manager.query(
      `update batch set state = $2, problem = $3, ended_at = now(), lease_token = null, lease_until = null
        where id = $1`,
      [lease.batchId, as, problem],
    );
  });
}

function stepsLeft(lease: BatchLease): Promise<Step[]> {
  return lease.hold((manager) =>
    manager.query<Step[]>(
      'select number, name, phase from batch_step where batch_id = $1 and done_at is null order by number',
      [lease.batchId],
    ),
  );
}

async function sideBySide(work: BatchWork, steps: readonly Step[]): Promise<void> {
  const waiting = [...steps];
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step && !hasFailed; step = waiting.shift()) {
      const { number, name } = step;
      await attempt(work, step, () => run(work, number, name)).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: work.kind.atOnce ?? 1 }, lane));
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

/**
 * An attempt counts before it is made, so that a step that costs the process its life is not tried for ever. What
 * interrupts the batch is no failure of the step.
 */
async function attempt(work: BatchWork, { number }: Step, deed: () => Promise<void>): Promise<void> {
  work.throwIfInterrupted();
  const { lease, mostAttempts } = work;
  const [[{ attempts }]] = await lease.hold((manager) =>
    manager.query<[[{ attempts: number }], number]>(
      `update batch_step set attempts = attempts + 1, begun_at = now() where batch_id = $1 and number = $2
       returning attempts`,
      [lease.batchId, number],
    ),
  );
  if (attempts > mostAttempts) throw new StepFailed(new WorkerLost(), attempts, true);
  const begun = performance.now();
  try {
    await deed();
  } catch (error) {
    work.throwIfInterrupted();
    throw new StepFailed(error, attempts, attempts >= mostAttempts);
  }
  work.onStep((performance.now() - begun) / 1000);
}

/** Each worker that tried the step has ended before it: killed, or out of memory. */
class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

function plan({ kind, lease, contextWith }: BatchWork): Promise<void> {
  return lease.hold(async (manager) => {
    const names = await kind.steps(contextWith(manager));
    await manager.query(
      `insert into batch_step (batch_id, number, name, phase)
       select $1::uuid, step.number::int, step.name, 'RUN' from unnest($2::text[]) with ordinality as step (name, number)
       union all select $1::uuid, $3::int, '', 'FINISH'`,
      [lease.batchId, names, names.length + 1],
    );
    await markDone(manager, lease.batchId, 0);
    await manager.query('update batch set steps_total = $2, begun_at = now() where id = $1', [
      lease.batchId,
      names.length,
    ]);
  });
}

function run({ kind, lease, contextWith }: BatchWork, number: number, name: string): Promise<void> {
  return lease.hold(async (manager) => {
    await kind.run(name, contextWith(manager));
    await markDone(manager, lease.batchId, number);
    await manager.query('update batch set steps_done = steps_done + 1 where id = $1', [lease.batchId]);
  });
}

async function markDone(manager: EntityManager, batchId: string, number: number): Promise<void> {
  await manager.query(
    'update batch_step set done_at = clock_timestamp() where batch_id = $1 and number = $2',
    [batchId, number],
  );
}
