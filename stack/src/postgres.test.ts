import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { Child } from './child';
import { livingProcess } from './living-process';
import { ADMINISTRATOR, startPostgres, stopPostgresWithin } from './postgres';
import { stopLeftoverPostgres } from './postgres-leftover';
import { findPostgresPlace, type PostgresPlace } from './postgres-place';
import { ProgressLog } from './progress-log';
import { aFolder, aFreePort, clearGround } from './testing/fake-house';

const PASSWORD = 'only for this test';
const silent = new ProgressLog({ write: () => undefined });

let place: PostgresPlace;
let logFolder: string;
let port: number;

beforeAll(async () => {
  const stateFolder = aFolder();
  logFolder = aFolder();
  place = findPostgresPlace(stateFolder, silent);
  port = await aFreePort();
});
afterAll(clearGround);

const start = (): Promise<Child> =>
  startPostgres({
    place,
    port,
    password: PASSWORD,
    logFolder,
    log: silent,
    beforeStart: () => undefined,
    onStart: () => undefined,
  });

async function query(text: string): Promise<unknown[]> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: ADMINISTRATOR,
    password: PASSWORD,
    database: 'postgres',
  });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(place.data, 'postmaster.pid');

it('keeps its data over a restart', async () => {
  const first = await start();
  await query("create table kept as select 'كما كان' as text");
  await first.stop(stopPostgresWithin(10_000));
  const second = await start();

  const rows = await query('select text from kept');

  await second.stop(stopPostgresWithin(10_000));
  expect(rows).toEqual([{ text: 'كما كان' }]);
});

it('is PostgreSQL 18, in UTF-8 with ICU, on the loopback address alone', async () => {
  const server = await start();

  const rows = await query(`
    select current_setting('server_version') as version, current_setting('listen_addresses') as addresses,
      pg_encoding_to_char(encoding) as encoding, datlocprovider as provider
    from pg_database where datname = 'postgres'`);

  await server.stop(stopPostgresWithin(10_000));
  expect(rows).toEqual([
    { version: expect.stringMatching(/^18\./), addresses: '127.0.0.1', encoding: 'UTF8', provider: 'i' },
  ]);
});

it('lets nobody in without the password', async () => {
  const server = await start();
  const stranger = new Client({
    host: '127.0.0.1',
    port,
    user: ADMINISTRATOR,
    password: 'a guess',
    database: 'postgres',
  });

  const attempt = stranger.connect();

  await expect(attempt).rejects.toThrow('password authentication failed');
  await server.stop(stopPostgresWithin(10_000));
});

it('stops the server that a killed run left behind, and starts anew on its data', async () => {
  const orphan = await start();
  await query('create table survivor as select 1 as one');

  await stopLeftoverPostgres(place.data, silent);

  expect(livingProcess(orphan.id!)).toBeNull();
  const next = await start();
  expect(await query('select one from survivor')).toEqual([{ one: 1 }]);
  await next.stop(stopPostgresWithin(10_000));
});

it('starts after the server itself was killed with its pid file left behind', async () => {
  const killed = await start();
  await query('create table committed as select 2 as two');
  await killed.stop([{ signal: 'SIGKILL', patienceMs: 5_000 }]);
  expect(fs.existsSync(pidFile())).toBe(true);

  await stopLeftoverPostgres(place.data, silent);
  const next = await start();

  expect(await query('select two from committed')).toEqual([{ two: 2 }]);
  await next.stop(stopPostgresWithin(10_000));
});

it('leaves a stranger alone that has the id of the pid file now', async () => {
  fs.writeFileSync(pidFile(), `${process.pid}\n${place.data}\n`);

  await stopLeftoverPostgres(place.data, silent);

  expect(fs.existsSync(pidFile())).toBe(false);
  const server = await start();
  expect(await query('select 3 as three')).toEqual([{ three: 3 }]);
  await server.stop(stopPostgresWithin(10_000));
});

it('says what PostgreSQL said when it does not start', async () => {
  const running = await start();

  const second = start();

  await expect(second).rejects.toMatchObject({
    message: 'PostgreSQL did not start (exit code 1).',
    advice: expect.arrayContaining([expect.stringContaining('lock file "postmaster.pid" already exists')]),
  });
  await running.stop(stopPostgresWithin(10_000));
});

it('refuses data of another version', async () => {
  const stateFolder = aFolder();
  const data = path.join(stateFolder, 'postgres');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'PG_VERSION'), '15\n');
  const old = { ...place, data };

  const attempt = startPostgres({
    place: old,
    port,
    password: PASSWORD,
    logFolder,
    log: silent,
    beforeStart: () => undefined,
    onStart: () => undefined,
  });

  await expect(attempt).rejects.toThrow('was made by PostgreSQL 15; this is PostgreSQL 18');
});
