import 'reflect-metadata';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '../access/caller';
import { inTransaction } from '../database/transaction';
import { workBatches } from '../testing/batches';
import { aCaller } from '../testing/callers';
import { testService, type TestService } from '../testing/service';
import { fixedClock } from '../values/clock';
import { BatchLease, BatchLost } from './batch-lease';
import type { BatchPace } from './batch-pace';
import { batchesAt } from './capability';
import { cancelBatch, startBatch } from './start-batch';
import { COUNTING_HOUSE, type TallyParameters } from './tallies.fixture';

const ADMIN = aCaller('ministry_admin');
const IMPATIENT: Partial<BatchPace> = { heartbeatMs: 20, pollMs: 50, retrySeconds: 0 };
const PROGRESS = `query ($id: String!) {
  tallyProgress(id: $id) { state stepsDone stepsTotal secondsLeft problem }
}`;

let service: TestService;
let children: ChildProcess[] = [];

beforeEach(async () => {
  service = await testService(COUNTING_HOUSE, fixedClock('2026-11-22T10:00:00Z'));
});

afterEach(async () => {
  await Promise.all(children.map(killed));
  children = [];
  await service.close();
});

const owner = <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  service.database.owner<Row>(sql, values);

function order(parameters: TallyParameters, subjectId = randomUUID(), role: Role = 'ministry_admin') {
  return inTransaction(service.database.dataSource, aCaller(role), (manager) =>
    startBatch(manager, { kind: 'tallies', subjectId, parameters: { ...parameters } }),
  );
}

const cancel = (id: string) =>
  inTransaction(service.database.dataSource, ADMIN, (manager) => cancelBatch(manager, id));

async function tallied(id: string): Promise<string[]> {
  const rows = await owner<{ name: string }>(
    `select name from tally where batch_id = $1
      order by (substring(name from '^step (.*)$'))::int nulls last, name`,
    [id],
  );
  return rows.map(({ name }) => name);
}

async function progress(id: string, role: Role = 'ministry_admin') {
  const { data } = await service.ask<{ tallyProgress: { state: string; stepsDone: number } | null }>(
    aCaller(role),
    PROGRESS,
    { id },
  );
  return data.tallyProgress;
}

const steps = (count: number): string[] => Array.from({ length: count }, (_, index) => `step ${index + 1}`);
const DONE = 'done for ministry_admin test-ministry_admin';

describe('a batch', () => {
  it('does each step once, then its end, and says who ordered it', async () => {
    const id = await order({ steps: 5 });

    const waiting = await progress(id);
    await workBatches(service);

    expect(waiting).toEqual({
      ...{ state: 'WAITING', stepsDone: 0, stepsTotal: null, secondsLeft: null, problem: null },
    });
    expect(await tallied(id)).toEqual([...steps(5), DONE]);
    expect(await progress(id)).toEqual({
      ...{ state: 'DONE', stepsDone: 5, stepsTotal: 5, secondsLeft: null, problem: null },
    });
  });

  it('without steps is done at once', async () => {
    const id = await order({ steps: 0 });

    await workBatches(service);

    expect(await tallied(id)).toEqual([DONE]);
    expect(await progress(id)).toMatchObject({ state: 'DONE', stepsTotal: 0 });
  });

  it('is not there when the command that ordered it is rolled back', async () => {
    await inTransaction(
      service.database.dataSource,
      ADMIN,
      (manager) => startBatch(manager, { kind: 'tallies', subjectId: randomUUID() }),
      { rollbackWhen: () => true },
    );

    expect(await owner('select from batch')).toEqual([]);
    expect(await owner('select from batch_step')).toEqual([]);
  });

  it('is open once for each subject, however many order it at once, and again when it has ended', async () => {
    const subject = randomUUID();

    const ordered = await Promise.allSettled(Array.from({ length: 4 }, () => order({ steps: 1 }, subject)));
    await workBatches(service);
    const again = await order({ steps: 1 }, subject);

    const refused = ordered.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused.every(({ reason }) => (reason as { code: string }).code === 'CONFLICT')).toBe(true);
    expect(await progress(again)).toMatchObject({ state: 'WAITING' });
  });

  it('tells how far many are in one statement, and says nothing about what does not exist', async () => {
    const ids = await Promise.all([1, 2, 3].map((count) => order({ steps: count })));
    const asked = (some: readonly string[]) =>
      service.ask(
        ADMIN,
        `{ ${some.map((id, n) => `b${n}: tallyProgress(id: "${id}") { state }`).join(' ')} }`,
      );

    const statements = [
      await service.statementsOf(() => asked(ids.slice(0, 1))),
      await service.statementsOf(() => asked(ids)),
    ];

    expect(statements).toEqual([1, 1]);
    expect(await progress(randomUUID())).toBeNull();
  });

  it.each<Role>(['citizen', 'ngo_partner', 'public'])('is not for a %s to order', async (role) => {
    await expect(order({ steps: 1 }, randomUUID(), role)).rejects.toThrow();

    expect(await owner('select from batch')).toEqual([]);
  });

  it('keeps its tables from the callers', async () => {
    await order({ steps: 1 });

    const reading = service.database.as(ADMIN).rows('select * from batch');

    await expect(reading).rejects.toThrow();
  });
});

describe('a step that fails', () => {
  it('leaves nothing of itself and is tried again, the others not', async () => {
    const id = await order({ steps: 4, failing: { 'step 2': 2 } });

    await workBatches(service);

    expect(await tallied(id)).toEqual([...steps(4), DONE]);
    const attempts = await owner("select name, attempts from batch_step where phase = 'RUN' order by number");
    expect(attempts).toEqual([
      { name: 'step 1', attempts: 1 },
      { name: 'step 2', attempts: 3 },
      { name: 'step 3', attempts: 1 },
      { name: 'step 4', attempts: 1 },
    ]);
  });

  it('three times ends the batch with the name of the fault and without its message', async () => {
    const id = await order({ steps: 4, failing: { 'step 1': 9 } });

    await workBatches(service);

    expect(await progress(id)).toMatchObject({ state: 'FAILED', problem: 'RangeError', secondsLeft: null });
    const names = await tallied(id);
    expect(names).toContain('FAILED');
    expect(names).not.toContain('step 1');
    expect(names).not.toContain(DONE);
    expect(names.filter((name) => name.startsWith('step'))).toHaveLength(
      (await progress(id))?.stepsDone ?? -1,
    );
  });

  it('each time by the death of its worker ends the batch too', async () => {
    const id = await order({ steps: 1 });
    await workBatches(service);
    await owner('delete from tally');
    await owner("update batch set state = 'RUNNING', steps_done = 0, ended_at = null where id = $1", [id]);
    await owner("update batch_step set done_at = null, attempts = 3 where name = 'step 1'");

    await workBatches(service);

    expect(await progress(id)).toMatchObject({ state: 'FAILED', problem: 'WorkerLost' });
    expect(await tallied(id)).toEqual(['FAILED']);
  });
});

describe('cancelling', () => {
  it('ends what waits, with none of its steps', async () => {
    const id = await order({ steps: 3 });

    await cancel(id);
    await workBatches(service);

    expect(await progress(id)).toMatchObject({ state: 'CANCELLED', problem: null });
    expect(await tallied(id)).toEqual(['CANCELLED']);
  });

  it('ends what is under way before its next step, and what was done stays', async () => {
    const server = await service.serve(batchesAt(IMPATIENT));
    const id = await order({ steps: 200, stepMs: 10 });
    await eventually(async () => ((await progress(id))?.stepsDone ?? 0) >= 4);

    await cancel(id);
    await eventually(async () => (await progress(id))?.state === 'CANCELLED');
    await server.close();

    const names = await tallied(id);
    const done = (await progress(id))?.stepsDone ?? 0;
    expect(done).toBeLessThan(200);
    expect(names).toEqual([...steps(done), 'CANCELLED']);
  });

  it('changes nothing of what has ended', async () => {
    const id = await order({ steps: 1 });
    await workBatches(service);

    await cancel(id);
    await workBatches(service);

    expect(await progress(id)).toMatchObject({ state: 'DONE' });
  });
});

describe('workers', () => {
  it('that are two share the batches, and no step is done twice', async () => {
    const first = await service.serve(batchesAt(IMPATIENT));
    const second = await service.serve(batchesAt(IMPATIENT));

    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => order({ steps: 7, stepMs: 2 })));
    await eventually(async () => (await owner("select from batch where state <> 'DONE'")).length === 0);
    await Promise.all([first.close(), second.close()]);

    expect(await Promise.all(ids.map(tallied))).toEqual(ids.map(() => [...steps(7), DONE]));
  });

  it('that hold the same batch after a lease was lost: only the second writes', async () => {
    const id = await order({ steps: 1 });
    const tokens = [randomUUID(), randomUUID()];
    await owner("update batch set state = 'RUNNING', lease_token = $2 where id = $1", [id, tokens[1]]);
    const [first, second] = tokens.map((token) => new BatchLease(service.database.dataSource, id, token));
    const write = (lease: BatchLease | undefined, name: string) =>
      lease?.hold((manager) => manager.query('insert into tally values ($1, $2)', [id, name]));

    await expect(write(first, 'first')).rejects.toBeInstanceOf(BatchLost);
    await write(second, 'second');

    expect(await tallied(id)).toEqual(['second']);
  });

  it('killed in the middle are replaced when their lease has run out, and every step is done once', async () => {
    const id = await order({ steps: 60, stepMs: 20 });

    const child = startChild();
    await eventually(async () => ((await progress(id))?.stepsDone ?? 0) >= 6);
    await killed(child);
    const killedAt = await progress(id);
    startChild();
    await eventually(async () => (await progress(id))?.state === 'DONE');

    expect(killedAt).toMatchObject({ state: 'RUNNING' });
    expect(killedAt?.stepsDone).toBeLessThan(60);
    expect(await tallied(id)).toEqual([...steps(60), DONE]);
  }, 60_000);

  it('that stop leave the rest to the next one', async () => {
    const first = await service.serve(batchesAt(IMPATIENT));
    const id = await order({ steps: 40, stepMs: 10 });
    await eventually(async () => ((await progress(id))?.stepsDone ?? 0) >= 4);

    await first.close();
    const left = await progress(id);
    await workBatches(service);

    expect(left).toMatchObject({ state: 'RUNNING' });
    expect(left?.stepsDone).toBeLessThan(40);
    expect(await tallied(id)).toEqual([...steps(40), DONE]);
  });
});

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 20_000; !(await isTrue());) {
    if (Date.now() > giveUpAt) throw new Error('It has not come true.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function startChild(): ChildProcess {
  const loader = join(__dirname, '../imports/worker-child.fixture.cjs');
  const child = spawn(process.execPath, [loader, join(__dirname, 'batch-child.fixture.ts')], {
    stdio: 'inherit',
    env: { ...process.env, SERVICE_CONFIG: JSON.stringify(service.running.config) },
  });
  children.push(child);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await end;
}
