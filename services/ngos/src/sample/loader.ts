import { SAMPLE_TODAY } from '@solidarity/subgraph-kit/sample/calendar';
import { copyRows, type CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleLoader } from '@solidarity/subgraph-kit/sample/load';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ClientBase } from 'pg';
import {
  documentRulesOn,
  licenceRulesOn,
  oversightRulesOn,
  registrationRulesOn,
  regularisationRulesOn,
} from '../registry/registry-rules';
import { rowsOf, TABLES, type RowRules, type SampleTable } from './rows';

/** NGOs whose rows are in memory at once. */
const BATCH = 200;

/** How this service takes the sample in: its NGOs with their files and boards. */
export const sampleLoader: SampleLoader = {
  service: 'ngos',
  emptyTable: 'ngo',
  async load(client, sample) {
    const rules = await readRules(client);
    const total = sample.size.ngos;
    const progress = progressBar('NGOs', total);
    for (let first = 0; first < total; first += BATCH) {
      const indexes = Array.from({ length: Math.min(BATCH, total - first) }, (_, offset) => first + offset);
      const stories = indexes.map((index) => rowsOf(sample, index, rules));
      for (const table of Object.keys(TABLES) as SampleTable[]) {
        const rows: CopyRow[] = stories.flatMap((story) => story[table]);
        await copyRows(client, table, TABLES[table], rows);
      }
      progress(first + indexes.length);
    }
  },
};

async function readRules(client: ClientBase): Promise<RowRules> {
  const source = {
    rows: async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
      (await client.query<T>(text, [...values])).rows,
  };
  const registration = await registrationRulesOn(source, SAMPLE_TODAY);
  const documents = await documentRulesOn(source, SAMPLE_TODAY);
  const licence = await licenceRulesOn(source, SAMPLE_TODAY);
  const oversight = await oversightRulesOn(source, SAMPLE_TODAY);
  const regularisation = await regularisationRulesOn(source, SAMPLE_TODAY);
  const holidays = await source.rows<{ day: PlainDate }>('select on_date::text as day from official_holiday');
  return {
    story: {
      registration: registration.value,
      licence: licence.value,
      oversight: oversight.value,
      holidays: holidays.map(({ day }) => day),
      lawFrom: regularisation.value.registeredBefore,
    },
    registration,
    documents,
    licenceVersion: licence.version,
  };
}
