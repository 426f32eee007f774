/** What a service answers in a second beside raw pg and beside Apollo Server with TypeORM, on its real database. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { bodiesOf } from './lib/bodies.mjs';
import { cpuSeconds, withChildren } from './lib/cores.mjs';
import { withHouse } from './lib/house.mjs';
import { FULL, QUICK, sideBySide, sideBySideTable, table } from './lib/measure.mjs';
import { startServer, startService } from './lib/processes.mjs';
import { SERVICES } from './loads.mjs';
import { kit } from './lib/house-code.mjs';

const { AssertionSigner } = kit('./dist/access/assertion.js');
const { callerOf } = kit('./dist/access/roles.js');

const RAW = 'raw pg behind node:http';
const OURS = '**ours, as it ships**';
const UNAUDITED = 'ours, without the audit trail';
const APOLLO = 'Apollo Server on express, TypeORM `find`';
/** What ours has to reach, by the contender that it is held against. */
const GOALS = { [RAW]: 0.8, [APOLLO]: 5 };
/** As many as a gateway opens to a service. */
const CONNECTIONS = 64;
/** Enough that a hundred organisations or homes are not all of them. */
const HOUSEHOLDS = 20_000;

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Measures the services of these names, or all, and gives the report in Markdown. */
export async function services(options = FULL, names = Object.keys(SERVICES)) {
  return withHouse({ households: HOUSEHOLDS }, async (house) => {
    const results = {};
    for (const name of names) results[name] = await measure(name, house, options);
    return report(results);
  });
}

async function measure(name, house, options) {
  const { database, loads } = SERVICES[name];
  const environment = house.environmentOf(name);
  const adminUrl = house.adminUrl(database);
  const script = file(`../services/${name}/dist/main.js`);
  const signer = new AssertionSigner(environment.CALLER_ASSERTION_KEY);
  const auditor = callerOf('auditor', 'bench');
  const headers = async () => ({ authorization: `Caller ${await signer.sign(auditor)}` });
  const servers = [];
  const add = async (contender, starting, more = {}) => {
    const { url, ...server } = await starting;
    servers.push({ name: contender, url: `${url}/graphql`, ...server, ...more });
  };
  try {
    await add(RAW, startServer(file('servers/raw-pg.mjs'), [name], { DATABASE_URL: adminUrl }));
    await add(OURS, startService(script, environment), { headers });
    if (loads.some(({ isShowing }) => isShowing)) {
      const preload = [file('servers/without-audit.cjs')];
      await add(UNAUDITED, startService(script, environment, { preload }), { headers });
    }
    await add(APOLLO, startServer(file('servers/apollo-typeorm.mjs'), [name], { DATABASE_URL: adminUrl }));
    const results = {};
    for (const load of loads) {
      const bodies = await bodiesOf(load, adminUrl);
      const contenders = servers
        .filter((server) => server.name !== UNAUDITED || load.isShowing)
        .map((server) => ({ ...server, bodies, connections: CONNECTIONS, meters: metersOf(server, house) }));
      await requireSameAnswers(contenders);
      results[load.title] = await sideBySide(contenders, options);
      house.say(
        `${name}, ${load.title}: ${results[load.title].map((one) => `${one.perSecond}/s`).join(', ')}`,
      );
    }
    return results;
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
  }
}

/** What a request costs: in the server, and in PostgreSQL. */
const metersOf = ({ pid }, { postgres }) => ({
  server: () => cpuSeconds(pid),
  PostgreSQL: () => cpuSeconds(...withChildren(postgres)),
});

/** All contenders must say the same to each body, whole and without an error. */
async function requireSameAnswers(contenders) {
  const [first, ...others] = contenders;
  for (const body of first.bodies) {
    const expected = await answer(first, body);
    for (const other of others)
      assert.deepEqual(await answer(other, body), expected, `${other.name} answers otherwise`);
  }
}

async function answer({ name, url, headers }, body) {
  const lasting = headers && (await headers());
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...lasting },
    body,
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, `${name}: ${JSON.stringify(errors)}`);
  const [list] = Object.values(data);
  const rows = list.nodes ?? list;
  assert.ok(rows.length > 0 && rows.every((row) => row !== null), `${name} leaves rows out`);
  return data;
}

function report(results) {
  const sections = Object.entries(results).map(
    ([name, byLoad]) => `### ${name}\n\n${sideBySideTable(byLoad, ['server', 'PostgreSQL'])}`,
  );
  return [...sections, '### Against the goals\n', goals(results)].join('\n');
}

/** How ours stands to each goal, load by load. */
function goals(results) {
  const rows = Object.entries(results).flatMap(([service, byLoad]) =>
    Object.entries(byLoad).flatMap(([load, contenders]) => {
      const perSecond = (name) => contenders.find((one) => one.name === name).perSecond;
      const cellsOf = (name) =>
        Object.entries(GOALS).map(([peer, goal]) => {
          const ratio = perSecond(name) / perSecond(peer);
          return `${ratio.toFixed(2)}${ratio < goal ? ' (missed)' : ''}`;
        });
      const shows = contenders.some(({ name }) => name === UNAUDITED);
      const title = `${service}, ${load}`;
      return [
        [title, ...cellsOf(OURS)],
        ...(shows ? [[`${title}, without the audit trail`, ...cellsOf(UNAUDITED)]] : []),
      ];
    }),
  );
  return table(
    ['ours against', ...Object.entries(GOALS).map(([peer, goal]) => `${peer} (goal ${goal})`)],
    rows,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2).filter((argument) => argument in SERVICES);
  const options = process.argv.includes('--quick') ? QUICK : FULL;
  console.log(await services(options, names.length > 0 ? names : undefined));
}
