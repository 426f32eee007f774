/** What an NGO says of itself when it notifies the ministry, checked before any of it is kept. */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { governorateOfArea, type Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { isNegative, type Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { FieldOfWork, NgoDocumentKind } from './ngo';
import { refusals } from './refusals';
import { found, LONGEST, refuseLocalized, refuseText } from './written';

export interface OrganisationFacts {
  readonly name: { readonly ar: string; readonly en?: string | null };
  readonly fieldsOfWork: readonly FieldOfWork[];
  readonly seatAreaId: string;
  readonly foundersCount: number;
  readonly foreignFoundersCount: number;
  readonly capital: Money | null;
}

/** A paper as it came in. */
export interface ReceivedDocument {
  readonly kind: NgoDocumentKind;
  readonly reference: string;
  readonly receivedOn: PlainDate;
}

/** More papers than a file gets at once. */
export const MOST_DOCUMENTS = 50;
/** More founders than any NGO has. */
const MOST_FOUNDERS = 100_000;

export function refuseOrganisation(facts: OrganisationFacts): Refusal[] {
  const { name, fieldsOfWork, seatAreaId, foundersCount, foreignFoundersCount, capital } = facts;
  const areFoundersCounted =
    foundersCount >= 1 &&
    foundersCount <= MOST_FOUNDERS &&
    foreignFoundersCount >= 0 &&
    foreignFoundersCount <= foundersCount;
  return found(
    refuseLocalized(name, LONGEST.name, 'input.name'),
    fieldsOfWork.length > 0 ? null : refusal(refusals.FIELDS_MISSING, {}, 'input.fieldsOfWork'),
    governorateOfArea(seatAreaId) ? null : refusal(refusals.AREA_UNKNOWN, {}, 'input.seatAreaId'),
    areFoundersCounted
      ? null
      : refusal(
          refusals.FOUNDERS_MISCOUNTED,
          { founders: foundersCount, foreigners: foreignFoundersCount },
          'input.foundersCount',
        ),
    capital !== null && isNegative(capital) ? refusal(refusals.AMOUNT_NEGATIVE, {}, 'input.capital') : null,
  );
}

/** The governorates that an NGO works in, that of its seat first, each once. */
export function governoratesOfWork(seat: Governorate, others: readonly Governorate[]): Governorate[] {
  return [...new Set([seat, ...others])];
}

export function refuseDocuments(documents: readonly ReceivedDocument[], today: PlainDate): Refusal[] {
  if (documents.length > MOST_DOCUMENTS) {
    return [refusal(refusals.TOO_MANY, { most: MOST_DOCUMENTS }, 'input.documents')];
  }
  return documents.flatMap((document, index) => refuseDocument(document, today, `input.documents.${index}`));
}

export function refuseDocument(
  { reference, receivedOn }: ReceivedDocument,
  today: PlainDate,
  field: string,
): Refusal[] {
  return found(
    refuseText(reference, LONGEST.reference, `${field}.reference`),
    receivedOn > today ? refusal(refusals.DATE_IN_FUTURE, { today }, `${field}.receivedOn`) : null,
  );
}
