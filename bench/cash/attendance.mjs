/** Attendance at school as the ministry of education reports it: a list of pupils and months, and what follows from it. */
import assert from 'node:assert/strict';
import { createWriteStream, openAsBlob } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { perSecond, seconds, startMeter, whole } from '../exchange/costs.mjs';
import { asAdministrator } from '../exchange/statements.mjs';
import { kit } from '../lib/house-code.mjs';

const { writeSpreadsheet } = kit('./dist/spreadsheets/write-spreadsheet.js');

const SERVICE = 'beneficiaries';
const KIND = 'school-attendance';
const COLUMNS = ['personId', 'month', 'daysOpen', 'daysPresent', 'school'];
const POLL_MS = 200;
const TOGETHER = 1_000;
const DAYS_OPEN = 22;
/** Of so many pupils one has missed too much of the month. */
const ONE_ABSENT_IN = 20;
/** As many as a list needs, the latest first; by today all of them have ended. */
const MONTHS = ['2026-10', '2026-09', '2026-05', '2026-04', '2026-03', '2026-02'];

const KINDS = '{ importKinds { name columns { name heading { ar } } } }';
const JOB = `query ($id: ID!) { importJob(id: $id) {
  state rowsRead rowsRefused rowsCommitted problem { code } refusedRows(first: 3) { nodes { line column code } } } }`;
const COMMIT = `mutation ($id: ID!) {
  commitImport(input: { id: $id, mode: ROW_BY_ROW }) { job { id } errors { code } } }`;
const PUPILS = `
select person.national_id from enrolment
  join membership on membership.household_id = enrolment.household_id and relationship = 'CHILD'
  join person on person.id = membership.person_id and birth_date between '2009-11-01' and '2019-11-01'
 where programme_id = 'TAKAFUL' and state <> 'EXITED'
 order by person.id limit $1`;
const CONSEQUENCES = `
select (select count(*)::integer from compliance_outcome) as outcomes,
       (select count(*)::integer from withholding where outcome_id is not null) as withholdings`;

const OPEN_EVALUATIONS = `
select 1 from batch where kind = 'condition-evaluation' and state in ('WAITING', 'RUNNING')`;

/** Brings in a list of so many rows; gives what it took and what followed. */
export async function attendance({ house, system, folder, rows }) {
  const education = await system.client('demo-education');
  const file = path.join(folder, 'attendance.csv');
  const count = await writeList({ house, admin: await system.client('demo-admin'), file, rows });
  const consequences = () =>
    asAdministrator(house, SERVICE, async (query) => (await query(CONSEQUENCES, []))[0]);
  const before = await consequences();
  const pids = { service: system.pidOf(SERVICE), gateway: system.pidOf('gateway') };
  const meter = startMeter(pids, house.postgres);
  const sent = await education.send(`/imports/${KIND}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: await openAsBlob(file),
  });
  const { id } = await sent.json();
  const checked = await until(education, id, ['CHECKED', 'REFUSED']);
  assert.equal(checked.state, 'CHECKED', JSON.stringify(checked));
  assert.equal(checked.rowsRefused, 0, JSON.stringify(checked));
  await education.command(COMMIT, { id });
  const committed = await until(education, id, ['COMMITTED', 'REFUSED']);
  await untilEvaluated(house);
  const cost = meter.read();
  assert.equal(committed.rowsCommitted, count, JSON.stringify(committed));
  const after = await consequences();
  house.say(
    `attendance: ${whole(count)} rows, ${seconds(cost.seconds)} s, ${whole(perSecond(count, cost.seconds))} a second, ` +
      `${whole(cost.megabytes.service)} MB`,
  );
  return {
    ...{ rows: count, ...cost, outcomes: after.outcomes - before.outcomes },
    withholdings: after.withholdings - before.withholdings,
  };
}

/** All pupils for the latest month, then for the one before, until there are enough rows. */
async function writeList({ house, admin, file, rows }) {
  const pupils = (await asAdministrator(house, SERVICE, (query) => query(PUPILS, [rows]))).map(
    ({ national_id: nationalId }) => nationalId,
  );
  const { importKinds } = await admin.ask(KINDS);
  const headings = new Map(
    importKinds.find(({ name }) => name === KIND).columns.map(({ name, heading }) => [name, heading.ar]),
  );
  const count = Math.min(rows, pupils.length * MONTHS.length);
  function* batches() {
    for (let from = 0; from < count; from += TOGETHER)
      yield Array.from({ length: Math.min(TOGETHER, count - from) }, (_, at) => {
        const nr = from + at;
        const present = nr % ONE_ABSENT_IN === 0 ? 10 : DAYS_OPEN - (nr % 3);
        const month = MONTHS[Math.floor(nr / pupils.length)];
        return [
          pupils[nr % pupils.length],
          month,
          String(DAYS_OPEN),
          String(present),
          String(1000 + (nr % 900)),
        ];
      });
  }
  const list = {
    headings: COLUMNS.map((name) => headings.get(name)),
    ...{ rows: batches(), language: 'ar', sheetName: 'الحضور' },
  };
  await pipeline(Readable.from(writeSpreadsheet('CSV', list)), createWriteStream(file));
  return count;
}

/** The batch that evaluates what the list has reported. */
async function untilEvaluated(house) {
  const open = (query) => query(OPEN_EVALUATIONS, []);
  while ((await asAdministrator(house, SERVICE, open)).length > 0) await pause(POLL_MS);
}

async function until(client, id, states) {
  for (; ; await pause(POLL_MS)) {
    const { importJob } = await client.ask(JOB, { id });
    if (states.includes(importJob.state)) return importJob;
    assert.ok(!['CANCELLED', 'EXPIRED'].includes(importJob.state), JSON.stringify(importJob));
  }
}
