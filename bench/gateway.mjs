/**
 * `node bench/gateway.mjs [--quick]`: the gateway beside other gateways and beside the limit of what Node can do,
 * written into `docs/`. With ids of contenders (`ours hive-js hive-rust grafbase ours-none`): how many answers these
 * give in a second beside stock, ours and the limit, told on the way, and nothing is written.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chart } from './gateway/chart.mjs';
import { writeGraph } from './gateway/compose.mjs';
import { OURS, STOCK } from './gateway/contenders.mjs';
import { latencies } from './gateway/latency.mjs';
import { lineUp } from './gateway/line-up.mjs';
import { startServices } from './gateway/processes.mjs';
import { bars, page } from './gateway/report.mjs';
import { repeated, throughput } from './gateway/throughput.mjs';
import { showTokens } from './gateway/tokens.mjs';
import { LOAD_CORE, pin } from './lib/cores.mjs';
import { startIssuer } from './lib/issuer.mjs';
import { FULL, QUICK } from './lib/measure.mjs';

/** Each request has another one, so that nothing can be shared by those under way; ours believes them all. */
const TOKENS = 2_048;
const STARTS = 3;

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);

/** Measures, and writes `docs/benchmarks-gateway.md` and its chart; with `ids` it only tells answers a second. */
export async function gateway(options = FULL, ids = []) {
  // The processes of the run end with this one.
  const stop = () => process.exit(130);
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-gateway-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  process.once('exit', clear);
  pin(LOAD_CORE, process.pid);
  const opened = [];
  try {
    await measure({ folder, opened, options, ids });
  } finally {
    await Promise.all(opened.map((each) => each.stop()));
    clear();
    process.off('exit', clear);
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
  }
}

async function measure({ folder, opened, options, ids }) {
  const issuer = await startIssuer();
  opened.push(issuer);
  const services = await startServices();
  opened.push(services);
  say(`signing ${TOKENS} tokens …`);
  const tokens = await Promise.all(
    Array.from({ length: TOKENS }, (_, index) => issuer.tokenOf({ id: `client-${index}`, role: 'auditor' })),
  );
  const { urls } = services;
  const place = {
    folder,
    urls,
    issuer,
    supergraphFile: writeGraph(folder, urls),
    assertionKey: randomBytes(32).toString('hex'),
    token: tokens[0],
  };
  const running = [];
  opened.push({ stop: () => Promise.all(running.map((each) => each.stop())) });
  const isAsked = ({ id }) => ids.length === 0 || [STOCK, OURS, ...ids].includes(id);
  const starts = options.rounds > 1 ? STARTS : 1;
  const leftOut = await lineUp({ place, services, running, starts, isAsked, say });
  const run = { running, services, tokens, options, say };
  const firstTimeMs = await showTokens(run);
  const answered = await throughput(run);
  if (ids.length > 0) return;
  const results = {
    contenders: running,
    leftOut,
    firstTimeMs,
    throughput: answered,
    repeated: await repeated(run),
    latency: await latencies(run),
  };
  writeFileSync(path.join(docs, 'benchmarks-gateway.svg'), chart(bars(results)));
  writeFileSync(path.join(docs, 'benchmarks-gateway.md'), page(results, options === QUICK));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ids = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  await gateway(process.argv.includes('--quick') ? QUICK : FULL, ids);
  if (ids.length === 0) console.log('docs/benchmarks-gateway.md is written.');
  process.exit(0);
}
