/**
 * A grievance (تظلم): a household objects to what was decided about it, and somebody else looks at it again.
 *
 * It is filed within a number of days of the decision, once while it is open, by the household itself or by a case worker
 * in its name. It is due within a number of days (DOMAIN.md: 30 to begin with; both are rules data). It is assigned to an
 * officer who took no part in the decision and did not file it. From the day after it was due only the ministry decides it:
 * that follows from the day alone, whether or not the escalation has been recorded yet. It is decided with a ground and
 * reasons, and upholding it undoes what it was filed against.
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { defineReasons, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Contested } from './contested';
import type { GrievanceTerms } from './grievance-terms';
import { refusals } from './refusals';

/** How far a grievance has come. */
export const GrievanceState = {
  FILED: 'FILED',
  ASSIGNED: 'ASSIGNED',
  UPHELD: 'UPHELD',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type GrievanceState = keyof typeof GrievanceState;

export type GrievanceAction = 'assign' | 'uphold' | 'reject' | 'withdraw' | 'escalate';

/** States in which somebody still waits for an answer. */
export const OPEN: readonly GrievanceState[] = ['FILED', 'ASSIGNED'];

/** What a step looks at. */
export interface GrievanceStepFacts {
  readonly role: Role;
  /** The last day on which an officer of the governorate may decide it. */
  readonly dueOn: PlainDate;
  readonly isOverdue: boolean;
  /** Whether it is assigned to who takes the step. */
  readonly isAssignedToCaller: boolean;
}

const because = defineReasons({
  ESCALATED_TO_MINISTRY: {
    ar: 'كان موعد البت في التظلم {limit}، ولذلك رُفع إلى الوزارة وهي وحدها تبت فيه.',
    en: 'It was due on {limit} and went to the ministry, which alone decides it now.',
  },
  ASSIGNED_TO_ANOTHER: {
    ar: 'التظلم مسند إلى موظف آخر.',
    en: 'It is assigned to another officer.',
  },
  NOT_OVERDUE: {
    ar: 'موعد البت في التظلم {limit} ولم يمضِ بعد.',
    en: 'It is due on {limit}, which has not passed.',
  },
});

const MINISTRY = ['ministry_admin'] as const satisfies readonly Role[];
const CALENDAR = ['system'] as const satisfies readonly Role[];
const OFFICERS = [...MINISTRY, 'case_worker'] as const satisfies readonly Role[];

const ofGovernorate = ({ role, isOverdue, dueOn }: GrievanceStepFacts): DecisionReason | null =>
  isOverdue && role !== 'ministry_admin' ? because('ESCALATED_TO_MINISTRY', null, dueOn) : null;
const byAssigned = (facts: GrievanceStepFacts): DecisionReason | null =>
  ofGovernorate(facts) ?? (facts.isAssignedToCaller ? null : because('ASSIGNED_TO_ANOTHER'));
const whenOverdue = ({ isOverdue, dueOn }: GrievanceStepFacts): DecisionReason | null =>
  isOverdue ? null : because('NOT_OVERDUE', null, dueOn);

const withdraw = { to: 'WITHDRAWN', by: [...OFFICERS, 'citizen'] } as const;

/** Reassigning is for the ministry: an officer does not rid themselves of a case, nor take another's. */
export const grievanceLife = defineStateMachine<GrievanceState, GrievanceAction, GrievanceStepFacts>({
  subjectType: 'grievance',
  actions: {
    assign: { en: 'assign the grievance', ar: 'إسناد التظلم' },
    uphold: { en: 'uphold the grievance', ar: 'قبول التظلم' },
    reject: { en: 'reject the grievance', ar: 'رفض التظلم' },
    withdraw: { en: 'withdraw the grievance', ar: 'سحب التظلم' },
    escalate: null,
  },
  states: {
    FILED: {
      assign: { to: 'ASSIGNED', by: OFFICERS, unless: ofGovernorate },
      withdraw,
      escalate: { to: 'FILED', by: CALENDAR, unless: whenOverdue },
    },
    ASSIGNED: {
      assign: { to: 'ASSIGNED', by: MINISTRY },
      uphold: { to: 'UPHELD', by: OFFICERS, unless: byAssigned },
      reject: { to: 'REJECTED', by: OFFICERS, unless: byAssigned },
      withdraw,
      escalate: { to: 'ASSIGNED', by: CALENDAR, unless: whenOverdue },
    },
    UPHELD: {},
    REJECTED: {},
    WITHDRAWN: {},
  },
});

/** A grievance as far as its clock goes. */
export interface GrievanceClock {
  readonly state: GrievanceState;
  readonly dueOn: PlainDate;
  /** The day on which it was decided or withdrawn; null while it is open. */
  readonly closedOn: PlainDate | null;
}

/** Whether it still waits for an answer after the day on which one was due. */
export function isOverdueOn({ state, dueOn }: GrievanceClock, today: PlainDate): boolean {
  return OPEN.includes(state) && dueOn < today;
}

/** The day from which it was the ministry's to decide: the one after it was due. Null when it never came to that. */
export function escalatedOn({ dueOn, closedOn }: GrievanceClock, today: PlainDate): PlainDate | null {
  return dueOn < (closedOn ?? today) ? addDays(dueOn, 1) : null;
}

/** The last grievance that was decided about the same thing. */
export interface EarlierGrievance {
  readonly state: GrievanceState;
  readonly closedOn: PlainDate | null;
}

export interface Filing {
  /** The decision as the caller may see it; null when there is none. */
  readonly contested: Contested | null;
  readonly earlier: EarlierGrievance | null;
  /** Whether who objects belongs to the household, and is who calls when that is a citizen. */
  readonly speaksForHousehold: boolean;
  readonly words: string;
}

/** The longest text that a grievance is told in, in characters. */
export const LONGEST_WORDS = 4_000;

/** What nobody writes; a new line is none of these. */
const UNREADABLE = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Why words cannot be kept; null when they can. Lines are welcome. */
export function refuseWords(words: string, field: string): Refusal | null {
  const isReadable = words.trim() !== '' && [...words].length <= LONGEST_WORDS && !UNREADABLE.test(words);
  return isReadable ? null : refusal(refusals.WORDS_MISSING, { longest: LONGEST_WORDS }, field);
}

/** Everything that speaks against filing a grievance. */
export function refuseFiling(
  { contested, earlier, speaksForHousehold, words }: Filing,
  { daysToFile }: GrievanceTerms,
  today: PlainDate,
): Refusal[] {
  if (!contested) return [refusal(refusals.DECISION_NOT_FOUND, {}, 'input.againstId')];
  const lastDay = addDays(contested.decidedOn, daysToFile);
  const found = [
    lastDay < today ? refusal(refusals.FILED_TOO_LATE, { lastDay }, 'input.againstId') : null,
    earlier?.closedOn && isAnswered(contested, earlier)
      ? refusal(refusals.ALREADY_ANSWERED, { closedOn: earlier.closedOn }, 'input.againstId')
      : null,
    speaksForHousehold ? null : refusal(refusals.COMPLAINANT_NOT_A_MEMBER, {}, 'input.complainantId'),
    refuseWords(words, 'input.words'),
  ];
  return found.filter((refused) => refused !== null);
}

/**
 * Whether a grievance was answered about the decision as it stands. What was decided anew, since a grievance was upheld,
 * may be contested anew, also when all of it happened on one day.
 */
function isAnswered({ decidedOn }: Contested, { state, closedOn }: EarlierGrievance): boolean {
  if (closedOn === null || state === 'WITHDRAWN') return false;
  return state === 'UPHELD' ? decidedOn < closedOn : decidedOn <= closedOn;
}

/** The longest subject that an identity provider gives (OpenID Connect Core 1.0, section 2), in characters. */
export const LONGEST_SUBJECT = 255;

/** Why a text can be no officer's subject; null when it can. */
export function refuseSubject(text: string, field: string): Refusal | null {
  const isSubject = text !== '' && text.length <= LONGEST_SUBJECT && !/\p{Cc}/u.test(text);
  return isSubject ? null : refusal(refusals.OFFICER_INVALID, { longest: LONGEST_SUBJECT }, field);
}

/** Who may take the grievance on: nobody who took part in the decision, nor who wrote the grievance down. */
export function refuseOfficer(
  { deciders, filedBy }: { readonly deciders: readonly string[]; readonly filedBy: string },
  officer: string,
  field: string | null,
): Refusal | null {
  if (deciders.includes(officer)) return refusal(refusals.OFFICER_TOOK_DECISION, {}, field);
  if (filedBy === officer) return refusal(refusals.OFFICER_FILED_IT, {}, field);
  return null;
}
