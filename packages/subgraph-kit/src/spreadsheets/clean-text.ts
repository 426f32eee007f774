import { FORMULA_MARK } from './formula-cell';

/** The text of a cell as it is compared and kept: no space around it, composed letters (NFC), no mark of ours. */
export function cleanText(text: string): string {
  const own = text.includes(FORMULA_MARK) ? text.replaceAll(FORMULA_MARK, '') : text;
  return own.trim().normalize();
}
