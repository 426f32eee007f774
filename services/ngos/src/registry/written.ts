import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { refusals } from './refusals';

/** The longest texts that the register takes, in characters. */
export const LONGEST = { name: 300, reference: 200, article: 200, grounds: 4_000, court: 200 } as const;

/** What nobody writes and nobody could read, a line's end excepted. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/;

/** Why a text that must be there cannot be kept; null when it can. */
export function refuseText(text: string, longest: number, field: string): Refusal | null {
  if (text.trim() === '') return refusal(refusals.TEXT_MISSING, {}, field);
  const isReadable = text.length <= longest && !CONTROL.test(text);
  return isReadable ? null : refusal(refusals.TEXT_UNREADABLE, { longest }, field);
}

/** The same for a text in both languages; the English one may be left out. */
export function refuseLocalized(
  { ar, en }: { readonly ar: string; readonly en?: string | null },
  longest: number,
  field: string,
): Refusal | null {
  return (
    refuseText(ar, longest, `${field}.ar`) ?? (en?.trim() ? refuseText(en, longest, `${field}.en`) : null)
  );
}

/** What was found to speak against something, without what was not. */
export function found(...problems: readonly (Refusal | null)[]): Refusal[] {
  return problems.filter((problem) => problem !== null);
}
