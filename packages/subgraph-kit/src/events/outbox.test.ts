import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '../access/roles';
import { asCommand, day, recordsDatabase } from '../records/records.fixture';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { ngoStandingChanged, personDied } from './catalogue';
import type { NewEvent } from './event-type';
import { eventually } from './eventually.fixture';
import { emit } from './outbox';

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
});

afterAll(() => database.close());

const suspended = (ngoId: string): NewEvent =>
  ngoStandingChanged.of(ngoId, {
    ngoId,
    standing: 'SUSPENDED',
    since: day('2026-11-22'),
    licensedUntil: null,
  });
/** Deliveries and jobs that wait, of all subscribers. */
async function waiting(): Promise<number[]> {
  const [row] = await database.owner<{ counts: number[] }>(
    `select array[(select count(*) from event_delivery where delivered_at is null),
                  (select count(*) from pgboss.job where state = 'created' and name like 'deliver%')]::integer[] as counts`,
  );
  return row?.counts ?? [];
}
const eventsOf = (subject: string) =>
  database.owner(`select * from event where subject = $1 order by seq`, [subject]);

describe('an event', () => {
  it('is written with the change that made it true, and says what role acted but not who', async () => {
    const ngoId = randomUUID();

    const ids = await asCommand(
      database,
      ({ manager }) => emit(manager, suspended(ngoId)),
      aCaller('inspector'),
    );

    const events = await eventsOf(ngoId);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      id: ids[0],
      type: 'ngo.standing_changed',
      version: 1,
      actor_role: 'inspector',
      payload: { ngoId, standing: 'SUSPENDED', since: '2026-11-22', licensedUntil: null },
    });
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('is not written when the change is rolled back', async () => {
    const ngoId = randomUUID();

    const failed = asCommand(database, async ({ manager }) => {
      await emit(manager, suspended(ngoId));
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await eventsOf(ngoId)).toEqual([]);
  });

  it('is refused when its payload does not have the form of the catalogue, or no such event is in it', async () => {
    const wrong: NewEvent[] = [
      { type: 'person.died', version: 1, subject: 'x', payload: { personId: 'no id', diedOn: '2026-11-22' } },
      {
        type: 'person.died',
        version: 1,
        subject: 'x',
        payload: { personId: randomUUID(), diedOn: '2026-02-30' },
      },
      { type: 'person.died', version: 2, subject: 'x', payload: {} },
      { type: 'person.sneezed', version: 1, subject: 'x', payload: {} },
    ];

    for (const event of wrong) {
      await expect(asCommand(database, ({ manager }) => emit(manager, event))).rejects.toThrow();
    }
    expect(await eventsOf('x')).toEqual([]);
  });

  it('carries nothing that its form does not name, such as a name', async () => {
    const personId = randomUUID();
    const died = { personId, diedOn: day('2026-11-22'), name: 'منى', nationalId: '28506150000001' };

    await asCommand(database, ({ manager }) => emit(manager, personDied.of(personId, died)));

    expect((await eventsOf(personId))[0]?.['payload']).toEqual({ personId, diedOn: '2026-11-22' });
  });

  it('waits for a command that has told of the same subject and not yet committed, so that the order is that of the commits', async () => {
    const ngoId = randomUUID();
    let second: Promise<unknown> = Promise.resolve();
    await asCommand(database, async ({ manager }) => {
      await emit(manager, suspended(ngoId));
      second = asCommand(database, (other) => emit(other.manager, suspended(ngoId)));
      await eventually('the second waits', async () => {
        return (await database.owner('select 1 from pg_locks where not granted')).length > 0;
      });
      await emit(manager, suspended(ngoId));
    });
    await second;

    const transactions = (await eventsOf(ngoId)).map((event) => event['transaction_id']);
    expect(transactions[0]).toBe(transactions[1]);
    expect(transactions[2]).not.toBe(transactions[1]);
    expect(transactions).toHaveLength(3);
  });

  it('does not wait for a command that tells of another subject', async () => {
    await asCommand(database, async ({ manager }) => {
      await emit(manager, suspended(randomUUID()));
      await asCommand(database, (other) => emit(other.manager, suspended(randomUUID())));
    });
  });

  it('can be one of ten thousand that are emitted at once, each on its way to each subscriber', async () => {
    const subjects = Array.from({ length: 10_000 }, () => randomUUID());
    const subscribe = (name: string) =>
      asCommand(
        database,
        ({ manager }) => manager.query('select event_subscribe($1, $2)', [name, ['ngo.standing_changed']]),
        SYSTEM_CALLER,
      );
    await subscribe('care_homes');
    await subscribe('microfinance');
    const waitingBefore = await waiting();

    const ids = await asCommand(database, ({ manager }) =>
      emit(manager, ...(subjects.map(suspended) as [NewEvent, ...NewEvent[]])),
    );

    const written = await database.owner<{ id: string; subject: string }>(
      'select id, subject from event where id = any ($1) order by seq',
      [ids],
    );
    expect(written.map(({ id }) => id)).toEqual(ids);
    expect(written.map(({ subject }) => subject)).toEqual(subjects);
    expect(await waiting()).toEqual(waitingBefore.map((count) => count + 20_000));
  });

  it('is never changed, not even by the owner of the table', async () => {
    await expect(database.owner(`update event set type = 'x'`)).rejects.toThrow(/never changed or removed/);
    await expect(database.owner('delete from event')).rejects.toThrow(/never changed or removed/);
  });

  it('is emitted by nobody who only reads', async () => {
    const emitAs = (role: 'public' | 'auditor') =>
      asCommand(database, ({ manager }) => emit(manager, suspended(randomUUID())), aCaller(role));

    await expect(emitAs('public')).rejects.toThrow(/permission denied/);
    await expect(emitAs('auditor')).rejects.toThrow(/permission denied/);
  });
});
