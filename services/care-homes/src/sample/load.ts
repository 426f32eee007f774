import { withAdmin } from '@solidarity/subgraph-kit/database/cluster';
import { rulesOn, type RuleSource } from '@solidarity/subgraph-kit/records/rules-data';
import { copyRows } from '@solidarity/subgraph-kit/sample/copy';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
import { sampleSize } from '@solidarity/subgraph-kit/sample/size';
import { fosterEligibility, fosterProcedure } from '../foster-families/rules';
import { fosterRows } from './fostering';
import { homeRows } from './homes';
import type { SampleRequest } from './request';
import type { TableRows } from './rows';

/**
 * Loads the sample into an empty database, all of it or nothing, and tells what was done; a database that holds homes
 * or applications already is left as it is.
 */
export function loadSample({ ownerUrl, pepper, households, seed }: SampleRequest): Promise<string> {
  const population = new Population({ households, seed, pepper });
  const size = sampleSize(households);
  return withAdmin(ownerUrl, async (client) => {
    const { rows: found } = await client.query(
      'select from care_home union all select from foster_application limit 1',
    );
    if (found.length > 0) return 'care_homes: there is data already, so the sample is not loaded.';
    const rules: RuleSource = {
      rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(text, [...values])).rows,
    };
    const { today } = population;
    const law = await rulesOn(rules, 'foster_eligibility', today, fosterEligibility);
    const procedure = await rulesOn(rules, 'foster_procedure', today, fosterProcedure);
    const tables = [
      ...(await homeRows(rules, size)),
      ...fosterRows({ population, size }, { law, procedure }),
    ];
    await client.query('begin');
    await copyTables(client, tables);
    await client.query('commit');
    await client.query('analyze');
    return `care_homes: ${size.homes} homes and ${size.fosterApplications} foster families are loaded.`;
  });
}

type OwnerConnection = Parameters<typeof copyRows>[0];

/** COPY does not pass row-level security that is forced on the owner, so it is let off for this transaction. */
async function copyTables(client: OwnerConnection, tables: readonly TableRows[]): Promise<void> {
  const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const report = progressBar('care_homes', total);
  const names = [...new Set(tables.map(({ table }) => table))];
  for (const name of names) await client.query(`alter table ${name} no force row level security`);
  let done = 0;
  for (const { table, columns, rows } of tables) {
    const before = done;
    done += await copyRows(client, table, columns, rows, (copied) => report(before + copied));
  }
  // Whatever is still to be checked at the end is checked now: a table with pending checks cannot be altered.
  await client.query('set constraints all immediate');
  for (const name of names) await client.query(`alter table ${name} force row level security`);
}
