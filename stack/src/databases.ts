import { bootstrapCluster, type ServicePasswords } from '@solidarity/subgraph-kit/database/cluster';
import { Client } from 'pg';
import { Failure } from './failure';

/** One service's database with the passwords of its two logins. */
export interface DatabasePlan extends ServicePasswords {
  readonly database: string;
}

/** Makes sure of every database and its roles. */
export async function bootstrapDatabases(adminUrl: string, plans: readonly DatabasePlan[]): Promise<void> {
  if (plans.length === 0) return;
  await requireConnection(adminUrl);
  await Promise.all(
    plans.map(({ database, ...passwords }) => bootstrapCluster(adminUrl, database, passwords)),
  );
}

async function requireConnection(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(adminUrl);
    throw new Failure(`PostgreSQL at ${host} cannot be used: ${(error as Error).message}.`, [
      'Is it running, and is the address (DATABASE_URL) right? If the state folder lost its file `secret`,',
      'the embedded database cannot be opened any more: move its folder away to begin anew.',
    ]);
  } finally {
    await client.end().catch(() => undefined);
  }
}
