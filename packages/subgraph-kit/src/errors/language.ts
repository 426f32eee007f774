/** The two languages in which the graph speaks. */
export type Language = 'ar' | 'en';

/** A header longer than this is no list of languages that a person set. */
const LONGEST_HEADER = 1_000;

/**
 * The language of messages for a request, from its `Accept-Language` header: the one with the higher quality,
 * then the one named first; English when neither is wanted.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  let chosen: Language = 'en';
  let highest = 0;
  for (const range of (acceptLanguage ?? '').slice(0, LONGEST_HEADER).split(',')) {
    const [tag = '', ...parameters] = range.split(';');
    const language = tag.trim().toLowerCase().split('-')[0];
    const quality = qualityOf(parameters);
    if ((language === 'ar' || language === 'en') && quality > highest) {
      chosen = language;
      highest = quality;
    }
  }
  return chosen;
}

/** RFC 9110: `q` from 0 to 1; 1 when it is not said, and unacceptable when it can't be read. */
function qualityOf(parameters: readonly string[]): number {
  const said = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .find((text) => text.startsWith('q='));
  if (said === undefined) return 1;
  const quality = Number(said.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
