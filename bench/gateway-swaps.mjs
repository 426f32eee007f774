/**
 * `node bench/gateway-swaps.mjs [swaps]`: puts one supergraph after the other into service while 16 connections ask
 * without a pause, and tells how much memory the gateway has on the way. Any failed answer ends the run.
 */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeGraph } from './gateway/compose.mjs';
import { contendersOf, OURS } from './gateway/contenders.mjs';
import { LOADS } from './gateway/fixture/loads.mjs';
import { ask, requestBytes, takingTurns } from './gateway/load.mjs';
import { startContender, startServices } from './gateway/processes.mjs';
import { LOAD_CORE, pin } from './lib/cores.mjs';

const CONNECTIONS = 16;
const TOLD_EVERY = 20;
const swaps = Number(process.argv[2] ?? 200);

const folder = mkdtempSync(path.join(tmpdir(), 'bench-gateway-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
pin(LOAD_CORE, process.pid);

const services = await startServices();
const { urls } = services;
const supergraphFile = writeGraph(folder, urls);
const text = readFileSync(supergraphFile, 'utf8');
const place = { folder, urls, supergraphFile, issuer: { environment: {} }, assertionKey: '', token: '' };
const bare = contendersOf(place).find(({ id }) => id === `${OURS}-none`);
const gateway = await startContender(
  { ...bare, env: { ...bare.env, SUPERGRAPH_POLL_MS: '50', LOG_LEVEL: 'warn' } },
  place,
);

async function swapsTaken() {
  const metrics = await (await fetch(`http://127.0.0.1:${gateway.port}/metrics`)).text();
  return Number(/gateway_supergraph_swaps_total\{outcome="taken"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

/** Another text of the same meaning, put into place at once. */
async function swap(number) {
  writeFileSync(`${supergraphFile}.next`, `${text}\n# ${number}\n`);
  renameSync(`${supergraphFile}.next`, supergraphFile);
  while ((await swapsTaken()) < number) await pause(10);
}

function megabytes() {
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${gateway.pids.at(-1)}/status`, 'utf8'))[1]) / 1024;
}

let isOver = false;
const turns = takingTurns([requestBytes(LOADS.W1, ''), requestBytes(LOADS.W2, '')]);
const asking = ask({
  port: gateway.port,
  next: () => (isOver ? undefined : turns()),
  least: 10,
  connections: CONNECTIONS,
});
for (let number = 1; number <= swaps; number += 1) {
  await Promise.race([swap(number), asking]);
  if (number % TOLD_EVERY === 0) console.log(`after ${number} swaps: ${megabytes().toFixed(0)} MB`);
}
isOver = true;
const { latencies } = await asking;
console.log(`${latencies.length} answers, none failed; the slowest took ${latencies.at(-1).toFixed(0)} ms`);
await gateway.stop();
await services.stop();
process.exit(0);
