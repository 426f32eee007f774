import { setImmediate as otherWork } from 'node:timers/promises';
import { openSpreadsheet, type OpenSpreadsheet } from '../spreadsheets/read-spreadsheet';
import { placeColumns } from './headings';
import type { JobWork } from './job-work';
import { StepProgress } from './progress';
import { keepRefusals, type KeptRefusal } from './refusal-rows';
import { RowReader, type ReadRow } from './row-reader';
import { StagedRows } from './staged-rows';
import { stagingTable } from './staging';
import { readFile } from './stored-file';

/** Requests of others are let through after this many rows. */
const ROWS_AT_A_STRETCH = 200;

/** Rows that are kept together. */
class Chunk {
  readonly staged: StagedRows;
  readonly refusals: KeptRefusal[] = [];
  rows = 0;
  rowsRefused = 0;
  lastLine = 0;

  constructor({ kind, job }: Pick<JobWork, 'kind' | 'job'>) {
    this.staged = new StagedRows(kind, job.id);
  }

  add(row: ReadRow): void {
    const { line, groupKey, refusals } = row;
    this.rows += 1;
    this.lastLine = line;
    if (refusals.length === 0) return this.staged.add(row);
    this.rowsRefused += 1;
    for (const { code, column, facts } of refusals)
      this.refusals.push({ line, groupKey, column, code, facts });
  }
}

/**
 * Reads the file of a job, from the line after the last one kept, into the staging table; rows that cannot be read are
 * kept as refusals. While one chunk is written the next is read.
 */
export async function readFileOf(work: JobWork): Promise<void> {
  const sheet = await openSpreadsheet(readFile(work.pool, work.job.id));
  try {
    await readRows(work, sheet);
  } finally {
    await sheet.close();
  }
}

async function readRows(work: JobWork, sheet: OpenSpreadsheet): Promise<void> {
  const { job, kind, owner, today, personIds, pace } = work;
  const { placed, unknown } = placeColumns(kind, sheet.headings);
  await keepHeadings(
    work,
    sheet,
    Object.fromEntries(placed.map((each) => [each.column.name, each.heading])),
    unknown,
  );
  const reader = new RowReader(kind, placed, { today, personIds, caller: owner, source: job.source });
  const progress = new StepProgress(job.fileBytes);
  work.showProgress(progress);
  let chunk = new Chunk(work);
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    await writing;
    const full = chunk;
    chunk = new Chunk(work);
    progress.advance(full.rows, sheet.bytesRead());
    writing = keepChunk(work, full);
    // It is waited for before the next is written; what goes wrong is thrown then.
    writing.catch(() => undefined);
  };
  let isFirst = true;
  let stretch = 0;
  for await (const batch of sheet.rows) {
    for (const row of batch) {
      const isLeftIn = isFirst && reader.isExample(row);
      isFirst = false;
      if (isLeftIn || row.line <= job.linesRead) continue;
      chunk.add(reader.read(row));
      if (chunk.rows >= pace.chunkRows) await write();
      stretch += 1;
      if (stretch % ROWS_AT_A_STRETCH === 0) await otherWork();
    }
    work.throwIfInterrupted();
  }
  await write();
  await writing;
  await endReading(work, sheet);
}

async function keepHeadings(
  { lease, job }: JobWork,
  { headings, format }: OpenSpreadsheet,
  columnHeadings: Readonly<Record<string, string>>,
  ignored: readonly string[],
): Promise<void> {
  await lease.hold((manager) =>
    manager.query(
      `update import_job set format = $2, headings = $3, column_headings = $4, ignored_headings = $5 where id = $1`,
      [job.id, format, headings, JSON.stringify(columnHeadings), ignored],
    ),
  );
}

async function keepChunk(work: JobWork, chunk: Chunk): Promise<void> {
  if (chunk.rows === 0) return;
  const { lease, job } = work;
  await lease.hold(async (manager) => {
    await chunk.staged.write(manager);
    await keepRefusals(manager, job.id, chunk.refusals);
    await manager.query(
      `update import_job
          set lines_read = $2, rows_read = rows_read + $3, rows_refused = rows_refused + $4, attempts = 0
        where id = $1`,
      [job.id, chunk.lastLine, chunk.rows, chunk.rowsRefused],
    );
  });
  work.countRows(chunk.rows);
}

/** Only now is the encoding of a CSV certain, and what is staged worth a look by the planner. */
async function endReading({ lease, job, kind }: JobWork, { encoding }: OpenSpreadsheet): Promise<void> {
  await lease.hold(async (manager) => {
    await manager.query(`analyze ${stagingTable(kind)}`);
    await manager.query(
      `update import_job set step = 'COMPARING', range_end = '', encoding = $2, attempts = 0 where id = $1`,
      [job.id, encoding],
    );
  });
}
