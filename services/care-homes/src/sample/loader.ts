import type { Client } from 'pg';
import { rulesOn, type RuleSource } from '@solidarity/subgraph-kit/records/rules-data';
import { copyRows } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleLoader } from '@solidarity/subgraph-kit/sample/load';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
import { fosterEligibility, fosterProcedure } from '../foster-families/rules';
import { fosterRows } from './fostering';
import { homeRows } from './homes';
import type { TableRows } from './rows';

/** How this service takes the sample in: homes with who lives in them, and families that want to take a child in. */
export const sampleLoader: SampleLoader = {
  service: 'care_homes',
  emptyTable: 'care_home',
  async load(client, { population, size }) {
    const rules: RuleSource = {
      rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(text, [...values])).rows,
    };
    const { today } = population;
    const law = await rulesOn(rules, 'foster_eligibility', today, fosterEligibility);
    const procedure = await rulesOn(rules, 'foster_procedure', today, fosterProcedure);
    await copyTables(client, [
      ...(await homeRows(rules, size)),
      ...fosterRows({ population, size }, { law, procedure }),
    ]);
  },
};

async function copyTables(client: Client, tables: readonly TableRows[]): Promise<void> {
  const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const report = progressBar('care_homes', total);
  let done = 0;
  for (const { table, columns, rows } of tables) {
    const before = done;
    done += await copyRows(client, table, columns, rows, (copied) => report(before + copied));
  }
}
