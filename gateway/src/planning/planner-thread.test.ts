import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { PlannerThread, type PlannerLimits } from './planner-thread';

/**
 * A planner that does what its operations say: it hangs, dies, or tells as its plan what it was asked since it was
 * started.
 */
const ACTOR = `
  const { parentPort } = require('node:worker_threads');
  const asked = [];
  parentPort.on('message', ({ kind, graph, document, supergraphSdl }) => {
    asked.push([kind, graph, document ?? supergraphSdl].filter((part) => part !== undefined).join(' '));
    if (document === 'hang') for (;;);
    if (document === 'die' || supergraphSdl === 'deadly') process.exit(1);
    if (kind === 'plan') parentPort.postMessage({ kind: 'planned', plan: JSON.stringify(asked), millis: 1 });
    else if (supergraphSdl === 'broken') parentPort.postMessage({ kind: 'failed', message: 'It is broken.' });
    else if (kind === 'read') parentPort.postMessage({ kind: 'read', graph: { apiSdl: supergraphSdl } });
    else parentPort.postMessage({ kind: 'done' });
  });`;

const LIMITS: PlannerLimits = {
  planningMs: 200,
  refuseAgainMs: 1_000,
  pending: 4,
  loadingMs: 10_000,
  memoryMegabytes: 64,
};

const operation = (document: string) => ({ key: document, document, operationName: undefined });

let started: Worker[];
let time: number;
let thread: PlannerThread;
beforeEach(() => {
  started = [];
  time = 0;
  thread = new PlannerThread({
    limits: LIMITS,
    now: () => time,
    startWorker: () => {
      const worker = new Worker(ACTOR, { eval: true });
      started.push(worker);
      return worker;
    },
  });
});
afterEach(() => thread.close());

/** What the present thread was asked until it planned this. */
async function askedUntil(number: number, document: string): Promise<string[]> {
  return JSON.parse((await thread.plan(number, operation(document))).plan) as string[];
}

/** Reads a supergraph, as a gateway does at its start. */
async function load(supergraphSdl: string): Promise<number> {
  const { number } = await thread.read(supergraphSdl);
  await thread.prepare(number);
  return number;
}

describe('the planner’s thread', () => {
  it('is one for all supergraphs, and does one thing after another', async () => {
    const [one, other] = [await load('one'), await load('other')];

    await thread.plan(one, operation('a'));

    expect(await askedUntil(other, 'b')).toEqual([
      'read 1 one',
      'prepare 1',
      'read 2 other',
      'prepare 2',
      'plan 1 a',
      'plan 2 b',
    ]);
    expect(started).toHaveLength(1);
  });

  it('says why a supergraph is broken, and goes on', async () => {
    const number = await load('one');

    await expect(thread.read('broken')).rejects.toThrow('It is broken.');

    expect(await askedUntil(number, 'a')).toContain('plan 1 a');
  });

  it('forgets a supergraph for good', async () => {
    const [one, other] = [await load('one'), await load('other')];

    await thread.forget(one);
    await expect(thread.plan(other, operation('die'))).rejects.toBeDefined();

    expect(await askedUntil(other, 'a')).toEqual(['read 2 other', 'prepare 2', 'plan 2 a']);
  });
});

describe.each([
  ['takes too long', 'hang', { code: 'OPERATION_TOO_LARGE', facts: { limit: 'planning time' } }],
  ['kills the thread', 'die', { code: 'OPERATION_NOT_PLANNABLE', facts: { reason: 'PLANNER_FAILED' } }],
])('an operation that %s', (_what, bad, refusal) => {
  it('is refused', async () => {
    const number = await load('one');

    await expect(thread.plan(number, operation(bad))).rejects.toMatchObject(refusal);
  });

  it('costs those who wait nothing: a new thread reads the same supergraphs and plans for them', async () => {
    const [one, other] = [await load('one'), await load('other')];

    const lost = thread.plan(one, operation(bad)).catch(() => 'refused');
    const waited = askedUntil(other, 'a');

    expect(await lost).toBe('refused');
    expect(await waited).toEqual(['read 2 other', 'prepare 2', 'plan 2 a']);
    expect(await askedUntil(one, 'b')).toEqual([
      'read 2 other',
      'prepare 2',
      'plan 2 a',
      'read 1 one',
      'prepare 1',
      'plan 1 b',
    ]);
    expect(started).toHaveLength(2);
  });

  it('is refused at once for a while, and then tried again', async () => {
    const number = await load('one');
    await thread.plan(number, operation(bad)).catch(() => null);

    time = 999;
    await expect(thread.plan(number, operation(bad))).rejects.toMatchObject(refusal);
    await askedUntil(number, 'a');
    expect(started).toHaveLength(2);

    time = 1_000;
    await expect(thread.plan(number, operation(bad))).rejects.toMatchObject(refusal);
    await askedUntil(number, 'b');
    expect(started).toHaveLength(3);
  });

  it('is not refused on another supergraph for that', async () => {
    const [one, other] = [await load('one'), await load('other')];
    await thread.plan(one, operation(bad)).catch(() => null);

    await thread.plan(other, operation(bad)).catch(() => null);
    await askedUntil(one, 'a');

    expect(started).toHaveLength(3);
  });
});

describe('a thread that is lost', () => {
  it('is replaced when it dies while it has nothing to do', async () => {
    const number = await load('one');

    await started[0]?.terminate();

    expect(await askedUntil(number, 'a')).toEqual(['read 1 one', 'prepare 1', 'plan 1 a']);
    expect(started).toHaveLength(2);
  });

  it('is not replaced for ever when a supergraph kills it', async () => {
    await expect(thread.read('deadly')).rejects.toThrow(Error);

    const number = await load('one');

    expect(await askedUntil(number, 'a')).toEqual(['read 2 one', 'prepare 2', 'plan 2 a']);
    expect(started).toHaveLength(2);
  });
});

describe('those who wait', () => {
  it('are no more than the bound', async () => {
    const number = await load('one');

    const plans = ['a', 'b', 'c', 'd', 'e'].map((text) => thread.plan(number, operation(text)));
    const outcomes = await Promise.allSettled(plans);

    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[4]).toMatchObject({ reason: { code: 'SERVICE_UNAVAILABLE' } });
  });

  it('are refused when the thread is closed, and so are those who come later', async () => {
    const number = await load('one');
    const waiting = Promise.allSettled(['hang', 'a'].map((text) => thread.plan(number, operation(text))));

    await thread.close();
    const late = await Promise.allSettled([thread.plan(number, operation('b'))]);
    const outcomes = [...(await waiting), ...late];

    expect(
      outcomes.map((outcome) => 'reason' in outcome && (outcome.reason as { code: string }).code),
    ).toEqual(['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE']);
    expect(started).toHaveLength(1);
  });
});

it('does not keep the process alive when it has nothing to do', () => {
  const hook = path.join(__dirname, 'testing/typescript-in-worker.cjs');
  const script = `
    const { PlannerChannel, startPlannerWorker } = require(${JSON.stringify(path.join(__dirname, 'planner-channel.ts'))});
    const channel = new PlannerChannel(startPlannerWorker(256), () => undefined);
    channel.ask({ kind: 'forget', graph: 1 }, 20_000).then(({ kind }) => console.log(kind));`;

  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', hook, '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'done\n', stderr: '' });
});
