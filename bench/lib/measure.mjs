/** Side-by-side measurement: contenders take turns within each round, and what counts is the median of rounds. */
import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';

const SERVER_CORE = '0';

/** Starts a contender on a core of its own and waits for its line `listening <port>`. */
export async function startServer(file, args = [], env = {}) {
  const pinned = cpus().length > 1 && process.platform === 'linux';
  const [command, ...rest] = [...(pinned ? ['taskset', '-c', SERVER_CORE] : []), process.execPath, file, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const port = await new Promise((resolve, reject) => {
    let seen = '';
    child.stdout.on('data', (chunk) => {
      seen += chunk;
      const found = /listening (\d+)/.exec(seen);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${seen}`)));
  });
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** One burst of load: requests a second and latencies in milliseconds. Any answer but a whole one fails the run. */
export async function burst({ url, headers, body, seconds, connections = 16 }) {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duration: seconds,
    connections,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were refused, ${result.errors} failed`);
  }
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Rounds of all contenders over one load. `contenders`: [{ name, url, headers, body }]. Gives for each the medians
 * and the ratio of requests to the first contender.
 */
export async function sideBySide(contenders, { rounds = 3, seconds = 3, warmUpSeconds = 2 } = {}) {
  for (const contender of contenders) await burst({ ...contender, seconds: warmUpSeconds });
  const seen = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) seen.get(contender.name).push(await burst({ ...contender, seconds }));
  }
  const medians = contenders.map(({ name }) => {
    const bursts = seen.get(name);
    return {
      name,
      perSecond: Math.round(median(bursts.map((one) => one.perSecond))),
      p50: median(bursts.map((one) => one.p50)),
      p99: median(bursts.map((one) => one.p99)),
    };
  });
  return medians.map((one) => ({ ...one, ratio: one.perSecond / medians[0].perSecond }));
}

/** A Markdown table of results by load: rows are contenders, columns are loads. */
export function table(title, byLoad) {
  const loads = Object.keys(byLoad);
  const names = byLoad[loads[0]].map(({ name }) => name);
  const cell = ({ perSecond, ratio, p50, p99 }) => `${perSecond}/s · ${ratio.toFixed(2)} · p50 ${p50} ms · p99 ${p99} ms`;
  return [
    `### ${title}`,
    '',
    `| | ${loads.join(' | ')} |`,
    `| --- |${' --- |'.repeat(loads.length)}`,
    ...names.map((name) => `| ${name} | ${loads.map((load) => cell(byLoad[load].find((one) => one.name === name))).join(' | ')} |`),
    '',
  ].join('\n');
}
