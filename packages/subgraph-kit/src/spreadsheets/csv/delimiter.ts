/** What may stand between cells: the comma of the standard, the semicolon of Arabic Windows, the tab of "Unicode text". */
export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/**
 * Tells the delimiter by the first line that holds something: the one that stands there most often, outside quotation
 * marks. Null when the line is not whole yet.
 */
export function delimiterOf(text: string, isWhole: boolean): Delimiter | null {
  const counts = new Map<string, number>();
  let isQuoted = false;
  let holdsSomething = false;
  let before = '\n';
  for (const letter of text) {
    if (isQuoted) {
      isQuoted = letter !== '"';
    } else if (letter === '\n') {
      if (holdsSomething) return mostFrequent(counts);
    } else if (letter === '"' && (before === '\n' || before === '"' || isDelimiter(before))) {
      isQuoted = true;
    } else if (isDelimiter(letter)) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    holdsSomething ||= letter.trim() !== '';
    before = letter;
  }
  return isWhole ? mostFrequent(counts) : null;
}

function isDelimiter(letter: string): boolean {
  return letter === ',' || letter === ';' || letter === '\t';
}

function mostFrequent(counts: ReadonlyMap<string, number>): Delimiter {
  return DELIMITERS.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}
