/**
 * The first character of a cell that held a formula; what follows is the value that the file kept for it, often
 * empty. Unicode reserves this code point for such use within a program; from text of files it is removed.
 */
export const FORMULA_MARK = '\uFDD0';

/**
 * Whether the cell holds a formula: its row is refused, for what a formula gives depends on where it is opened.
 * Text of a CSV that merely looks like a formula is text.
 */
export function isFormulaCell(cell: string): boolean {
  return cell.startsWith(FORMULA_MARK);
}

/** The cell's text; of a formula, its last value. So an error file shows the value that may take its place. */
export function shownText(cell: string): string {
  return isFormulaCell(cell) ? cell.slice(FORMULA_MARK.length) : cell;
}
