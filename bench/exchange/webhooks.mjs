/** How fast a partner's receiver is sent what has happened, beside the same calls with nothing behind them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { table } from '../lib/measure.mjs';
import { startServer } from '../lib/processes.mjs';
import { cpuEach, memory, perSecond, seconds, startMeter, whole } from './costs.mjs';
import { emit, SERVICE, TYPE } from './events.mjs';

const POLL_MS = 250;
/** A receiver that has been sent nothing for so long is not sent the rest either. */
const SILENT_MS = 20_000;
/** The rate at the beginning and at the end is that of such a part. */
const PART = 0.2;
const BARE = 20_000;

const CREATE = `mutation ($url: String!, $key: String!) {
  createWebhook(input: { url: $url, types: ["${TYPE}"], idempotencyKey: $key }) {
    webhook { id } secret errors { code } } }`;
const told = (mutation) =>
  `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { webhook { id } errors { code } } }`;

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const start = (name) => startServer(file(name), [], {}, { isPinned: false });

/** Sends so many events, and then so many, to a receiver; gives what each took. */
export async function webhooks({ house, system, counts }) {
  const receiver = await start('receiver.mjs');
  const diarna = await system.client('demo-diarna');
  const pids = { service: system.pidOf(SERVICE), receiver: receiver.pid };
  try {
    const bare = await sendBare(receiver, house);
    house.say(`webhooks, nothing but the calls: ${whole(perSecond(BARE, bare.seconds))} a second`);
    const { webhook, secret } = await diarna.command(CREATE, { url: receiver.url, key: randomUUID() });
    const runs = [];
    for (const count of counts) {
      runs.push(await sendAll({ house, diarna, receiver, pids, webhook, secret }, count));
      const { deliveries, seconds: all } = runs.at(-1);
      house.say(`webhooks, ${whole(count)} events: ${whole(perSecond(deliveries, all))} a second`);
    }
    await diarna.command(told('deleteWebhook'), { id: webhook.id });
    return { bare, runs };
  } finally {
    await receiver.stop();
  }
}

/** Events wait behind a pause; what is measured is from its end until the receiver has seen all. */
async function sendAll({ house, diarna, receiver, pids, webhook: { id }, secret }, count) {
  await diarna.command(told('pauseWebhook'), { id });
  await emit(house, `webhooks of ${count}`, count);
  await fetch(receiver.url, { method: 'PUT', body: secret });
  const meter = startMeter(pids, house.postgres);
  await diarna.command(told('resumeWebhook'), { id });
  const course = await untilSeen(receiver, count, (seen) =>
    house.say(`webhooks: ${whole(seen)} of ${whole(count)}`),
  );
  const { cpu, ...read } = meter.read();
  const { seen, outOfOrder, repeated, wrong } = await seenBy(receiver);
  assert.deepEqual({ seen, outOfOrder, wrong }, { seen: count, outOfOrder: 0, wrong: 0 });
  return { deliveries: seen, repeated, ...read, cpu: cpuEach(cpu, seen), ...ratesOf(course, count) };
}

const seenBy = async ({ url }) => (await fetch(url)).json();

/** The course of the deliveries: `[second, seen]`. */
async function untilSeen(receiver, count, onProgress) {
  const beganMs = performance.now();
  const course = [[0, 0]];
  let told = beganMs;
  let movedMs = beganMs;
  for (;;) {
    const { seen } = await seenBy(receiver);
    const nowMs = performance.now();
    if (seen > course.at(-1)[1]) movedMs = nowMs;
    course.push([(nowMs - beganMs) / 1000, seen]);
    if (seen >= count) return course;
    assert.ok(nowMs - movedMs < SILENT_MS, `only ${seen} of ${count} events came`);
    if (nowMs - told > 10_000) {
      told = nowMs;
      onProgress(seen);
    }
    await pause(POLL_MS);
  }
}

/** Deliveries a second in the first and in the last part of them. */
function ratesOf(course, count) {
  const at = (share) => course.find(([, seen]) => seen >= count * share);
  const between = ([fromSecond, from], [toSecond, to]) => perSecond(to - from, toSecond - fromSecond);
  return { atFirst: between(course[0], at(PART)), atLast: between(at(1 - PART), course.at(-1)) };
}

async function sendBare(receiver, house) {
  const sender = await start('bare-sender.mjs');
  try {
    await fetch(receiver.url, { method: 'PUT', body: '' });
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const meter = startMeter({ service: sender.pid, receiver: receiver.pid }, house.postgres);
    await fetch(`${sender.url}/?${new URLSearchParams({ url: receiver.url, secret, count: String(BARE) })}`);
    const { seconds: all, cpu } = meter.read();
    return { deliveries: BARE, seconds: all, cpu: cpuEach(cpu, BARE) };
  } finally {
    await sender.stop();
  }
}

/** The report in Markdown. */
export function webhookReport({ bare, runs }) {
  const rate = ({ deliveries, seconds: all }) => perSecond(deliveries, all);
  const cpuCells = ({ cpu }) => ['service', 'PostgreSQL', 'receiver'].map((name) => whole(cpu[name]));
  return table(
    [
      ...[
        'what',
        'deliveries',
        'seconds',
        'deliveries a second',
        'in the first fifth',
        'in the last fifth',
        'of the limit',
        'sent twice',
      ],
      ...['CPU µs a delivery: sender', 'PostgreSQL', 'receiver', 'most memory (before), MB: service'],
    ],
    [
      [
        'nothing but the calls: the limit',
        whole(bare.deliveries),
        seconds(bare.seconds),
        whole(rate(bare)),
        '',
        '',
        '1.00',
        '',
        ...cpuCells(bare),
        '',
      ],
      ...runs.map((run) => [
        ...[
          `${whole(run.deliveries)} events`,
          whole(run.deliveries),
          seconds(run.seconds),
          `**${whole(rate(run))}**`,
        ],
        ...[whole(run.atFirst), whole(run.atLast), (rate(run) / rate(bare)).toFixed(2), whole(run.repeated)],
        ...[...cpuCells(run), memory(run, 'service')],
      ]),
    ],
  );
}
