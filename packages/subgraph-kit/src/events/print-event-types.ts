import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommandLine } from '../server/entry';
import { EVENT_TYPES } from './catalogue';
import type { EventType } from './event-type';

const FOLDER = path.join(__dirname, '..', '..', '..', '..', 'docs', 'events');

const fileOf = ({ type, version }: EventType<unknown>) => `${type}.v${version}.schema.json`;

/** What is published of the catalogue: a schema for each kind, and a page that leads to them. */
function published(): Map<string, string> {
  const files = new Map(
    EVENT_TYPES.map((kind) => [fileOf(kind), `${JSON.stringify(kind.schema, null, 2)}\n`] as const),
  );
  const rows = EVENT_TYPES.map(
    (kind) =>
      `| [\`${kind.type}\`](${fileOf(kind)}) | ${kind.version} | ${kind.owner} | ${kind.description.en} | ${kind.description.ar} |`,
  );
  return files.set('README.md', `${PAGE}\n${rows.join('\n')}\n`);
}

const PAGE = `# Events

What happens in a service is told to others as events: in the feed (\`events\` in the graph), to webhooks, and between the services. A payload holds ids, states, days and amounts and nothing else; who may see an event follows from whether they may see its subject now (a marketplace hears of products that are offered or withdrawn). Events of one subject come in the order in which they became true. Let pass what a schema does not name: it may be added within a version; a change that would break a receiver is a new version.

This page and the schemas are printed by \`npm run schemas\` from the catalogue in the kit (\`packages/subgraph-kit/src/events/catalogue.ts\`).

| type | version | emitted by | when | متى |
| --- | --- | --- | --- | --- |`;

/** `print-event-types.js [--check]`: writes what is published of the catalogue, or says that it is stale. */
async function printEventTypes(): Promise<string> {
  const files = published();
  await mkdir(FOLDER, { recursive: true });
  const there = await readdir(FOLDER);
  const tooMany = there.filter((name) => !files.has(name));
  if (!process.argv.includes('--check')) {
    for (const [name, text] of files) await writeFile(path.join(FOLDER, name), text);
    for (const name of tooMany) await rm(path.join(FOLDER, name));
    return 'events: docs/events is written.';
  }
  const stale = [...tooMany];
  for (const [name, text] of files) {
    const committed = await readFile(path.join(FOLDER, name), 'utf8').catch(() => '');
    if (committed !== text) stale.push(name);
  }
  if (stale.length > 0)
    throw new Error(`events: stale in docs/events: ${stale.join(', ')}; run npm run schemas and commit it.`);
  return 'events: docs/events is fresh.';
}

runCommandLine(printEventTypes);
