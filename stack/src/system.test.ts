import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {
  aPostgres,
  aServer,
  clearGround,
  endAll,
  FakeHouse,
  livingProcesses,
  type PostgresPart,
} from './testing/fake-house';

/** Made once: each test starts it anew on the same data. */
let postgres: PostgresPart;

beforeAll(async () => {
  postgres = await aPostgres();
});
afterEach(endAll);
afterAll(clearGround);

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

async function untilNothingLives(withinMs: number): Promise<void> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline && livingProcesses().length > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a start', () => {
  it('says when each server is ready, then shows the addresses', async () => {
    const house = new FakeHouse({
      ...postgres,
      servers: [await aServer('registry', 'ends'), await aServer('gateway', 'ends')],
    });

    const start = house.start();
    await start.says('welcome');

    const [registry, gateway] = house.plan.servers;
    expect(start.output).toContain('PostgreSQL is ready: 1 databases');
    expect(start.output).toContain(`registry      ready on http://127.0.0.1:${registry!.port}`);
    expect(start.output).toContain(`gateway       ready on http://127.0.0.1:${gateway!.port}`);
    start.signal('SIGINT');
    expect(await start.ended()).toBe(0);
  });

  it('shows warnings of a server in words, and keeps all it says in its log', async () => {
    const house = new FakeHouse({ servers: [await aServer('registry', 'warns', 'ends')] });

    const start = house.start();
    await start.says('welcome');
    start.signal('SIGTERM');
    await start.ended();

    expect(start.output).toMatch(/\[\d+\.\d s] registry {6}the well runs low/);
    expect(start.output).not.toContain('quiet');
    const kept = fs.readFileSync(path.join(house.plan.stateFolder, 'logs', 'registry.log'), 'utf8');
    expect(kept).toContain('quiet');
  });

  it('is refused while another runs, which stays as it is', async () => {
    const house = new FakeHouse({ servers: [await aServer('registry', 'ends')] });
    const first = house.start();
    await first.says('welcome');

    const second = house.start();

    expect(await second.ended()).toBe(1);
    expect(second.output).toContain('✗ The system is already running: npm start, process');
    expect(livingProcesses()).toHaveLength(2);
    first.signal('SIGINT');
    expect(await first.ended()).toBe(0);
  });

  it('names every port that is in use, and how to choose another, before it starts anything', async () => {
    const house = new FakeHouse({
      servers: [await aServer('registry', 'ends'), await aServer('gateway', 'ends')],
    });
    const { port } = house.plan.servers[1]!;
    const squatter = net.createServer().listen(port, '127.0.0.1');

    const start = house.start();

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain(`✗ Port ${port} (gateway) is in use.`);
    expect(start.output).toContain(`GATEWAY_PORT=`);
    expect(start.output).not.toContain('ready');
    expect(livingProcesses()).toEqual([]);
    squatter.close();
  });

  it('uses a real server instead when one is named', async () => {
    const real = new FakeHouse(postgres).start();
    await real.says('welcome');
    const house = new FakeHouse({
      adminUrl: postgres.adminUrl,
      databases: postgres.databases,
      servers: [await aServer('registry', 'ends')],
    });

    const start = house.start();
    await start.says('welcome');
    start.signal('SIGINT');

    expect(await start.ended()).toBe(0);
    expect(fs.existsSync(path.join(house.plan.stateFolder, 'postgres'))).toBe(false);
    real.signal('SIGINT');
    expect(await real.ended()).toBe(0);
  });

  it('says that a real server cannot be reached, and never its password', async () => {
    const house = new FakeHouse({
      adminUrl: 'postgres://admin:top-secret@127.0.0.1:1/postgres',
      databases: postgres.databases,
    });

    const start = house.start();

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain('✗ PostgreSQL at 127.0.0.1:1 cannot be used: connect ECONNREFUSED');
    expect(start.output).not.toContain('top-secret');
  });

  it('ends cleanly with the last words of a migration that fails', async () => {
    const migration = { ...(await aServer('migrations', 'fallsOver')), environment: { PORT: '0' } };
    const house = new FakeHouse({ ...postgres, migrations: [migration] });

    const start = house.start();

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain(
      '✗ migrations ended by itself (exit code 3). Its last words:\n        the roof fell in',
    );
    expect(livingProcesses()).toEqual([]);
  });
});

describe('a running system', () => {
  it('ends as a whole when one server dies, with its last words', async () => {
    const house = new FakeHouse({
      ...postgres,
      servers: [await aServer('registry', 'fallsOver'), await aServer('gateway', 'ends')],
    });

    const start = house.start();

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain(
      '✗ registry ended by itself (exit code 3). Its last words:\n        the roof fell in',
    );
    expect(livingProcesses()).toEqual([]);
  });

  it('ends as a whole when PostgreSQL dies', async () => {
    const house = new FakeHouse({ ...postgres, servers: [await aServer('registry', 'ends')] });
    const start = house.start();
    await start.says('welcome');

    process.kill(house.postgresId, 'SIGKILL');

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain('✗ PostgreSQL ended by itself (SIGKILL).');
    expect(livingProcesses()).toEqual([]);
  });

  it('ends with one message when the disk is full', async () => {
    const house = new FakeHouse({ servers: [await aServer('registry', 'findsDiskFull', 'ends')] });

    const start = house.start();

    expect(await start.ended()).toBe(1);
    expect(start.output).toContain('✗ The disk is full: ');
    expect(start.output).toContain('STATE_DIR=');
    expect(livingProcesses()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves no process behind on %s', async (signal) => {
    const house = new FakeHouse({
      ...postgres,
      servers: [await aServer('registry', 'ends'), await aServer('gateway', 'ends')],
    });
    const start = house.start();
    await start.says('welcome');

    const took = await millisecondsOf(() => {
      start.signal(signal);
      return start.ended();
    });

    expect(await start.ended()).toBe(0);
    expect(took).toBeLessThan(2_000);
    expect(livingProcesses()).toEqual([]);
  });

  it('ends within 5 s though a server will not', async () => {
    const house = new FakeHouse({ ...postgres, servers: [await aServer('registry', 'doesNotEnd')] });
    const start = house.start();
    await start.says('welcome');

    const took = await millisecondsOf(() => {
      start.signal('SIGINT');
      return start.ended();
    });

    expect(took).toBeLessThan(5_000);
    expect(livingProcesses()).toEqual([]);
  });

  it('ends at once on a second Ctrl-C', async () => {
    const house = new FakeHouse({ ...postgres, servers: [await aServer('registry', 'doesNotEnd')] });
    const start = house.start();
    await start.says('welcome');
    start.signal('SIGINT');
    await start.says('not yet');
    await new Promise((resolve) => setTimeout(resolve, 550));

    const took = await millisecondsOf(() => {
      start.signal('SIGINT');
      return start.ended();
    });

    expect(took).toBeLessThan(1_500);
    expect(livingProcesses()).toEqual([]);
  });

  it('takes the same Ctrl-C for one when npm passes it on', async () => {
    const house = new FakeHouse({ servers: [await aServer('registry', 'doesNotEnd')] });
    const start = house.start();
    await start.says('welcome');

    start.signal('SIGINT');
    await start.says('stopping');
    start.signal('SIGINT');
    await start.ended();

    expect(start.output).not.toContain('at once');
  });

  it('can be stopped while it still starts', async () => {
    const house = new FakeHouse({ ...(await aPostgres()), servers: [await aServer('registry', 'ends')] });
    const start = house.start();
    await start.says('making the PostgreSQL data folder');

    start.signal('SIGINT');

    expect(await start.ended()).toBe(0);
    expect(livingProcesses()).toEqual([]);
  });
});

describe('after a SIGKILL', () => {
  it('no server lives on, and the next start takes over PostgreSQL and its data', async () => {
    const house = new FakeHouse({
      ...postgres,
      servers: [await aServer('registry', 'ends'), await aServer('gateway', 'doesNotEnd')],
    });
    const killed = house.start();
    await killed.says('welcome');
    const orphan = house.postgresId;

    killed.signal('SIGKILL');
    await killed.ended();
    const next = house.start();
    await next.says('welcome');

    expect(next.output).toContain('the last run was killed and its PostgreSQL lives on: stopping it');
    expect(house.postgresId).not.toBe(orphan);
    expect(livingProcesses()).toHaveLength(4);
    next.signal('SIGTERM');
    expect(await next.ended()).toBe(0);
    expect(livingProcesses()).toEqual([]);
  });

  it('the servers end by themselves, even one that will not', async () => {
    const house = new FakeHouse({
      servers: [await aServer('registry', 'ends'), await aServer('gateway', 'doesNotEnd')],
    });
    const start = house.start();
    await start.says('welcome');

    start.signal('SIGKILL');
    await untilNothingLives(5_000);

    expect(livingProcesses()).toEqual([]);
  });

  it('of everything, PostgreSQL too, the next start is ready again', async () => {
    const house = new FakeHouse({ ...postgres, servers: [await aServer('registry', 'ends')] });
    const killed = house.start();
    await killed.says('welcome');
    process.kill(house.postgresId, 'SIGKILL');
    killed.signal('SIGKILL');
    await killed.ended();

    const next = house.start();
    await next.says('welcome');

    next.signal('SIGINT');
    expect(await next.ended()).toBe(0);
  });
});
