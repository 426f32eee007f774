import fc from 'fast-check';
import { CodedError } from '../errors/coded-error';
import {
  addMoney,
  allocateMoney,
  compareMoney,
  divideMoney,
  isNegative,
  isPositive,
  isZero,
  maxMoney,
  minMoney,
  money,
  multiplyMoney,
  negateMoney,
  parseMoney,
  subtractMoney,
  sumMoney,
  toDecimal,
  ZERO,
  type Rounding,
} from './money';

describe('parseMoney', () => {
  test.each([
    ['1250.00', '1250.00'],
    ['1250.5', '1250.50'],
    ['1250', '1250.00'],
    ['0', '0.00'],
    ['-0', '0.00'],
    ['-0.00', '0.00'],
    ['-0.01', '-0.01'],
    ['007.10', '7.10'],
    ['9999999999999999.99', '9999999999999999.99'],
    ['-9999999999999999.99', '-9999999999999999.99'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseMoney(text)).toBe(expected);
  });

  test.each([
    ['1250.001'],
    ['0.005'],
    ['10000000000000000'],
    ['1e3'],
    ['1,250.00'],
    ['.50'],
    ['5.'],
    ['+5'],
    [' 5'],
    ['5\n'],
    [''],
    ['NaN'],
    ['Infinity'],
    ['0x10'],
    ['١٢'],
    ['EGP 5'],
  ])('refuses %j, with the text of the catalogue', (text) => {
    expect(() => parseMoney(text)).toThrow(new CodedError('MONEY_INVALID'));
  });
});

describe('money', () => {
  test.each<[string | number, string]>([
    ['0.004', '0.00'],
    ['0.005', '0.01'],
    ['0.015', '0.02'],
    ['-0.004', '0.00'],
    ['-0.005', '-0.01'],
    [12.5, '12.50'],
    [1.005, '1.01'],
    ['1e3', '1000.00'],
    ['9999999999999999.994', '9999999999999999.99'],
  ])('rounds %s half up to %s', (amount, expected) => {
    expect(money(amount)).toBe(expected);
  });

  test.each([['9999999999999999.995'], ['1e16'], ['-1e16'], ['NaN'], ['Infinity'], ['five']])(
    'refuses %s',
    (amount) => {
      expect(() => money(amount)).toThrow(new CodedError('MONEY_INVALID'));
    },
  );

  test.each<[Rounding, string, string]>([
    ['HALF_UP', '2.345', '2.35'],
    ['HALF_EVEN', '2.345', '2.34'],
    ['HALF_EVEN', '2.355', '2.36'],
    ['UP', '2.341', '2.35'],
    ['DOWN', '2.349', '2.34'],
    ['UP', '-2.341', '-2.35'],
    ['DOWN', '-2.349', '-2.34'],
  ])('rounds %s %s to %s', (rounding, amount, expected) => {
    expect(money(amount, rounding)).toBe(expected);
  });
});

describe('arithmetic', () => {
  test('adds what floats cannot', () => {
    expect(addMoney(money('0.10'), money('0.20'))).toBe('0.30');
  });

  test('subtracts below zero', () => {
    expect(subtractMoney(money('1.00'), money('1.01'))).toBe('-0.01');
  });

  test('sums nothing to zero and much exactly', () => {
    expect(sumMoney([])).toBe(ZERO);
    expect(sumMoney(Array.from({ length: 1_000 }, () => money('0.01')))).toBe('10.00');
  });

  test('refuses a sum that PostgreSQL could not hold', () => {
    const most = money('9999999999999999.99');

    expect(() => addMoney(most, money('0.01'))).toThrow(new CodedError('MONEY_INVALID'));
  });

  test('multiplies and divides to the piastre', () => {
    expect(multiplyMoney(money('100.00'), '0.12345')).toBe('12.35');
    expect(multiplyMoney(money('100.00'), '0.12345', 'DOWN')).toBe('12.34');
    expect(divideMoney(money('100.00'), 3)).toBe('33.33');
  });

  test('negates, but knows no negative zero', () => {
    expect(negateMoney(money('5'))).toBe('-5.00');
    expect(negateMoney(ZERO)).toBe(ZERO);
    expect(multiplyMoney(money('-0.01'), '0.1')).toBe(ZERO);
  });

  test('compares by amount, not as text', () => {
    expect(['9.00', '10.00', '-1.00'].map((text) => money(text)).sort(compareMoney)).toEqual([
      '-1.00',
      '9.00',
      '10.00',
    ]);
    expect(minMoney(money(9), money(10), money(-1))).toBe('-1.00');
    expect(maxMoney(money(9), money(10), money(-1))).toBe('10.00');
  });

  test.each([
    ['-0.01', true, false, false],
    ['0.00', false, true, false],
    ['0.01', false, false, true],
  ])('%s: negative %s, zero %s, positive %s', (text, negative, zero, positive) => {
    const amount = money(text);

    expect([isNegative(amount), isZero(amount), isPositive(amount)]).toEqual([negative, zero, positive]);
  });
});

describe('allocateMoney', () => {
  test.each<[string, (string | number)[], string[]]>([
    ['100.00', [1, 1, 1], ['33.34', '33.33', '33.33']],
    ['0.02', [1, 1, 1], ['0.01', '0.01', '0.00']],
    ['100.00', [1, 2, 3], ['16.67', '33.33', '50.00']],
    ['-100.00', [1, 1, 1], ['-33.34', '-33.33', '-33.33']],
    ['10.00', [0, 1], ['0.00', '10.00']],
    ['10.00', ['0.2', '0.8'], ['2.00', '8.00']],
    ['0.00', [1, 1], ['0.00', '0.00']],
  ])('shares %s by %j as %j', (total, weights, expected) => {
    expect(allocateMoney(money(total), weights)).toEqual(expected);
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[2, -1]], [[Infinity]], [[NaN]]])(
    'refuses the weights %j',
    (weights) => {
      expect(() => allocateMoney(money('1.00'), weights)).toThrow(RangeError);
    },
  );

  test('the parts always sum to the total, and none is more than a piastre off its share', () => {
    const total = fc
      .bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
      .map((piastres) => divideMoney(money(String(piastres)), 100));
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
    const property = fc.property(total, weights, (amount, shares) => {
      fc.pre(shares.some((share) => share > 0));
      const parts = allocateMoney(amount, shares);
      const whole = shares.reduce((sum, share) => sum + share, 0);

      expect(sumMoney(parts)).toBe(amount);
      parts.forEach((part, index) => {
        const exact = toDecimal(amount)
          .times(shares[index] ?? 0)
          .dividedBy(whole);
        expect(toDecimal(part).minus(exact).abs().lessThan('0.01')).toBe(true);
      });
    });

    fc.assert(property, { seed: 2026, numRuns: 300 });
  });
});

test('what parseMoney gives it reads again as the same', () => {
  const amounts = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });

  fc.assert(
    fc.property(amounts, (piastres) => {
      const amount = money(toDecimal(money(String(piastres / 100n))).toFixed(2));
      expect(parseMoney(amount)).toBe(amount);
      expect(amount).toMatch(/^-?\d+\.\d{2}$/);
    }),
    { seed: 2026 },
  );
});
