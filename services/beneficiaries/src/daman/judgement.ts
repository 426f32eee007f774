/**
 * What becomes of a Daman case, by what the registry knows of its person on a day.
 *
 * NOT_FOUND: the registry knows no such person in the governorate of the case (somebody elsewhere is found like nobody, or
 * lists would tell who is registered, paid or dead anywhere), or in no household, by which alone one is enrolled. HELD: the
 * registry has another name for the number, or Daman has not paid for so long that it looks like a slip, unless somebody
 * has confirmed just that. DECEASED: recorded as dead.
 * DUPLICATE: the same person has another case that comes first (one that was moved, then one that was verified, then the
 * lowest number), or the person or household is enrolled already where it would go, be it that this ended later than
 * Daman, or another member's case takes the household there; a month that both have paid is told. Otherwise VERIFIED, with
 * the first programme of the rules `daman_transfer` that fits and is open; where none does the case is closed, or verified
 * again once something has changed. (Ministry: moved to Takaful or Karama after verification; the order of the programmes
 * is rules data.)
 */
import { decide, type Decision, type Fact } from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { addMonths, ageOn, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { DamanBasis, DamanFinding } from './daman-case';
import { because } from './reasons';
import { namesAgree } from './same-name';
import type { DamanDestination, DamanTransfer } from './rules';

/** Another member's verified case that takes a household to a programme that pays households. */
export interface HouseholdClaim {
  readonly programmeId: string;
  readonly caseNumber: string;
}

/** What is known of a case and its person. */
export interface DamanFacts {
  readonly basis: DamanBasis;
  /** The last month for which Daman paid this case, as its first day. */
  readonly lastPaidMonth: PlainDate;
  /** The name on the list. */
  readonly name: string;
  /** The person's names in the registry, in either language. */
  readonly registeredNames: readonly string[];
  /** Name and month of the list that somebody has confirmed; null while nobody has. */
  readonly confirmedName: string | null;
  readonly confirmedMonth: PlainDate | null;
  /** Null when nobody with this national ID is registered in the governorate of the case. */
  readonly birthDate: PlainDate | null;
  readonly diedOn: PlainDate | null;
  readonly householdId: string | null;
  /** The birth date of the youngest member of the household who is neither its head nor a spouse; null without one. */
  readonly youngestBorn: PlainDate | null;
  /** The case of the same person that comes before this one; null when this is the first. */
  readonly precedingCase: string | null;
  /** The programme that pays the person today, or has paid a month after the last of Daman; null without one. */
  readonly personProgramme: string | null;
  /** The first month of an enrolment of the person that pays the last month of Daman too; null without one. */
  readonly personPaidTwiceFrom: PlainDate | null;
  /** The same of the household's enrolments, by programme. */
  readonly householdPaidTwiceFrom: Readonly<Record<string, PlainDate>>;
  /** The programmes in which the household is enrolled today. */
  readonly householdProgrammes: readonly string[];
  /** Those in which its enrolment has ended, later than Daman has. */
  readonly householdEndedProgrammes: readonly string[];
  readonly householdClaims: readonly HouseholdClaim[];
}

/** By what it is told where a case goes. */
export interface PlacingFacts extends Pick<DamanFacts, 'basis' | 'youngestBorn'> {
  readonly birthDate: PlainDate;
}

/** How a case is found, and where it goes; null while nowhere. */
export interface DamanJudgement {
  readonly outcome: DamanFinding;
  readonly destination: DamanDestination | null;
  readonly decision: Decision;
}

/** What becomes of a case on a day. */
export function judgeCase(
  facts: DamanFacts,
  { version, value: transfer }: Pick<Rules<DamanTransfer>, 'version' | 'value'>,
  openProgrammes: ReadonlySet<string>,
  today: PlainDate,
): DamanJudgement {
  const { birthDate, diedOn, householdId, precedingCase, lastPaidMonth } = facts;
  const draft = decide(version, inputsOf(facts, today));
  const found = (outcome: DamanFinding, destination: DamanDestination | null = null): DamanJudgement => ({
    outcome,
    destination,
    decision: draft.outcome(outcome, outcome),
  });
  if (birthDate === null) {
    draft.check(false, because('NOT_REGISTERED'));
    return found('NOT_FOUND');
  }
  const recent = addMonths(startOfMonth(today), -transfer.heldWhenUnpaidMonths);
  const isRecent = lastPaidMonth >= recent || lastPaidMonth === facts.confirmedMonth;
  if (!isByName(facts)) {
    draft.check(false, because('NAME_DIFFERS'));
    draft.check(isRecent, because('MONTH_LONG_AGO', lastPaidMonth, recent));
    return found('HELD');
  }
  if (diedOn !== null) {
    const monthOfDeath = startOfMonth(diedOn);
    draft.check(false, because('DIED', diedOn));
    draft.check(lastPaidMonth <= monthOfDeath, because('PAID_AFTER_DEATH', lastPaidMonth, monthOfDeath));
    return found('DECEASED');
  }
  if (householdId === null) {
    draft.check(false, because('IN_NO_HOUSEHOLD'));
    return found('NOT_FOUND');
  }
  if (precedingCase !== null) {
    draft.check(false, because('ANOTHER_CASE', precedingCase));
    return found('DUPLICATE');
  }
  if (!isRecent) {
    draft.check(false, because('MONTH_LONG_AGO', lastPaidMonth, recent));
    return found('HELD');
  }
  const destination = destinationOf({ ...facts, birthDate }, transfer, openProgrammes, today);
  if (!destination) {
    draft.check(false, because('NO_PROGRAMME_FITS'));
    return found('VERIFIED');
  }
  const { programmeId } = destination;
  const claim = claimOn(destination, facts);
  draft.check(!isEnrolled(destination, facts), because('ENROLLED_ALREADY', programmeId));
  const twiceFrom = paidTwiceFrom(destination, facts);
  draft.check(twiceFrom === null, because('PAID_BY_BOTH', lastPaidMonth, twiceFrom));
  draft.check(claim === null, because('HOUSEHOLD_MOVES_BY', claim?.caseNumber ?? null, programmeId));
  const isDuplicate = isEnrolled(destination, facts) || claim !== null;
  return found(isDuplicate ? 'DUPLICATE' : 'VERIFIED', destination);
}

/** Where a case goes; null while nowhere. */
export function destinationOf(
  facts: PlacingFacts,
  { destinations }: Pick<DamanTransfer, 'destinations'>,
  openProgrammes: ReadonlySet<string>,
  today: PlainDate,
): DamanDestination | null {
  return (
    destinations.find((each) => openProgrammes.has(each.programmeId) && fits(each, facts, today)) ?? null
  );
}

/** The first month of the new programme: the one after the last that Daman has paid. */
export function entitledAfter(paidThrough: PlainDate): PlainDate {
  return addMonths(paidThrough, 1);
}

/** Whether the list means the person whom the registry knows by the number. */
function isByName({ name, registeredNames, confirmedName }: DamanFacts): boolean {
  return name === confirmedName || registeredNames.some((registered) => namesAgree(name, registered));
}

function fits(
  { fromAge, belowAge, bases, childBelowAge }: DamanDestination,
  { basis, youngestBorn, birthDate }: PlacingFacts,
  today: PlainDate,
): boolean {
  const age = ageOn(birthDate, today);
  return (
    (fromAge === undefined || age >= fromAge) &&
    (belowAge === undefined || age < belowAge) &&
    (bases === undefined || bases.includes(basis)) &&
    (childBelowAge === undefined || (youngestBorn !== null && ageOn(youngestBorn, today) < childBelowAge))
  );
}

/** A programme that pays persons takes one more of a household, and nobody whom any programme pays already. */
function isEnrolled(
  { category, programmeId }: DamanDestination,
  { personProgramme, householdProgrammes, householdEndedProgrammes }: DamanFacts,
): boolean {
  if (householdEndedProgrammes.includes(programmeId)) return true;
  return category === null ? householdProgrammes.includes(programmeId) : personProgramme !== null;
}

function paidTwiceFrom({ category, programmeId }: DamanDestination, facts: DamanFacts): PlainDate | null {
  if (category !== null) return facts.personPaidTwiceFrom;
  return facts.householdPaidTwiceFrom[programmeId] ?? null;
}

function claimOn({ category, programmeId }: DamanDestination, { householdClaims }: DamanFacts) {
  if (category !== null) return null;
  return householdClaims.find((claim) => claim.programmeId === programmeId) ?? null;
}

function inputsOf(facts: DamanFacts, today: PlainDate): Record<string, Fact | readonly Fact[]> {
  const { basis, lastPaidMonth, birthDate, youngestBorn } = facts;
  const { householdProgrammes, householdEndedProgrammes, personProgramme } = facts;
  return {
    basis,
    lastPaidMonth,
    age: birthDate === null ? null : ageOn(birthDate, today),
    ageOfYoungest: youngestBorn === null ? null : ageOn(youngestBorn, today),
    householdProgrammes,
    householdEndedProgrammes,
    personProgramme,
  };
}
