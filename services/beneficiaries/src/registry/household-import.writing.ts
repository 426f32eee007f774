import { householdChanged, personRegistered } from '@solidarity/subgraph-kit/events/catalogue';
import type { NewEvent } from '@solidarity/subgraph-kit/events/event-type';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { governorateOfArea } from '@solidarity/subgraph-kit/values/governorate';
import type { Home, NewHousehold } from './household-import.judging';

/** A household that is registered from a list. */
export interface Founded extends NewHousehold {
  readonly householdId: string;
  readonly reference: string;
}

/**
 * Registers households with their members as `registerHousehold` does one, and gives the ids of those who were not
 * registered yet. Audit and events are the caller's.
 */
export async function registerHouseholds(
  run: ImportRun,
  founded: readonly Founded[],
): Promise<ReadonlySet<string>> {
  const given: Given = [
    founded.map(({ reference }) => reference),
    founded.map(({ householdId }) => householdId),
    founded.map(({ headId }) => headId),
    founded.map(({ formedOn }) => formedOn),
  ];
  const newIds = await registerPeople(run, given);
  await run.query(
    `insert into household (id, head_id, formed_on, area_id, registered_at)
     select household_id, head_id, formed_on, area_id, now() ${headRows(run)} order by line`,
    given,
  );
  await run.query(
    `insert into headship (household_id, person_id, since)
     select household_id, head_id, formed_on from ${GIVEN}`,
    given,
  );
  await run.query(
    `insert into household_address (household_id, area_id, line, latitude, longitude, since)
     select household_id, area_id, address, latitude, longitude, formed_on ${headRows(run)}`,
    given,
  );
  await beginMemberships(run, founded);
  const { subject, role } = run.caller;
  await run.query('select begin_households($1, $2, $3, $4)', [given[1], subject, role, run.today]);
  return newIds;
}

/** Of each household its reference, id, head and first day. */
type Given = readonly [string[], string[], string[], string[]];

const GIVEN = `unnest($1::text[], $2::uuid[], $3::uuid[], $4::date[])
  as given (reference, household_id, head_id, formed_on)`;

/** With what the row of the head says for the household. */
const headRows = ({ rows }: ImportRun): string =>
  `from (select reference, household_id, head_id, given.formed_on, line, area_id, address, latitude, longitude,
                consent_kind, consent_given_on, consent_evidence
           from ${GIVEN} join ${rows} as staged on group_key = reference and relationship = 'HEAD') as placed`;

/**
 * New people stand with their household from the beginning, where the trigger of their membership would put them. Of
 * two who register the same person at once the second waits for the first; all insert in one order, so none waits for
 * the other in a circle.
 */
async function registerPeople(run: ImportRun, given: Given): Promise<ReadonlySet<string>> {
  const rows = await run.query<{ id: string }>(
    `insert into person (id, name_ar, name_en, birth_date, sex, national_id, document_kind, document_country,
                         document_number, registered_at, household_id, area_id, sort_name, search_keys)
     select staged.person_id, staged.name_ar, staged.name_en, staged.born_on, staged.person_sex, staged.national_id,
            staged.document_kind, staged.document_country, staged.document_number, now(), given.household_id, head.area_id,
            staged.sort_name, staged.search_keys::tsvector
       from ${GIVEN} join ${run.rows} as staged on staged.group_key = reference
       join ${run.rows} as head on head.group_key = reference and head.relationship = 'HEAD'
      order by staged.person_id
     on conflict do nothing returning id`,
    given,
  );
  return new Set(rows.map(({ id }) => id));
}

async function beginMemberships(run: ImportRun, founded: readonly Founded[]): Promise<void> {
  const members = founded.flatMap(({ householdId, headId, founders }) =>
    founders.map((founder) => ({ householdId, headId, ...founder })),
  );
  await run.query(
    `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::date[])`,
    [
      members.map(({ householdId }) => householdId),
      members.map(({ personId }) => personId),
      members.map(({ relationship }) => relationship),
      members.map(({ headId }) => headId),
      members.map(({ joinedOn }) => joinedOn),
    ],
  );
}

/** A household that consents to be served by the organisation whose list it is on. */
export interface Consenting {
  readonly reference: string;
  readonly householdId: string;
  readonly giverId: string;
}

export async function recordConsents(run: ImportRun, consenting: readonly Consenting[]): Promise<void> {
  await run.query(
    `insert into service_consent (household_id, ngo_id, kind, given_by_id, given_on, evidence, recorded_at)
     select household_id, $4::uuid, consent_kind, giver_id, coalesce(consent_given_on, $5::date), consent_evidence, now()
       from unnest($1::text[], $2::uuid[], $3::uuid[]) as given (reference, household_id, giver_id)
       join ${run.rows} as staged on group_key = reference and relationship = 'HEAD'
      order by line`,
    [
      consenting.map(({ reference }) => reference),
      consenting.map(({ householdId }) => householdId),
      consenting.map(({ giverId }) => giverId),
      run.source,
      run.today,
    ],
  );
}

/** Remembers for which household a sender's reference stands; the first one stays. */
export async function rememberReferences(
  run: ImportRun,
  placed: readonly Pick<Consenting, 'reference' | 'householdId'>[],
): Promise<void> {
  await run.query(
    `insert into household_import_reference (sender, reference, household_id)
     select sender, reference, household_id
       from unnest($1::text[], $2::uuid[]) as given (reference, household_id)
       join ${run.rows} as staged on group_key = reference and relationship = 'HEAD'
      order by reference`,
    [placed.map(({ reference }) => reference), placed.map(({ householdId }) => householdId)],
  );
}

/** Who belongs to these households today, those who joined first before others. */
export async function membersOf(
  run: ImportRun,
  homes: readonly Pick<Home, 'householdId'>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await run.query<{ householdId: string; personIds: string[] }>(
    `select household_id as "householdId", array_agg(person_id order by joined_on, id) as "personIds"
       from membership where household_id = any ($1) and left_on is null group by household_id`,
    [homes.map(({ householdId }) => householdId)],
  );
  return new Map(rows.map(({ householdId, personIds }) => [householdId, personIds]));
}

/** Households of which one call of the database tells: some thousands of events. */
const TOLD_AT_ONCE = 500;

/** Tells other services of the households that were registered, each after those of its members who are new. */
export async function tellOfFounded(
  { manager }: ImportRun,
  founded: readonly Founded[],
  newIds: ReadonlySet<string>,
): Promise<void> {
  for (let begin = 0; begin < founded.length; begin += TOLD_AT_ONCE) {
    const told = founded.slice(begin, begin + TOLD_AT_ONCE);
    const [first, ...others] = told.flatMap((each) => eventsOf(each, newIds));
    if (first) await emit(manager, first, ...others);
  }
}

function eventsOf(
  { householdId, headId, areaId, founders }: Founded,
  newIds: ReadonlySet<string>,
): NewEvent[] {
  const governorate = governorateOfArea(areaId);
  if (governorate === null) throw new Error('A household is registered in a known area.');
  const registered = founders.filter(({ personId }) => newIds.has(personId));
  return [
    ...registered.map(({ personId }) =>
      personRegistered.of(personId, { personId, householdId, governorate }),
    ),
    householdChanged.of(householdId, {
      ...{ householdId, change: 'REGISTERED', headId, areaId, governorate },
      memberIds: inOrderOfJoining(founders),
    }),
  ];
}

/** Those who joined on the same day in the order in which they were listed. */
export function inOrderOfJoining(founders: Founded['founders']): string[] {
  return [...founders]
    .sort((a, b) => (a.joinedOn < b.joinedOn ? -1 : Number(a.joinedOn > b.joinedOn)))
    .map(({ personId }) => personId);
}
