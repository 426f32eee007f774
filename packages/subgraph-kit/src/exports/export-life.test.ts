import { ExportingService, linesOf } from '../testing/exporting';
import { eventually } from '../events/eventually.fixture';
import { withAdmin } from '../database/cluster';
import { aCaller } from '../testing/callers';
import { admin, aGate, anotherSubject, ExportingFamilies } from './exports.fixture';
import { FIRST_NGO, familyId } from './families.fixture';

const PAGE_ROWS = 10;
const IDS = '{ families { nodes { id } } }';
const NAMES = '{ families { nodes { id name { ar } } } }';

let exporting: ExportingFamilies;
/** Called after each page of an export. */
let afterPage: (rows: number) => Promise<void> = async () => {};
/** Whatever waits at them goes on after the test. */
const gates: ReturnType<typeof aGate>[] = [];

beforeAll(async () => {
  // A part for each row, so that a file grows as it is written.
  exporting = await ExportingFamilies.begin({
    ...{ pageRows: PAGE_ROWS, partBytes: 20 },
    afterPage: (rows) => afterPage(rows),
  });
});
afterAll(() => exporting.end());
beforeEach(() => exporting.write(1, 35));
afterEach(async () => {
  afterPage = async () => {};
  for (const gate of gates.splice(0)) gate.open();
  await exporting.clear();
});

const owner = (sql: string, values: readonly unknown[] = []) =>
  exporting.service.database.owner<Record<string, unknown>>(sql, values);
const partsOf = async (id: string) =>
  Number((await owner('select count(*) from export_file_part where job_id = $1', [id]))[0]?.['count']);

/** Asks the cluster about the connections of exports: `$1` their name, `$2` the database. */
async function cluster(sql: string): Promise<number> {
  const database = new URL(exporting.service.database.appUrl).pathname.slice(1);
  return withAdmin(process.env['TEST_DATABASE_ADMIN_URL'] ?? '', async (admin) => {
    const { rows } = await admin.query<object>(sql, ['export', database]);
    return rows.length;
  });
}
const snapshots = () => cluster('select from pg_stat_activity where application_name = $1 and datname = $2');

/** Stops the next export after its first page; it goes on when the second gate is opened. */
function halfWay() {
  const [reached, goOn] = [aGate(), aGate()];
  gates.push(goOn);
  afterPage = async (rows) => {
    if (rows > PAGE_ROWS) return;
    reached.open();
    await goOn.opened;
  };
  return { reached: reached.opened, goOn: goOn.open };
}

describe('an export that runs', () => {
  test('holds the list as it was when it began, whatever is written meanwhile', async () => {
    const { reached, goOn } = halfWay();
    const id = await exporting.start(admin, NAMES);
    await reached;

    await exporting.write(36, 60);
    await owner("update family set name_ar = 'changed' where id = $1", [familyId(34)]);
    await owner('delete from family where id = $1', [familyId(35)]);
    goOn();
    await exporting.ended(admin, id);

    const rows = linesOf<{ id: string; name: { ar: string } }>(await exporting.file(admin, id));
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 35 }, (_, n) => familyId(n + 1)));
    expect(rows[33]?.name.ar).toBe('أسرة محمد علي 34');
    expect(await exporting.lines(admin, IDS)).toHaveLength(59);
  });

  test('tells how far it is, and once it is done how large its file is and how long it is kept', async () => {
    const { reached, goOn } = halfWay();
    const id = await exporting.start(admin, IDS);
    await reached;
    const running = await exporting.until(admin, id, ({ rowsWritten }) => rowsWritten > 0);
    goOn();
    const done = await exporting.ended(admin, id);

    expect(running).toMatchObject({ id, state: 'RUNNING', format: 'JSONL', rowsWritten: 10, rowsTotal: 35 });
    expect(running).toMatchObject({ fileBytes: null, finishedAt: null, expiresAt: null, problem: null });
    expect(running.rowsPerSecond).toBeGreaterThan(0);
    expect(running.secondsLeft).toBeGreaterThanOrEqual(0);
    const file = await exporting.file(admin, id);
    expect(done).toMatchObject({ state: 'DONE', rowsWritten: 35, rowsTotal: 35, fileBytes: file.length });
    expect(done.secondsLeft).toBeNull();
    expect(Date.parse(done.expiresAt ?? '') - Date.parse(done.finishedAt ?? '')).toBe(24 * 3_600_000);
  });

  test('forgets what was asked for once it has ended, for that may name a person', async () => {
    const id = await exporting.start(admin, IDS, { headers: { 'x-purpose': 'why' } });
    await exporting.ended(admin, id);

    const [job] = await owner('select query, variables, purpose from export_job where id = $1', [id]);
    expect(job).toEqual({ query: null, variables: null, purpose: null });
  });

  test('is cancelled at once, and leaves nothing of its file', async () => {
    const { reached, goOn } = halfWay();
    const id = await exporting.start(admin, IDS);
    await reached;
    await exporting.until(admin, id, ({ rowsWritten }) => rowsWritten > 0);
    const partsBefore = await partsOf(id);

    const answer = await exporting.ask(admin, { method: 'POST', url: `/exports/jobs/${id}/cancel` });
    // Its snapshot is let go, and with it a statement that runs, before the worker comes to look.
    await eventually('no snapshot', async () => (await snapshots()) === 0);
    goOn();

    expect(answer.json()).toMatchObject({ id, state: 'CANCELLED' });
    expect(partsBefore).toBeGreaterThan(0);
    await eventually('no part', async () => (await partsOf(id)) === 0);
    expect(await exporting.job(admin, id)).toMatchObject({ state: 'CANCELLED', fileBytes: null });
  });

  test('fails whole when the graph answers with an error, and has no file', async () => {
    await owner('update family set members = 13 where id = $1', [familyId(30)]);
    const id = await exporting.start(admin, '{ families { nodes { id fragile } } }');

    const job = await exporting.ended(admin, id);

    expect(job).toMatchObject({ state: 'FAILED', problem: { code: 'INTERNAL_ERROR' }, fileBytes: null });
    expect(job.problem?.message.ar).toMatch(/حدث خطأ لدينا/);
    expect(JSON.stringify(job)).not.toMatch(/a fault that names/);
    await eventually('no part', async () => (await partsOf(id)) === 0);
    const file = await exporting.ask(admin, { url: `/exports/jobs/${id}/file` });
    expect(file.statusCode).toBe(409);
    expect(file.json()).toMatchObject({ errors: [{ extensions: { code: 'EXPORT_NOT_DONE' } }] });
  });

  test('fails when that is not there of which it is a list', async () => {
    const query = `{ family(id: "${familyId(999)}") { visits { nodes { day } } } }`;
    const id = await exporting.start(admin, query);

    expect(await exporting.ended(admin, id)).toMatchObject({
      state: 'FAILED',
      problem: { code: 'NOT_FOUND' },
    });
  });

  test('reads pages of its own size, and no request of the graph comes by them', async () => {
    const pages: number[] = [];
    afterPage = async (rows) => void pages.push(rows);

    await exporting.exported(admin, '{ families(first: 2) { nodes { id } } }');

    expect(pages).toEqual([10, 20, 30, 35]);
    const asked = await exporting.service.ask(admin, '{ families(first: 101) { nodes { id } } }');
    expect(asked).toMatchObject({ errors: [{ extensions: { code: 'PAGE_SIZE_INVALID' } }] });
    const { data } = await exporting.service.ask<{ families: { nodes: unknown[] } }>(admin, IDS);
    expect(data.families.nodes).toHaveLength(20);
  });
});

describe('an export whose worker is lost', () => {
  /** As if the process had been killed: the lease has run out and nobody renews it. */
  const loseWorker = (id: string) =>
    owner("update export_job set lease_until = now() - interval '1 second' where id = $1", [id]);

  test('is begun anew in a new snapshot, and the lost one can add nothing to it', async () => {
    const [first, goOn] = [aGate(), aGate()];
    let runs = 0;
    // A worker that stands still and hears nothing: no heartbeat tells it that it has lost its export.
    const deaf = await ExportingFamilies.begin({
      ...{ pageRows: PAGE_ROWS, partBytes: 20, heartbeatMs: 60_000, leaseMs: 60_000 },
      afterPage: async (rows) => {
        if (rows > PAGE_ROWS || (runs += 1) > 1) return;
        first.open();
        await goOn.opened;
      },
    });
    await deaf.write(1, 35);
    const id = await deaf.start(admin, IDS);
    await first.opened;
    await deaf.write(36, 40);
    await deaf.service.database.owner("update export_job set lease_until = now() - interval '1 second'");

    await deaf.until(admin, id, ({ state }) => state === 'DONE');
    const file = await deaf.file(admin, id);
    goOn.open();
    await deaf.server.close();

    const [parts] = await deaf.service.database.owner(
      'select array_agg(distinct attempt) as attempts from export_file_part',
    );
    const [job] = await deaf.service.database.owner('select state, rows_written, attempt from export_job');
    await deaf.service.close();
    expect(linesOf(file)).toHaveLength(40);
    expect(parts).toEqual({ attempts: [2] });
    expect(job).toEqual({ state: 'DONE', rows_written: 40, attempt: 2 });
  });

  test('is taken over when the lease has run out', async () => {
    const asked = await exporting.start(admin, IDS);
    await exporting.ended(admin, asked);
    await owner(
      "update export_job set state = 'RUNNING', query = $2, variables = '{}', file_bytes = null, expires_at = null where id = $1",
      [asked, IDS],
    );
    await loseWorker(asked);

    expect(await exporting.ended(admin, asked)).toMatchObject({ state: 'DONE', rowsWritten: 35 });
    const [job] = await owner('select losses, attempt from export_job where id = $1', [asked]);
    expect(job).toEqual({ losses: 1, attempt: 2 });
  });

  test('is begun anew when PostgreSQL was lost under it', async () => {
    const { reached, goOn } = halfWay();
    const id = await exporting.start(admin, IDS);
    await reached;
    await cluster(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = $2',
    );
    goOn();

    expect(await exporting.ended(admin, id)).toMatchObject({ state: 'DONE', rowsWritten: 35 });
    expect(linesOf(await exporting.file(admin, id))).toHaveLength(35);
    const [job] = await owner('select losses, attempt from export_job where id = $1', [id]);
    expect(job).toEqual({ losses: 1, attempt: 2 });
  });

  test('is given up when that has happened three times', async () => {
    const id = await exporting.start(admin, IDS);
    await exporting.ended(admin, id);
    await owner(
      "update export_job set state = 'RUNNING', losses = 2, query = $2, variables = '{}', lease_until = '2020-01-01' where id = $1",
      [id, IDS],
    );

    expect(await exporting.ended(admin, id)).toMatchObject({
      state: 'FAILED',
      problem: { code: 'EXPORT_INTERRUPTED' },
    });
  });

  test('is put back when the service stops, and begun anew by the next', async () => {
    const stopping = await ExportingFamilies.begin({
      ...{ pageRows: PAGE_ROWS, partBytes: 20 },
      afterPage: () => new Promise((resolve) => setTimeout(resolve, 800)),
    });
    await stopping.write(1, 35);
    const id = await stopping.start(admin, IDS);
    await stopping.until(admin, id, ({ state }) => state === 'RUNNING');

    await stopping.server.close();
    const [left] = await stopping.service.database.owner('select state, attempt, losses from export_job');
    const next = await ExportingService.over(stopping.service);
    const done = await next.ended(admin, id);
    await next.end();

    expect(left).toEqual({ state: 'WAITING', attempt: 1, losses: 0 });
    expect(done).toMatchObject({ state: 'DONE', rowsWritten: 35 });
  });
});

describe('whose export it is', () => {
  const partner = aCaller('ngo_partner', { ngoId: FIRST_NGO });

  test.each([
    ['another subject of the same role', anotherSubject(partner)],
    ['the same subject with other claims', { ...partner, claims: {} }],
    ['the same subject in another role', { ...admin, subject: partner.subject }],
    ['the ministry', admin],
  ])('%s finds nothing', async (_who, stranger) => {
    const id = await exporting.start(partner, IDS);
    await exporting.ended(partner, id);

    for (const [method, url] of [
      ['GET', `/exports/jobs/${id}`],
      ['GET', `/exports/jobs/${id}/file`],
      ['POST', `/exports/jobs/${id}/cancel`],
    ] as const) {
      const answer = await exporting.ask(stranger, { method, url });
      const missing = await exporting.ask(stranger, { method, url: url.replace(id, familyId(1)) });

      expect(answer.statusCode).toBe(404);
      expect(answer.body).toBe(missing.body);
    }
    const { nodes } = (await exporting.ask(stranger, { url: '/exports/jobs' })).json<{ nodes: unknown[] }>();
    expect(nodes).toEqual([]);
    expect(await exporting.job(partner, id)).toMatchObject({ state: 'DONE' });
  });

  test('a token that was narrowed since does not open the file', async () => {
    const id = await exporting.start(partner, IDS);
    await exporting.ended(partner, id);
    const narrowed = { ...partner, scopes: new Set(['exports:manage'] as const) };

    const answer = await exporting.ask(narrowed, { url: `/exports/jobs/${id}/file` });

    expect(answer.statusCode).toBe(403);
  });

  test('PostgreSQL itself shows a caller neither job nor file of another', async () => {
    const id = await exporting.start(partner, IDS);
    await exporting.ended(partner, id);
    const count = async (caller: typeof admin, table: string) =>
      (await exporting.service.database.pool.query(caller, `select count(*)::int from ${table}`))[0]?.[0];

    expect(await count(partner, 'export_file_part')).toBeGreaterThan(0);
    for (const stranger of [admin, anotherSubject(partner), { ...admin, subject: partner.subject }]) {
      expect(await count(stranger, 'export_job')).toBe(0);
      expect(await count(stranger, 'export_file_part')).toBe(0);
    }
    await expect(count(aCaller('citizen'), 'export_job')).rejects.toThrow(/permission denied/);
  });

  test('are listed, the latest first, page by page', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.push(await exporting.start(partner, IDS));
    await Promise.all(ids.map((id) => exporting.ended(partner, id)));
    await exporting.exported(admin, IDS);
    const page = async (after = '') =>
      (await exporting.ask(partner, { url: `/exports/jobs?first=2${after}` })).json<{
        nodes: { id: string }[];
        endCursor: string;
        hasNextPage: boolean;
      }>();

    const first = await page();
    const second = await page(`&after=${first.endCursor}`);

    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(ids.reverse());
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
  });

  test('no more than ten wait or run at a time, those that are asked for at once all counted', async () => {
    const { reached, goOn } = halfWay();
    const ids = [await exporting.start(partner, IDS)];
    await reached;
    for (let count = 1; count < 9; count += 1) ids.push(await exporting.start(partner, IDS));

    // Connections are opened beforehand, so that the four come at the same moment.
    await Promise.all([1, 2, 3, 4].map(() => exporting.answerTo(aCaller('auditor'), IDS)));

    const answers = await Promise.all([1, 2, 3, 4].map(() => exporting.answerTo(partner, IDS)));

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429, 429]);
    expect((await exporting.answerTo(admin, IDS)).status).toBe(202);
    goOn();
    for (const id of ids) await exporting.ended(partner, id);
  });
});

describe('a file', () => {
  test('is fetched whole, with its length, a name that tells nothing, and nobody keeps it on the way', async () => {
    const id = await exporting.start(admin, IDS);
    await exporting.ended(admin, id);

    const { headers, rawPayload } = await exporting.ask(admin, { url: `/exports/jobs/${id}/file` });

    expect(headers['content-length']).toBe(String(rawPayload.length));
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="families-\d{4}-\d{2}-\d{2}\.jsonl"$/,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8');
  });

  test('is gone when its time is over', async () => {
    const id = await exporting.start(admin, IDS);
    await exporting.ended(admin, id);
    await owner('update export_job set expires_at = now() where id = $1', [id]);

    const early = await exporting.ask(admin, { url: `/exports/jobs/${id}/file` });
    // Starting looks for what is old.
    const cleaning = await ExportingService.over(exporting.service, { cleanEveryMs: 20 });
    const expired = await exporting.until(admin, id, ({ state }) => state === 'EXPIRED');
    await cleaning.server.close();
    const late = await exporting.ask(admin, { url: `/exports/jobs/${id}/file` });

    for (const answer of [early, late]) {
      expect(answer.statusCode).toBe(410);
      expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'EXPORT_EXPIRED' } }] });
    }
    expect(expired).toMatchObject({ rowsWritten: 35 });
    expect(await partsOf(id)).toBe(0);
  });

  test('that vanishes while it is fetched breaks off: the half does not look whole', async () => {
    const id = await exporting.start(admin, IDS);
    await exporting.ended(admin, id);
    await owner('delete from export_file_part where job_id = $1 and number > 2', [id]);

    const fetched = exporting.ask(admin, { url: `/exports/jobs/${id}/file` });

    await expect(fetched).rejects.toThrow();
  });

  test('an export that has ended is not cancelled', async () => {
    const id = await exporting.start(admin, IDS);
    await exporting.ended(admin, id);

    const answer = await exporting.ask(admin, { method: 'POST', url: `/exports/jobs/${id}/cancel` });

    expect(answer.statusCode).toBe(409);
    expect(await exporting.job(admin, id)).toMatchObject({ state: 'DONE' });
  });
});
