import { GOVERNORATES } from '../../values/governorate';
import { dayOf, SAMPLE_TODAY } from '../calendar';
import {
  BERTHS,
  birthDayIn,
  MOST_HOUSEHOLDS,
  NEWCOMER_INTERVAL,
  sampleNationalId,
  type Berth,
} from './births';
import { COHORT_CYCLE, COHORT_QUOTA, DAYS_OF_COHORT, daysUntilChild, GOVERNORATE_QUOTA } from './demography';
import { familyOf } from './family';

const { head, spouse, kin, children, newcomer } = BERTHS;
const berths: readonly Berth[] = [head, spouse, kin, ...children, newcomer];
const SEQUENCES_OF_A_SEX = 300;

/** All digits but the last tell people apart; the check digit does not count. */
const IDENTITY_LENGTH = 13;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

describe('no two people of the sample have the same national ID', () => {
  test('since no sequence belongs to two berths', () => {
    const ordinals = berths.flatMap((berth) => berth.ordinals);

    expect(new Set(ordinals).size).toBe(ordinals.length);
    expect(Math.max(...ordinals)).toBeLessThan(SEQUENCES_OF_A_SEX);
  });

  test.each(berths)('since each day of a period is for one rank only: $name', (berth) => {
    const { period, stride } = berth;
    const days = Array.from({ length: period }, (_, rank) => birthDayIn(12_345, { berth, rank, shift: 77 }));

    expect(greatestCommonDivisor(period, stride)).toBe(1);
    expect(new Set(days).size).toBe(period);
    expect(Math.min(...days)).toBe(12_345);
    expect(Math.max(...days)).toBe(12_345 + period - 1);
  });

  test('since the windows of the n-th child of two cohorts have no day in common', () => {
    for (const { period } of children) expect(period).toBe(DAYS_OF_COHORT);
  });

  test('since brothers and sisters are born in the order in which they are counted, months apart', () => {
    for (let order = 1; order < children.length; order += 1) {
      expect(daysUntilChild(order) - daysUntilChild(order - 1) - DAYS_OF_COHORT).toBeGreaterThanOrEqual(280);
    }
  });

  test('since the sequences suffice for the largest sample', () => {
    const room = ({ period, ordinals }: Berth) => period * ordinals.length;
    for (const { code } of GOVERNORATES) {
      const households = GOVERNORATE_QUOTA.countOf(code, MOST_HOUSEHOLDS);
      for (const berth of [head, spouse, kin]) expect(households).toBeLessThanOrEqual(room(berth));
      for (let cohort = -1; cohort <= 22; cohort += 1) {
        const families = COHORT_QUOTA.countOf(cohort, households + COHORT_CYCLE);
        for (const berth of children) expect(families).toBeLessThanOrEqual(room(berth));
      }
    }
    expect(Math.ceil(MOST_HOUSEHOLDS / NEWCOMER_INTERVAL)).toBeLessThanOrEqual(room(newcomer));
  });

  test('as all people of the largest governorate in the largest sample show', () => {
    const today = dayOf(SAMPLE_TODAY);
    const identities: number[] = [];
    for (let rank = 0; rank < GOVERNORATE_QUOTA.countOf('EG_C', MOST_HOUSEHOLDS); rank += 1) {
      for (const { nationalId } of familyOf('proof', today, GOVERNORATE_QUOTA.indexOf('EG_C', rank))
        .members) {
        identities.push(Number.parseInt(nationalId.slice(0, IDENTITY_LENGTH), 10));
      }
    }
    const sorted = Float64Array.from(identities).sort();

    expect(sorted.length).toBeGreaterThan(650_000);
    expect(sorted.some((identity, place) => place > 0 && identity === sorted[place - 1])).toBe(false);
  }, 120_000);
});

test('writes century, date, governorate, a sequence and the check digit', () => {
  const bearer = { berth: head, rank: 5840 + 3, shift: 0 };

  const man = sampleNationalId(bearer, dayOf(SAMPLE_TODAY), 'EG_GZ', 'MALE', 7);
  const woman = sampleNationalId(bearer, 0, null, 'FEMALE', 0);

  expect(man).toBe('32611012199037');
  expect(woman).toBe('27001018899020');
});

test('refuses a rank for which no sequence is left', () => {
  const beyond = { berth: head, rank: head.period * head.ordinals.length, shift: 0 };

  expect(() => sampleNationalId(beyond, 0, 'EG_C', 'MALE', 1)).toThrow(RangeError);
});
