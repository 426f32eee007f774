/** Who is measured, and how each is started: the command that it gets the port by, and its environment. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES } from './fixture/schemas.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const node = process.execPath;
const HIVE = file('../node_modules/@graphql-hive/gateway/dist/bin.js');
const GRAFBASE = file('../node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase');

export const STOCK = 'apollo';
export const OURS = 'ours';
export const SHARED = 'ours-shared-reads';
export const LIMIT = 'bare-proxy';

/** As the stack and the containers start it. */
const NODE_OPTIONS = '--max-old-space-size=768 --max-semi-space-size=64';

/** What the house's gateway is told when it asks for tokens, as in production. */
function oursEnvironment({ supergraphFile, urls, issuer, assertionKey }) {
  return {
    ...issuer.environment,
    SUPERGRAPH_FILE: supergraphFile,
    SERVICE_URLS: SERVICES.map((name) => `${name}=${urls[name]}`).join(','),
    CALLER_ASSERTION_KEY: assertionKey,
    NODE_OPTIONS,
  };
}

/** All of them but the limit, which needs to know what calls ours makes. A `peer` may be left out when it does not run. */
export function contendersOf(place) {
  const { supergraphFile } = place;
  const ours = () => [node, file('../../gateway/dist/main.js')];
  const hive = (...more) => ({
    isPeer: true,
    command: (port) => [
      ...[node, HIVE, 'supergraph', supergraphFile, '--host', '127.0.0.1', '--port', String(port)],
      ...['--config-path', file('contenders/hive.config.mjs'), '--fork', '1', ...more],
    ],
  });
  return [
    {
      id: STOCK,
      name: 'stock Apollo (`@apollo/server` + `@apollo/gateway`)',
      command: () => [node, file('contenders/apollo.mjs')],
      env: { SUPERGRAPH_FILE: supergraphFile, APOLLO_TELEMETRY_DISABLED: '1' },
    },
    { id: 'hive-js', name: 'Hive Gateway, its JavaScript planner', ...hive('--jit') },
    // With --jit it answers null to everything.
    { id: 'hive-rust', name: 'Hive Gateway, its Rust planner', ...hive('--hive-router-runtime') },
    { id: 'grafbase', name: 'Grafbase, in Rust, one thread', isPeer: true, ...grafbase(place) },
    { id: OURS, name: '**ours, as it ships**', command: ours, env: oursEnvironment(place) },
    {
      id: 'ours-none',
      name: 'ours, nobody asked who they are',
      command: ours,
      // Production's mode refuses to serve without knowing the caller.
      env: { NODE_ENV: 'development', IDENTITY: 'none', SUPERGRAPH_FILE: supergraphFile, NODE_OPTIONS },
    },
    {
      id: SHARED,
      name: 'ours, shared reads on',
      command: ours,
      env: { ...oursEnvironment(place), SHARED_READS: 'on' },
      isForRepeated: true,
    },
  ];
}

/** `callsFile` says which calls each request takes. */
export const bareProxy = (callsFile) => ({
  id: LIMIT,
  name: 'the limit: a bare proxy making the same calls',
  command: () => [node, file('contenders/bare-proxy.mjs')],
  env: { CALLS_FILE: callsFile },
});

/**
 * Its gateway is not in the registry; the one in its command line is the same code, composes the services' schemas
 * itself, and may watch and tell more than it would in production.
 */
function grafbase({ folder, urls }) {
  const lines = ['[traffic_shaping]', 'inflight_deduplication = false'];
  lines.push('[[headers]]', 'rule = "forward"', 'name = "authorization"');
  for (const name of SERVICES)
    lines.push(`[subgraphs.${name}]`, `schema_path = "${name}.service.graphql"`, `url = "${urls[name]}"`);
  writeFileSync(path.join(folder, 'grafbase.toml'), lines.join('\n'));
  return {
    command: (port) => {
      if (!existsSync(GRAFBASE)) throw new Error('Its program is for Linux on x86-64 only.');
      const home = path.join(folder, 'grafbase-home');
      return [GRAFBASE, '--home', home, 'dev', '--listen-address', `127.0.0.1:${port}`];
    },
    env: { TOKIO_WORKER_THREADS: '1' },
  };
}
