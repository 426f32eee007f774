/**
 * What one would write by hand if speed were all: node:http, one prepared statement for each load, rows as arrays.
 * It knows each query beforehand, checks nobody and sees every row.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { columnsOf, literalOf } from '../lib/shapes.mjs';
import { SERVICES, sqlOf } from '../loads.mjs';
import { kit } from '../lib/house-code.mjs';

const { TEXT_TYPES } = kit('./dist/database/text-types.js');
const { instantText } = kit('./dist/values/instant.js');
const { decodeCursor, encodeCursor } = kit('./dist/values/connection.js');

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  idleTimeoutMillis: 0,
  types: TEXT_TYPES,
});
const answers = new Map(
  SERVICES[process.argv[2]].loads.map((load, index) => [load.query, answer(load, `load${index}`)]),
);

function answer(load, name) {
  const text = sqlOf(load);
  const objectOf = new Function('instantText', `return (row) => (${literalOf(load.of.fields)});`)(
    instantText,
  );
  const rowsFor = async (values) => (await pool.query({ name, text, values, rowMode: 'array' })).rows;
  return load.kind === 'entities' ? entities : page;

  async function entities({ references }) {
    const byId = new Map();
    for (const row of await rowsFor([references.map(({ id }) => id)])) byId.set(row[0], objectOf(row));
    return { _entities: references.map(({ id }) => byId.get(id) ?? null) };
  }

  async function page({ after }) {
    const rows = await rowsFor(decodeCursor(after, load.order.length));
    const nodes = rows.slice(0, load.rows);
    const last = nodes.at(-1);
    const endCursor = last ? encodeCursor(last.slice(columnsOf(load.of.fields).length)) : null;
    const pageInfo = { hasNextPage: rows.length > load.rows, endCursor };
    return { [load.field]: { nodes: nodes.map(objectOf), pageInfo } };
  }
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    try {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
      const body = JSON.stringify({ data: await answers.get(query)(variables) });
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.setHeader('content-length', Buffer.byteLength(body));
      response.end(body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
