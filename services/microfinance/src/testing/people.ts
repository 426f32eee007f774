import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';

/** The national ID of a woman, or a man, of Giza born on 5 May of that year; a number from 1 to 999 tells people apart. */
export function nationalIdOf(
  person: { number?: number; bornIn?: number; sex?: 'FEMALE' | 'MALE' } = {},
): NationalId {
  const { number = 1, bornIn = 1990, sex = 'FEMALE' } = person;
  const century = bornIn < 2000 ? '2' : '3';
  const year = String(bornIn).slice(2);
  const sequence = String(number).padStart(3, '0') + (sex === 'FEMALE' ? '2' : '1');
  return `${century}${year}050521${sequence}7` as NationalId;
}

let people = 0;

/** The national ID of a woman of whom nothing is known yet in this test file. */
export const somebody = (): NationalId => nationalIdOf({ number: (people += 1) });
