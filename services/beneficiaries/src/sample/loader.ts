import type { ClientBase } from 'pg';
import { sampleAreas } from '@solidarity/subgraph-kit/sample/areas';
import { copyRows, type CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import { fillTables } from '@solidarity/subgraph-kit/sample/fill';
import type { SampleLoader } from '@solidarity/subgraph-kit/sample/load';
import type { Population, SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
import type { Sample } from '@solidarity/subgraph-kit/sample/size';
import { CONSENT_COLUMNS, consentRows, STANDING_COLUMNS, standingRows } from './consents';
import {
  ENROLMENT_COLUMNS,
  enrolmentHistoryRows,
  enrolmentRows,
  ENTITLED_COLUMNS,
  entitledRows,
  SUSPENSION_COLUMNS,
  suspensionRows,
} from './enrolment-rows';
import {
  HOUSEHOLD_FACT_COLUMNS,
  HOUSEHOLD_PROFILE_COLUMNS,
  householdFactRows,
  householdProfileRows,
  PERSON_FACT_COLUMNS,
  PERSON_PROFILE_COLUMNS,
  personFactRows,
  personProfileRows,
} from './fact-rows';
import {
  ADDRESS_COLUMNS,
  addressRow,
  HEADSHIP_COLUMNS,
  headshipRow,
  HISTORY_COLUMNS,
  historyRow,
  HOUSEHOLD_COLUMNS,
  householdRow,
} from './households';
import { MEMBERSHIP_COLUMNS, membershipRows, PERSON_COLUMNS, personRows } from './people';

/** Households that are in memory at a time, however many there are. */
const CHUNK = 2_000;

/** Tables with a row or rows for each household, after that of the people. */
const TABLES: readonly (readonly [
  string,
  readonly string[],
  (household: SampleHousehold) => Iterable<CopyRow>,
])[] = [
  ['household', HOUSEHOLD_COLUMNS, (household) => [householdRow(household)]],
  ['membership', MEMBERSHIP_COLUMNS, membershipRows],
  ['household_address', ADDRESS_COLUMNS, (household) => [addressRow(household)]],
  ['headship', HEADSHIP_COLUMNS, (household) => [headshipRow(household)]],
  ['enrolment', ENROLMENT_COLUMNS, enrolmentRows],
  ['enrolment_person', ENTITLED_COLUMNS, entitledRows],
  ['suspension', SUSPENSION_COLUMNS, suspensionRows],
  [
    'state_transition',
    HISTORY_COLUMNS,
    (household) => [historyRow(household), ...enrolmentHistoryRows(household)],
  ],
  ['service_consent', CONSENT_COLUMNS, consentRows],
  ['household_fact', HOUSEHOLD_FACT_COLUMNS, householdFactRows],
  ['household_profile', HOUSEHOLD_PROFILE_COLUMNS, householdProfileRows],
  ['person_fact', PERSON_FACT_COLUMNS, personFactRows],
  ['person_profile', PERSON_PROFILE_COLUMNS, personProfileRows],
];

/** How this service takes the sample in. */
export const sampleLoader: SampleLoader = {
  service: 'beneficiaries',
  emptyTable: 'household',
  load: (client, sample) => {
    const tables = ['area', 'ngo_standing', 'person', ...TABLES.map(([table]) => table)];
    return fillTables(client, tables, () => load(client, sample), tellRestored());
  },
};

function tellRestored(): (done: number, total: number) => void {
  let report: ReturnType<typeof progressBar> | null = null;
  return (done, total) => (report ??= progressBar('beneficiaries: indexes and checks', total))(done);
}

async function load(client: ClientBase, { population, size }: Sample): Promise<void> {
  await copyRows(client, 'area', ['id', 'kind', 'parent_id', 'name_ar', 'name_en'], areaRows());
  await copyRows(client, 'ngo_standing', STANDING_COLUMNS, standingRows(size.ngos));
  const report = progressBar('beneficiaries: households', size.households);
  for (let first = 0; first < size.households; first += CHUNK) {
    const households: SampleHousehold[] = [];
    const last = Math.min(first + CHUNK, size.households);
    // Made while PostgreSQL takes in those before: the two work side by side.
    await copyRows(client, 'person', PERSON_COLUMNS, peopleOf(population, first, last, households));
    for (const [table, columns, rowsOf] of TABLES) {
      await copyRows(client, table, columns, rowsOfAll(households, rowsOf));
    }
    report(last);
  }
}

/** The governorates are there since the first migration. */
function* areaRows(): Generator<CopyRow> {
  for (const { id, level, parentId, name } of sampleAreas()) {
    if (parentId !== null) yield [id, level, parentId, name.ar, name.en];
  }
}

function* peopleOf(
  population: Population,
  first: number,
  last: number,
  households: SampleHousehold[],
): Generator<CopyRow> {
  for (let index = first; index < last; index += 1) {
    const household = population.household(index);
    households.push(household);
    yield* personRows(household);
  }
}

function* rowsOfAll(
  households: readonly SampleHousehold[],
  rowsOf: (household: SampleHousehold) => Iterable<CopyRow>,
): Generator<CopyRow> {
  for (const household of households) yield* rowsOf(household);
}
