import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { composeGraph, type ComposedGraph } from './composition';
import { EXCHANGE } from '../exchange/exchange-name';
import { readServiceSchema, readServiceSchemas } from './service-schema';

/**
 * `node gateway/dist/supergraph/compose.js`: composes the services' committed schemas, and the gateway's own, into
 * `supergraph/`.
 * With `--check` nothing is written: it fails when a committed file is not what would be written.
 */
const REPOSITORY = path.resolve(__dirname, '../../..');

/** Runs the command; gives the exit code. */
export function runCompose(args: readonly string[], say: (line: string) => void): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      services: { type: 'string', default: path.join(REPOSITORY, 'services') },
      exchange: { type: 'string', default: path.join(REPOSITORY, 'gateway/exchange.graphql') },
      out: { type: 'string', default: path.join(REPOSITORY, 'supergraph') },
    },
  });
  try {
    const exchange = readServiceSchema(EXCHANGE, values.exchange);
    const graph = composeGraph([...readServiceSchemas(values.services), exchange]);
    return values.check ? check(graph, values.out, say) : write(graph, values.out, say);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(error.message);
    return 1;
  }
}

function write(graph: ComposedGraph, folder: string, say: (line: string) => void): number {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of graph) writeFileSync(fileOf(folder, name), text);
  say(`Composed: ${[...graph.keys()].map((name) => `${name}.graphql`).join(', ')}.`);
  return 0;
}

function check(graph: ComposedGraph, folder: string, say: (line: string) => void): number {
  const stale = [...graph].filter(([name, text]) => {
    const file = fileOf(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  if (stale.length === 0) {
    say('The composed graph is fresh.');
    return 0;
  }
  const names = stale.map(([name]) => `${name}.graphql`).join(', ');
  say(`Not what the services' schemas compose to: ${names}. Run: node gateway/dist/supergraph/compose.js`);
  return 1;
}

function fileOf(folder: string, name: string): string {
  return path.join(folder, `${name}.graphql`);
}

if (require.main === module) {
  process.exitCode = runCompose(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
