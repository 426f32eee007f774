/**
 * A pension of Daman, the old social security that is being closed, on its way to Takaful or Karama (about 400,000 of
 * them, ministry). It comes in by a list, is looked up in the registry, and is then moved or closed. Whoever looked it
 * up does not move it. Until it is settled it can be looked up again, since the registry may learn of the person. What is
 * doubtful, a name that differs or a month long ago, is held until somebody confirms or mends it.
 *
 * Daman pays up to and including a month, and the new programme from the month after it on: none is paid twice, none is
 * lost. While a case waits, Daman goes on paying it, and its last month paid moves with the lists.
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import type { DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { because } from './reasons';

export const DamanState = {
  RECEIVED: 'RECEIVED',
  VERIFIED: 'VERIFIED',
  NOT_FOUND: 'NOT_FOUND',
  DUPLICATE: 'DUPLICATE',
  DECEASED: 'DECEASED',
  HELD: 'HELD',
  MOVED: 'MOVED',
  CLOSED: 'CLOSED',
} as const;
export type DamanState = keyof typeof DamanState;

/** How a case is found when it is looked up. */
export const FINDINGS = ['VERIFIED', 'NOT_FOUND', 'DUPLICATE', 'DECEASED', 'HELD'] as const;
export type DamanFinding = (typeof FINDINGS)[number];

export type DamanAction =
  | 'find_verified'
  | 'find_missing'
  | 'find_duplicate'
  | 'find_deceased'
  | 'hold'
  | 'confirm'
  | 'move'
  | 'close';

/** The step by which a case comes to a finding. */
export const FINDING_ACTIONS = {
  VERIFIED: 'find_verified',
  NOT_FOUND: 'find_missing',
  DUPLICATE: 'find_duplicate',
  DECEASED: 'find_deceased',
  HELD: 'hold',
} as const satisfies Record<DamanFinding, DamanAction>;

/** Why a case is closed instead of moved. */
export const DamanCloseReason = {
  DECEASED: 'DECEASED',
  DUPLICATE: 'DUPLICATE',
  NOT_FOUND: 'NOT_FOUND',
  NOT_ENTITLED: 'NOT_ENTITLED',
  RENOUNCED: 'RENOUNCED',
} as const;
export type DamanCloseReason = keyof typeof DamanCloseReason;

/** What Daman granted the pension for. */
export const DamanBasis = {
  OLD_AGE: 'OLD_AGE',
  DISABILITY: 'DISABILITY',
  ORPHAN: 'ORPHAN',
  WIDOW: 'WIDOW',
  DIVORCED: 'DIVORCED',
  OTHER: 'OTHER',
} as const;
export type DamanBasis = keyof typeof DamanBasis;

/** What a move depends on beside the state. */
export interface MovingFacts {
  /** Whether there is a programme for it. */
  readonly hasProgramme: boolean;
  /** Whether the caller is who looked it up last. */
  readonly isVerifiedByCaller: boolean;
  /** Whether looking it up once more comes to the same. */
  readonly isStillSo: boolean;
  /** Of a household that moves as one: the case of another member that has to be looked up first; null without one. */
  readonly unverifiedMember: string | null;
}

const WORKERS = ['ministry_admin', 'case_worker'] as const satisfies readonly Role[];
const findings = {
  find_verified: { to: 'VERIFIED', by: WORKERS },
  find_missing: { to: 'NOT_FOUND', by: WORKERS },
  find_duplicate: { to: 'DUPLICATE', by: WORKERS },
  find_deceased: { to: 'DECEASED', by: WORKERS },
  hold: { to: 'HELD', by: WORKERS },
} as const;
const close = { to: 'CLOSED', by: WORKERS } as const;

export const damanCase = defineStateMachine<DamanState, DamanAction, MovingFacts>({
  subjectType: 'daman_case',
  actions: {
    find_verified: { en: 'verify the case', ar: 'التحقق من الحالة' },
    find_missing: null,
    find_duplicate: null,
    find_deceased: null,
    hold: null,
    confirm: { en: 'confirm what is doubtful', ar: 'تأكيد ما فيه شك' },
    move: { en: 'move the case', ar: 'نقل الحالة' },
    close: { en: 'close the case', ar: 'إغلاق الحالة' },
  },
  states: {
    RECEIVED: findings,
    VERIFIED: { ...findings, move: { to: 'MOVED', by: WORKERS, unless: whyNotMoved }, close },
    NOT_FOUND: { ...findings, close },
    DUPLICATE: { ...findings, close },
    DECEASED: { ...findings, close },
    HELD: { ...findings, confirm: { to: 'RECEIVED', by: WORKERS }, close },
    MOVED: {},
    CLOSED: {},
  },
});

/** The states in which a case waits to be settled. */
export const WAITING = (Object.keys(damanCase.states) as DamanState[]).filter(
  (state) => Object.keys(damanCase.states[state]).length > 0,
);

/** No programme to which a case could go pays earlier months: one before is a slip of the pen. */
export const EARLIEST_PAID_MONTH = '2015-01-01' as PlainDate;

/** Daman pays in advance, but not further than this: a later month is a slip of the pen. */
const MOST_MONTHS_AHEAD = 12;

/** The latest month that Daman can have paid. */
export function latestPaidMonth(today: PlainDate): PlainDate {
  return addMonths(startOfMonth(today), MOST_MONTHS_AHEAD);
}

function whyNotMoved(facts: MovingFacts): DecisionReason | null {
  const { hasProgramme, isVerifiedByCaller, isStillSo, unverifiedMember } = facts;
  if (isVerifiedByCaller) return because('SECOND_PERSON_NEEDED');
  if (!hasProgramme) return because('NO_PROGRAMME_FITS');
  if (!isStillSo) return because('NO_LONGER_SO');
  return unverifiedMember === null ? null : because('MEMBER_NOT_VERIFIED', unverifiedMember);
}
