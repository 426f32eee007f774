import { Client } from 'pg';
import { createDataSource } from '../database/data-source';
import { withFoundation } from '../database/migrate';
import { KIT_MIGRATIONS } from '../server/migrations';
import type { ServiceDefinition } from '../server/service';
import { catalogueOf } from './catalogue';
import { withEmptyDatabase } from './database';

/** What stands in a service's database before and after each of its ways. */
export interface Reversal {
  readonly empty: readonly string[];
  readonly made: readonly string[];
  readonly takenBack: readonly string[];
  readonly madeAgain: readonly string[];
}

const LONGEST_STATEMENT_MS = 60_000;

/** Runs all migrations of a service on an empty database, takes them all back, and runs them again. */
export async function reversalOf({ name, migrations }: ServiceDefinition): Promise<Reversal> {
  return withEmptyDatabase(name, async (ownerUrl) => {
    const all = withFoundation([...KIT_MIGRATIONS, ...migrations]);
    const settings = { url: ownerUrl, poolSize: 1, statementTimeoutMs: LONGEST_STATEMENT_MS };
    const owner = createDataSource({ ...settings, entities: [], migrations: all });
    const looking = new Client({ connectionString: ownerUrl });
    await Promise.all([owner.initialize(), looking.connect()]);
    try {
      const empty = await catalogueOf(looking);
      await owner.runMigrations({ transaction: 'each' });
      const made = await catalogueOf(looking);
      for (const _ of all) await owner.undoLastMigration({ transaction: 'each' });
      // TypeORM's own list, which is empty now.
      await looking.query('drop table migration');
      const takenBack = await catalogueOf(looking);
      await owner.runMigrations({ transaction: 'each' });
      return { empty, made, takenBack, madeAgain: await catalogueOf(looking) };
    } finally {
      await Promise.all([owner.destroy(), looking.end()]);
    }
  });
}
