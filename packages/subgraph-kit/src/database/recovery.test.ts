import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { Client } from 'pg';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { createDataSource } from './data-source';
import { ClaimedPool } from './statements';
import { inTransaction } from './transaction';
import { VILLAGE } from './village.fixture';

const admin = aCaller('ministry_admin');

/** A line to PostgreSQL that can be cut, and left silent. */
class Line {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  constructor(private readonly target: { port: number; host: string }) {}

  async open(): Promise<number> {
    this.server = createServer((socket) => {
      const there = connect(this.target);
      socket.pipe(there).pipe(socket);
      for (const [end, other] of [
        [socket, there],
        [there, socket],
      ] as const) {
        this.sockets.add(end);
        end.on('error', () => {}).on('close', () => other.destroy());
      }
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this.port;
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await closed;
  }

  silence(): void {
    for (const socket of this.sockets) socket.unpipe();
  }
}

let database: TestDatabase;
/** Who runs the server. */
let operator: Client;
let line: Line;
let pool: ClaimedPool;
let dataSource: DataSource;
const lost: Error[] = [];

beforeAll(async () => {
  database = await testDatabase(VILLAGE);
  operator = new Client({ connectionString: process.env['TEST_DATABASE_ADMIN_URL'] });
  await operator.connect();
  const url = new URL(database.appUrl);
  line = new Line({ host: url.hostname, port: Number(url.port) });
  url.port = String(await line.open());
  const onLostConnection = (error: Error) => lost.push(error);
  pool = new ClaimedPool({
    connectionString: url.toString(),
    max: 3,
    statementTimeoutMs: 300,
    onLostConnection,
  });
  dataSource = createDataSource({
    url: url.toString(),
    entities: [],
    poolSize: 2,
    statementTimeoutMs: 300,
    onLostConnection,
  });
  await dataSource.initialize();
});

afterAll(async () => {
  await Promise.all([pool.end(), dataSource.destroy()]);
  await Promise.all([line.cut(), operator.end()]);
  await database.close();
});

const readAndWrite = () =>
  Promise.all([
    ...[1, 2, 3].map(async () => (await pool.query(admin, 'select 1'))[0]),
    inTransaction(dataSource, admin, (manager) => manager.query('select 1')),
  ]);
const unavailable = {
  status: 'rejected',
  reason: expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }) as unknown,
};
const served = [[1], [1], [1], [{ '?column?': 1 }]];

const SESSIONS = "from pg_stat_activity where usename = 'village_app' and datname = $1";
const databaseName = () => new URL(database.appUrl).pathname.slice(1);

/** Ends all sessions of the app, as a PostgreSQL that is shut down does. */
const endSessions = () => operator.query(`select pg_terminate_backend(pid) ${SESSIONS}`, [databaseName()]);

test('sessions that PostgreSQL has ended while they were idle are replaced', async () => {
  expect(await readAndWrite()).toEqual(served);

  await endSessions();
  await untilNoticed(() => lost.length >= 4);

  expect(await readAndWrite()).toEqual(served);
});

test('what was running when PostgreSQL ended its sessions is told so, and the next is served', async () => {
  const running = Promise.allSettled([
    pool.query(admin, 'select pg_sleep(0.25)'),
    inTransaction(dataSource, admin, (manager) => manager.query('select pg_sleep(0.25)')),
  ]);
  await untilRunning(2);
  await endSessions();

  expect(await running).toEqual([unavailable, unavailable]);
  await untilNoticed(() => pool.load.open === 0);
  expect(await readAndWrite()).toEqual(served);
});

test('while PostgreSQL is away each request is told so, and when it is back all are served', async () => {
  const running = Promise.allSettled([pool.query(admin, 'select pg_sleep(0.25)')]);
  await untilRunning(1);

  await line.cut();

  expect(await running).toMatchObject([{ reason: { code: 'SERVICE_UNAVAILABLE' } }]);
  await expect(pool.query(admin, 'select 1')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await expect(inTransaction(dataSource, admin, () => Promise.resolve())).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
  });

  await line.open();

  expect(await readAndWrite()).toEqual(served);
});

test('a PostgreSQL that falls silent is given up, and its connections replaced', async () => {
  line.silence();

  expect(
    await Promise.allSettled([
      ...[1, 2, 3].map(() => pool.query(admin, 'select 1')),
      inTransaction(dataSource, admin, () => Promise.resolve()),
    ]),
  ).toEqual([unavailable, unavailable, unavailable, unavailable]);

  expect(await readAndWrite()).toEqual(served);
});

/** Waits until the news of the end has come in on every connection. */
async function untilNoticed(isNoticed: () => boolean): Promise<void> {
  while (!isNoticed()) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until PostgreSQL is at work on as many statements of the app. */
async function untilRunning(count: number): Promise<void> {
  for (;;) {
    const { rows } = await operator.query<object>(`select pid ${SESSIONS} and state = 'active'`, [
      databaseName(),
    ]);
    if (rows.length >= count) return;
  }
}
