/**
 * Who is registered as a person.
 *
 * A person is known by the national ID, or as a guest by another document (arrivals without a national ID are
 * registered by another document); never by both, never by none. The national ID says when somebody was born and of
 * which sex (L); what is declared must agree with it. What was recorded wrongly is corrected and the old value is
 * kept; birth date and sex of who has a national ID follow from it and are not corrected apart from it. A death is
 * recorded once, with the document that proves it, on a day between birth and today.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { localized, type LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { nationalIdFacts, type NationalId, type Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { unlessRefused, type Checked } from './checked';
import { refusals } from './refusals';
import { LONGEST, refuseText, refuseUnreadable } from './written';

/** Documents by which guests are known. */
export const DocumentKind = {
  PASSPORT: 'PASSPORT',
  REFUGEE_CARD: 'REFUGEE_CARD',
  RESIDENCE_PERMIT: 'RESIDENCE_PERMIT',
  OTHER: 'OTHER',
} as const;
export type DocumentKind = keyof typeof DocumentKind;

/** A document of who has no national ID. */
export interface Document {
  readonly kind: DocumentKind;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly number: string;
}

/** A person as somebody declares them; what follows from the national ID may be left out. */
export interface DeclaredPerson {
  readonly nationalId?: NationalId | null;
  readonly document?: Document | null;
  readonly name: { readonly ar: string; readonly en?: string | null };
  readonly birthDate?: PlainDate | null;
  readonly sex?: Sex | null;
}

/** A person with all that the registry has to know: one of national ID and document is null. */
export interface IdentifiedPerson {
  readonly nationalId: NationalId | null;
  readonly document: Document | null;
  readonly name: LocalizedText;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
}

/** What is known of a declared person, or all that is wrong with the declaration; `field` is where it stands. */
export function identifyPerson(
  declared: DeclaredPerson,
  today: PlainDate,
  field: string,
): Checked<IdentifiedPerson> {
  const { nationalId = null, name } = declared;
  const document = declared.document ? written(declared.document) : null;
  const nameProblems = refuseName(name, `${field}.name`);
  if ((nationalId === null) === (document === null)) {
    return { refusals: [refusal(refusals.IDENTITY_MISSING, {}, `${field}.nationalId`), ...nameProblems] };
  }
  const facts = nationalId === null ? null : nationalIdFacts(nationalId);
  const birthDate = facts?.birthDate ?? declared.birthDate ?? null;
  const sex = facts?.sex ?? declared.sex ?? null;
  const problems = [
    ...nameProblems,
    refuseUnreadable(document?.number, LONGEST.documentNumber, `${field}.document.number`),
    ...(facts ? disagreements(declared, facts, field) : []),
    birthDate === null ? refusal(refusals.BIRTH_DATE_MISSING, {}, `${field}.birthDate`) : null,
    birthDate !== null && birthDate > today
      ? refusal(refusals.DATE_IN_FUTURE, { today }, `${field}.birthDate`)
      : null,
    sex === null ? refusal(refusals.SEX_MISSING, {}, `${field}.sex`) : null,
  ].filter(isRefusal);
  if (problems.length > 0 || birthDate === null || sex === null) return { refusals: problems };
  return { value: { nationalId, document, name: localized(name.ar, name.en), birthDate, sex } };
}

/** A document as it is kept; its kind, country and number are checked when an id is made of them. */
function written({ kind, country, number }: Document): Document {
  return { kind, country: country.trim().toUpperCase(), number: number.trim() };
}

function refuseName(
  { ar, en }: { readonly ar: string; readonly en?: string | null },
  field: string,
): Refusal[] {
  return [
    refuseText(ar, LONGEST.name, refusals.NAME_MISSING, `${field}.ar`),
    refuseUnreadable(en, LONGEST.name, `${field}.en`),
  ].filter(isRefusal);
}

function disagreements(
  { birthDate, sex }: DeclaredPerson,
  facts: { readonly birthDate: PlainDate; readonly sex: Sex },
  field: string,
): (Refusal | null)[] {
  return [
    birthDate && birthDate !== facts.birthDate
      ? refusal(refusals.BIRTH_DATE_MISMATCH, { birthDate: facts.birthDate }, `${field}.birthDate`)
      : null,
    sex && sex !== facts.sex ? refusal(refusals.SEX_MISMATCH, {}, `${field}.sex`) : null,
  ];
}

/** What of a person's record can be wrong and be corrected. */
export const CorrectableField = {
  NAME_AR: 'NAME_AR',
  NAME_EN: 'NAME_EN',
  BIRTH_DATE: 'BIRTH_DATE',
  SEX: 'SEX',
} as const;
export type CorrectableField = keyof typeof CorrectableField;

/** One value that was wrong, and what it is now; null is "none", as for a name in English. */
export interface Correction {
  readonly field: CorrectableField;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** A person's record as it stands. */
export interface RecordedPerson {
  readonly nationalId: NationalId | null;
  readonly name: { readonly ar: string; readonly en: string | null };
  readonly birthDate: PlainDate;
  readonly sex: Sex;
  readonly diedOn: PlainDate | null;
}

/** The values as somebody says they should be; what is absent stays, an English name of null is taken away. */
export interface CorrectedPerson {
  readonly nameAr?: string | null;
  readonly nameEn?: string | null;
  readonly birthDate?: PlainDate | null;
  readonly sex?: Sex | null;
}

/** What a correction changes, or why it cannot be made. */
export function correctionsOf(
  person: RecordedPerson,
  corrected: CorrectedPerson,
  reason: string,
  today: PlainDate,
): Checked<Correction[]> {
  const { nameAr, nameEn, birthDate, sex } = corrected;
  const wanted: Correction[] = [];
  const want = (field: CorrectableField, oldValue: string | null, newValue: string | null) => {
    if (newValue !== oldValue) wanted.push({ field, oldValue, newValue });
  };
  if (typeof nameAr === 'string') want('NAME_AR', person.name.ar, nameAr.trim());
  if (nameEn !== undefined) want('NAME_EN', person.name.en, nameEn?.trim() || null);
  if (birthDate) want('BIRTH_DATE', person.birthDate, birthDate);
  if (sex) want('SEX', person.sex, sex);
  const changes = (field: CorrectableField) => wanted.some((correction) => correction.field === field);
  return unlessRefused(
    [
      wanted.length === 0 ? refusal(refusals.NOTHING_TO_CORRECT, {}) : null,
      ...refuseName({ ar: nameAr ?? person.name.ar, en: nameEn }, 'input.name'),
      person.nationalId && changes('BIRTH_DATE')
        ? refusal(refusals.FOLLOWS_NATIONAL_ID, {}, 'input.birthDate')
        : null,
      person.nationalId && changes('SEX') ? refusal(refusals.FOLLOWS_NATIONAL_ID, {}, 'input.sex') : null,
      birthDate ? refuseBirthDate(birthDate, person.diedOn, today) : null,
      refuseText(reason, LONGEST.reason, refusals.REASON_MISSING, 'input.reason'),
    ],
    () => wanted,
  );
}

function refuseBirthDate(birthDate: PlainDate, diedOn: PlainDate | null, today: PlainDate): Refusal | null {
  if (birthDate > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.birthDate');
  if (diedOn === null || birthDate <= diedOn) return null;
  return refusal(refusals.DATE_TOO_LATE, { latest: diedOn }, 'input.birthDate');
}

/** Why a death cannot be recorded; null when it can. */
export function refuseDeath(
  person: { readonly birthDate: PlainDate; readonly diedOn: PlainDate | null },
  { diedOn, evidence }: { readonly diedOn: PlainDate; readonly evidence: string },
  today: PlainDate,
): Refusal | null {
  if (person.diedOn !== null) return refusal(refusals.DEATH_ALREADY_RECORDED, { diedOn: person.diedOn });
  if (diedOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.diedOn');
  if (diedOn < person.birthDate) {
    return refusal(refusals.DATE_TOO_EARLY, { earliest: person.birthDate }, 'input.diedOn');
  }
  return refuseText(evidence, LONGEST.evidence, refusals.EVIDENCE_MISSING, 'input.evidence');
}

/** What a caller without `pii:read` sees of a document's number: its last two characters. */
export function maskDocumentNumber(number: string): string {
  return `******${number.slice(-2)}`;
}

function isRefusal(refused: Refusal | null): refused is Refusal {
  return refused !== null;
}
