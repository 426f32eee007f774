import type { ClaimedPool } from '../database/statements';
import type { Facts, MessageTexts } from '../errors/text';
import { decodeCursor, encodeCursor, type PageRequest } from '../values/connection';
import { CodedError } from '../errors/coded-error';
import type { ImportJob } from './import-job';
import type { ImportKind } from './import-kind';
import { refusalTexts } from './refusal-texts';
import { systemRows } from './system-rows';

/** Why a row was not taken, as the report says it. */
export interface RefusedRow {
  /** As a person sees it in the file, from 1. */
  readonly line: number;
  /** The heading as the file has it; null for the row as a whole. */
  readonly column: string | null;
  readonly code: string;
  readonly message: MessageTexts;
}

/** Some refused rows, in the order of the file. */
export interface RefusedRowsPage {
  readonly nodes: readonly RefusedRow[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

interface KeptRow {
  readonly id: string;
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly facts: Facts;
}

/** A page of the report of a job. Throws CURSOR_INVALID. */
export async function refusedRows(
  pool: ClaimedPool,
  job: ImportJob,
  kind: ImportKind,
  { first, after }: PageRequest,
): Promise<RefusedRowsPage> {
  const [line, id] = after ? placeIn(after) : ['0', '0'];
  const rows = await systemRows<KeptRow>(
    pool,
    `select id::text, line, column_name as "column", code, facts from import_refusal
      where job_id = $1 and (line, id) > ($2::int, $3::bigint) order by line, id limit $4`,
    [job.id, line, id, first + 1],
  );
  const shown = rows.slice(0, first);
  const textsOf = refusalTexts(kind);
  const last = shown.at(-1);
  return {
    nodes: shown.map(({ line, column, code, facts }) => ({
      line,
      column: headingOf(job, kind, column),
      code,
      message: textsOf(code, facts),
    })),
    endCursor: last ? encodeCursor([String(last.line), last.id]) : null,
    hasNextPage: rows.length > first,
  };
}

function placeIn(cursor: string): readonly string[] {
  const place = decodeCursor(cursor, 2);
  if (!place.every((part) => /^\d{1,9}$/.test(part))) throw new CodedError('CURSOR_INVALID');
  return place;
}

/** What the file calls the column; the template's heading when the file does not have it. */
function headingOf(
  { columnHeadings, language }: ImportJob,
  kind: ImportKind,
  name: string | null,
): string | null {
  if (name === null) return null;
  const column = kind.columns.find((each) => each.name === name);
  return columnHeadings?.[name] ?? column?.heading[language] ?? name;
}
