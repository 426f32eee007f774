/** How long the wide query takes when services take their time: ours beside the stock gateway. */
import { OURS, STOCK } from './contenders.mjs';
import { LOADS } from './fixture/loads.mjs';
import { SERVICES } from './fixture/schemas.mjs';
import { requestBytes, takingTurns } from './load.mjs';
import { inTurns } from './measure.mjs';

const LOAD = 'W1';
const CROWDS = [1, 8];
const FAST_MS = 2;
const SLOW_MS = 50;

const allTake = (ms) => Object.fromEntries(SERVICES.map((name) => [name, ms]));

/** What each service takes, in milliseconds, by what that is called. */
const CASES = {
  'services take no time': {},
  'services take 2 ms': allTake(2),
  'services take 10 ms': allTake(10),
  'services take 50 ms': allTake(50),
  ...Object.fromEntries(
    SERVICES.map((slow) => [
      `${slow} takes ${SLOW_MS} ms, the others ${FAST_MS}`,
      { ...allTake(FAST_MS), [slow]: SLOW_MS },
    ]),
  ),
};

/** One row for each case and number of clients: `{ title, crowd, stock, ours }` with the figures of both. */
export async function latencies({ running, services, tokens, options: { rounds, seconds }, say }) {
  const next = takingTurns(tokens.map((token) => requestBytes(LOADS[LOAD], token)));
  const contenders = running
    .filter(({ id }) => [STOCK, OURS].includes(id))
    .map(({ id, port, pids, answers }) => ({ id, port, pids, next, least: answers[LOAD].text.length }));
  const rows = [];
  for (const [title, delays] of Object.entries(CASES)) {
    await services.delay(delays);
    for (const connections of CROWDS) {
      const results = await inTurns(contenders, {
        rounds: Math.ceil(rounds / 2),
        seconds: seconds / 2,
        connections,
      });
      const row = { title, crowd: connections, stock: results[STOCK], ours: results[OURS] };
      say(
        `${title}, ${connections} at once: ${row.ours.p50.toFixed(1)} ms, stock ${row.stock.p50.toFixed(1)} ms`,
      );
      rows.push(row);
    }
  }
  await services.delay({});
  return rows;
}
