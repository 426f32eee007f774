import { foldArabic } from '../values/arabic';
import { FILE_PROBLEMS, FileRefused, problemOf } from './file-problems';
import type { ImportColumn, ImportKind } from './import-kind';
import { REASON_HEADINGS } from './reason-column';

/** A column of the kind, and where it stands in the file. */
export interface PlacedColumn {
  readonly column: ImportColumn;
  readonly index: number;
  /** The heading as the file has it. */
  readonly heading: string;
}

/** What is to be read of each row, and which columns of the file are nobody's. */
export interface FileColumns {
  readonly placed: readonly PlacedColumn[];
  /** Headings that no column of the kind has; what stands below them is not read. */
  readonly unknown: readonly string[];
}

/**
 * Finds the kind's columns by the headings of a file: in Arabic or English, in any order and spelling. Throws
 * FileRefused when one is missing that must be there, or stands there twice.
 */
export function placeColumns(
  { columns }: Pick<ImportKind, 'columns'>,
  headings: readonly string[],
): FileColumns {
  const byHeading = new Map(
    columns.flatMap((column) => spellingsOf(column).map((folded) => [folded, column])),
  );
  const placed: PlacedColumn[] = [];
  const unknown: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const folded = foldArabic(heading);
    const column = byHeading.get(folded);
    if (column) placed.push({ column, index, heading });
    else if (folded !== '' && !REASONS.has(folded)) unknown.push(heading);
  }
  const found = placed.map(({ column }) => column);
  const twice = columns.filter((column) => found.filter((each) => each === column).length > 1);
  if (twice.length > 0)
    throw new FileRefused(problemOf(FILE_PROBLEMS.COLUMN_TWICE, { columns: told(twice) }));
  const missing = columns.filter((column) => column.isRequired && !found.includes(column));
  if (missing.length > 0) {
    throw new FileRefused(problemOf(FILE_PROBLEMS.COLUMNS_MISSING, { columns: told(missing) }));
  }
  return { placed, unknown };
}

const REASONS: ReadonlySet<string> = new Set(REASON_HEADINGS.map(foldArabic));

/** All that a column may be called. Throws when a kind gives two columns one heading, which a test finds. */
function spellingsOf({ name, heading, aliases = [] }: ImportColumn): readonly string[] {
  return [name, heading.ar, heading.en, ...aliases].map(foldArabic);
}

function told(columns: readonly ImportColumn[]): { ar: string; en: string } {
  return {
    ar: columns.map(({ heading }) => heading.ar).join('، '),
    en: columns.map(({ heading }) => heading.en).join(', '),
  };
}
