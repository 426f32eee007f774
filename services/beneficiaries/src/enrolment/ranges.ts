/** Enrolments in ranges of their ids, as the steps of a batch name them. */
import type { BatchContext } from '@solidarity/subgraph-kit/batches/batch-kind';

/** From the first on, up to the next without it, or all that follow. */
export interface EnrolmentRange {
  readonly first: string;
  readonly next: string | null;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Cuts all enrolments into ranges that hold some of the rows of a SELECT each, which names enrolments by `id`, maybe
 * several times. What is no row of it belongs to a range too, should it come later.
 */
export async function cutIntoRanges(
  { manager }: Pick<BatchContext, 'manager'>,
  select: string,
  values: readonly unknown[],
  rows: number,
): Promise<string[]> {
  const found = await manager.query<{ id: string }[]>(
    `select distinct id from (select id, row_number() over (order by id) as place from (${select}) as each) as placed
      where place > 1 and (place - 1) % ${rows} = 0 order by id`,
    [...values],
  );
  const starts = [FIRST_ID, ...found.map(({ id }) => id)];
  return starts.map((start, index) => `${start} ${starts[index + 1] ?? ''}`);
}

/** The range that a step names. */
export function rangeOf(step: string): EnrolmentRange {
  const [first, next] = step.split(' ');
  return { first: first || FIRST_ID, next: next || null };
}
