import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { damanCasesOf } from '../daman/paid-months.commands';
import { householdAfterDaman, personAfterDaman } from '../daman/paid-months';
import type { ProgrammePays } from '../programmes/programme';
import type { Household } from '../registry/household.entity';
import type { EntitledPerson } from './entitled-persons';
import { notBefore } from './enrolment';
import { livingMembers } from './members.commands';

/** A person with the first month that is paid. */
export interface BeginningPerson extends EntitledPerson {
  readonly entitledFrom: PlainDate;
}

interface Beginning {
  readonly pays: ProgrammePays;
  readonly persons: readonly EntitledPerson[];
  /** The first month by the terms of the programme. */
  readonly from: PlainDate;
}

/** From which months a household, or its persons, are paid: by the terms, and not for months that Daman has paid. */
export async function beginningOf(
  context: CommandContext,
  household: Pick<Household, 'id' | 'headId'>,
  { pays, persons, from }: Beginning,
): Promise<{ entitledFrom: PlainDate; persons: BeginningPerson[] }> {
  const members = await livingMembers(context.manager, household.id);
  const cases = await damanCasesOf(context, household, members);
  if (pays === 'HOUSEHOLD') {
    return { entitledFrom: notBefore(householdAfterDaman(cases) ?? from, from), persons: [] };
  }
  const beginning = persons.map((person) => ({
    ...person,
    entitledFrom: notBefore(personAfterDaman(cases, person.personId) ?? from, from),
  }));
  const [first] = beginning.map(({ entitledFrom }) => entitledFrom).sort();
  return { entitledFrom: first ?? from, persons: beginning };
}
