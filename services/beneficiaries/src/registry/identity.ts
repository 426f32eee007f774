import type { PersonIds } from '@solidarity/subgraph-kit/values/person-id';
import type { IdentifiedPerson } from './person';

/** A person who shall belong to a household, with the id made of their document. */
export type PersonToPlace = IdentifiedPerson & { readonly personId: string };

/** The id of a person, whether they are registered or not. Throws DOCUMENT_INVALID. */
export function withPersonId(
  { personIds }: { readonly personIds: PersonIds },
  person: IdentifiedPerson,
): PersonToPlace {
  const { nationalId, document } = person;
  if (nationalId !== null) return { ...person, personId: personIds.ofNationalId(nationalId) };
  if (document === null) throw new Error('An identified person has a national ID or a document.');
  return { ...person, personId: personIds.ofGuest(document.kind, document.country, document.number) };
}
