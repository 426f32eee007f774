import { fileOf, inParts } from './file';
import type { Row } from './columns';

/** Pages of ten rows of 100 bytes each, counted as they are drawn. */
function countedPages(pages: number): { drawn: number; pages: AsyncIterable<readonly Row[]> } {
  const counted = { drawn: 0, pages: draw() };
  return counted;

  async function* draw(): AsyncGenerator<readonly Row[]> {
    for (let page = 0; page < pages; page += 1) {
      counted.drawn += 1;
      yield Array.from({ length: 10 }, () => ({ text: 'x'.repeat(88) }));
    }
  }
}

const jsonl = (pages: AsyncIterable<readonly Row[]>) =>
  fileOf({ format: 'JSONL', columns: [], pages, language: 'en', list: 'families' });

test('a file is cut into parts of one size, the last with what is left', async () => {
  const lengths: number[] = [];

  for await (const part of inParts(jsonl(countedPages(5).pages), 2_048)) lengths.push(part.length);

  expect(lengths).toEqual([2_048, 2_048, 904]);
});

test('pages are drawn only as fast as parts are taken, so that memory stays small', async () => {
  const counted = countedPages(1_000);
  const drawn: number[] = [];

  for await (const part of inParts(jsonl(counted.pages), 5_000)) {
    drawn.push(counted.drawn);
    // A slow database: nothing more is drawn meanwhile.
    await new Promise(setImmediate);
    expect(counted.drawn).toBe(drawn.at(-1));
    expect(part).toHaveLength(5_000);
    if (drawn.length === 3) break;
  }

  expect(drawn).toEqual([5, 10, 15]);
});

test('a file without rows has no part', async () => {
  const parts = inParts(jsonl(countedPages(0).pages), 10);

  expect(await parts.next()).toEqual({ done: true, value: undefined });
});
