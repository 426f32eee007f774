/** What tokens cost the gateway that checks them, and that it has seen them all before it is measured. */
import { OURS, SHARED } from './contenders.mjs';
import { onceEach, requestBytes, takingTurns } from './load.mjs';
import { burst } from './measure.mjs';

const NOTHING = JSON.stringify({ query: '{ __typename }' });
const CONNECTIONS = 64;

/**
 * Shows each token to the gateways that check them, as clients do that come again within the hour. Gives what a token
 * costs ours that it has not seen, in milliseconds of CPU.
 */
export async function showTokens({ running, tokens, options, say }) {
  const requests = tokens.map((token) => requestBytes(NOTHING, token));
  const known = requests.slice(0, 1);
  let firstTimeMs;
  for (const { id, port, pids } of running.filter((each) => [OURS, SHARED].includes(each.id))) {
    const shown = (next, seconds) =>
      burst({ port, pids, next, least: 1 }, { connections: CONNECTIONS, seconds });
    // Its code is warm before tokens are new to it.
    await shown(takingTurns(known), options.warmUpSeconds);
    const first = await shown(onceEach(requests));
    const again = await shown(onceEach(requests));
    if (id === OURS) firstTimeMs = first.cpuMs - again.cpuMs;
  }
  say(`a token that ours has not seen costs ${firstTimeMs.toFixed(2)} ms of CPU`);
  return firstTimeMs;
}
