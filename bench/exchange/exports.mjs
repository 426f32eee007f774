/** How fast flat rows go out as files, beside the same list page by page. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { table } from '../lib/measure.mjs';
import { cpuEach, memory, perSecond, seconds, startMeter, whole } from './costs.mjs';
import { asAdministrator } from './statements.mjs';

const SERVICE = 'microfinance';
const FORMATS = ['JSONL', 'CSV', 'XLSX'];
const PAGES = 200;
const POLL_MS = 100;
const NEWLINE = 10;

const FIELDS = 'id sku name { ar en } price stock state';
const LIST = `{ products { nodes { ${FIELDS} } } }`;
const PAGE = `query ($after: String) { products(first: 100, after: $after) {
  nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`;
const START = `mutation ($query: String!, $format: ExportFormat!) {
  startExport(input: { query: $query, format: $format }) { job { id } errors { code } } }`;
const JOB = `query ($id: ID!) { exportJob(id: $id) {
  state rowsWritten rowsTotal fileBytes downloadUrl problem { code } } }`;

const FILL = `
insert into product (id, sku, producer_id, craft_id, name_ar, name_en, price, stock, state, created_at)
  select uuidv7(), 'BENCH-' || nr, producer.ids[1 + nr % cardinality(producer.ids)],
         craft.ids[1 + nr % cardinality(craft.ids)], 'سلة من سعف النخيل ' || nr, 'Palm basket ' || nr,
         50 + nr % 900, nr % 40, 'OFFERED', now() - nr * interval '1 second'
    from generate_series($1::integer, $2::integer) as nr,
         (select array_agg(id) as ids from producer) as producer, (select array_agg(id) as ids from craft) as craft`;
const FILLED_TOGETHER = 100_000;

/** Exports `rows` products in each format as the marketplace sees them; gives what each took. */
export async function exports({ house, system, rows }) {
  await fill(house, rows);
  const diarna = await system.client('demo-diarna');
  const pids = { service: system.pidOf(SERVICE), gateway: system.pidOf('gateway') };
  const paged = await pageByPage(diarna);
  house.say(`exports, page by page: ${whole(perSecond(paged.rows, paged.seconds))} rows a second`);
  const files = [];
  for (const format of FORMATS) {
    const file = await takeOut({ house, diarna, pids }, format);
    assert.ok(file.rows >= rows, `${format} has ${file.rows} rows, not ${rows}`);
    house.say(
      `exports, ${format}: ${whole(perSecond(file.rows, file.seconds))} rows a second, ` +
        `${whole(file.megabytes.service)} MB`,
    );
    files.push(file);
  }
  return { files, paged };
}

async function fill(house, rows) {
  house.say(`exports: writing ${whole(rows)} products …`);
  await asAdministrator(house, SERVICE, async (query) => {
    for (let from = 1; from <= rows; from += FILLED_TOGETHER)
      await query(FILL, [from, Math.min(rows, from + FILLED_TOGETHER - 1)]);
    await query('vacuum analyze product');
  });
}

async function pageByPage(client) {
  const beganMs = performance.now();
  let rows = 0;
  for (let page = 0, after = null; page < PAGES; page += 1) {
    const { nodes, pageInfo } = (await client.ask(PAGE, { after })).products;
    rows += nodes.length;
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  return { rows, seconds: (performance.now() - beganMs) / 1000 };
}

/** One export, and its file fetched through the gateway. */
async function takeOut({ house, diarna, pids }, format) {
  const meter = startMeter(pids, house.postgres);
  const { job } = await diarna.command(START, { query: LIST, format });
  const done = await untilDone(diarna, job.id, ({ rowsWritten, rowsTotal }) =>
    house.say(`exports, ${format}: ${whole(rowsWritten)} rows of ${whole(rowsTotal ?? NaN) || 'so many'}`),
  );
  const made = meter.read();
  assert.equal(done.state, 'DONE', JSON.stringify(done));
  const fetching = startMeter(pids, house.postgres);
  const { bytes, lines } = await fetched(diarna, done.downloadUrl);
  const taken = fetching.read();
  assert.equal(bytes, done.fileBytes, 'the file is not whole');
  if (format !== 'XLSX') assert.equal(lines, done.rowsWritten + (format === 'CSV' ? 1 : 0));
  return {
    ...{ format, rows: done.rowsWritten, bytes, seconds: made.seconds, downloadSeconds: taken.seconds },
    cpu: cpuEach(made.cpu, done.rowsWritten),
    megabytesBefore: made.megabytesBefore,
    megabytes: Object.fromEntries(
      Object.keys(pids).map((name) => [name, Math.max(made.megabytes[name], taken.megabytes[name])]),
    ),
  };
}

async function untilDone(client, id, onProgress) {
  for (let told = performance.now(); ; await pause(POLL_MS)) {
    const { exportJob } = await client.ask(JOB, { id });
    if (exportJob.state !== 'WAITING' && exportJob.state !== 'RUNNING') return exportJob;
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    onProgress(exportJob);
  }
}

async function fetched(client, path) {
  let bytes = 0;
  let lines = 0;
  for await (const chunk of (await client.send(path)).body) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
  }
  return { bytes, lines };
}

export const fileRowsPerSecond = (file) => perSecond(file.rows, file.seconds);

/** The report in Markdown. */
export function exportReport({ files, paged }) {
  const singly = perSecond(paged.rows, paged.seconds);
  return table(
    [
      ...['what', 'rows', 'seconds', 'rows a second', '× page by page', 'file', 'download'],
      ...['CPU µs a row: service', 'PostgreSQL', 'most memory (before), MB: service', 'gateway'],
    ],
    [
      ...files.map((file) => [
        ...[file.format, whole(file.rows), seconds(file.seconds), `**${whole(fileRowsPerSecond(file))}**`],
        (fileRowsPerSecond(file) / singly).toFixed(1),
        `${whole(file.bytes / 2 ** 20)} MB`,
        `${seconds(file.downloadSeconds)} s`,
        ...['service', 'PostgreSQL'].map((name) => whole(file.cpu[name])),
        ...['service', 'gateway'].map((name) => memory(file, name)),
      ]),
      [
        '`products(first: 100)`, page by page',
        whole(paged.rows),
        seconds(paged.seconds),
        whole(singly),
        '1.0',
        '',
        '',
        '',
        '',
        '',
        '',
      ],
    ],
  );
}
