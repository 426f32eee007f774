import type { ClaimedPool } from '../database/statements';
import type { Language } from '../errors/language';
import { shownText } from '../spreadsheets/formula-cell';
import {
  openSpreadsheet,
  type OpenSpreadsheet,
  type SpreadsheetFormat,
} from '../spreadsheets/read-spreadsheet';
import { writeSpreadsheet } from '../spreadsheets/write-spreadsheet';
import { foldArabic } from '../values/arabic';
import type { ImportJob } from './import-job';
import type { ImportKind } from './import-kind';
import { REASON_COLUMN, REASON_HEADINGS } from './reason-column';
import { refusedRows, type RefusedRow } from './refused-rows';
import { readFile } from './stored-file';

const REFUSALS_AT_ONCE = 2_000;
const REASONS: ReadonlySet<string> = new Set(REASON_HEADINGS.map(foldArabic));

/**
 * The refused rows of a job's file as they stand in it, with the reason in one column more: to be mended and sent again.
 * The file is read anew while this is written, so neither is ever whole in memory.
 */
export async function* errorFile(
  pool: ClaimedPool,
  job: ImportJob,
  kind: ImportKind,
  language: Language,
  format: SpreadsheetFormat,
): AsyncGenerator<Uint8Array> {
  const sheet = await openSpreadsheet(readFile(pool, job.id));
  try {
    // The reason of an earlier error file makes way for the new one.
    const kept = [...sheet.headings.keys()].filter(
      (index) => !REASONS.has(foldArabic(sheet.headings[index] ?? '')),
    );
    const headings = [...kept.map((index) => sheet.headings[index] ?? ''), REASON_COLUMN[language]];
    const reasons = reasonsOf(pool, job, kind, language);
    yield* writeSpreadsheet(format, {
      headings,
      rows: rowsWithReasons(sheet, kept, reasons),
      language,
      sheetName: kind.title[language],
    });
  } finally {
    await sheet.close();
  }
}

interface LineReason {
  readonly line: number;
  readonly reason: string;
}

async function* rowsWithReasons(
  sheet: OpenSpreadsheet,
  kept: readonly number[],
  reasons: AsyncGenerator<LineReason>,
): AsyncGenerator<readonly (readonly string[])[]> {
  let next = await reasons.next();
  for await (const batch of sheet.rows) {
    const rows: string[][] = [];
    for (const { line, cells } of batch) {
      if (next.done) break;
      if (line < next.value.line) continue;
      rows.push([...kept.map((index) => shownText(cells[index] ?? '')), next.value.reason]);
      next = await reasons.next();
    }
    if (rows.length > 0) yield rows;
    if (next.done) return;
  }
}

/** For each refused line all that is wrong with it, in the order of the lines. */
async function* reasonsOf(
  pool: ClaimedPool,
  job: ImportJob,
  kind: ImportKind,
  language: Language,
): AsyncGenerator<LineReason> {
  let line: number | null = null;
  let told: string[] = [];
  for await (const row of allRefusals(pool, job, kind)) {
    if (line !== null && row.line !== line) {
      yield { line, reason: told.join(' ') };
      told = [];
    }
    line = row.line;
    const message = row.message[language];
    told.push(row.column === null ? message : `${row.column}: ${message}`);
  }
  if (line !== null) yield { line, reason: told.join(' ') };
}

async function* allRefusals(pool: ClaimedPool, job: ImportJob, kind: ImportKind): AsyncGenerator<RefusedRow> {
  for (let after: string | null = null; ;) {
    const page = await refusedRows(pool, job, kind, { first: REFUSALS_AT_ONCE, after });
    yield* page.nodes;
    if (!page.hasNextPage) return;
    after = page.endCursor;
  }
}
