import 'reflect-metadata';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { startImportsWith } from './capability';
import { Lease, LeaseLost } from './lease';
import { ADMIN, CASE_WORKER, register, SMALL_STEPS, villager, VillageDesk } from './village-desk.fixture';

const people = (count: number): string[] => Array.from({ length: count }, (_, index) => villager(index + 1));

let desk: VillageDesk;
let children: ChildProcess[] = [];

beforeEach(async () => {
  desk = await VillageDesk.open();
});

afterEach(async () => {
  await Promise.all(children.map(ended));
  children = [];
  await desk.close();
});

const owner = <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  desk.service.database.owner<Row>(sql, values);

/** Leaves a job as a worker leaves it that was killed: the lease has run out. */
async function abandon(id: string, as: string): Promise<void> {
  await owner(
    `update import_job set ${as}, lease_token = gen_random_uuid(), lease_until = now() - interval '1 s' where id = $1`,
    [id],
  );
}

describe('a job whose worker was killed', () => {
  it('goes on reading after the last chunk, with no row twice', async () => {
    const { id } = await desk.checked(register(...people(10), villager(11, { id: '1' })));
    const before = await stagedLines(id);
    await owner('delete from import_staging.villagers where job_id = $1 and line > 5', [id]);
    await owner('delete from import_refusal where job_id = $1', [id]);
    await abandon(
      id,
      "state = 'CHECKING', step = 'READING', lines_read = 5, rows_read = 4, rows_refused = 0",
    );

    const job = await desk.until(id, 'CHECKED');

    expect(job).toMatchObject({ rowsRead: 11, rowsAccepted: 10, rowsRefused: 1 });
    expect(await stagedLines(id)).toEqual(before);
    expect(await desk.refused(id)).toHaveLength(1);
  });

  it('goes on committing after the last batch', async () => {
    const { id } = await desk.checked(register(...people(10)));
    await desk.committed(id, 'ROW_BY_ROW');
    const again = await desk.checked(register(...people(10)), ADMIN);
    await owner("delete from villager where family_code > 'F-4'");
    await owner('update import_staging.villagers set is_unchanged = false where job_id = $1', [again.id]);
    await abandon(
      again.id,
      `state = 'COMMITTING', step = 'COMMITTING', range_end = 'F-4', commit_mode = 'ROW_BY_ROW', committer = owner,
       rows_unchanged = 0, rows_committed = 5`,
    );

    const job = await desk.until(again.id, 'COMMITTED');

    expect(job).toMatchObject({ rowsCommitted: 10 });
    expect(await desk.villagers()).toHaveLength(10);
  });

  it('while it compared all rows once more commits none of the others', async () => {
    const { id } = await desk.checked(register(...people(6), villager(7, { id: '1' })));
    await abandon(
      id,
      "state = 'COMMITTING', step = 'COMMITTING', commit_mode = 'ALL_OR_NOTHING', committer = owner, range_end = ''",
    );

    const job = await desk.until(id, 'REFUSED', 'COMMITTED');

    expect(job).toMatchObject({ state: 'REFUSED', rowsCommitted: 0, problem: { code: 'ROWS_REFUSED' } });
    expect(await desk.villagers()).toEqual([]);
  });

  it('is given up when it fails again and again, and others go on', async () => {
    const { id } = await desk.checked(register(villager(1, { name: 'impossible' })));
    const { id: other } = await desk.checked(register(villager(2)));
    await owner('update import_job set attempts = 3 where id = $1', [id]);

    await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' });
    await owner('update import_job set attempts = 3 where id = $1', [id]);
    const failed = await desk.until(id, 'REFUSED');
    const committed = await desk.committed(other, 'ROW_BY_ROW');

    expect(failed).toMatchObject({ problem: { code: 'IMPORT_FAILED' }, rowsCommitted: 0 });
    expect(committed.rowsCommitted).toBe(1);
  });

  it('by SIGKILL in the middle of check and commit is taken over, and every row is there once', async () => {
    await desk.close();
    desk = await VillageDesk.openWithoutWorker();
    const { id } = await desk.upload(register(...people(400)));
    const progress = () =>
      owner<{ rows: number; state: string }>(
        'select rows_read + rows_committed as rows, state from import_job where id = $1',
        [id],
      );

    await killBetween(async () => (await progress())[0]?.rows ?? 0, 20, 400);
    const afterCheck = (await progress())[0];
    startChild();
    await desk.until(id, 'CHECKED');
    await Promise.all(children.map(ended));
    await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' });
    await killBetween(async () => ((await progress())[0]?.rows ?? 0) - 400, 20, 400);
    const afterCommit = (await progress())[0];
    startChild();
    const job = await desk.until(id, 'COMMITTED');

    expect(afterCheck).toMatchObject({ state: 'CHECKING' });
    expect(afterCommit).toMatchObject({ state: 'COMMITTING' });
    expect(job).toMatchObject({ rowsRead: 400, rowsCommitted: 400, rowsRefused: 0 });
    expect(await desk.villagers()).toHaveLength(400);
    const [audited] = await owner<{ people: number }>(
      "select sum(cardinality(person_ids))::int as people from audit_entry where action = 'import'",
    );
    expect(audited?.people).toBe(400);
  }, 60_000);
});

describe('two workers', () => {
  it('share the jobs, and none is done by both', async () => {
    const second = await startImportsWith(desk.service.running, SMALL_STEPS);
    const lists = [0, 1, 2, 3, 4, 5].map((part) =>
      register(...Array.from({ length: 12 }, (_, index) => villager(part * 100 + index + 1))),
    );

    const jobs = await Promise.all(lists.map((list) => desk.checked(list)));
    const done = await Promise.all(jobs.map(({ id }) => desk.committed(id, 'ROW_BY_ROW')));
    await second.stop?.(1_000);

    expect(done.map(({ state, rowsRead, rowsCommitted }) => [state, rowsRead, rowsCommitted])).toEqual(
      jobs.map(() => ['COMMITTED', 12, 12]),
    );
    expect(await desk.villagers()).toHaveLength(72);
  });

  it('that hold the same job after a lease was lost: only the second writes', async () => {
    const { id } = await desk.checked(register(...people(2)));
    const tokens = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const dataSource = desk.service.database.dataSource;
    const [first, second] = tokens.map((token) => new Lease(dataSource, id, token));
    await owner('update import_job set lease_token = $2 where id = $1', [id, tokens[1]]);
    const write = (lease: Lease | undefined) =>
      lease?.hold((manager) =>
        manager.query("update import_job set range_end = 'written' where id = $1", [id]),
      );

    await expect(write(first)).rejects.toBeInstanceOf(LeaseLost);
    const [{ range_end: untouched } = { range_end: null }] = await owner<{ range_end: string }>(
      'select range_end from import_job where id = $1',
      [id],
    );
    await write(second);

    expect(untouched).not.toBe('written');
    expect(await owner('select range_end from import_job where id = $1', [id])).toEqual([
      { range_end: 'written' },
    ]);
  });
});

describe('cancelling', () => {
  it('a checked list ends it at once, and it cannot be committed any more', async () => {
    const { id } = await desk.checked(register(...people(3)));

    const cancelled = await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/cancel`);
    const commit = await desk.ask<{ errors: { extensions: { code: string } }[] }>(
      CASE_WORKER,
      'POST',
      `/imports/jobs/${id}/commit`,
      { mode: 'ROW_BY_ROW' },
    );
    const again = await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/cancel`);

    expect(cancelled.body.state).toBe('CANCELLED');
    expect([commit.status, commit.body.errors[0]?.extensions.code]).toEqual([409, 'IMPORT_NOT_CHECKED']);
    expect(again.status).toBe(409);
    expect(await desk.villagers()).toEqual([]);
  });

  it.each(['ALL_OR_NOTHING', 'ROW_BY_ROW'])(
    'a commit %s stops at the next batch and says what stays',
    async (mode) => {
      const { id } = await desk.checked(register(...people(12)));
      // Somebody holds a family that stands in the middle, so that the commit has to wait there.
      const holding = desk.service.database.dataSource.createQueryRunner();
      await holding.query("begin; set local role caller_system; insert into family values ('F-4', 'EG_GZ')");
      const [holder] = (await holding.query('select pg_backend_pid() as pid')) as { pid: number }[];

      await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/commit`, { mode });
      await untilWaiting(holder?.pid ?? 0);
      await desk.ask(CASE_WORKER, 'POST', `/imports/jobs/${id}/cancel`);
      await holding.query('rollback');
      await holding.release();
      const job = await desk.until(id, 'CANCELLED', 'COMMITTED');

      const stays = (await desk.villagers()).length;
      expect(job.state).toBe('CANCELLED');
      expect(job.rowsCommitted).toBe(stays);
      expect(stays).toBe(mode === 'ROW_BY_ROW' ? 4 : 0);
      expect(await desk.conclusions()).toEqual([]);
    },
  );
});

describe('what has ended', () => {
  it('leaves no staged rows, and its file only as long as an error file may be asked for', async () => {
    const clean = await desk.checked(register(...people(3)));
    const broken = await desk.checked(register(villager(20), villager(21, { id: '1' })));
    await desk.committed(clean.id, 'ROW_BY_ROW');
    await desk.committed(broken.id, 'ROW_BY_ROW');
    await untilCleared(clean.id, broken.id);

    const files = await owner<{ id: string }>('select distinct job_id as id from import_file_part');
    await owner("update import_job set expires_at = now() - interval '1 day' where id = $1", [broken.id]);
    await desk.checked(register(villager(30)));
    await desk.until(broken.id, 'COMMITTED');
    await eventually(
      async () => (await owner('select from import_refusal where job_id = $1', [broken.id])).length === 0,
    );
    const errors = await desk.ask(CASE_WORKER, 'GET', `/imports/jobs/${broken.id}/errors`);

    expect(await stagedLines(clean.id)).toEqual([]);
    expect(files).toEqual([{ id: broken.id }]);
    expect(errors.status).toBe(404);
  });

  it('without having been committed is expired after its time', async () => {
    const { id } = await desk.checked(register(...people(3)));
    await owner("update import_job set expires_at = now() - interval '1 day' where id = $1", [id]);
    await desk.checked(register(villager(30)));

    const job = await desk.until(id, 'EXPIRED');

    expect(job.canCommit).toBe(false);
    await eventually(async () => (await stagedLines(id)).length === 0);
  });
});

async function stagedLines(id: string): Promise<number[]> {
  const rows = await owner<{ line: number }>(
    'select line from import_staging.villagers where job_id = $1 order by line',
    [id],
  );
  return rows.map(({ line }) => line);
}

/** The commit waits for the family that somebody holds. */
async function untilWaiting(holder: number): Promise<void> {
  await eventually(async () => {
    const rows = await owner(
      `select from pg_stat_activity where application_name = 'imports' and $1 = any (pg_blocking_pids(pid))`,
      [holder],
    );
    return rows.length > 0;
  });
}

async function untilCleared(...ids: string[]): Promise<void> {
  await eventually(async () => {
    const rows = await owner('select from import_job where id = any($1) and is_unstaged', [ids]);
    return rows.length === ids.length;
  });
}

async function eventually(isTrue: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 20_000; !(await isTrue());) {
    if (Date.now() > giveUpAt) throw new Error('It has not come true.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function startChild(): ChildProcess {
  const child = spawn(process.execPath, [join(__dirname, 'worker-child.fixture.cjs')], {
    stdio: 'inherit',
    env: { ...process.env, SERVICE_CONFIG: JSON.stringify(desk.service.running.config) },
  });
  children.push(child);
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await end;
}

/** Has a child work, and kills it the moment it is past the beginning. */
async function killBetween(rows: () => Promise<number>, least: number, most: number): Promise<void> {
  const child = startChild();
  await eventually(async () => (await rows()) >= least);
  await ended(child);
  expect(await rows()).toBeLessThan(most);
}
