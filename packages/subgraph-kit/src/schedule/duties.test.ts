import 'reflect-metadata';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Registry } from 'prom-client';
import { inTransaction } from '../database/transaction';
import { protect } from '../database/grants';
import { eventually } from '../events/eventually.fixture';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import type { RunningService } from '../server/capability';
import { parsePlainDate } from '../values/plain-date';
import { startDuties } from './capability';
import type { Duty, DutyContext } from './duty';
import { dutyMetrics } from './duty-metrics';
import { DutyRounds } from './duty-rounds';
import { Duties1764160000000 } from './migrations/1764160000000-duties';

class Bell1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table bell (duty text not null, on_day date not null, by text not null)');
    await protect(queryRunner, 'bell', {});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table bell');
  }
}

const told: { level: string; facts: object; message: string }[] = [];
const log = {
  info: (facts: object, message: string) => void told.push({ level: 'info', facts, message }),
  error: (facts: object, message: string) => void told.push({ level: 'error', facts, message }),
};

let database: TestDatabase;
let instant: string;
const clock = { now: () => new Date(instant) };

beforeEach(async () => {
  told.length = 0;
  instant = '2026-11-22T10:00:00Z';
  const migrations = [Duties1764160000000, Bell1770000000000];
  database = await testDatabase({ service: 'kit', entities: [], migrations, poolSize: 8 });
});

afterEach(() => database.close());

/** Rings a bell in the database: a duty that is done twice has rung twice. */
const ring =
  (name: string) =>
  async ({ manager, caller, today }: DutyContext) => {
    await manager.query('insert into bell values ($1, $2, $3)', [name, today, caller.subject]);
    return { count: 1, isAll: true };
  };
const bell: Duty = { name: 'bell', at: '02:30', run: ring('bell') };

/** A process with these duties. */
function aProcess(...duties: Duty[]): { rounds: DutyRounds; registry: Registry } {
  const registry = new Registry();
  const place = { dataSource: database.dataSource, clock };
  return { registry, rounds: new DutyRounds({ place, duties, metrics: dutyMetrics(registry), log }) };
}

const rung = async () =>
  (
    await database.owner<{ rung: string }>(
      `select duty || ' ' || on_day as rung from bell order by on_day, duty`,
    )
  ).map(({ rung: each }) => each);
const doneFor = async (name: string) =>
  (await database.owner<{ day: string }>('select done_for::text as day from duty where name = $1', [name]))[0]
    ?.day;

describe('a duty', () => {
  it('begins with its next hour, not with the release that brings it', async () => {
    const { rounds } = aProcess(bell);

    await rounds.round();
    expect(await rung()).toEqual([]);

    instant = '2026-11-23T00:29:00Z';
    await rounds.round();
    expect(await rung()).toEqual([]);

    instant = '2026-11-23T00:30:00Z';
    await rounds.round();
    expect(await rung()).toEqual(['bell 2026-11-23']);
  });

  it('is done once on a day, as the system, and tells so without a name of anybody', async () => {
    const { rounds } = aProcess(bell);
    await rounds.round();
    instant = '2026-11-23T10:00:00Z';

    await rounds.round();
    instant = '2026-11-23T15:00:00Z';
    await rounds.round();

    expect(await rung()).toEqual(['bell 2026-11-23']);
    expect(await database.owner('select by from bell')).toEqual([{ by: 'system' }]);
    expect(told).toEqual([
      { level: 'info', facts: { duty: 'bell', day: '2026-11-23', count: 1 }, message: 'a duty is done' },
    ]);
  });

  it('is done by one of two processes that come to it at once, and not waited for by the other', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    let begun = 0;
    const slow: Duty = {
      ...bell,
      run: async (context) => {
        begun += 1;
        await gate;
        return ring('bell')(context);
      },
    };
    const [one, two] = [aProcess(slow), aProcess(slow)];
    await one.rounds.round();
    instant = '2026-11-23T10:00:00Z';

    const first = one.rounds.round();
    await eventually('the first has begun', () => begun === 1);
    await two.rounds.round();
    expect(await rung()).toEqual([]);
    go();
    await first;
    await two.rounds.round();

    expect([begun, await rung()]).toEqual([1, ['bell 2026-11-23']]);
  });

  it('makes up for a day that was missed when a process starts, and for several by one run', async () => {
    await aProcess(bell).rounds.round();
    instant = '2026-11-26T00:10:00Z';

    await aProcess(bell).rounds.round();

    // It is done on the 26th, for the 25th: the hour of the 26th has not come.
    expect(await rung()).toEqual(['bell 2026-11-26']);
    expect(await doneFor('bell')).toBe('2026-11-25');
    instant = '2026-11-26T00:30:00Z';
    await aProcess(bell).rounds.round();
    expect(await rung()).toEqual(['bell 2026-11-26', 'bell 2026-11-26']);
    expect(await doneFor('bell')).toBe('2026-11-26');
  });

  it('that fails leaves nothing, is tried again after a while and keeps the others from nothing', async () => {
    let isBroken = true;
    const broken: Duty = {
      ...{ name: 'broken', at: '02:00' },
      run: async (context) => {
        await ring('broken')(context);
        if (isBroken) throw new RangeError('29001010100011 cannot be counted');
        return { count: 1, isAll: true };
      },
    };
    const { rounds, registry } = aProcess(broken, bell);
    await rounds.round();
    instant = '2026-11-23T10:00:00Z';

    await rounds.round();
    expect(await rung()).toEqual(['bell 2026-11-23']);
    expect(await doneFor('broken')).toBe('2026-11-22');
    expect(told.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        facts: {
          duty: 'broken',
          fault: 'RangeError',
          code: undefined,
          constraint: undefined,
          table: undefined,
        },
        message: 'a duty failed; it is tried again',
      },
    ]);

    isBroken = false;
    instant = '2026-11-23T10:04:00Z';
    await rounds.round();
    expect(await doneFor('broken')).toBe('2026-11-22');
    instant = '2026-11-23T10:05:00Z';
    await rounds.round();
    expect(await rung()).toEqual(['bell 2026-11-23', 'broken 2026-11-23']);
    expect(await registry.metrics()).toContain('duty_failures_total{duty="broken"} 1');
  });

  it('of many parts has a transaction for each, and a part of nothing is the last', async () => {
    const transactions = new Set<string>();
    const parts = [5, 5, 0];
    const inParts: Duty = {
      ...bell,
      run: async (context) => {
        const [row] = await context.manager.query<[{ id: string }]>('select txid_current()::text as id');
        transactions.add(row.id);
        await ring('bell')(context);
        return { count: parts.shift() ?? 0, isAll: false };
      },
    };
    const { rounds } = aProcess(inParts);
    await rounds.round();
    instant = '2026-11-23T10:00:00Z';

    await rounds.round();

    expect(transactions.size).toBe(3);
    expect(await rung()).toHaveLength(3);
    expect(told.at(-1)?.facts).toEqual({ duty: 'bell', day: '2026-11-23', count: 10 });
  });

  it('that is stopped between two parts goes on where it was', async () => {
    let isFirst = true;
    const parts: boolean[] = [];
    const inParts: Duty = {
      ...bell,
      run: async (context) => {
        parts.push(isFirst);
        if (isFirst) stopping = one.rounds.stop();
        await ring('bell')(context);
        const part = { count: 1, isAll: !isFirst };
        isFirst = false;
        return part;
      },
    };
    const one = aProcess(inParts);
    let stopping: Promise<void> = Promise.resolve();
    await one.rounds.round();
    instant = '2026-11-23T10:00:00Z';

    await one.rounds.round();
    await stopping;
    expect([parts.length, await doneFor('bell')]).toEqual([1, '2026-11-22']);
    await aProcess(inParts).rounds.round();

    expect([parts.length, await doneFor('bell')]).toEqual([2, '2026-11-23']);
  });

  it('is measured by when it was done last, in every process alike', async () => {
    const one = aProcess(bell);
    const two = aProcess(bell);
    await one.rounds.round();
    instant = '2026-11-23T10:00:00Z';

    await one.rounds.round();
    await two.rounds.round();

    const line = `duty_last_done_timestamp_seconds{duty="bell"} ${Date.parse(instant) / 1000}`;
    expect(await one.registry.metrics()).toContain(line);
    expect(await two.registry.metrics()).toContain(line);
  });

  it('is marked by the system alone', async () => {
    await aProcess(bell).rounds.round();
    const asAdmin = (sql: string) =>
      inTransaction(database.dataSource, aCaller('ministry_admin'), (manager) => manager.query(sql));

    await expect(asAdmin(`update duty set done_for = '2026-01-01'`)).rejects.toThrow('permission denied');
    await expect(asAdmin('select from duty')).rejects.toThrow('permission denied');
  });
});

describe('a service with duties', () => {
  const running = (...duties: Duty[]) =>
    ({
      ...{ definition: { duties }, dataSource: database.dataSource, clock, log },
      metrics: { registry: new Registry() },
    }) as unknown as RunningService;

  it('looks at them when it starts and each minute, until it stops', async () => {
    await aProcess(bell).rounds.round();
    instant = '2026-11-23T10:00:00Z';

    const { stop } = await startDuties(running(bell));
    await eventually('it was done', async () => (await rung()).length === 1);
    await stop?.(1_000);

    expect(await rung()).toEqual([`bell ${parsePlainDate('2026-11-23')}`]);
  });

  it('has nothing to do when there are none', async () => {
    expect(await startDuties(running())).toEqual({});
  });
});
