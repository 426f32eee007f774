import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { refusals } from './refusals';

const LONGEST_TEXT = 4_000;
const MOST_PICTURES = 20;
const LONGEST_ADDRESS = 2_000;

/** What is wrong with a text in Arabic that somebody wrote, as a list with at most one entry. */
export function textProblems(text: string, field: string): Refusal[] {
  if (text.trim() === '' || text.includes('\0')) return [refusal(refusals.TEXT_MISSING, {}, field)];
  return text.length > LONGEST_TEXT ? [refusal(refusals.TEXT_TOO_LONG, { most: LONGEST_TEXT }, field)] : [];
}

/** What is wrong with addresses of pictures, as a list with at most one entry. */
export function pictureProblems(addresses: readonly string[], field: string): Refusal[] {
  const isRight = (address: string) =>
    address.length <= LONGEST_ADDRESS && /^https:\/\/[^\s\0]+$/.test(address);
  if (addresses.length <= MOST_PICTURES && addresses.every(isRight)) return [];
  return [refusal(refusals.PICTURE_ADDRESS_WRONG, { most: MOST_PICTURES }, field)];
}
