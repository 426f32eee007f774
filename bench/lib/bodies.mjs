/** Requests that are alike and yet not the same, so that no answer or plan is a special one. */
import pg from 'pg';
import { kit } from './house-code.mjs';

const { TEXT_TYPES } = kit('./dist/database/text-types.js');
const { encodeCursor } = kit('./dist/values/connection.js');

const DIFFERENT = 64;

/** The bodies of a load: other rows in each, the same at every run on the same sample. */
export async function bodiesOf(load, databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl, types: TEXT_TYPES });
  await client.connect();
  try {
    const variables =
      load.kind === 'entities' ? await referencesOf(load, client) : await cursorsOf(load, client);
    return variables.map((each) => JSON.stringify({ query: load.query, variables: each }));
  } finally {
    await client.end();
  }
}

async function referencesOf({ of: { type, table }, count }, client) {
  const { rows } = await client.query({
    text: `select id from ${table} order by md5(id::text)`,
    rowMode: 'array',
  });
  const ids = rows.flat();
  if (ids.length < count)
    throw new Error(`The sample has ${ids.length} rows of ${table}; ${count} are needed.`);
  return Array.from({ length: DIFFERENT }, (_, body) => ({
    references: Array.from({ length: count }, (_, index) => ({
      __typename: type,
      id: ids[(body * count + body + index) % ids.length],
    })),
  }));
}

/** Cursors spread over the list, as far as whole pages come after them. */
async function cursorsOf({ of: { table }, order, descending, where, rows: size }, client) {
  const keys = order.map(({ column }) => column);
  const sorted = keys.map((key) => (descending ? `${key} desc` : key)).join(', ');
  const { rows } = await client.query({
    text: `select ${keys.join(', ')} from ${table} where ${where} order by ${sorted}`,
    rowMode: 'array',
  });
  const last = rows.length - size - 1;
  if (last < 1)
    throw new Error(`The sample has ${rows.length} rows of ${table}, too few for a page of ${size}.`);
  return Array.from({ length: DIFFERENT }, (_, body) => ({
    after: encodeCursor(rows[Math.floor((body * last) / DIFFERENT)]),
  }));
}
