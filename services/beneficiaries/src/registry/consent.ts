/**
 * Which organisation serves a household.
 *
 * An organisation sees a household only while the household consents to be served by it. Consent is given by the head
 * or by a member of age, on a day that is past, with a document that proves it (personal data protection law 151/2020:
 * explicit, provable, and withdrawn at any time); it holds from that day until it is withdrawn. An organisation whose
 * licence is not valid gets no new households; what it serves already is for a decision of its own.
 */
import { standingOn, type KnownStanding } from '@solidarity/subgraph-kit/events/standing';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { addDays, ageOn, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { HouseholdRules } from './household';
import { holdsOn } from './period';
import { refusals } from './refusals';
import { LONGEST, refuseText } from './written';

/** How a household has consented. */
export const ConsentKind = {
  WRITTEN: 'WRITTEN',
  ELECTRONIC: 'ELECTRONIC',
  WITNESSED: 'WITNESSED',
} as const;
export type ConsentKind = keyof typeof ConsentKind;

/** A consent as far as time goes. */
export interface ConsentPeriod {
  readonly givenOn: PlainDate;
  /** The first day on which it no longer holds; null while it does. */
  readonly withdrawnOn: PlainDate | null;
}

/** Whether the consent holds on a day. */
export function isInForce({ givenOn, withdrawnOn }: ConsentPeriod, day: PlainDate): boolean {
  return holdsOn({ from: givenOn, until: withdrawnOn }, day);
}

/** Who says yes for the household. */
export interface ConsentGiver {
  readonly personId: string;
  readonly birthDate: PlainDate;
}

export interface GivenConsent {
  readonly household: {
    readonly formedOn: PlainDate;
    readonly dissolvedOn: PlainDate | null;
    readonly headId: string;
  };
  /** The giver, if a living member today; else null. */
  readonly giver: ConsentGiver | null;
  /** Null when nothing was ever heard of the organisation. */
  readonly ngo: KnownStanding | null;
  /** The consent of this household to this organisation that holds already, if one does. */
  readonly inForce: ConsentPeriod | null;
  readonly givenOn: PlainDate;
  readonly evidence: string;
}

/** Everything that speaks against recording a consent. */
export function refuseConsent(consent: GivenConsent, rules: HouseholdRules, today: PlainDate): Refusal[] {
  const { household, ngo, inForce, givenOn, evidence } = consent;
  const found = [
    household.dissolvedOn === null
      ? null
      : refusal(refusals.HOUSEHOLD_DISSOLVED, { dissolvedOn: household.dissolvedOn }, 'input.householdId'),
    refuseNgo(ngo, today),
    inForce ? refusal(refusals.CONSENT_ALREADY_IN_FORCE, { givenOn: inForce.givenOn }, 'input.ngoId') : null,
    refuseGiver(consent, rules),
    givenOn > today ? refusal(refusals.DATE_IN_FUTURE, { today }, 'input.givenOn') : null,
    givenOn < household.formedOn
      ? refusal(refusals.DATE_TOO_EARLY, { earliest: household.formedOn }, 'input.givenOn')
      : null,
    refuseText(evidence, LONGEST.evidence, refusals.EVIDENCE_MISSING, 'input.evidence'),
  ];
  return found.filter((refused) => refused !== null);
}

function refuseNgo(ngo: KnownStanding | null, today: PlainDate): Refusal | null {
  if (!ngo) return refusal(refusals.NGO_NOT_KNOWN, {}, 'input.ngoId');
  const standing = standingOn(ngo, today);
  if (standing === 'GOOD') return null;
  const since = standing === 'EXPIRED' && ngo.licensedUntil ? addDays(ngo.licensedUntil, 1) : ngo.since;
  return refusal(refusals.NGO_NOT_IN_GOOD_STANDING, { since }, 'input.ngoId');
}

function refuseGiver(
  { household, giver, givenOn }: GivenConsent,
  { consentMinimumAge }: HouseholdRules,
): Refusal | null {
  if (!giver) return refusal(refusals.CONSENT_GIVER_NOT_A_MEMBER, {}, 'input.givenById');
  const age = ageOn(giver.birthDate, givenOn);
  if (giver.personId === household.headId || age >= consentMinimumAge) return null;
  return refusal(refusals.CONSENT_GIVER_TOO_YOUNG, { minimumAge: consentMinimumAge, age }, 'input.givenById');
}

/** Everything that speaks against withdrawing a consent. It holds no longer from that day on. */
export function refuseWithdrawal(
  consent: ConsentPeriod,
  { withdrawnOn, reason }: { readonly withdrawnOn: PlainDate; readonly reason: string },
  today: PlainDate,
): Refusal[] {
  const earliest = consent.givenOn;
  const found = [
    consent.withdrawnOn === null
      ? null
      : refusal(refusals.CONSENT_ALREADY_WITHDRAWN, { withdrawnOn: consent.withdrawnOn }, 'input.consentId'),
    withdrawnOn > today ? refusal(refusals.DATE_IN_FUTURE, { today }, 'input.withdrawnOn') : null,
    withdrawnOn < earliest ? refusal(refusals.DATE_TOO_EARLY, { earliest }, 'input.withdrawnOn') : null,
    refuseText(reason, LONGEST.reason, refusals.REASON_MISSING, 'input.reason'),
  ];
  return found.filter((refused) => refused !== null);
}
