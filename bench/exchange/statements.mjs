/** Statements of the one who loads data, past row-level security. */
import pg from 'pg';
import { kit } from '../lib/house-code.mjs';

const { TEXT_TYPES } = kit('./dist/database/text-types.js');

/** Does work with `query(text, values)`, which gives rows, on the database of a service. */
export async function asAdministrator(house, service, work) {
  const client = new pg.Client({
    connectionString: house.adminUrl(service.replace('-', '_')),
    types: TEXT_TYPES,
  });
  await client.connect();
  try {
    return await work(async (text, values) => (await client.query(text, values)).rows);
  } finally {
    await client.end();
  }
}
