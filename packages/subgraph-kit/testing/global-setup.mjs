import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres } from './embedded-postgres.mjs';

/** Gives the whole run one PostgreSQL: the one that is named, or else one of its own. */
export default async function setUp() {
  process.env.TEST_DATABASE_RUN = `test_${randomBytes(4).toString('hex')}`;
  if (process.env.TEST_DATABASE_ADMIN_URL) return;
  const server = await startEmbeddedPostgres();
  process.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
  globalThis.testPostgres = server;
}
