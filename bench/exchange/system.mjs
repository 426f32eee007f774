/** The whole system as it ships: gateway and services as processes, asked through the gateway with tokens. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startIssuer } from '../lib/issuer.mjs';
import { startService } from '../lib/processes.mjs';

const GATEWAY = 'gateway';
const clients = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../gateway/demo-clients.json', import.meta.url)), 'utf8'),
);

/** Starts the servers of a house; nothing of it is bound to a core. */
export async function startSystem(house) {
  const issuer = await startIssuer();
  const servers = new Map();
  const stop = async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
    issuer.stop();
  };
  try {
    for (const { name, script, environment, port } of house.plan.servers) {
      const more = name === GATEWAY ? { ...issuer.environment, EXPLORER: 'off' } : {};
      const server = await startService(script, { ...environment, ...more }, { port, isPinned: false });
      servers.set(name, server);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  /** A client `{ id, role, claims }` that asks the gateway. */
  const clientOf = async (each) => new Client(servers.get(GATEWAY).url, await issuer.tokenOf(each));
  return {
    pidOf: (name) => servers.get(name).pid,
    clientOf,
    /** A client of the demonstration that asks the gateway. */
    client: (id) => clientOf(clients.find((each) => each.id === id)),
    stop,
  };
}

/** Asks the gateway with the token of one client. */
class Client {
  constructor(url, token) {
    this.url = url;
    this.headers = { authorization: `Bearer ${token}` };
  }

  /** The data of an answer, which must be whole. */
  async ask(query, variables = {}) {
    const answer = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await answer.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  }

  /** What a mutation gives, which must refuse nothing. */
  async command(mutation, variables) {
    const [payload] = Object.values(await this.ask(mutation, variables));
    assert.deepEqual(payload.errors, [], JSON.stringify(payload.errors));
    return payload;
  }

  /** An answer that is not refused. */
  async send(path, { headers, ...more } = {}) {
    const answer = await fetch(this.url + path, { ...more, headers: { ...headers, ...this.headers } });
    assert.ok(answer.ok, `${path} is answered with ${answer.status}: ${answer.ok || (await answer.text())}`);
    return answer;
  }
}
