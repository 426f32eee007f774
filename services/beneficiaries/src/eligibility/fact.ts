/**
 * Facts as they are written: a number in digits, yes or no, a code, a day. A family declares, an officer who visits
 * records what they have seen; what other registries know comes by their own lists (DOMAIN.md, eligibility).
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { isPlainDate, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import { factKind, type FactKind, type FactSource } from './fact-kinds';
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
  /** Who belongs to the household today. */
  readonly memberIds: ReadonlySet<string>;
  /** Of which sources the caller may tell. */
  readonly sources: readonly FactSource[];
  readonly today: PlainDate;
}

const NUMBER = /^\d{1,9}(\.\d{1,2})?$/;
export const MOST_FACTS = 200;

/** The value of a fact out of its text; null when the text says none. */
export function readFact({ type, choices }: FactKind, text: string): number | boolean | string | null {
  const plain = asciiDigits(text.trim());
  if (type === 'NUMBER') return NUMBER.test(plain) ? Number(plain) : null;
  if (type === 'YES_NO') return plain === 'true' ? true : plain === 'false' ? false : null;
  if (type === 'DATE') return isPlainDate(plain) ? plain : null;
  return choices?.includes(plain) ? plain : null;
}

/** How a value of a kind is written, for who has written something else. */
function formOf({ type, choices }: FactKind): { ar: string; en: string } {
  if (type === 'NUMBER')
    return { ar: 'عددًا بخانتين عشريتين على الأكثر', en: 'a number with at most two decimals' };
  if (type === 'YES_NO') return { ar: 'true أو false', en: 'true or false' };
  if (type === 'DATE') return { ar: 'تاريخًا مثل 2026-11-22', en: 'a day such as 2026-11-22' };
  const codes = (choices ?? []).join(', ');
  return { ar: `واحدًا من: ${codes}`, en: `one of: ${codes}` };
}

/** The fact as it is kept, or why it is not. */
export function checkFact(
  fact: WrittenFact,
  { memberIds, sources, today }: FactCircumstances,
  field: string,
): { value: NewFact } | { refusals: Refusal[] } {
  const kind = factKind(fact.kind);
  if (!kind) return { refusals: [refusal(eligibilityRefusals.FACT_UNKNOWN, {}, `${field}.kind`)] };
  const value = readFact(kind, fact.value);
  const observedOn = fact.observedOn ?? today;
  const refusals = [
    ...refuseSubject(kind, fact.personId ?? null, memberIds, `${field}.personId`),
    ...(value === null
      ? [refusal(eligibilityRefusals.VALUE_INVALID, { form: formOf(kind) }, `${field}.value`)]
      : []),
    ...(observedOn > today ? [refusal(eligibilityRefusals.DATE_IN_FUTURE, {}, `${field}.observedOn`)] : []),
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
  memberIds: ReadonlySet<string>,
  field: string,
): Refusal[] {
  if (about === 'HOUSEHOLD')
    return personId === null ? [] : [refusal(eligibilityRefusals.FACT_OF_THE_HOUSEHOLD, {}, field)];
  if (personId === null) return [refusal(eligibilityRefusals.FACT_OF_A_PERSON, {}, field)];
  return memberIds.has(personId) ? [] : [refusal(eligibilityRefusals.NOT_A_MEMBER, {}, field)];
}

function refuseSource(sources: readonly FactSource[], field: string): Refusal {
  const mayVisit = sources.includes('FIELD_VISIT');
  const and = mayVisit
    ? { ar: ' وما شوهد في الزيارة', en: ' and what was seen on a visit' }
    : { ar: '', en: '' };
  return refusal(eligibilityRefusals.SOURCE_NOT_YOURS, { and }, field);
}
