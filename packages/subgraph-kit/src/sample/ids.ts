/**
 * The ids of sample records: the same in all services and told apart from real ones at sight. What a kind of record
 * begins with is its first two digits; record `index` ends with `index + 1` in hexadecimal.
 */
const KINDS = {
  household: '0a',
  ngo: '0b',
  home: '0c',
  lender: '0d',
  loan: '0e',
  fosterApplication: '0f',
  craft: '1a',
  producer: '1b',
  product: '1c',
} as const;

const idOf = (kind: keyof typeof KINDS, index: number): string =>
  `${KINDS[kind]}000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`;

export const householdId = (index: number): string => idOf('household', index);
export const ngoId = (index: number): string => idOf('ngo', index);
export const homeId = (index: number): string => idOf('home', index);
export const lenderId = (index: number): string => idOf('lender', index);
export const loanId = (index: number): string => idOf('loan', index);
export const fosterApplicationId = (index: number): string => idOf('fosterApplication', index);
export const craftId = (index: number): string => idOf('craft', index);
export const producerId = (index: number): string => idOf('producer', index);
export const productId = (index: number): string => idOf('product', index);
