/** The page of results. */
import { machine } from '../lib/machine.mjs';
import { table } from '../lib/measure.mjs';
import { LIMIT, OURS, STOCK } from './contenders.mjs';
import { goals } from './goals.mjs';
import { callsText } from './line-up.mjs';

const VERSIONS = ['graphql', 'fastify', 'undici', '@apollo/gateway', '@apollo/query-planner'];
const VERSIONS_OF_PEERS = ['@apollo/server', '@graphql-hive/gateway', '@graphql-hive/router-query-planner'];
const VERSION_OF_GRAFBASE = '@grafbase/cli-x86_64-unknown-linux-musl';

const fixed = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '');
const percent = (share) => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : '');

/** What the chart shows of the results. */
export function bars({ contenders, throughput }) {
  return Object.entries(throughput).map(([load, results]) => ({
    title: `${load}: answers a second, relative to stock Apollo`,
    bars: contenders
      .filter(({ id }) => id in results)
      .map(({ id, name }) => ({
        name: name.replace(/ \(.*\)/, ''),
        ratio: results[id].perSecond / results[STOCK].perSecond,
        kind: id === LIMIT ? 'limit' : id.startsWith(OURS) ? 'ours' : 'peer',
      })),
  }));
}

/** The whole page in Markdown. */
export function page(results, isQuick) {
  const { contenders, throughput, repeated, latency, leftOut, firstTimeMs } = results;
  const hasGrafbase = contenders.some(({ id }) => id === 'grafbase');
  const peers = [...VERSIONS_OF_PEERS, ...(hasGrafbase ? [VERSION_OF_GRAFBASE] : [])];
  const { answers } = contenders.find(({ id }) => id === STOCK);
  const kilobytes = (load) => fixed(answers[load].text.length / 1000, load === 'W1' ? 0 : 1);
  return `# The gateway beside others

Written by \`npm run bench\`, or alone by \`node bench/gateway.mjs\` (\`-- --quick\` for short rounds).

${machine({ house: VERSIONS, peers, isQuick })}

![Answers a second, relative to stock Apollo](benchmarks-gateway.svg)

Four services (accounts, products, inventory, reviews) after the best-known benchmark of federation gateways. **W1** is its wide query over three hops, ${kilobytes('W1')} KB of answer; **W2** is a list and one hop, ${kilobytes('W2')} KB. The services cost nothing: they send ready bytes to bodies that they know.

**Only ratios mean something beyond this machine.** Each gateway is one process on a core of its own; the services and what asks have the other. All run in one run, in turns within each round; a figure is the median of the rounds, memory the most that was seen. 64 connections ask, each time with another of 2,048 tokens, so that nothing can be shared by requests under way. Before it is measured, each gateway has to answer as the stock one does, and to tell the services who is calling.

- **stock Apollo** is \`startStandaloneServer\` with \`ApolloGateway\`, which hands the token on: no token is checked, nothing is limited or counted.
- **Hive Gateway** is its command line with \`--jit\`, or with \`--hive-router-runtime\` for the Rust planner, with which \`--jit\` answers nothing; **Grafbase** is the gateway in its command line (\`grafbase dev\`), which composes the same schemas, with one worker thread and without sharing of requests in flight. They too hand the token on unchecked.
- **ours, as it ships** is \`node gateway/dist/main.js\` in production's mode with the options of Node that the stack and the containers set (\`--max-old-space-size=768 --max-semi-space-size=64\`), with tokens of an OpenID provider, its assertion for the services, limits, cost, metrics, a line of log for each request. It has seen each token within the last seconds, as of clients that ask all the time (its assertion for the services is signed anew after 40 seconds, and more than that lies between the bursts of one contender); a new one costs it ${fixed(firstTimeMs, 2)} ms of CPU more, once. The row without tokens runs in development's mode, for production's does not serve everybody.
- **the limit** is \`node:http\` and \`undici\`: it makes the calls that ours makes (${roundsText(contenders)}), in the same rounds, reads what comes, and sends an answer that it had before. It reads no token, no operation and no JSON.
- Mercurius' gateway takes no supergraph and is left out.${leftOut.map(({ name, why }) => `\n- ${name} is left out, for it does not run here: ${why.split('\n')[0]}`).join('')}

## Answers a second

"Its core" is how much of its core the gateway used, "the other" how much of the other core services and load did: where its core was not full, the ratio by CPU says more. "MB" is the most memory that was seen, "calls" is how many calls to services one request takes, and if that depends on it, how many when services take 100 ms.

${throughputTable(throughput, contenders)}
## Ready

From the start of the process to its first answer.

${table(
  ['', 'ms'],
  contenders.map(({ name, readyMs }) => [name, fixed(readyMs, 0)]),
)}
## The same request by many

One token, 64 connections; ours with \`SHARED_READS=on\`.

${throughputTable(repeated, contenders)}
## Latency of W1 when services take their time

${table(
  ['', 'at once', 'stock, p50 ms', 'ours, p50 ms', 'ours / stock', 'stock, p99 ms', 'ours, p99 ms'],
  latency.map(({ title, crowd, stock, ours }) => [
    title,
    crowd,
    ...[stock.p50, ours.p50].map((value) => fixed(value)),
    fixed(ours.p50 / stock.p50, 2),
    ...[stock.p99, ours.p99].map((value) => fixed(value)),
  ]),
)}
## Against the goals

${goalsTable(results)}
### What stands in the way of the goals that are missed

- **W2, 20 × stock.** The limit itself, which only moves bytes, stays below that here: a small query is mostly sockets. Stock needs half as long for it once it is warm, and it is warm before it is measured.
- **W2 beside Grafbase and the limit.** What ours does beyond moving bytes costs about 0.05 ms: HTTP on Fastify with its headers, the token and the services' assertion, a line of log and the metrics, reading, merging and writing JSON.
- **W1.** A tenth of the time goes into reading the services' JSON, a tenth into writing requests, the rest is spread thin.
- **Memory on W2.** The room for young objects (\`--max-semi-space-size=64\`) takes up to 90 MB more and saves a fifth of the CPU; with Node's default memory was below stock's in both loads.
- **W2 by many.** A shared answer still has its own HTTP request, token, line of log and metrics.
`;
}

function roundsText(contenders) {
  const { answers } = contenders.find(({ id }) => id === LIMIT);
  return Object.entries(answers)
    .map(([load, { slowCalls }]) => `${slowCalls.length} for ${load}`)
    .join(', ');
}

function throughputTable(byLoad, contenders) {
  const head = [
    'asked',
    'answered by',
    'ratio',
    'by CPU',
    'a second',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'its core',
    'the other',
    'MB',
    'calls',
  ];
  const rows = Object.entries(byLoad).flatMap(([load, results]) =>
    contenders
      .filter(({ id }) => id in results)
      .map(({ id, name, answers }, index) => {
        const { perSecond, p50, p99, cpuMs, coreShare, besidesShare, megabytes } = results[id];
        return [
          index === 0 ? load : '',
          name,
          fixed(perSecond / results[STOCK].perSecond, 2),
          fixed(results[STOCK].cpuMs / cpuMs, 2),
          fixed(perSecond, 0),
          fixed(p50),
          fixed(p99),
          fixed(cpuMs, 2),
          percent(coreShare),
          percent(besidesShare),
          fixed(megabytes, 0),
          callsText(answers[load]),
        ];
      }),
  );
  return table(head, rows);
}

function goalsTable(results) {
  const rows = goals(results).map(({ goal, reached, isHit, by }) => [
    goal,
    reached,
    isHit ? `hit, by ${percent(by)}` : `**missed by ${percent(-by)}**`,
  ]);
  return table(['goal', 'reached', ''], rows);
}
