import { refusal, type Refusal, type RefusalKind } from '@solidarity/subgraph-kit/errors/refusal';
import { refusals } from './refusals';

/** The longest texts that the registry takes, in characters. */
export const LONGEST = {
  name: 200,
  documentNumber: 60,
  addressLine: 300,
  evidence: 200,
  reason: 500,
} as const;

/** What nobody writes and nobody could read: a zero byte, an escape. */
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Why a text that must be there cannot be kept; null when it can. */
export function refuseText(
  text: string,
  longest: number,
  missing: RefusalKind<string>,
  field: string,
): Refusal | null {
  if (text.trim() === '') return refusal(missing, {}, field);
  return refuseUnreadable(text, longest, field);
}

/** Why a text that may be left out cannot be kept; null when it can. */
export function refuseUnreadable(
  text: string | null | undefined,
  longest: number,
  field: string,
): Refusal | null {
  if (!text || (text.length <= longest && !CONTROL.test(text))) return null;
  return refusal(refusals.TEXT_UNREADABLE, { longest }, field);
}
