/** What the whole system answers through its gateway: two journeys of the README, on the sample of the usual size. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpuSeconds, withChildren } from './lib/cores.mjs';
import { gateway as gatewayCode } from './lib/house-code.mjs';
import { withHouse } from './lib/house.mjs';
import { startIssuer } from './lib/issuer.mjs';
import { cells, figureNames, FULL, QUICK, sideBySide, table } from './lib/measure.mjs';
import { startService } from './lib/processes.mjs';

const { readJourneys } = gatewayCode('./dist/http/journeys.js');

const MEASURED = ['1-partner-ngo', '3-diarna'];
const GATEWAY = 'gateway';
/** How many ask at once: many to see how many answers there can be, one to see how long an answer takes. */
const CROWDS = [16, 1];
/** Five processes that take turns on a core need longer until their code is compiled. */
const WARM_UPS = 4;
const MOST_PAGES = 10;

const inRoot = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** Measures the journeys and gives the report in Markdown. */
export async function journeys(options = FULL) {
  return withHouse({}, async (house) => {
    const issuer = await startIssuer();
    const running = [];
    try {
      for (const { name, script, environment, port } of house.plan.servers) {
        const more = name === GATEWAY ? { ...issuer.environment, EXPLORER: 'off' } : {};
        running.push({ name, ...(await startService(script, { ...environment, ...more }, { port })) });
      }
      const rows = [];
      for (const journey of readJourneys(inRoot('journeys')).filter(({ name }) => MEASURED.includes(name)))
        rows.push(...(await measure(journey, { house, issuer, running }, options)));
      return table(['journey', 'at once', ...figureNames(['gateway', 'services', 'PostgreSQL'])], rows);
    } finally {
      await Promise.all(running.map(({ stop }) => stop()));
      issuer.stop();
    }
  });
}

async function measure(journey, { house, issuer, running }, options) {
  const gateway = running.find(({ name }) => name === GATEWAY);
  const services = running.filter(({ name }) => name !== GATEWAY).map(({ pid }) => pid);
  const headers = await headersOf(journey, issuer);
  const url = `${gateway.url}/graphql`;
  const bodies = await pagesOf(journey, url, headers);
  const meters = {
    gateway: () => cpuSeconds(gateway.pid),
    services: () => cpuSeconds(...services),
    PostgreSQL: () => cpuSeconds(...withChildren(house.postgres)),
  };
  const lasting = { ...options, warmUpSeconds: options.warmUpSeconds * WARM_UPS };
  const rows = [];
  for (const connections of CROWDS) {
    const [result] = await sideBySide(
      [{ name: journey.name, url, headers, bodies, meters, connections }],
      lasting,
    );
    rows.push([journey.name, connections, ...cells(result)]);
    house.say(`${journey.name}, ${connections} at once: ${result.perSecond}/s`);
  }
  return rows;
}

async function headersOf({ client }, issuer) {
  if (client === null) return {};
  const clients = JSON.parse(readFileSync(inRoot('gateway/demo-clients.json'), 'utf8'));
  return { authorization: `Bearer ${await issuer.tokenOf(clients.find(({ id }) => id === client))}` };
}

/** The journey page by page as far as it has pages, each answer whole and without an error. */
async function pagesOf({ query, variables }, url, headers) {
  const bodies = [];
  for (let after = JSON.parse(variables); after && bodies.length < MOST_PAGES;) {
    const body = JSON.stringify({ query, variables: after });
    bodies.push(body);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    const [answer] = Object.values(data);
    assert.ok(answer, 'the journey finds nothing');
    const { hasNextPage, endCursor } = ('after' in after && answer.pageInfo) || {};
    after = hasNextPage ? { ...after, after: endCursor } : null;
  }
  return bodies;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await journeys(process.argv.includes('--quick') ? QUICK : FULL));
}
