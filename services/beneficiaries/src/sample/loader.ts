import type { ClientBase } from 'pg';
import { sampleAreas } from '@solidarity/subgraph-kit/sample/areas';
import { copyRows, type CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import { fillTables } from '@solidarity/subgraph-kit/sample/fill';
import type { SampleLoader } from '@solidarity/subgraph-kit/sample/load';
import type { Population, SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
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
import { enrolmentOf } from './enrolments';
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
const CHUNK = 1_000;

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

const OF_HOUSEHOLDS = ['person', ...TABLES.map(([table]) => table)];

/** How this service takes the sample in. */
export const sampleLoader: SampleLoader = {
  service: 'beneficiaries',
  emptyTable: 'household',
  load: (client, { population, size }) =>
    fill(client, ['area', 'ngo_standing', ...OF_HOUSEHOLDS], async () => {
      await copyRows(client, 'area', ['id', 'kind', 'parent_id', 'name_ar', 'name_en'], areaRows());
      await copyRows(client, 'ngo_standing', STANDING_COLUMNS, standingRows(size.ngos));
      const report = progressBar('beneficiaries: households', population.size);
      for (let first = 0; first < population.size; first += CHUNK) {
        await loadChunk(client, population, first);
        report(Math.min(first + CHUNK, population.size));
      }
    }),
};

/** Lets a sample that was loaded grow, from the household of index `first` on, until so many more are enrolled or it ends. */
export function addEnrolled(
  client: ClientBase,
  population: Population,
  first: number,
  enrolled: number,
): Promise<void> {
  return fill(client, OF_HOUSEHOLDS, async () => {
    const report = progressBar('beneficiaries: enrolled households', enrolled);
    let done = 0;
    for (let next = first; done < enrolled && next < population.size; next += CHUNK) {
      const households = await loadChunk(client, population, next);
      done += households.filter((household) => enrolmentOf(household) !== null).length;
      report(Math.min(done, enrolled));
    }
  });
}

/** The work list that triggers keep otherwise. */
const CASES_TO_REVIEW = `
insert into case_to_review (enrolment_id, suspension_id, review_on, reason, since)
  select enrolment_id, suspension_id, review_on, reason, since from case_to_review_found on conflict do nothing`;

async function fill(client: ClientBase, tables: readonly string[], load: () => Promise<void>): Promise<void> {
  let report: ReturnType<typeof progressBar> | null = null;
  const onRestored = (done: number, total: number) =>
    (report ??= progressBar('beneficiaries: indexes and checks', total))(done);
  await fillTables(client, tables, load, onRestored);
  await client.query(CASES_TO_REVIEW);
}

/** The households from an index on, as many as are held at a time. */
async function loadChunk(
  client: ClientBase,
  population: Population,
  first: number,
): Promise<SampleHousehold[]> {
  const households: SampleHousehold[] = [];
  const end = Math.min(first + CHUNK, population.size);
  // Made while PostgreSQL takes in those before: the two work side by side.
  await copyRows(client, 'person', PERSON_COLUMNS, peopleOf(population, first, end, households));
  for (const [table, columns, rowsOf] of TABLES) {
    await copyRows(client, table, columns, rowsOfAll(households, rowsOf));
  }
  return households;
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
  end: number,
  households: SampleHousehold[],
): Generator<CopyRow> {
  for (let index = first; index < end; index += 1) {
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
