/** Side-by-side measurement: contenders take turns within each round, and what counts is the median of rounds. */
import autocannon from 'autocannon';
import { cpuSeconds } from './cores.mjs';

export const FULL = { rounds: 5, seconds: 4, warmUpSeconds: 4 };
export const QUICK = { rounds: 1, seconds: 1, warmUpSeconds: 1 };
const CONNECTIONS = 16;

/**
 * One burst of load: requests a second, latencies in milliseconds, and what a request costs the CPU in the
 * contender (`pid`, or `pids` where it is several processes) and in PostgreSQL (`postgres`). Each connection goes
 * round the bodies from another one on. Any answer but a whole one fails the run.
 */
export async function burst({ url, headers, body, bodies = [body], pid, pids = [pid], postgres, seconds, connections }) {
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
  const before = [cpuSeconds(...pids), postgres?.()];
  const result = await autocannon({ url, requests, setupClient, duration: seconds, connections: connections ?? CONNECTIONS });
  const after = [cpuSeconds(...pids), postgres?.()];
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were refused, ${result.errors} failed`);
  }
  const [cpu, postgresCpu] = after.map((then, index) => ((then - before[index]) * 1000) / result.requests.total);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, cpu, postgresCpu };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median of each figure over bursts of the same load. */
export function medians(bursts) {
  const of = (figure) => median(bursts.map((one) => one[figure]));
  return { perSecond: Math.round(of('perSecond')), p50: of('p50'), p99: of('p99'), cpu: of('cpu'), postgresCpu: of('postgresCpu') };
}

/**
 * Rounds of all contenders over one load. `contenders`: [{ name, url, headers, body or bodies, pid, postgres }].
 * Gives for each the medians and the ratio of requests to the first contender.
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

/** `8123/s · p50 1 ms · p99 4 ms · CPU 0.11 + 0.05 ms`: what a request costs in the server, and in PostgreSQL. */
export function figures({ perSecond, p50, p99, cpu, postgresCpu }) {
  const costs = [cpu, postgresCpu].filter(Number.isFinite).map(milliseconds);
  return [`${perSecond}/s`, `p50 ${p50} ms`, `p99 ${p99} ms`, ...(costs.length > 0 ? [`CPU ${costs.join(' + ')} ms`] : [])].join(' · ');
}

/** A Markdown table of results by load: rows are contenders, columns are loads. */
export function table(byLoad) {
  const loads = Object.keys(byLoad);
  const names = byLoad[loads[0]].map(({ name }) => name);
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
