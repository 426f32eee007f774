/**
 * What payments have to be, written from the policy alone and slowly: each month of each enrolment anew, in piastres.
 * Tests compare the calculation of the database with it.
 */

/** A day or a month as text; comparison follows time. */
type Day = string;

export interface ModelPerson {
  readonly id: string;
  bornOn: Day;
  diedOn: Day | null;
  readonly isSpouseOrHeadByRelation: boolean;
  readonly joinedOn: Day;
  leftOn: Day | null;
  /** Times during which this person heads the household. */
  readonly headships: { since: Day; until: Day | null }[];
  /** The months for which a programme for persons entitles this person; null when it does not. */
  entitled: { readonly from: Day; until: Day | null } | null;
}

export interface ModelScale {
  readonly from: Day;
  readonly household: number;
  readonly mostChildren: number;
  readonly person: number;
  readonly mostPersons: number;
  readonly stages: readonly { readonly fromAge: number; readonly toAge: number; readonly amount: number }[];
}

export interface ModelLine {
  readonly kind: string;
  readonly month: Day;
  readonly personId: string | null;
  readonly piastres: number;
}

export interface ModelPayment {
  readonly month: Day;
  readonly lines: readonly ModelLine[];
  readonly piastres: number;
  /** Waits to be sent; was; and what the agent said of it. */
  state: 'WAITING' | 'SENT' | 'PAID' | 'UNCOLLECTED' | 'REJECTED';
  isCarried: boolean;
}

export interface ModelSuspension {
  readonly id: string;
  readonly from: Day;
  until: Day | null;
  isAnnulled: boolean;
  /** Nobody came for the money several times in a row: what waits is not sent again while it lasts. */
  readonly isForUncollected?: boolean;
}

export interface ModelEnrolment {
  id: string;
  readonly paysHousehold: boolean;
  entitledFrom: Day;
  entitledUntil: Day | null;
  readonly people: ModelPerson[];
  readonly suspensions: ModelSuspension[];
  readonly withholdings: {
    readonly id: string;
    readonly month: Day;
    readonly percent: number;
    isAnnulled: boolean;
  }[];
  readonly payments: ModelPayment[];
}

const holds = (on: Day, from: Day, until: Day | null) => from <= on && (until === null || on < until);
const sum = (lines: readonly ModelLine[]) => lines.reduce((total, { piastres }) => total + piastres, 0);
const isAlive = ({ bornOn, diedOn }: ModelPerson, on: Day) =>
  bornOn <= on && (diedOn === null || diedOn > on);

/** Whole years on the first of a month. */
function ageOn(month: Day, bornOn: Day): number {
  const hadBirthday = bornOn.slice(5) <= month.slice(5);
  return Number(month.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (hadBirthday ? 0 : 1);
}

/** What is due for a month, as lines: what a payment of the month itself shows. */
export function dueLines(enrolment: ModelEnrolment, scales: readonly ModelScale[], month: Day): ModelLine[] {
  const scale = scales.filter(({ from }) => from <= month).at(-1);
  const isSuspended = enrolment.suspensions.some(
    ({ from, until, isAnnulled }) => !isAnnulled && holds(month, from, until),
  );
  if (!scale || isSuspended || !holds(month, enrolment.entitledFrom, enrolment.entitledUntil)) return [];
  const lines = (enrolment.paysHousehold ? householdLines : personLines)(enrolment, scale, month);
  const percent =
    enrolment.withholdings.find((each) => each.month === month && !each.isAnnulled)?.percent ?? 0;
  // Of whole piastres and hundredths of a percent, so that the halves are exact.
  const withheld = Math.floor((sum(lines) * Math.round(percent * 100) + 5_000) / 10_000);
  return withheld === 0
    ? lines
    : [...lines, { kind: 'WITHHELD', month, personId: null, piastres: -withheld }];
}

function householdLines({ people }: ModelEnrolment, scale: ModelScale, month: Day): ModelLine[] {
  const members = people.filter(
    (person) => isAlive(person, month) && holds(month, person.joinedOn, person.leftOn),
  );
  if (members.length === 0) return [];
  const children = members
    .filter(
      ({ isSpouseOrHeadByRelation, headships }) =>
        !isSpouseOrHeadByRelation && !headships.some(({ since, until }) => holds(month, since, until)),
    )
    .flatMap(({ id, bornOn }) => {
      const age = ageOn(month, bornOn);
      const stage = scale.stages.find(({ fromAge, toAge }) => fromAge <= age && age < toAge);
      return stage ? [{ id, bornOn, amount: stage.amount }] : [];
    })
    .sort((a, b) => (a.bornOn + a.id < b.bornOn + b.id ? -1 : 1))
    .slice(0, scale.mostChildren)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    { kind: 'HOUSEHOLD', month, personId: null, piastres: scale.household },
    ...children.map(({ id, amount }) => ({ kind: 'CHILD', month, personId: id, piastres: amount })),
  ];
}

function personLines({ people }: ModelEnrolment, scale: ModelScale, month: Day): ModelLine[] {
  return people
    .flatMap((person) => {
      const { entitled } = person;
      const isEntitled = entitled && holds(month, entitled.from, entitled.until) && isAlive(person, month);
      return isEntitled ? [{ id: person.id, from: entitled.from }] : [];
    })
    .sort((a, b) => (a.from + a.id < b.from + b.id ? -1 : 1))
    .slice(0, scale.mostPersons)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id }) => ({ kind: 'PERSON', month, personId: id, piastres: scale.person }));
}

/** What payments have told of each month until now. */
export function toldOf({ payments }: ModelEnrolment): Map<Day, number> {
  const told = new Map<Day, number>();
  for (const { lines } of payments)
    for (const { kind, month, piastres } of lines)
      if (kind !== 'CARRIED_OVER') told.set(month, (told.get(month) ?? 0) + piastres);
  return told;
}

/** The payment of a month, after looking at every month before it; null when an ended enrolment gets none. */
export function payMonth(
  enrolment: ModelEnrolment,
  scales: readonly ModelScale[],
  earlier: readonly Day[],
  month: Day,
  mostDeductedPercent: number,
): ModelPayment | null {
  const now = dueLines(enrolment, scales, month);
  const told = toldOf(enrolment);
  const differences = earlier.map((past) => ({
    month: past,
    piastres: sum(dueLines(enrolment, scales, past)) - (told.get(past) ?? 0),
  }));
  const arrears = differences
    .filter(({ piastres }) => piastres > 0)
    .map((each) => ({ ...each, kind: 'ARREARS' }));
  const hasEnded = enrolment.entitledUntil !== null;
  const share = hasEnded ? sum(now) : Math.floor((sum(now) * mostDeductedPercent + 50) / 100);
  let left = share + arrears.reduce((total, { piastres }) => total + piastres, 0);
  const deductions = differences.flatMap(({ month: past, piastres }) => {
    const taken = Math.min(Math.max(-piastres, 0), left);
    left -= taken;
    return taken === 0 ? [] : [{ kind: 'DEDUCTION', month: past, piastres: -taken }];
  });
  const isHeldBack = enrolment.suspensions.some(
    ({ from, until, isAnnulled, isForUncollected }) =>
      isForUncollected && !isAnnulled && holds(month, from, until),
  );
  const carried = enrolment.payments.filter(
    ({ state, isCarried }) =>
      (state === 'UNCOLLECTED' || state === 'REJECTED') && !isCarried && (hasEnded || !isHeldBack),
  );
  const lines = [
    ...now,
    ...[...arrears, ...deductions].map((line) => ({ ...line, personId: null })),
    ...carried.map((payment) => ({
      ...{ kind: 'CARRIED_OVER', month: payment.month, personId: null, piastres: payment.piastres },
    })),
  ];
  if (hasEnded && lines.length === 0) return null;
  for (const payment of carried) payment.isCarried = true;
  const payment: ModelPayment = { month, lines, piastres: sum(lines), state: 'WAITING', isCarried: false };
  enrolment.payments.push(payment);
  return payment;
}
