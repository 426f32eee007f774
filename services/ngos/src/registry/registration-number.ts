import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';

/** A number in the register: running number and year, "1520/1998". */
const WRITTEN = /^(\d{1,7})\s*\/\s*(\d{4})$/;

/** The number as the register writes it, out of any digits and spaces; null when it is none. */
export function parseRegistrationNumber(text: string): string | null {
  const [, running, year] = WRITTEN.exec(asciiDigits(text.trim())) ?? [];
  return running === undefined || year === undefined ? null : `${Number(running)}/${year}`;
}
