/** The rules' data `enrolment_terms`: what an application needs, from when an enrolment pays, how long it holds. */
import { z } from 'zod';

/** What a document proves. */
export const DocumentKind = {
  NATIONAL_ID: 'NATIONAL_ID',
  BIRTH_CERTIFICATES: 'BIRTH_CERTIFICATES',
  PROOF_OF_RESIDENCE: 'PROOF_OF_RESIDENCE',
  INCOME_STATEMENT: 'INCOME_STATEMENT',
  SCHOOL_ENROLMENT: 'SCHOOL_ENROLMENT',
  MARRIAGE_OR_DIVORCE: 'MARRIAGE_OR_DIVORCE',
  DISABILITY_CERTIFICATE: 'DISABILITY_CERTIFICATE',
  DEATH_OF_PARENTS: 'DEATH_OF_PARENTS',
} as const;
export type DocumentKind = keyof typeof DocumentKind;

/** Why a person is entitled by themselves. */
export const EntitlementCategory = {
  OLDER_PERSON: 'OLDER_PERSON',
  DISABILITY: 'DISABILITY',
  ORPHAN: 'ORPHAN',
} as const;
export type EntitlementCategory = keyof typeof EntitlementCategory;

export const ENROLMENT_TERMS = 'enrolment_terms';

const months = z.int().positive();
const documents = z.array(z.enum(DocumentKind));

export const enrolmentTerms = z.object({
  /** After which day the first month begins for which a household is entitled: that of handing in, or of deciding. */
  entitledAfter: z.enum(['SUBMISSION', 'DECISION']),
  /** Every so many months an enrolment is looked at again. */
  recertifyAfterMonths: months,
  /** From so many months before that day on it can be; earlier only where payments are stopped and to be looked at. */
  recertifyFromMonthsBefore: months,
  /** On this birthday of an orphan it is looked at again even if that is earlier. */
  orphanUntilAge: z.int().positive(),
  /** So many months after that day an enrolment that was not looked at is suspended. */
  recertificationGraceMonths: z.int().nonnegative(),
  /** So many months after a suspension began it is looked at again. */
  suspensionReviewMonths: months,
  /** The programmes whose money goes to the mother where there is one. */
  paidToMother: z.array(z.string()),
  documents: z.object({
    /** What a programme asks for; of one that is not here, what every programme does. */
    ofProgramme: z.record(z.string(), documents),
    ofEveryProgramme: documents,
    /** What proves, of the person, that they are entitled. */
    ofPerson: z.partialRecord(z.enum(EntitlementCategory), z.enum(DocumentKind)),
  }),
});
export type EnrolmentTerms = z.infer<typeof enrolmentTerms>;

/** What a programme asks for. */
export function documentsAsked(
  { documents: { ofProgramme, ofEveryProgramme } }: EnrolmentTerms,
  programmeId: string,
): readonly DocumentKind[] {
  return ofProgramme[programmeId] ?? ofEveryProgramme;
}

/** Whether a document proves something of one person, who has to be named. */
export function isOfAPerson({ documents: { ofPerson } }: EnrolmentTerms, kind: DocumentKind): boolean {
  return Object.values(ofPerson).includes(kind);
}
