import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp } from '../testing/terms';
import { categoryOf, isInForce, licenceInForce } from './licence';

const day = parsePlainDate;

describe('a licence', () => {
  const licence = { validFrom: day('2025-01-01'), validUntil: day('2026-12-31'), withdrawnOn: null };

  test.each([
    ['2024-12-31', false],
    ['2025-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('from 2025-01-01 to 2026-12-31 is on %s in force: %s', (date, expected) => {
    expect(isInForce(licence, day(date))).toBe(expected);
  });

  test('ends on the day on which it is withdrawn', () => {
    const withdrawn = { ...licence, withdrawnOn: day('2026-03-01') };

    expect(isInForce(withdrawn, day('2026-02-28'))).toBe(true);
    expect(isInForce(withdrawn, day('2026-03-01'))).toBe(false);
  });

  test('without a last day has no end', () => {
    expect(isInForce({ ...licence, validUntil: null }, day('2099-01-01'))).toBe(true);
  });

  test('in force is the one among all whose time it is', () => {
    const next = { validFrom: day('2027-01-01'), validUntil: null, withdrawnOn: null };

    expect(licenceInForce([licence, next], day('2027-06-01'))).toBe(next);
    expect(licenceInForce([licence, next], day('2020-01-01'))).toBeNull();
  });
});

test.each([
  ['0.00', 'C'],
  ['9999999.99', 'C'],
  ['10000000.00', 'B'],
  ['49999999.99', 'B'],
  ['50000000.00', 'A'],
])('a portfolio of %s belongs to category %s', (portfolio, category) => {
  expect(categoryOf(egp(portfolio), { fromA: egp(50_000_000), fromB: egp(10_000_000) })).toBe(category);
});
