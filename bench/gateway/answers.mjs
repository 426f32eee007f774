/** What contenders answer before they are measured: all the same, and by which calls to the services. */
import assert from 'node:assert/strict';

/** Long enough that the calls of one round are all under way together. */
const ROUND_MS = 100;

/** The answer of a contender to one request, and its data. */
export async function answerOf({ id, port }, body, token) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text);
  assert.equal(errors, undefined, `${id}: ${JSON.stringify(errors)}`);
  assert.ok(data, `${id} gives no data: ${text}`);
  return { data, text };
}

/** Asks until the services know all bodies, and then once more with each call kept. */
export async function callsOf(contender, body, token, services) {
  do {
    await services.take();
    await answerOf(contender, body, token);
  } while ((await services.take()).learned > 0);
  await services.keep();
  await answerOf(contender, body, token);
  const { kept } = await services.take();
  return kept;
}

/** Whether each of these calls carried who is calling. */
export const areAllAuthorized = (calls) =>
  calls.every(({ headers }) => /\r\nauthorization: */i.test(headers));

/** The same while services take their time: the calls that wait for no other are all under way together. */
export async function slowCallsOf(contender, body, token, services) {
  await services.delay(Object.fromEntries(Object.keys(services.urls).map((name) => [name, ROUND_MS])));
  const calls = await callsOf(contender, body, token, services);
  await services.delay({});
  return calls;
}

/** Slow calls in rounds: those of one round do not wait for each other. */
export function roundsOf(calls) {
  const rounds = [];
  for (const call of calls.sort((a, b) => a.from - b.from)) {
    // The first round whose answers had not all come when this call was made.
    let round = 0;
    while (rounds[round]?.some(({ until }) => until <= call.from)) round += 1;
    (rounds[round] ??= []).push(call);
  }
  return rounds.map((each) => each.map(({ service, body }) => ({ service, body })));
}
