/** A text of the sample in both languages. */
export interface SampleText {
  readonly ar: string;
  readonly en: string;
}

/** Reads a table of names written as one 'Arabic|English' a line. */
export function textsOf(lines: string): readonly SampleText[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [ar, en] = line.trim().split('|');
      if (!ar || !en) throw new RangeError('A name of the sample stands in both languages.');
      return { ar, en };
    });
}
