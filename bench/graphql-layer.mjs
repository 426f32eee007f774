/** Which GraphQL layer a service should have: the same schema and data in memory, one core for each server. */
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, cpuSeconds, pin } from './lib/cores.mjs';
import { FULL, QUICK, sideBySide, sideBySideTable } from './lib/measure.mjs';
import { startServer } from './lib/processes.mjs';
import { FIELDS, names } from './servers/graphql-layer.mjs';

const server = fileURLToPath(new URL('./servers/graphql-layer.mjs', import.meta.url));
const entities = (count) => ({
  query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id ${FIELDS.join(' ')} } } }`,
  variables: {
    r: Array.from({ length: count }, (_, index) => ({ __typename: 'Person', id: String(index) })),
  },
});
const loads = {
  'entities, 10': entities(10),
  'entities, 100': entities(100),
  'list of 50': { query: `{ people { id ${FIELDS.join(' ')} } }` },
};

/** Measures the layers and gives the report in Markdown. */
export async function graphqlLayer(options = FULL) {
  pin(LOAD_CORE, process.pid);
  const servers = [];
  try {
    for (const name of names) servers.push({ name, ...(await startServer(server, [name])) });
    const results = {};
    for (const [load, request] of Object.entries(loads)) {
      const body = JSON.stringify(request);
      results[load] = await sideBySide(
        servers.map(({ name, url, pid }) => ({
          name,
          url: `${url}/graphql`,
          body,
          meters: { server: () => cpuSeconds(pid) },
        })),
        options,
      );
    }
    return sideBySideTable(results, ['server']);
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await graphqlLayer(process.argv.includes('--quick') ? QUICK : FULL));
}
