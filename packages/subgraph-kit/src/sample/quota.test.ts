import { Quota } from './quota';

const fruit = new Quota(
  [
    ['apple', 6],
    ['pear', 3],
    ['fig', 1],
  ],
  20,
  'fig',
);

const kinds = (count: number) => Array.from({ length: count }, (_, index) => fruit.at(index).kind);

test('begins with the kind that is to be first', () => {
  expect(fruit.at(0)).toEqual({ kind: 'fig', rank: 0 });
});

test('shares out in proportion to the weights', () => {
  expect(kinds(200).filter((kind) => kind === 'apple')).toHaveLength(120);
  expect(kinds(200).filter((kind) => kind === 'fig')).toHaveLength(20);
});

test('keeps the proportion in any beginning of the row', () => {
  for (let count = 1; count <= 200; count += 1) {
    expect(Math.abs(kinds(count).filter((kind) => kind === 'apple').length - count * 0.6)).toBeLessThan(2);
  }
});

test('counts each kind from 0 without a gap', () => {
  const seen = new Map<string, number>();
  for (let index = 0; index < 100; index += 1) {
    const { kind, rank } = fruit.at(index);
    expect(rank).toBe(seen.get(kind) ?? 0);
    seen.set(kind, rank + 1);
  }
});

test('finds the place of a rank again', () => {
  for (let index = 0; index < 100; index += 1) {
    const { kind, rank } = fruit.at(index);
    expect(fruit.indexOf(kind, rank)).toBe(index);
  }
});

test.each([0, 1, 7, 20, 33, 100])('knows how many of the first %i are of a kind', (total) => {
  expect(fruit.countOf('pear', total)).toBe(kinds(total).filter((kind) => kind === 'pear').length);
});

test('refuses a kind that has no share', () => {
  expect(() => new Quota([['apple', 1]], 5, 'apple').countOf('pear', 5)).toThrow(RangeError);
});
