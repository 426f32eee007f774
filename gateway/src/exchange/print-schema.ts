import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSubgraph } from '@solidarity/subgraph-kit/schema/build';
import { undescribed } from '@solidarity/subgraph-kit/schema/descriptions';
import { exchangeParts } from './exchange';

/** `node gateway/dist/exchange/print-schema.js [--check]`: writes the gateway's part of the graph, or says that it is stale. */
const FILE = path.resolve(__dirname, '../../exchange.graphql');

const { sdl } = buildSubgraph(exchangeParts);
const silent = undescribed(sdl);
if (silent.length > 0) throw new Error(`These have no description: ${silent.join(', ')}`);
if (process.argv.includes('--check')) {
  const isFresh = readFileSync(FILE, 'utf8') === sdl;
  process.stdout.write(
    isFresh
      ? 'exchange.graphql is fresh.\n'
      : 'exchange.graphql is stale; run npm run schemas and commit it.\n',
  );
  if (!isFresh) process.exitCode = 1;
} else {
  writeFileSync(FILE, sdl);
  process.stdout.write('exchange.graphql is written.\n');
}
