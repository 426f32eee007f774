/** Side-by-side measurement: contenders take turns within each round, and what counts is the median of rounds. */
import autocannon from 'autocannon';

export const FULL = { rounds: 3, seconds: 2, warmUpSeconds: 4 };
export const QUICK = { rounds: 1, seconds: 1, warmUpSeconds: 2 };
const CONNECTIONS = 16;

/**
 * One burst of load: requests a second, latencies in milliseconds, and what a request costs the CPU by each of the
 * `meters` (seconds used so far), in milliseconds. Each connection goes round the bodies from another one on. Any
 * answer but a whole one fails the run.
 */
export async function burst({
  url,
  headers,
  body,
  bodies = [body],
  meters = {},
  seconds,
  connections = CONNECTIONS,
}) {
  const lasting = typeof headers === 'function' ? await headers() : headers;
  const requests = bodies.map((each) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...lasting },
    body: each,
  }));
  let clients = 0;
  const setupClient = (client) => {
    const first = (clients++ * 7) % requests.length;
    client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
  };
  const read = () => Object.values(meters).map((meter) => meter());
  const before = read();
  const result = await autocannon({ url, requests, setupClient, duration: seconds, connections });
  const costs = read().map((now, index) => ((now - before[index]) * 1000) / result.requests.total);
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were refused, ${result.errors} failed`);
  }
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, costs };
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median of each figure over bursts of the same load. */
function medians(bursts) {
  const of = (figure) => median(bursts.map(figure));
  return {
    perSecond: Math.round(of(({ perSecond }) => perSecond)),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    costs: bursts[0].costs.map((_, index) => of(({ costs }) => costs[index])),
  };
}

/**
 * Rounds of all contenders over one load. `contenders`: [{ name, url, headers, body or bodies, meters }]. Gives for
 * each the medians and the ratio of requests to the first contender.
 */
export async function sideBySide(contenders, { rounds, seconds, warmUpSeconds } = FULL) {
  for (const contender of contenders) await burst({ ...contender, seconds: warmUpSeconds });
  const seen = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) seen.get(contender.name).push(await burst({ ...contender, seconds }));
  }
  const results = contenders.map(({ name }) => ({ name, ...medians(seen.get(name)) }));
  return results.map((one) => ({ ...one, ratio: one.perSecond / results[0].perSecond }));
}

const decimals = (value) => (Number.isFinite(value) ? value.toFixed(value < 0.1 ? 3 : 2) : '');

/** The figures of a result as cells of a table. */
export const cells = ({ perSecond, p50, p99, costs }) => [perSecond, p50, p99, ...costs.map(decimals)];

/** What the columns of figures are called; `meters` names what the CPU's time was measured in. */
export const figureNames = (meters) => [
  'a second',
  'p50 ms',
  'p99 ms',
  ...meters.map((each) => `CPU ms, ${each}`),
];

/** A Markdown table. */
export function table(head, rows) {
  const line = (row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** What each contender reached under each load, and the ratio of its requests to the first contender's. */
export function sideBySideTable(byLoad, meters) {
  const rows = Object.entries(byLoad).flatMap(([load, results]) =>
    results.map((result, index) => [
      index === 0 ? load : '',
      result.name,
      result.ratio.toFixed(2),
      ...cells(result),
    ]),
  );
  return table(['asked', 'answered by', 'ratio', ...figureNames(meters)], rows);
}
