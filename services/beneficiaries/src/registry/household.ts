/**
 * Who heads a household.
 *
 * A household (أسرة) is people who live and spend together, with exactly one head: a living member of at least the
 * age that the rules' data say; where nobody is of that age, as among orphans, the eldest. When the head dies or
 * leaves, whoever records it names the next head among those who remain; when nobody remains, the household is
 * dissolved. A dissolved household takes nothing in any more and stays in the registry as it was.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { ageOn, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { unlessRefused, type Checked } from './checked';
import { refusals } from './refusals';

export type HouseholdState = 'ACTIVE' | 'DISSOLVED';
export type HouseholdAction = 'dissolve';

/** The life of a household; it begins ACTIVE by being registered. */
export const householdLife = defineStateMachine<HouseholdState, HouseholdAction>({
  subjectType: 'household',
  actions: {
    dissolve: null,
  },
  states: { ACTIVE: { dissolve: 'DISSOLVED' }, DISSOLVED: {} },
});

/** What the rules' data say of households: ages in completed years. */
export interface HouseholdRules {
  readonly headMinimumAge: number;
  readonly consentMinimumAge: number;
}

/** How a member is related to the head of the household on the day of joining. */
export const Relationship = {
  HEAD: 'HEAD',
  SPOUSE: 'SPOUSE',
  CHILD: 'CHILD',
  PARENT: 'PARENT',
  SIBLING: 'SIBLING',
  GRANDCHILD: 'GRANDCHILD',
  GRANDPARENT: 'GRANDPARENT',
  OTHER_RELATIVE: 'OTHER_RELATIVE',
  NOT_RELATED: 'NOT_RELATED',
} as const;
export type Relationship = keyof typeof Relationship;

/** A living member, as far as it matters for who heads the household. */
export interface Candidate {
  readonly personId: string;
  readonly birthDate: PlainDate;
}

/** A member of a household that is being registered. */
export interface FoundingMember extends Candidate {
  readonly relationship: Relationship;
}

/** The head among those who found a household, or why there is none. */
export function foundingHead(
  members: readonly FoundingMember[],
  { headMinimumAge }: HouseholdRules,
  on: PlainDate,
): Checked<FoundingMember> {
  const heads = members.filter(({ relationship }) => relationship === 'HEAD');
  const [head] = heads;
  if (!head || heads.length > 1) {
    return { refusals: [refusal(refusals.ONE_HEAD_NEEDED, { heads: heads.length }, 'input.members')] };
  }
  const field = `input.members.${members.indexOf(head)}`;
  return unlessRefused([refuseHead(head, members, headMinimumAge, on, field)], () => head);
}

/** Why a household cannot have been formed on a day; null when it can. */
export function refuseForming(formedOn: PlainDate, head: Candidate, today: PlainDate): Refusal | null {
  if (formedOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.formedOn');
  const earliest = head.birthDate;
  return formedOn < earliest ? refusal(refusals.DATE_TOO_EARLY, { earliest }, 'input.formedOn') : null;
}

/** More people do not live and spend together; a larger group is registered as several households. */
const MOST_MEMBERS = 50;

/** Why so many cannot be registered together; null when they can. */
export function refuseNumber(members: number): Refusal | null {
  if (members >= 1 && members <= MOST_MEMBERS) return null;
  return refusal(refusals.TOO_MANY_MEMBERS, { most: MOST_MEMBERS }, 'input.members');
}

/** Every person but one of a list that names somebody twice, by their places in it. */
export function repeatedMembers(members: readonly { readonly personId: string }[]): Refusal[] {
  const seen = new Set<string>();
  return members.flatMap(({ personId }, index) => {
    if (!seen.has(personId)) {
      seen.add(personId);
      return [];
    }
    return [refusal(refusals.MEMBER_LISTED_TWICE, {}, `input.members.${index}`)];
  });
}

/** What becomes of a household that somebody leaves, by death or otherwise. */
export type Succession =
  | { readonly kind: 'UNCHANGED' }
  | { readonly kind: 'NEW_HEAD'; readonly headId: string }
  | { readonly kind: 'DISSOLVED' };

export interface Departure {
  readonly leavingId: string;
  readonly headId: string;
  /** Those who stay, all of them alive. */
  readonly remaining: readonly Candidate[];
  /** Whom the caller names; null when nobody. */
  readonly newHeadId: string | null;
  readonly on: PlainDate;
}

/** Answers who heads the household after somebody has left it. */
export function successionOf(departure: Departure, { headMinimumAge }: HouseholdRules): Checked<Succession> {
  const { leavingId, headId, remaining, newHeadId, on } = departure;
  const field = 'input.newHeadId';
  if (leavingId !== headId) {
    const refused = newHeadId === null ? null : refusal(refusals.NEW_HEAD_NOT_NEEDED, {}, field);
    return unlessRefused([refused], () => ({ kind: 'UNCHANGED' }));
  }
  if (newHeadId === null) {
    const refused = refusal(refusals.NEW_HEAD_MISSING, { remaining: remaining.length }, field);
    return unlessRefused([remaining.length === 0 ? null : refused], () => ({ kind: 'DISSOLVED' }));
  }
  const heir = remaining.find(({ personId }) => personId === newHeadId);
  const refused = heir
    ? refuseHead(heir, remaining, headMinimumAge, on, field)
    : refusal(refusals.NEW_HEAD_NOT_A_MEMBER, {}, field);
  return unlessRefused([refused], () => ({ kind: 'NEW_HEAD', headId: newHeadId }));
}

function refuseHead(
  candidate: Candidate,
  members: readonly Candidate[],
  minimumAge: number,
  on: PlainDate,
  field: string,
): Refusal | null {
  const age = ageOn(candidate.birthDate, on);
  if (age >= minimumAge) return null;
  const someoneIsOfAge = members.some(({ birthDate }) => ageOn(birthDate, on) >= minimumAge);
  const someoneIsOlder = members.some(({ birthDate }) => birthDate < candidate.birthDate);
  if (!someoneIsOfAge && !someoneIsOlder) return null;
  return refusal(refusals.HEAD_TOO_YOUNG, { minimumAge, age }, field);
}
