import type { RefusalKind } from '../errors/refusal';
import { fillIn, type Facts, type MessageTexts } from '../errors/text';
import { COMMON_REFUSALS } from './common-refusals';
import type { ImportKind } from './import-kind';

/** A code of an earlier version of the kind: its texts are gone, so the code itself is told. */
const UNKNOWN = (code: string): MessageTexts => ({ en: code, ar: code });

/** The texts of refusals of a kind, by their codes. */
export function refusalTexts({ refusals = {} }: Pick<ImportKind, 'refusals'>) {
  const kinds: readonly RefusalKind[] = [...Object.values(COMMON_REFUSALS), ...Object.values(refusals)];
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]));
  return (code: string, facts: Facts): MessageTexts => {
    const texts = byCode.get(code) ?? UNKNOWN(code);
    return { ar: fillIn(texts.ar, facts, 'ar'), en: fillIn(texts.en, facts, 'en') };
  };
}
