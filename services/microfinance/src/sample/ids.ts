/**
 * The ids of sample records that only this service has; those of lenders, loans, crafts, producers and products are the
 * kit's. What a kind of record begins with is its first two digits.
 */
const KINDS = {
  licence: '2a',
  loanProduct: '2b',
  application: '2c',
  /** The next application of a borrower whose loan is paid back. */
  nextApplication: '2d',
  repayment: '2e',
  entry: '2f',
  lenderAccount: '3a',
  loanAccount: '3b',
} as const;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** The id of a record of a kind: the first number counts what it belongs to, the second counts within that. */
export function sampleId(kind: keyof typeof KINDS, first: number, second = 0): string {
  return `${KINDS[kind]}000000-0000-4000-8000-${hex(first, 8)}${hex(second, 4)}`;
}
