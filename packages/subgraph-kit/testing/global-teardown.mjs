import pg from 'pg';

/** Stops the PostgreSQL of the run; on one that others use, removes what the run has made. */
export default async function tearDown() {
  if (globalThis.testPostgres) {
    await globalThis.testPostgres.stop();
    return;
  }
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_ADMIN_URL });
  await admin.connect();
  const { rows } = await admin.query('select datname from pg_database where starts_with(datname, $1)', [
    `${process.env.TEST_DATABASE_RUN}_`,
  ]);
  for (const { datname } of rows) await admin.query(`drop database if exists "${datname}" with (force)`);
  await admin.end();
}
