import type { ListRows } from './list-rows';
import type { SpreadsheetRow } from './read-spreadsheet';
import { SpreadsheetFault } from './spreadsheet-fault';

/** Reads on, piece by piece: each step may add rows to the list. */
export type ReadingSteps = AsyncGenerator<undefined, void, undefined>;

/** A list whose headings are read, and whose rows are read as they are asked for. */
export interface OpenRows {
  readonly headings: readonly string[];
  readonly rows: AsyncGenerator<readonly SpreadsheetRow[], void, undefined>;
}

/** Reads up to the headings. */
export async function openRows(list: ListRows, steps: ReadingSteps): Promise<OpenRows> {
  while (list.headings === null) {
    const { done } = await steps.next();
    if (done === true) break;
  }
  if (list.headings === null) throw new SpreadsheetFault('EMPTY', {});
  return { headings: list.headings, rows: batches(list, steps) };
}

async function* batches(
  list: ListRows,
  steps: ReadingSteps,
): AsyncGenerator<readonly SpreadsheetRow[], void, undefined> {
  yield* fullBatches(list);
  for await (const _ of steps) yield* fullBatches(list);
  yield* fullBatches(list);
  const last = list.takeRest();
  if (last.length > 0) yield last;
}

function* fullBatches(list: ListRows): Generator<readonly SpreadsheetRow[], void, undefined> {
  for (let batch = list.takeFull(); batch !== undefined; batch = list.takeFull()) yield batch;
}
