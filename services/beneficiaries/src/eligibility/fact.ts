/**
 * Facts as they are written: a number in digits, yes or no, a code, a day. A family declares, an officer who visits
 * records what they have seen; what other registries know comes by their own lists (DOMAIN.md, eligibility).
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { isPlainDate, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import {
  EARLIEST_DEATH,
  EARLIEST_OBSERVED,
  factKind,
  type FactKind,
  type FactRange,
  type FactSource,
} from './fact-kinds';
import { eligibilityRefusals } from './refusals';

/** A fact as somebody writes it. */
export interface WrittenFact {
  readonly kind: string;
  readonly personId?: string | null;
  readonly value: string;
  readonly observedOn?: PlainDate | null;
  readonly source: FactSource;
}

/** A fact that can be kept. */
export interface NewFact {
  readonly kind: string;
  /** Whom it is about; null for the household. */
  readonly personId: string | null;
  readonly value: number | boolean | string;
  readonly source: FactSource;
  readonly observedOn: PlainDate;
}

/** What a fact is compared with. */
export interface FactCircumstances {
  /** When each was born who belongs to the household today. */
  readonly births: ReadonlyMap<string, PlainDate>;
  /** Of which sources the caller may tell. */
  readonly sources: readonly FactSource[];
  readonly today: PlainDate;
}

const NUMBER = /^\d{1,9}(\.\d{1,2})?$/;
export const MOST_FACTS = 200;

/** The days between which a day of somebody's life lies. */
interface Life {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The value of a fact out of its text; null when the text says none that can be. */
export function readFact(
  { type, choices, range }: FactKind,
  text: string,
  { from, to }: Life,
): number | boolean | string | null {
  const plain = asciiDigits(text.trim());
  if (range) return NUMBER.test(plain) && isWithin(Number(plain), range) ? Number(plain) : null;
  if (type === 'YES_NO') return plain === 'true' ? true : plain === 'false' ? false : null;
  if (type === 'DATE') return isPlainDate(plain) && plain >= from && plain <= to ? plain : null;
  return choices?.includes(plain) ? plain : null;
}

function isWithin(number: number, { least, most, isWhole }: FactRange): boolean {
  return number >= least && number <= most && (!isWhole || Number.isInteger(number));
}

/** How a value of a kind is written, for who has written something else. */
function formOf({ type, choices, range }: FactKind, { from, to }: Life): { ar: string; en: string } {
  if (range) return formOfNumber(range);
  if (type === 'YES_NO') return { ar: 'true أو false', en: 'true or false' };
  if (type === 'DATE') return { ar: `يومًا من ${from} إلى ${to}`, en: `a day from ${from} to ${to}` };
  const codes = (choices ?? []).join(', ');
  return { ar: `واحدًا من: ${codes}`, en: `one of: ${codes}` };
}

function formOfNumber({ least, most, isWhole }: FactRange): { ar: string; en: string } {
  const [ar, en] = isWhole
    ? ['عددًا صحيحًا', 'a whole number']
    : ['عددًا بخانتين عشريتين على الأكثر', 'a number with at most two decimals'];
  return { ar: `${ar} من ${least} إلى ${most}`, en: `${en} from ${least} to ${most}` };
}

/** The fact as it is kept, or why it is not. */
export function checkFact(
  fact: WrittenFact,
  { births, sources, today }: FactCircumstances,
  field: string,
): { value: NewFact } | { refusals: Refusal[] } {
  const kind = factKind(fact.kind);
  if (!kind) return { refusals: [refusal(eligibilityRefusals.FACT_UNKNOWN, {}, `${field}.kind`)] };
  const life = { from: births.get(fact.personId ?? '') ?? EARLIEST_DEATH, to: today };
  const value = readFact(kind, fact.value, life);
  const observedOn = fact.observedOn ?? today;
  const refusals = [
    ...refuseSubject(kind, fact.personId ?? null, births, `${field}.personId`),
    ...(value === null
      ? [refusal(eligibilityRefusals.VALUE_INVALID, { form: formOf(kind, life) }, `${field}.value`)]
      : []),
    ...(observedOn > today ? [refusal(eligibilityRefusals.DATE_IN_FUTURE, {}, `${field}.observedOn`)] : []),
    ...(observedOn < EARLIEST_OBSERVED ? [refuseAge(today, `${field}.observedOn`)] : []),
    ...(sources.includes(fact.source) ? [] : [refuseSource(sources, `${field}.source`)]),
  ];
  if (value === null || refusals.length > 0) return { refusals };
  return {
    value: { kind: fact.kind, personId: fact.personId ?? null, value, source: fact.source, observedOn },
  };
}

function refuseSubject(
  { about }: FactKind,
  personId: string | null,
  births: ReadonlyMap<string, PlainDate>,
  field: string,
): Refusal[] {
  if (about === 'HOUSEHOLD')
    return personId === null ? [] : [refusal(eligibilityRefusals.FACT_OF_THE_HOUSEHOLD, {}, field)];
  if (personId === null) return [refusal(eligibilityRefusals.FACT_OF_A_PERSON, {}, field)];
  return births.has(personId) ? [] : [refusal(eligibilityRefusals.NOT_A_MEMBER, {}, field)];
}

function refuseAge(today: PlainDate, field: string): Refusal {
  const range = { earliest: EARLIEST_OBSERVED, latest: today };
  return refusal(eligibilityRefusals.DATE_TOO_EARLY, range, field);
}

function refuseSource(sources: readonly FactSource[], field: string): Refusal {
  const mayVisit = sources.includes('FIELD_VISIT');
  const and = mayVisit
    ? { ar: ' وما شوهد في الزيارة', en: ' and what was seen on a visit' }
    : { ar: '', en: '' };
  return refusal(eligibilityRefusals.SOURCE_NOT_YOURS, { and }, field);
}
