/**
 * Birth dates and national IDs that belong to nobody real and to nobody else in the sample.
 *
 * The four-digit sequence of a sample ID is one of 9400 to 9999, odd for men and even for women. No real person has
 * one of these: the sequence counts the births that a governorate registers on one day, and where most are born, in
 * Cairo, that is some hundreds a day, so that real sequences never come near the end of their range.
 *
 * That no two are alike is not left to chance. Every member of a household has a berth of its own kind (head, spouse,
 * first child, …) and each berth has sequences of its own. A berth's bearers are counted (`rank`), and among any
 * `period` days that follow one another a rank may be born on one day only. Two bearers born on the same day in the
 * same governorate thus differ by a whole number of periods in rank, and the sequence counts these.
 */
import { BORN_ABROAD, governorateFacts, type Governorate } from '../../values/governorate';
import type { NationalId, Sex } from '../../values/national-id';
import { dateOf } from '../calendar';
import { randomOf } from '../random';

/** More households than this would use the sequences up. */
export const MOST_HOUSEHOLDS = 2_000_000;

const FIRST_SEQUENCE = 9400;

export interface Berth {
  readonly name: string;
  /** The window of days in which a bearer is born; where it lies is free. */
  readonly period: number;
  /** Steps through the days of a period so that neighbours in rank are not neighbours in age; coprime to it. */
  readonly stride: number;
  /** The berth's sequences, of the three hundred that each sex has, in the order in which they are used. */
  readonly ordinals: readonly number[];
}

/** So many ordinals from a first one on. */
type Run = readonly [first: number, count: number];

const berth = (name: string, period: number, stride: number, ...runs: readonly Run[]): Berth => ({
  name,
  period,
  stride,
  ordinals: runs.flatMap(([first, count]) => Array.from({ length: count }, (_, step) => first + step)),
});

/**
 * Ranks are those of the household in its governorate; for children those among the families that begin together. The
 * first run of each serves 300,000 households with sequences from 9900 on; larger samples use the second as well.
 */
export const BERTHS = {
  head: berth('head', 5840, 3607, [250, 6], [0, 28]),
  spouse: berth('spouse', 3650, 2251, [256, 9], [28, 45]),
  kin: berth('kin', 7300, 4513, [265, 5], [73, 22]),
  children: [
    berth('child 1', 730, 451, [270, 3], [95, 14]),
    berth('child 2', 730, 281, [273, 3], [109, 14]),
    berth('child 3', 730, 613, [276, 3], [123, 14]),
    berth('child 4', 730, 167, [279, 3], [137, 14]),
    berth('child 5', 730, 337, [282, 3], [151, 14]),
    berth('child 6', 730, 539, [285, 3], [165, 14]),
  ],
  /** Heads born elsewhere; their rank is that of the household in all of Egypt, of which they are one in six. */
  newcomer: berth('newcomer', 5840, 3607, [288, 9], [179, 49]),
} as const satisfies Record<string, Berth | readonly Berth[]>;

/** One in how many households may have a head who was born elsewhere. */
export const NEWCOMER_INTERVAL = 6;

/** The bearers of a berth that are counted together, and which one of them this is. */
export interface Bearer {
  readonly berth: Berth;
  readonly rank: number;
  /** Shifts the days of those counted together, so that not all governorates have birthdays alike. */
  readonly shift: number;
}

/** A shift drawn from the seed for those who are counted together. */
export function shiftOf(
  seed: string,
  { name, period }: Berth,
  ...countedTogether: readonly string[]
): number {
  return randomOf(seed, 'births', name, ...countedTogether).int(0, period - 1);
}

/** The one day, of the berth's period that begins with `start`, on which this bearer may be born. */
export function birthDayIn(start: number, { berth: { period, stride }, rank, shift }: Bearer): number {
  const residue = ((rank % period) * stride + shift) % period;
  return start + ((((residue - start) % period) + period) % period);
}

/** The national ID of a bearer who was born on that day. `born` is null for abroad; the check digit may be any. */
export function sampleNationalId(
  { berth, rank }: Bearer,
  birthDay: number,
  born: Governorate | null,
  sex: Sex,
  checkDigit: number,
): NationalId {
  const ordinal = berth.ordinals[Math.floor(rank / berth.period)];
  if (ordinal === undefined)
    throw new RangeError('The sample has no national IDs left for so many households.');
  const sequence = FIRST_SEQUENCE + 2 * ordinal + (sex === 'MALE' ? 1 : 0);
  const birthDate = dateOf(birthDay);
  const century = birthDate.startsWith('19') ? '2' : '3';
  const code = born === null ? BORN_ABROAD : governorateFacts(born).nationalIdCode;
  const digits = birthDate.slice(2).replaceAll('-', '');
  // Built digit by digit to the structure that `parseNationalId` checks, as a test proves for every one.
  return `${century}${digits}${code}${sequence}${checkDigit}` as NationalId;
}
