import { progressBar } from './progress-bar';

function aBar(total: number) {
  const lines: string[] = [];
  const time = { now: 0 };
  const tell = progressBar('households', total, { write: (line) => lines.push(line), now: () => time.now });
  return { lines, at: (milliseconds: number, done: number) => ((time.now = milliseconds), tell(done)) };
}

test('prints at most one line a second, and the end at once', () => {
  const { lines, at } = aBar(2000);

  at(10, 20);
  at(999, 800);
  at(1000, 900);
  at(1500, 1500);
  at(1600, 2000);

  expect(lines).toEqual([
    'households [#########...........]  45 % · 900 of 2,000 · 900 a second',
    'households [####################] 100 % · 2,000 of 2,000 · 1,250 a second',
  ]);
});

test('tells the end once only', () => {
  const { lines, at } = aBar(10);

  at(10, 10);
  at(5000, 10);

  expect(lines).toHaveLength(1);
});

test('is at its end from the start when there is nothing to do', () => {
  const { lines, at } = aBar(0);

  at(0, 0);

  expect(lines).toEqual(['households [####################] 100 % · 0 of 0 · 0 a second']);
});
