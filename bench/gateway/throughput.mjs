/** How many requests contenders answer in a second. */
import { OURS, SHARED, STOCK } from './contenders.mjs';
import { LOADS } from './fixture/loads.mjs';
import { ask, onceEach, requestBytes, takingTurns } from './load.mjs';
import { inTurns } from './measure.mjs';

const CONNECTIONS = 64;
/** The stock gateway needs this long until its code is compiled; before, it would look slower than it is. */
const WARM_UPS = 2;

/** Each load on all contenders, each request with another token; the figures by load and contender. */
export function throughput(run) {
  return onEachLoad(run, { title: '', isAsked: ({ id }) => id !== SHARED, tokens: run.tokens });
}

/** Each load with one token, on the stock gateway and on ours with shared reads. */
export function repeated(run) {
  return onEachLoad(run, {
    title: ', the same request by all',
    isAsked: ({ id }) => [STOCK, SHARED].includes(id),
    tokens: run.tokens.slice(0, 1),
  });
}

/**
 * The services' assertion of a client is signed anew after 40 seconds. Clients that ask all the time pay that once in
 * 40 seconds; in a burst after a pause each request would.
 */
async function comeAgain(port, tokens) {
  const requests = tokens.map((token) => requestBytes('{"query":"{ users { id } }"}', token));
  await ask({ port, next: onceEach(requests), least: 1, connections: CONNECTIONS });
}

async function onEachLoad({ running, services, options, say }, { title, isAsked, tokens }) {
  const byLoad = {};
  for (const [load, body] of Object.entries(LOADS)) {
    const next = takingTurns(tokens.map((token) => requestBytes(body, token)));
    const contenders = running.filter(isAsked).map(({ id, port, pids, answers }) => ({
      id,
      port,
      pids,
      next,
      least: answers[load].text.length,
      before: id.startsWith(OURS) ? () => comeAgain(port, tokens) : undefined,
    }));
    await services.take();
    const results = await inTurns(contenders, {
      ...options,
      warmUpSeconds: options.warmUpSeconds * WARM_UPS,
      connections: CONNECTIONS,
      besides: [process.pid, services.pid],
    });
    const { learned } = await services.take();
    if (learned > 0) say(`${load}${title}: the services had ${learned} answers to work out under load.`);
    byLoad[load] = results;
    for (const [id, { perSecond, cpuMs, coreShare, besidesShare }] of Object.entries(results)) {
      const ratio = (perSecond / results[STOCK].perSecond).toFixed(2);
      const shares = `${(coreShare * 100).toFixed(0)} % of its core, ${(besidesShare * 100).toFixed(0)} % of the other`;
      say(
        `${load}${title}: ${id} ${perSecond.toFixed(0)}/s, ${ratio} × stock, ${cpuMs.toFixed(2)} ms of CPU, ${shares}`,
      );
    }
  }
  return byLoad;
}
