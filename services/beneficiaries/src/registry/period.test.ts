import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { holdsOn, overlap, type Period } from './period';

const period = (from: string, until: string | null): Period => ({
  from: day(from),
  until: until === null ? null : day(until),
});

describe('a period', () => {
  test.each([
    ['the day before it begins', '2026-03-31', false],
    ['its first day', '2026-04-01', true],
    ['the day before its end', '2026-04-30', true],
    ['the day named as its end', '2026-05-01', false],
  ])('%s', (_name, on, expected) => {
    expect(holdsOn(period('2026-04-01', '2026-05-01'), day(on))).toBe(expected);
  });

  test('without an end holds on every later day', () => {
    expect(holdsOn(period('2026-04-01', null), day('2999-01-01'))).toBe(true);
  });

  test('that ends on its first day holds on no day', () => {
    expect(holdsOn(period('2026-04-01', '2026-04-01'), day('2026-04-01'))).toBe(false);
  });
});

describe('two periods', () => {
  const april = period('2026-04-01', '2026-05-01');

  test.each([
    ['the next begins on the day the first ends', period('2026-05-01', null), false],
    ['the next begins a day before the first ends', period('2026-04-30', null), true],
    ['the other ended on the day the first begins', period('2026-01-01', '2026-04-01'), false],
    ['the other ended a day later', period('2026-01-01', '2026-04-02'), true],
    ['the other lies within', period('2026-04-10', '2026-04-11'), true],
    ['the other lies within and is empty', period('2026-04-10', '2026-04-10'), false],
    ['neither ends', period('2020-01-01', null), true],
  ])('%s', (_name, other, expected) => {
    expect([overlap(april, other), overlap(other, april)]).toEqual([expected, expected]);
  });
});
