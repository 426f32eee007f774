import { isFormulaCell } from '../spreadsheets/formula-cell';
import type { SpreadsheetRow } from '../spreadsheets/read-spreadsheet';
import { COMMON_REFUSALS } from './common-refusals';
import type { PlacedColumn } from './headings';
import {
  RowRefusal,
  type ImportFacts,
  type ImportKind,
  type ImportRow,
  type ImportValue,
} from './import-kind';

/** A row that was read: its values, or why it is not taken. */
export interface ReadRow {
  readonly line: number;
  /** What the rows that belong together with it have in common; null for kinds without groups, or when unreadable. */
  readonly groupKey: string | null;
  readonly values: ImportRow;
  /** Each with the name of its column; empty when the row is taken. */
  readonly refusals: readonly RowRefusal[];
}

/** Reads rows of a file as the kind's columns say. */
export class RowReader {
  readonly #blank: ImportRow;
  readonly #example: readonly (ImportValue | RowRefusal)[];

  constructor(
    private readonly kind: ImportKind,
    private readonly placed: readonly PlacedColumn[],
    private readonly facts: ImportFacts,
  ) {
    this.#blank = Object.fromEntries(kind.columns.map(({ name }) => [name, null]));
    this.#example = placed.map(({ column }) => valueOf(column, column.example, facts));
  }

  /** Whether it says what the example row of the template says, which may have been left in. */
  isExample({ cells }: SpreadsheetRow): boolean {
    if (this.placed.length < 2) return false;
    return this.placed.every(({ column, index }, place) => {
      const value = valueOf(column, cells[index] ?? '', this.facts);
      return !(value instanceof RowRefusal) && value === this.#example[place];
    });
  }

  read({ line, cells }: SpreadsheetRow): ReadRow {
    const values: Record<string, ImportValue> = { ...this.#blank };
    const refusals: RowRefusal[] = [];
    for (const { column, index } of this.placed) {
      const value = valueOf(column, cells[index] ?? '', this.facts);
      if (value instanceof RowRefusal) refusals.push(inColumn(value, column.name));
      else values[column.name] = value;
    }
    const isReadable = refusals.length === 0;
    if (isReadable) this.#derive(values, refusals);
    if (isReadable) refusals.push(...(this.kind.checkRow?.(values, this.facts) ?? []));
    const group = this.kind.groupBy === undefined ? null : (values[this.kind.groupBy] ?? null);
    return { line, values, refusals, groupKey: group === null ? null : String(group) };
  }

  #derive(values: Record<string, ImportValue>, refusals: RowRefusal[]): void {
    for (const { name, derive } of this.kind.derived ?? []) {
      const value = derive(values, this.facts);
      if (value instanceof RowRefusal) refusals.push(value);
      values[name] = value instanceof RowRefusal ? null : value;
    }
  }
}

function inColumn(refusal: RowRefusal, column: string): RowRefusal {
  return refusal.column === null ? new RowRefusal(refusal.code, refusal.facts, column) : refusal;
}

function valueOf(column: PlacedColumn['column'], cell: string, facts: ImportFacts): ImportValue | RowRefusal {
  if (isFormulaCell(cell)) return new RowRefusal(COMMON_REFUSALS.FORMULA.code);
  const text = cell.trim();
  if (text !== '') return column.parse(text, facts);
  return column.isRequired ? new RowRefusal(COMMON_REFUSALS.REQUIRED.code) : null;
}
