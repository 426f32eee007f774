/** What the gateway is to reach, and whether it does. */
import { LIMIT, OURS, SHARED, STOCK } from './contenders.mjs';

const TIMES_STOCK = { W1: 14, W2: 20 };
const TIMES_LIMIT_CPU = { W1: 2, W2: 1.3 };
const REPEATED_TIMES_STOCK = 25;
const MOST_CALLS = { W1: 8 };
const READY_WITHIN_MS = 1_000;

const times = (value) => `${value.toFixed(2)} ×`;
const milliseconds = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const megabytes = (value) => `${value.toFixed(0)} MB`;

const mostCalls = ({ calls, slowCalls }) => Math.max(calls, slowCalls.length);

const atLeast = (goal, reached, least, write) => ({
  goal,
  reached: write(reached),
  isHit: reached >= least,
  by: reached / least - 1,
});
const atMost = (goal, reached, most, write) => ({
  goal,
  reached: write(reached),
  isHit: reached <= most,
  by: 1 - reached / most,
});

/** `[{ goal, reached, isHit, by }]`; `by` is the share by which a goal is exceeded, negative when it is missed. */
export function goals({ contenders, throughput, repeated, latency }) {
  const of = (id) => contenders.find((each) => each.id === id);
  const peers = contenders.filter(({ isPeer }) => isPeer);
  const perLoad = Object.entries(throughput).flatMap(([load, results]) => {
    const ratio = (id) => results[OURS].perSecond / results[id].perSecond;
    const leastTimes = TIMES_STOCK[load];
    const mostCpu = TIMES_LIMIT_CPU[load];
    return [
      atLeast(`${load}: at least ${leastTimes} × stock`, ratio(STOCK), leastTimes, times),
      ...peers.map(({ id, name }) => atLeast(`${load}: above ${name}`, ratio(id), 1, times)),
      atMost(
        `${load}: CPU of a request at most ${mostCpu} × the bare proxy's`,
        results[OURS].cpuMs / results[LIMIT].cpuMs,
        mostCpu,
        times,
      ),
      atMost(
        `${load}: memory under load below stock's (${megabytes(results[STOCK].megabytes)})`,
        results[OURS].megabytes,
        results[STOCK].megabytes,
        megabytes,
      ),
    ];
  });
  return [
    ...perLoad,
    ...Object.entries(MOST_CALLS).map(([load, most]) =>
      atMost(`${load}: at most ${most} calls to services`, mostCalls(of(OURS).answers[load]), most, String),
    ),
    atMost('ready in under a second', of(OURS).readyMs, READY_WITHIN_MS, milliseconds),
    ...Object.entries(repeated).map(([load, results]) =>
      atLeast(
        `${load}, the same request by many, shared reads on: at least ${REPEATED_TIMES_STOCK} × stock`,
        results[SHARED].perSecond / results[STOCK].perSecond,
        REPEATED_TIMES_STOCK,
        times,
      ),
    ),
    ...latency.map(({ title, crowd, stock, ours }) =>
      atMost(
        `W1, ${title}, ${crowd} at once: p50 at most stock's (${milliseconds(stock.p50)})`,
        ours.p50,
        stock.p50,
        milliseconds,
      ),
    ),
  ];
}
