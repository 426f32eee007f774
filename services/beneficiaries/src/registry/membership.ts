/**
 * Who belongs to which household, and since when.
 *
 * A person belongs to one household at a time (M: one unified database, so that support does not overlap);
 * PostgreSQL keeps that promise too. Nobody belongs to a household before it was formed or before being born, and
 * nothing is recorded for a day to come. Leaving ends a membership and does not remove it, so the members of any
 * past day stay known. Who moves belongs to the new household from the very day on which the old one is left.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Relationship } from './household';
import { laterOf, overlap, type Period } from './period';
import { refusals } from './refusals';

/** Why a membership has ended. */
export const LeavingReason = {
  MOVED_TO_HOUSEHOLD: 'MOVED_TO_HOUSEHOLD',
  LEFT: 'LEFT',
  INSTITUTION: 'INSTITUTION',
  EMIGRATED: 'EMIGRATED',
  DIED: 'DIED',
} as const;
export type LeavingReason = keyof typeof LeavingReason;

/** A membership as far as time goes. */
export interface MembershipPeriod {
  readonly personId: string;
  readonly joinedOn: PlainDate;
  /** The first day on which the person no longer belongs to the household; null while they do. */
  readonly leftOn: PlainDate | null;
}

/** What is known of who shall join; where they live otherwise is no part of it. */
export interface Joiner {
  readonly personId: string;
  readonly birthDate: PlainDate;
  readonly diedOn: PlainDate | null;
  /** The days on which the person belongs to a household, past ones too; to which, is no part of the rule. */
  readonly housed: readonly (Period & { readonly isThisHousehold: boolean })[];
}

/** The household that somebody joins. */
export interface JoinedHousehold {
  readonly formedOn: PlainDate;
  readonly dissolvedOn: PlainDate | null;
}

export interface Joining {
  readonly person: Joiner;
  readonly household: JoinedHousehold;
  readonly relationship: Relationship;
  readonly joinedOn: PlainDate;
  /** Where the person and the day stand in the input. */
  readonly fields: { readonly person: string; readonly joinedOn: string };
}

/** Everything that speaks against somebody's joining a household that stands already. */
export function refuseJoining(
  { person, household, relationship, joinedOn, fields }: Joining,
  today: PlainDate,
): Refusal[] {
  const earliest = laterOf(household.formedOn, person.birthDate);
  const found = [
    relationship === 'HEAD' ? refusal(refusals.HEAD_IS_NAMED_OTHERWISE, {}, 'input.relationship') : null,
    household.dissolvedOn === null
      ? null
      : refusal(refusals.HOUSEHOLD_DISSOLVED, { dissolvedOn: household.dissolvedOn }, 'input.householdId'),
    joinedOn > today ? refusal(refusals.DATE_IN_FUTURE, { today }, fields.joinedOn) : null,
    joinedOn < earliest ? refusal(refusals.DATE_TOO_EARLY, { earliest }, fields.joinedOn) : null,
    refusePerson(person, joinedOn, fields.person),
  ];
  return found.filter((refused) => refused !== null);
}

/** Why a person cannot belong to a household from a day on; null when they can. */
export function refusePerson({ diedOn, housed }: Joiner, date: PlainDate, field: string): Refusal | null {
  if (diedOn !== null) return refusal(refusals.PERSON_DECEASED, {}, field);
  const clash = housed.find((period) => overlap(period, { from: date, until: null }));
  if (!clash) return null;
  return clash.isThisHousehold
    ? refusal(refusals.PERSON_ALREADY_MEMBER, {}, field)
    : refusal(refusals.PERSON_IN_ANOTHER_HOUSEHOLD, { date }, field);
}

/** Why a membership cannot end on a day; null when it can. The first day is left for who never should have joined. */
export function refuseLeaving(
  membership: MembershipPeriod | null,
  leftOn: PlainDate,
  today: PlainDate,
  field: string,
): Refusal | null {
  if (!membership || membership.leftOn !== null) return refusal(refusals.NOT_A_MEMBER, {}, 'input.personId');
  if (leftOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, field);
  const earliest = membership.joinedOn;
  return leftOn < earliest ? refusal(refusals.DATE_TOO_EARLY, { earliest }, field) : null;
}
