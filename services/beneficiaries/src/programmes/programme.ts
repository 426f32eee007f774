/**
 * Programmes and their scales (DOMAIN.md, programmes). A programme is open from a day on, until a day on which nobody
 * is enrolled any more. A scale says what it pays from the first of a month, until the next scale begins: amounts are
 * decrees with dates, and each names its source. What a cycle has calculated was paid by the scale of its month, so no
 * scale is added for a month of which the payments are calculated already.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { compareMoney, isNegative, ZERO, type Money } from '@solidarity/subgraph-kit/values/money';
import { startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { MOST_A_MONTH } from './amount';
import { programmeRefusals } from './refusals';

/** Whom a programme pays for. */
export const ProgrammePays = { HOUSEHOLD: 'HOUSEHOLD', PERSON: 'PERSON' } as const;
export type ProgrammePays = (typeof ProgrammePays)[keyof typeof ProgrammePays];

/** The stages of schooling by which a child is paid for. */
export const ChildStage = {
  UNDER_SCHOOL: 'UNDER_SCHOOL',
  PRIMARY: 'PRIMARY',
  PREPARATORY: 'PREPARATORY',
  SECONDARY: 'SECONDARY',
} as const;
export type ChildStage = (typeof ChildStage)[keyof typeof ChildStage];

/** Whether one can enrol on a day. */
export function isOpenOn(
  { opensOn, closesOn }: { opensOn: PlainDate; closesOn: PlainDate | null },
  day: PlainDate,
): boolean {
  return opensOn <= day && (closesOn === null || day < closesOn);
}

/** The day on which a programme was closed, by a day; null while it was not. */
export function closedBy(
  { closesOn }: { readonly closesOn: PlainDate | null },
  day: PlainDate,
): PlainDate | null {
  return closesOn !== null && closesOn <= day ? closesOn : null;
}

/** A stage of a scale as somebody writes it. */
export interface StageOfScale {
  readonly stage: ChildStage;
  readonly fromAge: number;
  readonly toAge: number;
  readonly amount: Money;
}

/** A scale as somebody writes it. */
export interface NewScale {
  readonly effectiveFrom: PlainDate;
  readonly householdAmount: Money;
  readonly mostChildren: number;
  readonly children: readonly StageOfScale[];
  readonly personAmount: Money;
  readonly mostPersons: number;
  readonly source: string;
}

/** What a scale is compared with. */
export interface ScaleCircumstances {
  readonly pays: ProgrammePays;
  /** First days of the scales that there are. */
  readonly begins: readonly PlainDate[];
  /** Months of which the payments are calculated. */
  readonly calculated: readonly PlainDate[];
}

export const LONGEST_NAME = 200;
export const LONGEST_SOURCE = 500;
const MOST_COUNT = 100;
const OLDEST_CHILD = 100;
const CODE = /^[A-Z][A-Z_]{1,30}$/;

/** Why there can be no such programme; empty when there can. */
export function refuseProgramme(
  { id, name }: { id: string; name: { ar: string; en: string } },
  isKnown: boolean,
): Refusal[] {
  const refused: (Refusal | null)[] = [
    CODE.test(id) ? null : refusal(programmeRefusals.PROGRAMME_CODE_INVALID, {}, 'input.id'),
    isKnown ? refusal(programmeRefusals.PROGRAMME_EXISTS, {}, 'input.id') : null,
    refuseText(name.ar, LONGEST_NAME, 'input.name.ar'),
    refuseText(name.en, LONGEST_NAME, 'input.name.en'),
  ];
  return refused.filter((each) => each !== null);
}

/** Why a programme cannot close on a day; empty when it can. */
export function refuseClosing(
  programme: { readonly opensOn: PlainDate; readonly closesOn: PlainDate | null },
  closesOn: PlainDate,
  today: PlainDate,
): Refusal[] {
  const field = 'input.closesOn';
  if (programme.closesOn !== null && programme.closesOn <= today)
    return [refusal(programmeRefusals.PROGRAMME_CLOSED, { closesOn: programme.closesOn }, field)];
  if (closesOn < today) return [refusal(programmeRefusals.CLOSES_IN_THE_PAST, { today }, field)];
  if (closesOn < programme.opensOn)
    return [refusal(programmeRefusals.CLOSES_BEFORE_OPENING, { opensOn: programme.opensOn }, field)];
  return [];
}

/** Why a scale cannot be added; empty when it can. */
export function refuseScale(scale: NewScale, circumstances: ScaleCircumstances): Refusal[] {
  return [
    ...refuseBeginning(scale.effectiveFrom, circumstances),
    ...refuseAmounts(scale, circumstances.pays),
    ...refuseStages(scale.children),
    ...[refuseText(scale.source, LONGEST_SOURCE, 'input.source')].filter((each) => each !== null),
  ];
}

function refuseBeginning(from: PlainDate, { begins, calculated }: ScaleCircumstances): Refusal[] {
  const field = 'input.effectiveFrom';
  if (from !== startOfMonth(from))
    return [refusal(programmeRefusals.NOT_FIRST_OF_MONTH, { example: startOfMonth(from) }, field)];
  if (begins.includes(from)) return [refusal(programmeRefusals.SCALE_EXISTS, { effectiveFrom: from }, field)];
  // It holds until the next one begins: those months must not be paid by another already.
  const next = begins.filter((begin) => begin > from).sort()[0];
  const month = calculated.find((each) => each >= from && (next === undefined || each < next));
  return month === undefined ? [] : [refusal(programmeRefusals.MONTH_CALCULATED, { month }, field)];
}

function refuseAmounts(scale: NewScale, pays: ProgrammePays): Refusal[] {
  const { householdAmount, mostChildren, personAmount, mostPersons, children } = scale;
  const amounts = { householdAmount, personAmount };
  const counts = { mostChildren, mostPersons };
  const refused = [
    ...Object.entries(amounts).map(([name, amount]) => refuseAmount(amount, `input.${name}`)),
    ...children.map(({ amount }, index) => refuseAmount(amount, `input.children.${index}.amount`)),
    ...Object.entries(counts).map(([name, count]) =>
      count >= 0 && count <= MOST_COUNT
        ? null
        : refusal(programmeRefusals.COUNT_INVALID, { most: MOST_COUNT }, `input.${name}`),
    ),
  ].filter((each) => each !== null);
  const paysNothing =
    pays === 'HOUSEHOLD'
      ? compareMoney(householdAmount, ZERO) === 0 && (children.length === 0 || mostChildren === 0)
      : compareMoney(personAmount, ZERO) === 0 || mostPersons === 0;
  if (refused.length === 0 && paysNothing) refused.push(refusePayingNothing(pays));
  return refused;
}

const PAID = {
  HOUSEHOLD: { field: 'input.householdAmount', pays: { ar: 'أسرة', en: 'the household' } },
  PERSON: { field: 'input.personAmount', pays: { ar: 'فرد', en: 'a person' } },
} as const satisfies Record<ProgrammePays, unknown>;

function refusePayingNothing(whom: ProgrammePays): Refusal {
  const { field, pays } = PAID[whom];
  return refusal(programmeRefusals.SCALE_PAYS_NOTHING, { pays }, field);
}

function refuseAmount(amount: Money, field: string): Refusal | null {
  if (isNegative(amount)) return refusal(programmeRefusals.AMOUNT_NEGATIVE, {}, field);
  return compareMoney(amount, MOST_A_MONTH) > 0
    ? refusal(programmeRefusals.AMOUNT_TOO_LARGE, { most: MOST_A_MONTH }, field)
    : null;
}

function refuseStages(children: readonly StageOfScale[]): Refusal[] {
  const refused = children.flatMap(({ fromAge, toAge }, index) =>
    fromAge >= 0 && fromAge < toAge && toAge <= OLDEST_CHILD
      ? []
      : [
          refusal(
            programmeRefusals.STAGE_AGES_INVALID,
            { most: OLDEST_CHILD },
            `input.children.${index}.toAge`,
          ),
        ],
  );
  const overlap = children.some((one, index) =>
    children
      .slice(index + 1)
      .some((other) => one.stage === other.stage || (one.fromAge < other.toAge && other.fromAge < one.toAge)),
  );
  if (refused.length === 0 && overlap)
    refused.push(refusal(programmeRefusals.STAGES_OVERLAP, {}, 'input.children'));
  return refused;
}

function refuseText(text: string, most: number, field: string): Refusal | null {
  if (text.trim() === '') return refusal(programmeRefusals.TEXT_MISSING, {}, field);
  return text.length > most ? refusal(programmeRefusals.TEXT_TOO_LONG, { most }, field) : null;
}
