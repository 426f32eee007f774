import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../access/access';
import type { Reads } from '../database/reads';

/** How a batch stands. */
export enum BatchState {
  WAITING = 'WAITING',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(BatchState, {
  name: 'BatchState',
  description: 'How work in the background stands.',
  valuesConfig: {
    WAITING: {
      description:
        'It has been ordered and will begin in a moment, or after work that was ordered before it.',
    },
    RUNNING: { description: 'It is being done.' },
    DONE: { description: 'All of it is done.' },
    FAILED: { description: 'It was given up after several attempts; `problem` says why.' },
    CANCELLED: { description: 'Somebody has ended it.' },
  },
});

/** How far a batch is, for who waits for it in the ministry. */
@ObjectType({ description: 'How far work in the background is. It goes on when a server is lost.' })
@Directive('@shareable')
@Access({})
export class BatchProgress {
  @Field(() => BatchState, { description: 'How it stands.' })
  state!: BatchState;

  @Field(() => Int, { description: 'Steps that are done for good.' })
  stepsDone!: number;

  @Field(() => Int, { nullable: true, description: 'All its steps; null while they are being counted.' })
  stepsTotal!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds that it will take at the pace until now; null when unknown, and when it has ended.',
  })
  secondsLeft!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the fault for which it was given up, of use to technicians; null unless it failed.',
  })
  problem!: string | null;
}

/**
 * How far a batch is; null when there is none. Ask by an id out of a row that this caller has read: whoever may see
 * what a batch is about may see how far it is. One statement for all batches of a list.
 */
export function progressOf(reads: Reads, batchId: string): Promise<BatchProgress | null> {
  return reads.batch('batch progress', batchId, async (ids) => {
    const rows = await reads.rows<BatchProgress & { id: string }>(PROGRESS, [ids]);
    const found = new Map(
      rows.map(({ id, ...progress }) => [id, Object.assign(new BatchProgress(), progress)]),
    );
    return ids.map((id) => found.get(id) ?? null);
  });
}

const PROGRESS = `
select id, state, steps_done as "stepsDone", steps_total as "stepsTotal", seconds_left as "secondsLeft", problem
  from batch_progress($1::uuid[])`;
