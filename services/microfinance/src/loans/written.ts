import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { refusals } from './refusals';

const LONGEST_NAME = 200;
const LONGEST_TEXT = 2_000;

/** What is wrong with a name or a number that somebody wrote; null when nothing is. */
export function nameProblem(text: string, field: string): Refusal | null {
  return textProblem(text, field, LONGEST_NAME);
}

/** What is wrong with a longer text that somebody wrote; null when nothing is. */
export function textProblem(text: string, field: string, most = LONGEST_TEXT): Refusal | null {
  if (text.trim() === '' || text.includes('\0')) return refusal(refusals.TEXT_MISSING, {}, field);
  return text.length > most ? refusal(refusals.TEXT_TOO_LONG, { most }, field) : null;
}

/** Whether a text is a percentage as people write it: digits, and at most three decimals. */
export function isPercent(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3})?$/.test(text);
}
