/** Contenders are started one after the other, and let in if they answer as the stock gateway does. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { median } from '../lib/measure.mjs';
import { answerOf, areAllAuthorized, callsOf, roundsOf, slowCallsOf } from './answers.mjs';
import { bareProxy, contendersOf, OURS, STOCK } from './contenders.mjs';
import { LOADS } from './fixture/loads.mjs';
import { startContender } from './processes.mjs';

/**
 * Starts them into `running`, each so many times, as `{ id, name, isPeer, port, pids, readyMs, answers, stop }`.
 * Gives the peers that do not run here, as `{ name, why }`; throws when another contender does not.
 */
export async function lineUp({ place, services, running, starts, isAsked, say }) {
  const meet = async (contender) => {
    const started = await start(contender, place, starts);
    running.push(started);
    await check(started, { place, services, running });
    const counts = Object.entries(started.answers).map(
      ([load, answer]) => `${load} takes ${callsText(answer)} calls`,
    );
    say(`${started.id} is ready after ${Math.round(started.readyMs)} ms; ${counts.join(', ')}`);
  };
  const leftOut = [];
  for (const contender of contendersOf(place).filter(isAsked)) {
    try {
      await meet(contender);
    } catch (error) {
      if (!contender.isPeer) throw error;
      leftOut.push({ name: contender.name, why: error.message });
      say(`${contender.id} is left out: ${error.message}`);
      const broken = running.findIndex(({ id }) => id === contender.id);
      if (broken >= 0) await running.splice(broken, 1)[0].stop();
    }
  }
  await meet(bareProxy(writeCalls({ place, services, running, say })));
  return leftOut;
}

/** Starts a contender so many times, of which the last stays. */
async function start(contender, place, starts) {
  const readyMs = [];
  let started;
  while (readyMs.length < starts) {
    await started?.stop();
    started = await startContender(contender, place);
    readyMs.push(started.readyMs);
  }
  return { ...contender, ...started, readyMs: median(readyMs), answers: {} };
}

/** How many calls an answer takes when services take no time, and when they take their time if that differs. */
export const callsText = ({ calls, slowCalls }) =>
  calls === slowCalls.length ? `${calls}` : `${calls} or ${slowCalls.length}`;

/** Fills in what it answers to each load. Throws when it is not what the stock gateway answers. */
async function check(contender, { place, services, running }) {
  const stock = running.find(({ id }) => id === STOCK);
  for (const [load, body] of Object.entries(LOADS)) {
    const { data, text } = await answerOf(contender, body, place.token);
    const isSame = contender === stock || isEqual(data, stock.answers[load].data);
    assert.ok(isSame, `${contender.id} answers ${load} otherwise than the stock gateway`);
    const calls = await callsOf(contender, body, place.token, services);
    const slowCalls = await slowCallsOf(contender, body, place.token, services);
    const isTold = contender.env?.IDENTITY === 'none' || areAllAuthorized(calls);
    assert.ok(isTold, `${contender.id} does not tell the services who is calling`);
    contender.answers[load] = { data, text, calls: calls.length, slowCalls };
  }
}

function isEqual(actual, expected) {
  try {
    assert.deepStrictEqual(actual, expected);
    return true;
  } catch {
    // The difference would fill the screen.
    return false;
  }
}

/** What the limit has to know: the calls that ours makes for each load. */
function writeCalls({ place, services, running, say }) {
  const { answers } = running.find(({ id }) => id === OURS);
  const loads = Object.entries(LOADS).map(([load, request]) => {
    const { text, slowCalls } = answers[load];
    const rounds = roundsOf(slowCalls);
    say(
      `${load}: ours makes ${rounds.map(({ length }) => length).join(' + ')} calls in ${rounds.length} rounds`,
    );
    return { request, rounds, answer: text };
  });
  const callsFile = path.join(place.folder, 'calls.json');
  writeFileSync(callsFile, JSON.stringify({ urls: services.urls, loads }));
  return callsFile;
}
