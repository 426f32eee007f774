/** What was measured on, and which versions of what. */
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';

const inBench = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url));

const versionIn = (folder) => (name) =>
  `${name} ${JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8')).version}`;

/** Two lines for a page of results: the machine, and Node with the house's and the peers' packages of these names. */
export function machine({ house, peers, isQuick }) {
  const versions = [...house.map(versionIn(inBench('..'))), ...peers.map(versionIn(inBench('.')))];
  const memory = Math.round(totalmem() / 1024 ** 3);
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0].model.trim()}, ${memory} GB, ${type()} ${release()};`,
    `Node ${process.versions.node}, ${versions.join(', ')}.`,
    ...(isQuick
      ? ['', '**These are the short rounds of `--quick`: they show that it runs, and little more.**']
      : []),
  ].join('\n');
}
