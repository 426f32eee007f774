import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Joiner } from './membership';

/** What the registry knows of a person, with one of the times in which they belong or belonged to a household. */
export interface PlaceRow {
  readonly person_id: string;
  readonly birth_date: PlainDate;
  readonly died_on: PlainDate | null;
  readonly joined_on: PlainDate | null;
  readonly left_on: PlainDate | null;
  readonly is_this_household: boolean;
}

/** The people of such rows. */
export function peopleOf(rows: readonly PlaceRow[]): Map<string, Joiner> {
  const people = new Map<string, Joiner & { housed: Joiner['housed'][number][] }>();
  for (const row of rows) {
    const { person_id: personId, birth_date: birthDate, died_on: diedOn } = row;
    const person = people.get(personId) ?? { personId, birthDate, diedOn, housed: [] };
    if (row.joined_on !== null) {
      person.housed.push({ from: row.joined_on, until: row.left_on, isThisHousehold: row.is_this_household });
    }
    people.set(personId, person);
  }
  return people;
}
