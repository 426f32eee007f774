/**
 * The four services in one process, asked through an IPC channel: `{ delays }` in milliseconds by service,
 * `{ keep: true }` to keep what is asked, `{ take: true }` for what was. Says on which ports it listens.
 *
 * An answer is worked out once for each body, by a real service, and sent from memory after that: what is measured
 * is the gateway, and the bodies of gateways differ.
 */
import { once } from 'node:events';
import { answerBytes, createRawServer } from './raw-server.mjs';
import { createAnswering } from './fixture/subgraphs.mjs';
import { SERVICES } from './fixture/schemas.mjs';

let delays = {};
let kept = null;
let learned = 0;
let calls = 0;

function serve(service) {
  const answerTo = createAnswering(service);
  const known = new Map();
  return createRawServer((headers, body, reply) => {
    calls += 1;
    const bytes = known.get(body);
    if (bytes && !kept && !delays[service]) return reply(bytes);
    const call = { service, headers, body, from: performance.now() };
    kept?.push(call);
    const send = (answer) => {
      call.until = performance.now();
      reply(answer);
    };
    const sendInTime = (answer) =>
      delays[service] ? setTimeout(send, delays[service], answer) : send(answer);
    if (bytes) return sendInTime(bytes);
    learned += 1;
    answerTo(Buffer.from(body, 'latin1').toString('utf8')).then((json) => {
      const made = answerBytes(json);
      known.set(body, made);
      sendInTime(made);
    }, fail);
  });
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

process.on('message', (message) => {
  if (message.delays) delays = message.delays;
  if (message.keep) kept = [];
  if (message.take) {
    process.send({ kept: kept ?? [], learned, calls });
    kept = null;
    calls = 0;
    learned = 0;
  } else process.send({ done: true });
});
process.on('disconnect', () => process.exit(0));

const ports = {};
for (const service of SERVICES) {
  const server = serve(service);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ports[service] = server.address().port;
}
process.send({ ports });
