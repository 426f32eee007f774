/**
 * Which households of the sample are enrolled in which programme: about six in ten. Who has an older person or, by
 * chance, a person with a disability is rather in Karama; of the others who have children most are in Takaful. All have
 * been enrolled within the past year. What was paid before the system's first cycle was paid by the systems before it,
 * so no change of what is due is noted for these months.
 */
import { SAMPLE_TODAY } from '@solidarity/subgraph-kit/sample/calendar';
import type { SampleHousehold, SampleMember } from '@solidarity/subgraph-kit/sample/population';
import { randomOf, type Random, type Weighted } from '@solidarity/subgraph-kit/sample/random';
import {
  addDays,
  addMonths,
  ageOn,
  startOfMonth,
  type PlainDate,
} from '@solidarity/subgraph-kit/values/plain-date';
import type { ExitReason, SuspensionReason } from '../enrolment/enrolment';
import { payeeOf } from '../enrolment/payee';
import type { EntitlementCategory } from '../enrolment/terms';
import type { PaymentChannel } from '../payments/payment';
import { laterOf } from '../registry/period';

export interface SampleEnrolment {
  readonly id: string;
  readonly programmeId: 'TAKAFUL' | 'KARAMA';
  readonly payeeId: string;
  readonly channel: PaymentChannel;
  readonly entitledFrom: PlainDate;
  readonly enrolledOn: PlainDate;
  readonly recertifyBy: PlainDate;
  /** Who is entitled, where the programme pays persons. */
  readonly persons: readonly { readonly personId: string; readonly category: EntitlementCategory }[];
  readonly suspension: SampleSuspension | null;
  readonly exit: SampleExit | null;
}

export interface SampleSuspension {
  readonly id: string;
  readonly reasonCode: SuspensionReason;
  readonly fromMonth: PlainDate;
  readonly decidedOn: PlainDate;
}

export interface SampleExit {
  readonly reason: ExitReason;
  readonly exitedOn: PlainDate;
  readonly entitledUntil: PlainDate;
}

const OLDER_FROM = 65;
const CHILD_BELOW = 18;
const ADULT_FROM = 18;
/** A scale pays no more persons of a household. */
const MOST_PERSONS = 3;
const CHANCE = {
  ofOlder: 0.8,
  ofDisability: 0.04,
  ofChildren: 0.72,
  suspended: 0.03,
  exited: 0.03,
  overdue: 0.02,
};
const CHANNELS: Weighted<PaymentChannel> = [
  ['SMART_CARD', 4],
  ['POST_OFFICE', 1],
];
const SUSPENDED_FOR: Weighted<SuspensionReason> = [
  ['UNDER_REVIEW', 3],
  ['HOUSEHOLD_NOT_FOUND', 1],
  ['CONDITIONS_NOT_KEPT', 1],
];
const EXITED_FOR: Weighted<ExitReason> = [
  ['NO_LONGER_ELIGIBLE', 5],
  ['AT_OWN_WISH', 2],
  ['GRADUATED', 2],
  ['LEFT_THE_COUNTRY', 1],
];
const MONTHS_OF_YEAR = 12;
const REVIEWED_EVERY_MONTHS = 36;
const THIS_MONTH = startOfMonth(SAMPLE_TODAY);

const known = new WeakMap<SampleHousehold, { readonly enrolment: SampleEnrolment | null }>();

/** The enrolment of a household; null when it has none. The same however often it is asked for. */
export function enrolmentOf(household: SampleHousehold): SampleEnrolment | null {
  let answer = known.get(household);
  if (!answer) known.set(household, (answer = { enrolment: drawEnrolment(household) }));
  return answer.enrolment;
}

function drawEnrolment({ id, index, registeredOn, members }: SampleHousehold): SampleEnrolment | null {
  const random = randomOf('enrolments', index);
  const monthsAgo = random.int(0, MONTHS_OF_YEAR - 1);
  const monthRegistered = addMonths(startOfMonth(registeredOn), 1);
  const entitledFrom = laterOf(monthRegistered, addMonths(THIS_MONTH, -monthsAgo));
  const persons = drawPersons(members, entitledFrom, random);
  const isInKarama = persons.length > 0;
  if (!isInKarama && !(hasChildren(members, entitledFrom) && random.chance(CHANCE.ofChildren))) return null;

  const enrolledOn = laterOf(registeredOn, addDays(entitledFrom, -random.int(2, 25)));
  const exit = random.chance(CHANCE.exited) ? drawExit(entitledFrom, random) : null;
  return {
    ...{
      id: `2b${id.slice(2)}`,
      programmeId: isInKarama ? 'KARAMA' : 'TAKAFUL',
      persons,
      entitledFrom,
      enrolledOn,
    },
    payeeId: payeeAmong(members, !isInKarama),
    channel: random.weighted(CHANNELS),
    recertifyBy: random.chance(CHANCE.overdue)
      ? addDays(SAMPLE_TODAY, -random.int(1, 60))
      : addMonths(enrolledOn, REVIEWED_EVERY_MONTHS),
    exit,
    suspension:
      exit === null && random.chance(CHANCE.suspended)
        ? drawSuspension(`2c${id.slice(2)}`, entitledFrom, random)
        : null,
  };
}

/** Nobody when the household is not in Karama. */
function drawPersons(
  members: readonly SampleMember[],
  month: PlainDate,
  random: Random,
): SampleEnrolment['persons'] {
  const older = members.filter(({ birthDate }) => ageOn(birthDate, month) >= OLDER_FROM);
  if (older.length > 0 && random.chance(CHANCE.ofOlder)) {
    return older.slice(0, MOST_PERSONS).map(({ personId }) => ({ personId, category: 'OLDER_PERSON' }));
  }
  if (!random.chance(CHANCE.ofDisability)) return [];
  const grownUp = members.filter(({ birthDate }) => ageOn(birthDate, month) >= ADULT_FROM);
  return [{ personId: random.pick(grownUp).personId, category: 'DISABILITY' }];
}

function hasChildren(members: readonly SampleMember[], month: PlainDate): boolean {
  return members.some(
    ({ relation, birthDate }) =>
      relation !== 'HEAD' &&
      relation !== 'SPOUSE' &&
      birthDate <= month &&
      ageOn(birthDate, month) < CHILD_BELOW,
  );
}

function payeeAmong(members: SampleHousehold['members'], isPaidToMother: boolean): string {
  const headId = members[0].personId;
  const living = members.map(({ personId, relation, birthDate, sex }) => ({
    ...{ personId, relationship: relation, relativeToId: headId, birthDate, sex },
  }));
  return payeeOf(headId, living, isPaidToMother);
}

/** From a month between the first one and this one; null when there is none between. */
function drawExit(entitledFrom: PlainDate, random: Random): SampleExit | null {
  const entitledUntil = addMonths(THIS_MONTH, -random.int(0, 3));
  if (entitledUntil <= entitledFrom) return null;
  const exitedOn = addDays(entitledUntil, -random.int(1, 20));
  return { reason: random.weighted(EXITED_FOR), exitedOn, entitledUntil };
}

function drawSuspension(id: string, entitledFrom: PlainDate, random: Random): SampleSuspension | null {
  const fromMonth = addMonths(THIS_MONTH, -random.int(0, 3));
  if (fromMonth <= entitledFrom) return null;
  const decidedOn = addDays(fromMonth, -random.int(1, 20));
  return { id, reasonCode: random.weighted(SUSPENDED_FOR), fromMonth, decidedOn };
}
