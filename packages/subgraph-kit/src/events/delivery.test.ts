import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { SYSTEM_CALLER } from '../access/roles';
import { databaseUrl, withAdmin } from '../database/cluster';
import { asCommand, day, recordsDatabase } from '../records/records.fixture';
import type { TestDatabase } from '../testing/database';
import { loanChanged, ngoStandingChanged } from './catalogue';
import { prepareQueue, startDelivery, type Delivery } from './delivery';
import { eventually } from './eventually.fixture';
import type { Pace } from './lane';
import { emit } from './outbox';
import { Receiver, TEST_SECRET } from './receiver.fixture';
import type { Subscriber } from './subscriber';

let database: TestDatabase;
let receiver: Receiver;
let deliveries: Delivery[] = [];

beforeEach(async () => {
  database = await recordsDatabase();
  receiver = new Receiver();
  await receiver.up();
});

afterEach(async () => {
  await Promise.all(deliveries.map((delivery) => delivery.stop(0)));
  deliveries = [];
  await receiver.down();
  await database.close();
});

const TYPES = ['ngo.standing_changed'];
const BRISK: Partial<Pace> = { pollMs: 50, firstRetryMs: 20, longestRetryMs: 100 };

async function deliver(subscribers: readonly Subscriber[], pace: Partial<Pace> = BRISK): Promise<Delivery> {
  const delivery = await startDelivery({ databaseUrl: database.appUrl, subscribers, pace });
  deliveries.push(delivery);
  return delivery;
}

/** Emits that the standing of an NGO has changed; the days tell the events apart. */
async function tell(ngoId: string, ...days: string[]): Promise<void> {
  for (const since of days) {
    const payload = { ngoId, standing: 'GOOD' as const, since: day(since), licensedUntil: null };
    await asCommand(database, ({ manager }) => emit(manager, ngoStandingChanged.of(ngoId, payload)));
  }
}

const daysHeard = (subject: string, from = receiver) =>
  from.calls
    .filter(({ event }) => event.subject === subject)
    .map(({ event }) => (event.data as { since?: string }).since);
const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];

async function undelivered(): Promise<number> {
  return (await database.owner('select 1 from event_delivery where delivered_at is null')).length;
}

describe('the delivery of events', () => {
  it('sends a signed Standard Webhooks call within a second of the commit', async () => {
    const ngoId = randomUUID();
    await deliver([receiver.subscriber('care_homes', TYPES)], { pollMs: 60_000 });

    await tell(ngoId, '2026-01-01');
    const committedMs = performance.now();
    await eventually('the event came', () => receiver.calls.length === 1);

    const [call] = receiver.calls;
    const headers = call?.headers as Record<string, string>;
    const [event] = await database.owner<{ id: string; seq: string }>('select id, seq from event');
    expect((call?.atMs ?? Infinity) - committedMs).toBeLessThan(1_000);
    expect(headers['webhook-id']).toBe(event?.id);
    expect(new Webhook(TEST_SECRET).verify(call?.rawBody ?? '', headers)).toEqual({
      type: 'ngo.standing_changed',
      version: 1,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      subject: ngoId,
      seq: Number(event?.seq),
      data: { ngoId, standing: 'GOOD', since: '2026-01-01', licensedUntil: null },
    });
    await eventually('nothing is left', async () => (await undelivered()) === 0);
  });

  it('keeps the order of a subject while calls fail, and other subjects go on', async () => {
    const [unlucky, lucky] = [randomUUID(), randomUUID()];
    const failures = new Map<number, number>();
    receiver.answer = ({ event }) => {
      if (event.subject !== unlucky) return 204;
      const failed = failures.get(event.seq) ?? 0;
      failures.set(event.seq, failed + 1);
      return failed < 2 ? 500 : 204;
    };
    await deliver([receiver.subscriber('care_homes', TYPES)]);

    await tell(unlucky, ...DAYS);
    await tell(lucky, ...DAYS);
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(unlucky)).toEqual(DAYS.flatMap((one) => [one, one, one]));
    expect(daysHeard(lucky)).toEqual(DAYS);
    const attempts = await database.owner('select attempts from event_delivery where subject = $1', [
      unlucky,
    ]);
    expect(attempts).toEqual(DAYS.map(() => ({ attempts: 3 })));
  });

  it('sends nothing of a subject past an event that is not taken', async () => {
    const [stuck, free] = [randomUUID(), randomUUID()];
    receiver.answer = ({ event }) => (event.subject === stuck ? 422 : 204);
    await deliver([receiver.subscriber('care_homes', TYPES)]);

    await tell(stuck, ...DAYS);
    await tell(free, ...DAYS);
    await eventually('it was tried often', () => daysHeard(stuck).length > 3);
    await eventually('the other came', () => daysHeard(free).length === DAYS.length);

    expect(new Set(daysHeard(stuck))).toEqual(new Set(['2026-01-01']));
    expect(await undelivered()).toBe(DAYS.length);
  });

  it('delivers what was emitted while the receiver was down, in order, once it is up', async () => {
    const ngoId = randomUUID();
    await deliver([receiver.subscriber('care_homes', TYPES)]);
    await receiver.down();

    await tell(ngoId, ...DAYS);
    await eventually('it was tried in vain', async () => {
      const [row] = await database.owner<{ attempts: number }>(
        'select max(attempts) as attempts from event_delivery',
      );
      return (row?.attempts ?? 0) >= 3;
    });
    await receiver.up();
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(DAYS);
    expect(await database.owner('select distinct last_failure from event_delivery')).toEqual([
      { last_failure: null },
    ]);
  });

  it('has one waiting job for a subject, however many of its events wait', async () => {
    const ngoId = randomUUID();
    receiver.answer = () => 503;
    await deliver([receiver.subscriber('care_homes', TYPES)], {
      ...BRISK,
      firstRetryMs: 60_000,
      longestRetryMs: 60_000,
    });
    await tell(ngoId, '2026-01-01');
    await eventually('the next attempt is planned', async () => (await jobs('created')) === 1);

    await tell(ngoId, ...DAYS);

    expect(await jobs('created')).toBe(1);
  });

  it('delivers what a worker left that stopped between commit and delivery', async () => {
    const ngoId = randomUUID();
    const subscriber = receiver.subscriber('care_homes', TYPES);
    const first = await deliver([subscriber]);
    await first.stop();
    await tell(ngoId, ...DAYS);
    expect(receiver.calls).toHaveLength(0);

    await deliver([subscriber]);
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(DAYS);
  });

  it('delivers again what a worker had under way when it was killed', async () => {
    const ngoId = randomUUID();
    const subscriber = receiver.subscriber('care_homes', TYPES);
    await deliver([]).then((none) => none.stop());
    await subscribeOnly(subscriber);
    await tell(ngoId, ...DAYS);
    // A worker that is gone: it took the job and did nothing more.
    await asCommand(
      database,
      ({ manager }) => manager.query(`update pgboss.job set state = 'active', started_on = now()`),
      SYSTEM_CALLER,
    );

    await deliver([subscriber]);
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(DAYS);
  });

  it('stops within its grace while a receiver is silent, and sends the event after the next start', async () => {
    const ngoId = randomUUID();
    const subscriber = receiver.subscriber('care_homes', TYPES);
    receiver.answer = () => 'silence';
    const first = await deliver([subscriber]);
    await tell(ngoId, '2026-01-01');
    await eventually('it was called', () => receiver.calls.length === 1);

    const beganMs = performance.now();
    await first.stop(100);
    const tookMs = performance.now() - beganMs;
    receiver.answer = () => 204;
    await deliver([subscriber]);
    await eventually('it came', async () => (await undelivered()) === 0);

    expect(tookMs).toBeLessThan(2_000);
    expect(daysHeard(ngoId)).toEqual(['2026-01-01', '2026-01-01']);
  });

  it('gives a silent receiver up after the deadline and tries again', async () => {
    const ngoId = randomUUID();
    let calls = 0;
    receiver.answer = () => ((calls += 1) === 1 ? 'silence' : 204);
    await deliver([receiver.subscriber('care_homes', TYPES)], { ...BRISK, deadlineMs: 100 });

    await tell(ngoId, '2026-01-01');
    await eventually('it came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(['2026-01-01', '2026-01-01']);
  });

  it('does not follow a redirect', async () => {
    const ngoId = randomUUID();
    let calls = 0;
    receiver.answer = () => ((calls += 1) === 1 ? 307 : 204);
    await deliver([receiver.subscriber('care_homes', TYPES)]);

    await tell(ngoId, '2026-01-01');
    await eventually('it came', async () => (await undelivered()) === 0);

    const [row] = await database.owner('select attempts from event_delivery');
    expect(row).toEqual({ attempts: 2 });
  });

  it('lets no subscriber wait for another that is silent', async () => {
    const other = new Receiver();
    await other.up();
    other.answer = () => 'silence';
    await deliver([other.subscriber('silent', TYPES), receiver.subscriber('care_homes', TYPES)]);
    const ngoIds = Array.from({ length: 40 }, () => randomUUID());

    for (const ngoId of ngoIds) await tell(ngoId, '2026-01-01');
    await eventually('all came to the one', () => receiver.calls.length === ngoIds.length);

    await other.down();
    expect(new Set(receiver.calls.map(({ event }) => event.subject))).toEqual(new Set(ngoIds));
  });

  it('sends a subscriber only the types it asked for', async () => {
    const loanId = randomUUID();
    await deliver([receiver.subscriber('care_homes', ['loan.changed'])]);

    await tell(randomUUID(), '2026-01-01');
    await asCommand(database, ({ manager }) =>
      emit(
        manager,
        loanChanged.of(loanId, {
          loanId,
          borrowerId: randomUUID(),
          lenderId: randomUUID(),
          state: 'ACTIVE',
          principal: '1000.00' as never,
          outstanding: '900.00' as never,
          overdueSince: null,
        }),
      ),
    );
    await eventually('the loan came', () => receiver.calls.length === 1);

    expect(receiver.calls[0]?.event.type).toBe('loan.changed');
  });

  it('sends a new subscriber, and an old one that asks for a new type, all from the first event on', async () => {
    const ngoId = randomUUID();
    await tell(ngoId, '2026-01-01', '2026-01-02');
    const before = await deliver([receiver.subscriber('care_homes', ['loan.changed'])]);
    await before.stop();

    await deliver([receiver.subscriber('care_homes', ['loan.changed', ...TYPES])]);
    await tell(ngoId, '2026-01-03');
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  });

  it('misses no event of a command that was under way when a subscriber came', async () => {
    const ngoId = randomUUID();
    const subscribing: Promise<Delivery>[] = [];
    await asCommand(database, async ({ manager }) => {
      const payload = { ngoId, standing: 'GOOD' as const, since: day('2026-01-01'), licensedUntil: null };
      await emit(manager, ngoStandingChanged.of(ngoId, payload));
      subscribing.push(deliver([receiver.subscriber('care_homes', TYPES)]));
      await eventually('the subscriber waits for this command', async () => {
        const waiting = await database.owner(
          `select 1 from pg_locks where relation = 'event'::regclass and not granted`,
        );
        return waiting.length > 0;
      });
    });
    await Promise.all(subscribing);

    await eventually('it came', () => receiver.calls.length === 1);

    expect(daysHeard(ngoId)).toEqual(['2026-01-01']);
  });

  it('forgets no event that found a job waiting, which a worker would take before the event is committed', async () => {
    const [ngoId, other] = [randomUUID(), randomUUID()];
    const subscriber = receiver.subscriber('care_homes', TYPES);
    await (await deliver([subscriber])).stop();
    await tell(ngoId, '2026-01-01');

    await asCommand(database, async ({ manager }) => {
      const payload = { ngoId, standing: 'GOOD' as const, since: day('2026-01-02'), licensedUntil: null };
      await emit(manager, ngoStandingChanged.of(ngoId, payload));
      await deliver([subscriber]);
      await tell(other, '2026-01-01');
      await eventually('the worker took what it could', () => daysHeard(other).length === 1);
      await tell(other, '2026-01-02');
      await eventually('and once more', () => daysHeard(other).length === 2);
    });
    await eventually('all came', async () => (await undelivered()) === 0);

    expect(daysHeard(ngoId)).toEqual(['2026-01-01', '2026-01-02']);
  });

  it('no longer sends to a subscriber that is not there any more', async () => {
    const first = await deliver([receiver.subscriber('care_homes', TYPES)]);
    await first.stop();
    await deliver([]);

    await tell(randomUUID(), '2026-01-01');

    expect(await undelivered()).toBe(0);
  });

  it('keeps the order when two workers of the same service run', async () => {
    const ngoIds = Array.from({ length: 6 }, () => randomUUID());
    const subscriber = receiver.subscriber('care_homes', TYPES);
    await Promise.all([deliver([subscriber]), deliver([subscriber])]);

    await Promise.all(ngoIds.map((ngoId) => tell(ngoId, ...DAYS)));
    await eventually('all came', async () => (await undelivered()) === 0);

    for (const ngoId of ngoIds) expect([...new Set(daysHeard(ngoId))]).toEqual(DAYS);
  });

  it('goes on by itself when the database has cut its connections', async () => {
    const ngoId = randomUUID();
    await deliver([receiver.subscriber('care_homes', TYPES)]);
    await tell(ngoId, '2026-01-01');
    await eventually('the first came', async () => (await undelivered()) === 0);

    await endDeliverySessions();
    await tell(ngoId, '2026-01-02');
    await eventually('the second came', async () => (await undelivered()) === 0);

    expect([...new Set(daysHeard(ngoId))]).toEqual(['2026-01-01', '2026-01-02']);
  });

  it('loses nothing and keeps the order while receivers fail, workers come and go and connections break', async () => {
    const ngoIds = Array.from({ length: 20 }, () => randomUUID());
    const days = Array.from({ length: 15 }, (_, index) => `2026-01-${String(index + 1).padStart(2, '0')}`);
    const subscriber = receiver.subscriber('care_homes', TYPES);
    const pace = { ...BRISK, deadlineMs: 100, atOnce: 4 };
    let calls = 0;
    receiver.answer = () => {
      calls += 1;
      if (calls % 31 === 0) return 'silence';
      return calls % 7 === 0 ? 500 : 204;
    };
    const first = await deliver([subscriber], pace);

    const telling = Promise.all(ngoIds.map((ngoId) => tell(ngoId, ...days)));
    await eventually('some came', () => receiver.calls.length > 50);
    await deliver([subscriber], pace);
    await first.stop(0);
    await endDeliverySessions();
    await deliver([subscriber], pace);
    await telling;
    await eventually('all came', async () => (await undelivered()) === 0, 20_000);

    for (const ngoId of ngoIds) expect([...new Set(daysHeard(ngoId))]).toEqual(days);
    // A worker that was stopped may leave one for nothing, which another takes.
    await eventually('no job is left', async () => (await jobs('created')) === 0);
  });

  it('does not start with a secret that nothing can be signed with', async () => {
    const subscriber = { ...receiver.subscriber('care_homes', TYPES), secret: 'whsec_' };

    await expect(deliver([subscriber])).rejects.toThrow(/Secret can't be empty/);
  });

  it('does not start on a database without its tables, and leaves no connection behind', async () => {
    await database.owner('drop schema pgboss cascade');

    await expect(deliver([receiver.subscriber('care_homes', TYPES)])).rejects.toThrow(/not installed/);

    await eventually('no connection is left', async () => {
      const left = await database.owner(
        `select 1 from pg_stat_activity where datname = current_database() and application_name like 'event%'`,
      );
      return left.length === 0;
    });
  });

  it('prepares its queue as often as one likes', async () => {
    await prepareQueue(database.ownerUrl);
    await prepareQueue(database.ownerUrl);

    await deliver([receiver.subscriber('care_homes', TYPES)]);
    await tell(randomUUID(), '2026-01-01');
    await eventually('it came', () => receiver.calls.length === 1);

    expect(receiver.calls).toHaveLength(1);
  });
});

async function jobs(state: string): Promise<number> {
  return (await database.owner('select 1 from pgboss.job where state = $1', [state])).length;
}

/** Makes the subscriber known, with no worker to serve it. */
async function subscribeOnly({ name, types }: Subscriber): Promise<void> {
  await asCommand(
    database,
    ({ manager }) => manager.query('select event_subscribe($1, $2)', [name, types]),
    SYSTEM_CALLER,
  );
}

/** Cuts the connections of all workers, as a restart of PostgreSQL does. */
async function endDeliverySessions(): Promise<void> {
  const name = new URL(database.ownerUrl).pathname.slice(1);
  await withAdmin(databaseUrl(process.env['TEST_DATABASE_ADMIN_URL'] ?? '', name), (admin) =>
    admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and application_name in ('event delivery', 'event wake-up')`,
    ),
  );
}
