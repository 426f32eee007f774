/**
 * What a family declares it proves by documents. An application is handed in when all that the rules' data asks for is
 * there and recent enough; what a document says is a matter of the eligibility check. The latest of a kind counts.
 */
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { FosterProcedure } from './rules';

/** What a document proves. */
export const DocumentKind = {
  MARRIAGE_CONTRACT: 'MARRIAGE_CONTRACT',
  INFERTILITY_REPORT: 'INFERTILITY_REPORT',
  MARITAL_STATUS_STATEMENT: 'MARITAL_STATUS_STATEMENT',
  INCOME_STATEMENT: 'INCOME_STATEMENT',
  PROOF_OF_RESIDENCE: 'PROOF_OF_RESIDENCE',
  HEALTH_CERTIFICATE: 'HEALTH_CERTIFICATE',
  CRIMINAL_RECORD: 'CRIMINAL_RECORD',
  SCHOOLING_CERTIFICATE: 'SCHOOLING_CERTIFICATE',
} as const;
export type DocumentKind = (typeof DocumentKind)[keyof typeof DocumentKind];

/** Documents that are about one of the applicants; the others are about the family. */
export const PERSONAL_DOCUMENTS: readonly DocumentKind[] = [
  'HEALTH_CERTIFICATE',
  'CRIMINAL_RECORD',
  'SCHOOLING_CERTIFICATE',
];

/** A document as far as rules look at it. */
export interface DocumentFacts {
  readonly kind: DocumentKind;
  /** Whom it is about; null when it is about the family. */
  readonly personId: string | null;
  readonly issuedOn: PlainDate;
  /** Whether it says what is hoped for: fit, no record, a suitable dwelling. */
  readonly isFavourable: boolean;
}

/** A document that is asked for and is not there, or is too old. */
export interface MissingDocument {
  readonly kind: DocumentKind;
  readonly personId: string | null;
  readonly problem: 'NOT_THERE' | 'TOO_OLD';
}

/** The latest document of a kind, as the list has them in the order in which they came. */
export function latestDocument<Document extends Pick<DocumentFacts, 'kind' | 'personId'>>(
  documents: readonly Document[],
  kind: DocumentKind,
  personId: string | null,
): Document | null {
  return documents.findLast((one) => one.kind === kind && one.personId === personId) ?? null;
}

/** What still has to be handed in, in the order of the rules' data. */
export function missingDocuments(
  personIds: readonly string[],
  documents: readonly DocumentFacts[],
  { documents: asked, oldestInMonths }: Pick<FosterProcedure, 'documents' | 'oldestInMonths'>,
  today: PlainDate,
): MissingDocument[] {
  const ofFamily = [
    ...asked.ofApplication,
    ...(personIds.length > 1 ? asked.ofCouple : asked.ofSingleWoman),
  ].map((kind) => ({ kind, personId: null }));
  const ofEach = personIds.flatMap((personId) => asked.ofEachApplicant.map((kind) => ({ kind, personId })));
  return [...ofFamily, ...ofEach].flatMap(({ kind, personId }): MissingDocument[] => {
    const document = latestDocument(documents, kind, personId);
    if (!document) return [{ kind, personId, problem: 'NOT_THERE' }];
    const months = oldestInMonths[kind];
    const isTooOld = months !== undefined && document.issuedOn < addMonths(today, -months);
    return isTooOld ? [{ kind, personId, problem: 'TOO_OLD' }] : [];
  });
}
