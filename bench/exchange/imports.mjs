/** How fast lists of households come in: upload, check, commit; and the same households one by one by the mutation. */
import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kit } from '../lib/house-code.mjs';
import { table } from '../lib/measure.mjs';
import { cpuEach, memory, perSecond, seconds, startMeter, whole } from './costs.mjs';
import { Families, inputOf } from './household-list.mjs';

const { ngoId } = kit('./dist/sample/ids.js');

const SERVICE = 'beneficiaries';
const LISTS = [
  { format: 'CSV', mode: 'ROW_BY_ROW' },
  { format: 'CSV', mode: 'ALL_OR_NOTHING' },
  { format: 'XLSX', mode: 'ROW_BY_ROW' },
];
/** A list of more rows comes in once, for the sample has no more families. */
const MOST_ROWS_THRICE = 300_000;
const POLL_MS = 100;
const MIME = {
  CSV: 'text/csv',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const KINDS = '{ importKinds { name columns { name heading { ar } } } }';
const JOB = `query ($id: ID!) { importJob(id: $id) {
  state rowsRead rowsRefused rowsUnchanged rowsCommitted canCommit problem { code }
  refusedRows(first: 3) { nodes { line column code } } } }`;
const COMMIT = `mutation ($id: ID!, $mode: CommitMode!) {
  commitImport(input: { id: $id, mode: $mode }) { job { id } errors { code } } }`;
const REGISTER = `mutation ($input: RegisterHouseholdInput!) {
  registerHousehold(input: $input) { household { id } errors { code } } }`;

/** Imports lists of `rows` rows, then registers `oneByOne` households; gives what each took. */
export async function imports({ house, system, folder, registered, rows, oneByOne }) {
  const families = new Families({ registered, pepper: house.environmentOf(SERVICE).PERSON_ID_PEPPER });
  const admin = await system.client('demo-admin');
  const run = { house, admin, pids: { service: system.pidOf(SERVICE), gateway: system.pidOf('gateway') } };
  const { importKinds } = await admin.ask(KINDS);
  const { columns } = importKinds.find(({ name }) => name === 'households');
  const headings = new Map(columns.map(({ name, heading }) => [name, heading.ar]));
  const lists = [];
  for (const { format, mode } of rows > MOST_ROWS_THRICE ? LISTS.slice(0, 1) : LISTS) {
    house.say(`imports: writing a list of ${whole(rows)} rows as ${format} …`);
    const file = path.join(folder, `households.${format.toLowerCase()}`);
    const list = await families.writeList({ file, format, rows, headings });
    const result = await bringIn(run, list, mode);
    house.say(
      `imports, ${format}, ${mode}: ${whole(perSecond(result.rows, result.seconds.all))} rows a second, ` +
        `${whole(result.megabytes.service)} MB`,
    );
    lists.push(result);
  }
  const single = await registerOneByOne(run, families, oneByOne);
  house.say(`imports, one by one: ${whole(perSecond(single.rows, single.seconds))} rows a second`);
  return { lists, single };
}

/** Upload, check, commit, with no pause between; all rows must come in. */
async function bringIn({ house, admin, pids }, list, mode) {
  const { file, format, rows, households, bytes } = list;
  const meter = startMeter(pids, house.postgres);
  const uploaded = await admin.send(`/imports/households?source=${ngoId(0)}`, {
    method: 'POST',
    headers: { 'content-type': MIME[format] },
    body: await openAsBlob(file),
  });
  const { id } = await uploaded.json();
  const uploadSeconds = meter.seconds();
  const progress = (what) => (job) => house.say(`imports, ${format}, ${mode}: ${what(job)}`);
  const checked = await until(
    ...[admin, id, ['CHECKED', 'REFUSED']],
    progress(({ rowsRead }) => `${whole(rowsRead)} rows read`),
  );
  const checkSeconds = meter.seconds() - uploadSeconds;
  assert.equal(checked.state, 'CHECKED', JSON.stringify(checked));
  assert.equal(checked.rowsRefused, 0, JSON.stringify(checked));
  await admin.command(COMMIT, { id, mode });
  const committed = await until(
    ...[admin, id, ['COMMITTED', 'REFUSED']],
    progress(({ rowsCommitted }) => `${whole(rowsCommitted)} rows committed`),
  );
  const { seconds: all, cpu, megabytes, megabytesBefore } = meter.read();
  assert.equal(committed.state, 'COMMITTED', JSON.stringify(committed));
  assert.equal(committed.rowsCommitted, rows, JSON.stringify(committed));
  const commitSeconds = all - uploadSeconds - checkSeconds;
  return {
    ...{ format, mode, rows, households, bytes, megabytes, megabytesBefore, cpu: cpuEach(cpu, rows) },
    seconds: { upload: uploadSeconds, check: checkSeconds, commit: commitSeconds, all },
  };
}

/** The job once it is in one of the states, or in one that it does not leave. */
async function until(admin, id, states, onProgress) {
  const ends = [...states, 'CANCELLED', 'EXPIRED'];
  for (let told = performance.now(); ; await pause(POLL_MS)) {
    const { importJob } = await admin.ask(JOB, { id });
    if (ends.includes(importJob.state)) return importJob;
    if (performance.now() - told < 10_000) continue;
    told = performance.now();
    onProgress(importJob);
  }
}

async function registerOneByOne({ house, admin, pids }, families, count) {
  const inputs = Array.from({ length: count }, () => inputOf(families.take()));
  const meter = startMeter(pids, house.postgres);
  for (const input of inputs) await admin.command(REGISTER, { input });
  const { seconds: all, cpu } = meter.read();
  const rows = inputs.reduce((sum, { members }) => sum + members.length, 0);
  return { rows, households: count, seconds: all, cpu: cpuEach(cpu, rows) };
}

export const rowsPerSecond = ({ rows, seconds: { all } }) => perSecond(rows, all);
export const singlePerSecond = ({ single }) => perSecond(single.rows, single.seconds);

/** The report in Markdown. */
export function importReport(results) {
  const { lists, single } = results;
  const singly = singlePerSecond(results);
  const perPhase = (list, phase) =>
    `${whole(perSecond(list.rows, list.seconds[phase]))} (${seconds(list.seconds[phase])} s)`;
  return table(
    [
      ...['what', 'rows', 'upload', 'check', 'commit', 'whole path, rows a second', '× one by one'],
      ...['CPU µs a row: service', 'gateway', 'PostgreSQL', 'most memory (before), MB: service', 'gateway'],
    ],
    [
      ...lists.map((list) => [
        `${list.format}, ${list.mode}`,
        whole(list.rows),
        ...['upload', 'check', 'commit'].map((phase) => perPhase(list, phase)),
        `**${whole(rowsPerSecond(list))}**`,
        (rowsPerSecond(list) / singly).toFixed(0),
        ...['service', 'gateway', 'PostgreSQL'].map((name) => whole(list.cpu[name])),
        ...['service', 'gateway'].map((name) => memory(list, name)),
      ]),
      [
        ...['`registerHousehold`, one by one', whole(single.rows), '', '', '', whole(singly), '1'],
        ...['service', 'gateway', 'PostgreSQL'].map((name) => whole(single.cpu[name])),
        ...['', ''],
      ],
    ],
  );
}
