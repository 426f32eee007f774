/** Side-by-side measurement: contenders take turns within each round, and what counts is the median of rounds. */
import autocannon from 'autocannon';

export const FULL = { rounds: 5, seconds: 2, warmUpSeconds: 4 };
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

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

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

const milliseconds = (value) => value.toFixed(value < 0.1 ? 3 : 2);

/** `8123/s · p50 1 ms · p99 4 ms · CPU 0.11 + 0.050 ms`, the costs in the order of the meters. */
export function figures({ perSecond, p50, p99, costs }) {
  const known = costs.filter(Number.isFinite).map(milliseconds);
  const cpu = known.length > 0 ? [`CPU ${known.join(' + ')} ms`] : [];
  return [`${perSecond}/s`, `p50 ${p50} ms`, `p99 ${p99} ms`, ...cpu].join(' · ');
}

/** A Markdown table of results by load: rows are contenders, columns are loads; the ratio first. */
export function table(byLoad) {
  const loads = Object.keys(byLoad);
  const names = [...new Set(Object.values(byLoad).flatMap((results) => results.map(({ name }) => name)))];
  const cell = (load, name) => {
    const result = byLoad[load].find((one) => one.name === name);
    return result ? `**${result.ratio.toFixed(2)}** · ${figures(result)}` : '';
  };
  return [
    `| | ${loads.join(' | ')} |`,
    `| --- |${' --- |'.repeat(loads.length)}`,
    ...names.map((name) => `| ${name} | ${loads.map((load) => cell(load, name)).join(' | ')} |`),
    '',
  ].join('\n');
}
