/** Prints what is published of the code, or checks it: `node stack/schemas.mjs [--check]`. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PRINTERS = [
  ['stack/each-service.mjs', 'print-schema'],
  ['gateway/dist/exchange/print-schema.js'],
  ['packages/subgraph-kit/dist/events/print-event-types.js'],
];

for (const [script, ...scriptArguments] of PRINTERS) {
  const all = [path.join(root, script), ...scriptArguments, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, all, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
