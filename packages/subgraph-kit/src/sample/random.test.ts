import { randomOf } from './random';

const drawsOf = (...path: (string | number)[]) => {
  const random = randomOf('seed', ...path);
  return Array.from({ length: 5 }, () => random.int(0, 1_000_000));
};

test('draws the same again for the same seed and path', () => {
  expect(drawsOf('household', 7)).toEqual(drawsOf('household', 7));
});

test.each([
  ['another index', ['household', 8]],
  ['another word', ['home', 7]],
  ['the same letters, divided otherwise', ['househol', 'd', 7]],
  ['a number written as a text', ['household', '7']],
])('draws something else for %s', (_, path) => {
  expect(drawsOf(...path)).not.toEqual(drawsOf('household', 7));
});

test('reaches both ends of a range, and nothing beyond', () => {
  const random = randomOf('seed', 'range');
  const drawn = Array.from({ length: 1000 }, () => random.int(3, 6));

  expect([...new Set(drawn)].sort()).toEqual([3, 4, 5, 6]);
});

test('picks by weight, and never what has none', () => {
  const random = randomOf('seed', 'weights');
  const drawn = Array.from({ length: 10_000 }, () =>
    random.weighted([
      ['often', 3],
      ['never', 0],
      ['seldom', 1],
    ]),
  );

  expect(drawn).not.toContain('never');
  expect(drawn.filter((one) => one === 'often').length / drawn.length).toBeCloseTo(0.75, 1);
});

test('takes 0 for never and 1 for always', () => {
  const random = randomOf('seed', 'chance');

  expect(Array.from({ length: 1000 }, () => random.chance(0))).not.toContain(true);
  expect(Array.from({ length: 1000 }, () => random.chance(1))).not.toContain(false);
});

test('spreads neighbouring places evenly', () => {
  const firsts = Array.from({ length: 20_000 }, (_, index) => randomOf('seed', 'place', index).fraction());
  const mean = firsts.reduce((sum, one) => sum + one, 0) / firsts.length;
  const lowest = firsts.filter((one) => one < 0.1).length / firsts.length;

  expect(mean).toBeCloseTo(0.5, 1);
  expect(lowest).toBeCloseTo(0.1, 1);
});

test('refuses to pick from nothing', () => {
  expect(() => randomOf('seed').pick([])).toThrow(RangeError);
  expect(() => randomOf('seed').weighted([])).toThrow(RangeError);
});
