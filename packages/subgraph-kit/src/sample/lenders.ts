/**
 * The twelve lenders of the sample: 0 is the ministry's fund, whose officer the demo client is, 1 is Nasser Social Bank,
 * and lender n from 2 on is NGO n - 2, so that lender 2 belongs to the demo NGO. The licence of the last one has run
 * out, and it has no loans.
 */
import type { Governorate } from '../values/governorate';
import { parsePlainDate, type PlainDate } from '../values/plain-date';
import { lenderId } from './ids';
import { ngoOf } from './organisations';
import type { SampleText } from './text';

export type LenderKind = 'MINISTRY_FUND' | 'SOCIAL_BANK' | 'NGO';

export interface SampleLender {
  readonly index: number;
  readonly id: string;
  readonly kind: LenderKind;
  readonly name: SampleText;
  /** The NGO that lends; null for the fund and the bank. */
  readonly ngoIndex: number | null;
  readonly ngoId: string | null;
  /** Where it lends; null for all of Egypt. */
  readonly governorate: Governorate | null;
  /** The regulator's category by portfolio; null for who needs none. */
  readonly category: 'A' | 'B' | 'C' | null;
  readonly licenceNumber: string;
  readonly licensedFrom: PlainDate;
  /** The last day; null without an end. */
  readonly licensedUntil: PlainDate | null;
}

export const LENDERS = 12;

/** The lender that the demo client belongs to. */
export const DEMO_LENDER = 0;

/** Lender n is NGO n less this. */
const BEFORE_NGOS = 2;

const CATEGORIES = ['B', 'C', 'A', 'B', 'C', 'B', 'C', 'C', 'A', 'C'] as const;

const LICENSED_FROM = parsePlainDate('2017-07-01');
const LICENSED_UNTIL = parsePlainDate('2032-06-30');
const RAN_OUT = parsePlainDate('2026-06-30');

/** The lender of an index from 0 to 11. */
export function lenderOf(index: number): SampleLender {
  if (!Number.isInteger(index) || index < 0 || index >= LENDERS) {
    throw new RangeError(`The sample has lenders 0 to ${LENDERS - 1}.`);
  }
  const licence = {
    index,
    id: lenderId(index),
    licenceNumber: `MF-${String(index + 1).padStart(3, '0')}-2017`,
    licensedFrom: LICENSED_FROM,
  };
  if (index < BEFORE_NGOS) {
    const [kind, name] = index === 0 ? FUND : BANK;
    const none = { ngoIndex: null, ngoId: null, governorate: null, category: null };
    return { ...licence, kind, name, ...none, licensedUntil: null };
  }
  const ngoIndex = index - BEFORE_NGOS;
  const { id: ngoId, name, governorate } = ngoOf(ngoIndex);
  return {
    ...licence,
    kind: 'NGO',
    name,
    ngoIndex,
    ngoId,
    governorate,
    category: CATEGORIES[ngoIndex] as 'A' | 'B' | 'C',
    licensedUntil: index === LENDERS - 1 ? RAN_OUT : LICENSED_UNTIL,
  };
}

/** The index of the lender that an NGO is. */
export function lenderOfNgo(ngoIndex: number): number {
  return ngoIndex + BEFORE_NGOS;
}

const FUND = [
  'MINISTRY_FUND',
  { ar: 'صندوق وزارة التضامن لتمويل الأسر المنتجة', en: "The Ministry's Fund for Productive Families" },
] as const;

const BANK = ['SOCIAL_BANK', { ar: 'بنك ناصر الاجتماعي', en: 'Nasser Social Bank' }] as const;
