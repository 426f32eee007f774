/**
 * How fast a list of households comes in, on the real service: upload, reading and staging, check, commit.
 * `node bench/imports.mjs [households] [--all]`; with `--all` in one transaction, else range by range.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuSeconds, withChildren } from './lib/cores.mjs';
import { withHouse } from './lib/house.mjs';
import { kit } from './lib/house-code.mjs';
import { startService } from './lib/processes.mjs';

const { AssertionSigner } = kit('./dist/access/assertion.js');
const { callerOf } = kit('./dist/access/roles.js');
const { ngoId } = kit('./dist/sample/ids.js');
const { Population } = kit('./dist/sample/population.js');

/** Households that the registry has before; those of the list are others. */
const REGISTERED = 1_000;
const COLUMNS = [
  ...[
    'household',
    'relationship',
    'nationalId',
    'nameAr',
    'nameEn',
    'areaId',
    'address',
    'latitude',
    'longitude',
  ],
  ...['formedOn', 'consentKind', 'consentGivenOn', 'consentEvidence'],
];

/** The list of an organisation as it would send it: what is said of a household stands in the row of its head. */
export function listOf(households, pepper) {
  const population = new Population({ households: REGISTERED + households, pepper });
  const lines = [COLUMNS.join(',')];
  for (let index = REGISTERED; index < REGISTERED + households; index += 1) {
    const { members, areaId, address, latitude, longitude, formedOn, registeredOn } =
      population.household(index);
    const ofHousehold = [
      areaId,
      address,
      latitude,
      longitude,
      formedOn,
      'WRITTEN',
      registeredOn,
      `form ${index}`,
    ];
    for (const { relation, nationalId, name } of members) {
      const cells = [`F-${index}`, relation, nationalId, name.ar, name.en];
      lines.push([...cells, ...(relation === 'HEAD' ? ofHousehold : [])].map(quoted).join(','));
    }
  }
  return { bytes: Buffer.from(lines.join('\r\n')), rows: lines.length - 1 };
}

const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;

/** Seconds of each step, and what they cost. */
export async function imports({ households, mode }) {
  // As `npm start` runs it: PostgreSQL commits in two sessions, and both cores are for whoever needs them.
  return withHouse({ households: REGISTERED, isPinned: false }, async (house) => {
    const environment = house.environmentOf('beneficiaries');
    const script = fileURLToPath(new URL('../services/beneficiaries/dist/main.js', import.meta.url));
    const service = await startService(script, environment, { isPinned: false });
    const signer = new AssertionSigner(environment.CALLER_ASSERTION_KEY);
    const caller = callerOf('ministry_admin', 'bench');
    const ask = async (path, more = {}) => {
      const headers = { authorization: `Caller ${await signer.sign(caller)}`, ...more.headers };
      const answer = await fetch(`${service.url}${path}`, { ...more, headers });
      const body = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(body));
      return body;
    };
    const until = async (id, ...states) => {
      for (;;) {
        const job = await ask(`/imports/jobs/${id}`);
        if (states.includes(job.state)) return job;
        await pause(100);
      }
    };
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, megabytesOf(service.pid))), 100);
    try {
      const { bytes, rows } = listOf(households, environment.PERSON_ID_PEPPER);
      const mark = () =>
        marks.push([
          performance.now() / 1000,
          cpuSeconds(service.pid),
          cpuSeconds(...withChildren(house.postgres)),
        ]);
      const marks = [];
      mark();
      const { id } = await ask(`/imports/households?source=${ngoId(0)}`, {
        ...{ method: 'POST', body: bytes, headers: { 'content-type': 'text/csv' } },
      });
      mark();
      const checked = await until(id, 'CHECKED', 'REFUSED');
      mark();
      if (checked.rowsRefused > 0 || checked.state !== 'CHECKED') {
        const { nodes } = await ask(`/imports/jobs/${id}/refused?first=5`);
        throw new Error(JSON.stringify({ checked, nodes }));
      }
      await ask(`/imports/jobs/${id}/commit`, {
        ...{
          method: 'POST',
          body: JSON.stringify({ mode }),
          headers: { 'content-type': 'application/json' },
        },
      });
      const committed = await until(id, 'COMMITTED', 'REFUSED');
      mark();
      const seconds = (from, to, of = 0) => Number((marks[to][of] - marks[from][of]).toFixed(2));
      const perRow = (of) => ({
        check: Math.round((seconds(1, 2, of) / rows) * 1e6),
        commit: Math.round((seconds(2, 3, of) / rows) * 1e6),
      });
      return {
        ...{ rows, households, mode, state: committed.state, megabytes: Math.round(bytes.length / 2 ** 20) },
        uploadSeconds: seconds(0, 1),
        checkSeconds: seconds(1, 2),
        commitSeconds: seconds(2, 3),
        rowsPerSecond: Math.round(rows / seconds(0, 3)),
        // Steadier than seconds on a machine that does other work.
        cpuMicrosecondsPerRow: { service: perRow(1), postgres: perRow(2) },
        peakMegabytes: peak,
      };
    } finally {
      clearInterval(watch);
      await service.stop();
    }
  });
}

/** What a process holds of memory. */
function megabytesOf(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return 0;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [households = '10000'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const mode = process.argv.includes('--all') ? 'ALL_OR_NOTHING' : 'ROW_BY_ROW';
  console.log(JSON.stringify(await imports({ households: Number(households), mode }), null, 2));
}
