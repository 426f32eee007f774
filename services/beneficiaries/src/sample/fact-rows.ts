import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { factsOf, type SampleFact } from './facts';
import { registeredAt } from './households';

const OF_FACT = ['kind', 'value', 'source', 'observed_on', 'recorded_by', 'recorded_at'];
export const HOUSEHOLD_FACT_COLUMNS = ['household_id', ...OF_FACT];
export const PERSON_FACT_COLUMNS = ['person_id', ...OF_FACT];
export const HOUSEHOLD_PROFILE_COLUMNS = ['household_id', 'facts'];
export const PERSON_PROFILE_COLUMNS = ['person_id', 'facts'];

function* rowsOf(id: string, household: SampleHousehold, facts: readonly SampleFact[]): Generator<CopyRow> {
  const at = registeredAt(household);
  for (const { kind, value, source } of facts)
    yield [id, kind, JSON.stringify(value), source, household.registeredOn, 'sample', at];
}

/** What the facts come to: there is one of each kind. */
function profileRow(id: string, facts: readonly SampleFact[]): CopyRow {
  return [id, JSON.stringify(Object.fromEntries(facts.map(({ kind, value }) => [kind, value])))];
}

export function* householdFactRows(household: SampleHousehold): Generator<CopyRow> {
  yield* rowsOf(household.id, household, factsOf(household).ofHousehold);
}

export function* personFactRows(household: SampleHousehold): Generator<CopyRow> {
  for (const { personId, facts } of factsOf(household).ofPersons) yield* rowsOf(personId, household, facts);
}

export function* householdProfileRows(household: SampleHousehold): Generator<CopyRow> {
  yield profileRow(household.id, factsOf(household).ofHousehold);
}

export function* personProfileRows(household: SampleHousehold): Generator<CopyRow> {
  for (const { personId, facts } of factsOf(household).ofPersons) yield profileRow(personId, facts);
}
