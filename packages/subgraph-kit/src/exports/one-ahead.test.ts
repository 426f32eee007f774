import { oneAhead } from './one-ahead';

/** Numbers from 1, which notes each as it is asked for; fails at the fifth. */
function numbers(): {
  readonly asked: number[];
  readonly source: AsyncGenerator<number, void>;
  ended: boolean;
} {
  const counted = { asked: [] as number[], source: draw(), ended: false };
  return counted;

  async function* draw(): AsyncGenerator<number, void> {
    try {
      for (let number = 1; ; number += 1) {
        counted.asked.push(number);
        if (number === 5) throw new Error('the fifth');
        yield number;
      }
    } finally {
      counted.ended = true;
    }
  }
}

test('fetches one while the one before is worked on, and no more', async () => {
  const { asked, source } = numbers();
  const seen: number[][] = [];

  for await (const number of oneAhead(source)) {
    await new Promise(setImmediate);
    seen.push([number, asked.length]);
    if (number === 3) break;
  }

  expect(seen).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
});

test('tells of a failure when its turn has come', async () => {
  const { source } = numbers();
  const seen: number[] = [];

  const reading = (async () => {
    for await (const number of oneAhead(source)) seen.push(number);
  })();

  await expect(reading).rejects.toThrow('the fifth');
  expect(seen).toEqual([1, 2, 3, 4]);
});

test('ends its source when it is left early', async () => {
  const counted = numbers();

  for await (const number of oneAhead(counted.source)) if (number === 2) break;

  expect(counted.ended).toBe(true);
});
