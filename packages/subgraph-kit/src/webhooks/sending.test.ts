import { Webhook } from 'standardwebhooks';
import { eventually } from '../events/eventually.fixture';
import { Receiver } from '../events/receiver.fixture';
import { day } from '../records/records.fixture';
import { addDays } from '../values/plain-date';
import { LONGEST_MS } from './schedule';
import {
  BRISK,
  DAY,
  daysHeard,
  HOUR,
  MINUTE,
  partner,
  SECOND,
  SECRET,
  WebhookHouse,
} from './webhooks.fixture';

let house: WebhookHouse;
let receiver: Receiver;

beforeEach(async () => {
  house = await WebhookHouse.open();
  receiver = new Receiver();
  await receiver.up();
});

afterEach(async () => {
  await house.close();
  await receiver.down();
});

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];
const stateOf = async (id: string) =>
  (
    await house.database.owner<{ state: string; paused_because: string | null }>(
      'select state, paused_because from webhook where id = $1',
      [id],
    )
  )[0];

describe('the sending to webhooks', () => {
  it('sends a signed Standard Webhooks call of what happens after the webhook was made', async () => {
    const ngoId = await house.ngo();
    await house.start();
    await house.tell(ngoId, '2025-01-01');
    await house.webhook(receiver);

    const [eventId] = await house.tell(ngoId, '2026-01-01');
    await house.settled(1);

    const [call] = receiver.calls;
    expect(receiver.calls).toHaveLength(1);
    expect(call?.headers['webhook-id']).toBe(eventId);
    expect(new Webhook(SECRET).verify(call?.rawBody ?? '', call?.headers as Record<string, string>)).toEqual({
      ...{ type: 'ngo.standing_changed', version: 1, subject: ngoId, seq: 2 },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: { ngoId, standing: 'GOOD', since: '2026-01-01', licensedUntil: null },
    });
  });

  it('sends nothing of a subject that the owner may not see, and nothing of other types', async () => {
    const [seen, hidden] = [await house.ngo(), '0193aaaa-0000-7000-8000-000000000001'];
    await house.start();
    await house.webhook(receiver);

    await house.tell(hidden, '2026-01-01');
    await house.tellDeath();
    await house.tell(seen, '2026-01-02');
    await house.settled(1);

    expect(receiver.calls.map(({ event }) => event.subject)).toEqual([seen]);
  });

  it('drops an event, and says so in the log, when the right to see it ended before it was sent', async () => {
    const ngoId = await house.ngo();
    const server = await house.start();
    const id = await house.webhook(receiver);
    receiver.answer = () => 500;
    await house.tell(ngoId, '2026-01-01', '2026-01-02');
    await house.attempts(1);
    receiver.answer = () => 204;

    await house.database.owner('delete from seen_ngo');
    house.clock.pass(MINUTE);
    await house.settled(2);

    expect(server).toBeDefined();
    expect(daysHeard(receiver, ngoId)).toEqual(['2026-01-01']);
    const { body } = await house.ask<{ nodes: object[] }>(partner(), 'GET', `/webhooks/${id}/deliveries`);
    expect(body.nodes).toMatchObject([
      { state: 'DROPPED', failure: 'NOT_VISIBLE', attempts: 0 },
      { state: 'DROPPED', failure: 'NOT_VISIBLE', attempts: 1 },
    ]);
  });

  it('keeps the order of a subject while calls fail, and other subjects go on', async () => {
    const [unlucky, lucky] = [await house.ngo(), await house.ngo()];
    const failed = new Set<string>();
    receiver.answer = ({ event, rawBody }) => {
      if (event.subject !== unlucky || failed.has(rawBody)) return 204;
      failed.add(rawBody);
      return 500;
    };
    await house.start();
    await house.webhook(receiver);

    await house.tell(unlucky, ...DAYS);
    await house.tell(lucky, ...DAYS);
    await eventually('the other came', () => daysHeard(receiver, lucky).length === DAYS.length);
    expect(daysHeard(receiver, unlucky)).toEqual(['2026-01-01']);
    await house.passUntilSettled(2 * DAYS.length, 10 * SECOND);

    expect(daysHeard(receiver, unlucky)).toEqual(DAYS.flatMap((one) => [one, one]));
    expect(daysHeard(receiver, lucky)).toEqual(DAYS);
  });

  it('sends nothing twice of a subject of which more waits than is read at once', async () => {
    const ngoIds = await Promise.all(Array.from({ length: 4 }, () => house.ngo()));
    const days = Array.from({ length: 45 }, (_, index) => addDays(day('2026-01-01'), index));
    await house.start();
    const id = await house.webhook(receiver);
    await house.ask(partner(), 'POST', `/webhooks/${id}/pause`);
    await Promise.all(ngoIds.map((ngoId) => house.tell(ngoId, ...days)));

    await house.ask(partner(), 'POST', `/webhooks/${id}/resume`);
    await house.settled(ngoIds.length * days.length);

    for (const ngoId of ngoIds) expect(daysHeard(receiver, ngoId)).toEqual(days);
  });

  it('delivers all, in order, of what happened while the receiver was down for an hour', async () => {
    const ngoIds = [await house.ngo(), await house.ngo()];
    await house.start();
    const id = await house.webhook(receiver);
    await receiver.down();

    for (const [index, one] of DAYS.entries()) {
      for (const ngoId of ngoIds) await house.tell(ngoId, one);
      await house.attempts([2, 4, 6, 6, 8][index] ?? 0);
      house.clock.pass(12 * MINUTE);
    }
    expect(await stateOf(id)).toEqual({ state: 'FAILING', paused_because: null });
    await receiver.up();
    house.clock.pass(HOUR);
    await house.settled(10);

    for (const ngoId of ngoIds) expect(daysHeard(receiver, ngoId)).toEqual(DAYS);
    expect(await stateOf(id)).toEqual({ state: 'ACTIVE', paused_because: null });
  });

  it('sends all that waits at once when a receiver that was down takes something again', async () => {
    const [early, late] = [await house.ngo(), await house.ngo()];
    receiver.answer = () => 503;
    await house.start();
    await house.webhook(receiver);
    await house.tell(early, '2026-01-01');
    await house.passUntilAttempts(8, 10 * MINUTE);
    receiver.answer = () => 204;

    await house.tell(late, '2026-01-02');
    await house.settled(2);

    expect(daysHeard(receiver, early)).toHaveLength(9);
  });

  it('gives a receiver up that is silent, does not follow a redirect, and tries both again', async () => {
    const ngoId = await house.ngo();
    const answers = ['silence', 307, 204] as const;
    receiver.answer = () => answers[receiver.calls.length - 1] ?? 204;
    await house.start({ limits: { deadlineMs: 100, restMs: 50, connections: 4 } });
    const id = await house.webhook(receiver);

    await house.tell(ngoId, '2026-01-01');
    await house.attempts(1);
    const [silent] = await house.database.owner('select failure, http_status from webhook_delivery');
    house.clock.pass(10 * SECOND);
    await house.attempts(2);
    const [redirected] = await house.database.owner('select failure, http_status from webhook_delivery');
    house.clock.pass(MINUTE);
    await house.settled(1);

    expect(silent).toEqual({ failure: 'NO_ANSWER_IN_TIME', http_status: null });
    expect(redirected).toEqual({ failure: 'REDIRECT', http_status: 307 });
    const { body } = await house.ask<{ nodes: object[] }>(partner(), 'GET', `/webhooks/${id}/deliveries`);
    expect(body.nodes).toMatchObject([{ state: 'DELIVERED', attempts: 3, httpStatus: 204, failure: null }]);
  });

  it('pauses at once on 410, tells the other webhooks of the owner, and sends what waited after a resume', async () => {
    const ngoId = await house.ngo();
    const other = new Receiver();
    await other.up();
    await house.start();
    const id = await house.webhook(receiver);
    await house.webhook(other);
    await house.webhook(other, partner('somebody else'));
    receiver.answer = () => 410;

    await house.tell(ngoId, ...DAYS);
    await eventually('it is paused', async () => (await stateOf(id))?.state === 'PAUSED');
    await eventually('the others got all', () => other.calls.length === 2 * DAYS.length + 1);
    const calledBefore = receiver.calls.length;
    receiver.answer = () => 204;
    house.clock.pass(DAY);
    const paused = await house.ask<{ pausedBecause: object }>(partner(), 'GET', `/webhooks/${id}`);
    await house.ask(partner(), 'POST', `/webhooks/${id}/resume`);
    await eventually('all waited for came', async () => (await house.waiting()) === 0);

    expect(calledBefore).toBe(1);
    expect(paused.body).toMatchObject({
      state: 'PAUSED',
      pausedBecause: { code: 'GONE', message: { en: expect.stringContaining('resume') } },
    });
    expect(daysHeard(receiver, ngoId)).toEqual(['2026-01-01', ...DAYS]);
    const notices = other.calls.filter(({ event }) => event.type === 'webhook.paused');
    expect(notices.map(({ event }) => event.data)).toEqual([
      { webhookId: id, because: 'GONE', since: expect.any(String) },
    ]);
    await other.down();
  });

  it('pauses when nothing was taken for five days, and fails no event by that', async () => {
    const ngoId = await house.ngo();
    receiver.answer = () => 500;
    await house.start();
    const id = await house.webhook(receiver);

    await house.tell(ngoId, ...DAYS);
    await house.attempts(1);
    house.clock.pass(LONGEST_MS - MINUTE);
    await house.attempts(2);
    expect((await stateOf(id))?.state).toBe('ACTIVE');
    house.clock.pass(2 * HOUR);
    await eventually('it is paused', async () => (await stateOf(id))?.state === 'PAUSED');
    receiver.answer = () => 204;
    await house.ask(partner(), 'POST', `/webhooks/${id}/resume`);
    await house.settled(DAYS.length);

    expect([...new Set(daysHeard(receiver, ngoId))]).toEqual(DAYS);
    const states = await house.database.owner('select distinct state from webhook_delivery');
    expect(states).toEqual([{ state: 'DELIVERED' }]);
  });

  it('gives an event up after five days that is refused while others are taken, and goes on with the next', async () => {
    const [stubborn, other] = [await house.ngo(), await house.ngo()];
    receiver.answer = ({ event }) => ((event.data as { since: string }).since === '2026-01-01' ? 422 : 204);
    await house.start();
    const id = await house.webhook(receiver);

    await house.tell(stubborn, ...DAYS);
    await house.attempts(1);
    house.clock.pass(DAY);
    await house.attempts(2);
    await house.tell(other, '2026-02-02');
    await eventually('the other came', () => daysHeard(receiver, other).length === 1);
    house.clock.pass(LONGEST_MS);
    await house.settled(DAYS.length + 1);

    expect([...new Set(daysHeard(receiver, stubborn))]).toEqual(DAYS);
    const { body } = await house.ask<{ nodes: object[] }>(
      ...[partner(), 'GET' as const, `/webhooks/${id}/deliveries?state=FAILED`],
    );
    expect(body.nodes).toMatchObject([{ state: 'FAILED', attempts: 3, httpStatus: 422 }]);
  });

  it('goes on with what a process left that was killed between commit and delivery', async () => {
    const ngoId = await house.ngo();
    const first = await house.start();
    await house.webhook(receiver);
    receiver.answer = () => 'silence';
    await house.tell(ngoId, ...DAYS);
    await eventually('it is under way', () => receiver.calls.length === 1);
    await house.stop(first);
    // A process that is killed gives nothing back: its turn is still taken, by nobody.
    await house.database.owner(
      `update webhook_turn set taken_by = uuidv7(), taken_until = now() + interval '300 milliseconds'`,
    );
    receiver.answer = () => 204;

    await house.start();
    await house.settled(DAYS.length);

    expect(daysHeard(receiver, ngoId)).toEqual(['2026-01-01', ...DAYS]);
  });

  it('keeps the order of each subject when two processes of the service send, fail and stop', async () => {
    const ngoIds = await Promise.all(Array.from({ length: 12 }, () => house.ngo()));
    const days = Array.from({ length: 12 }, (_, index) => `2026-01-${String(index + 1).padStart(2, '0')}`);
    let calls = 0;
    receiver.answer = () => ((calls += 1) % 9 === 0 ? 500 : 204);
    const [first] = await Promise.all([house.start(), house.start()]);
    await house.webhook(receiver);
    const ticking = setInterval(() => house.clock.pass(20 * SECOND), 20).unref();

    await Promise.all(ngoIds.map((ngoId) => house.tell(ngoId, ...days)));
    await eventually('some came', () => receiver.calls.length > 30);
    await house.start();
    await house.stop(first);
    await house.settled(ngoIds.length * days.length);
    clearInterval(ticking);

    for (const ngoId of ngoIds) {
      const heard = daysHeard(receiver, ngoId);
      expect([...new Set(heard)]).toEqual(days);
      expect(heard).toEqual([...heard].sort());
    }
  });

  it('lets no webhook wait for another whose receiver is silent', async () => {
    const ngoIds = await Promise.all(Array.from({ length: 30 }, () => house.ngo()));
    const silent = new Receiver();
    await silent.up();
    silent.answer = () => 'silence';
    await house.start();
    await house.webhook(silent);
    await house.webhook(receiver);

    for (const ngoId of ngoIds) await house.tell(ngoId, '2026-01-01');
    await eventually('all came to the one', () => receiver.calls.length === ngoIds.length);

    expect(new Set(receiver.calls.map(({ event }) => event.subject))).toEqual(new Set(ngoIds));
    await Promise.all(house.servers.splice(0).map((server) => server.close()));
    await silent.down();
  });

  it('sends nothing to a name that has moved to a private address since the webhook was made', async () => {
    const ngoId = await house.ngo();
    let address = '127.0.0.1';
    const lookUp = async () => [{ address, family: 4 as const }];
    await house.start({ ...BRISK, lookUp, namesKeptMs: 0 });
    const { url } = receiver.subscriber('partner', []);
    const named = url.replace('127.0.0.1', 'receiver.localhost');
    await house.webhook(receiver, partner(), { url: named });
    await house.tell(ngoId, '2026-01-01');
    await house.settled(1);

    address = '10.0.0.7';
    await house.tell(ngoId, '2026-01-02');
    await house.attempts(2);

    expect(daysHeard(receiver, ngoId)).toEqual(['2026-01-01']);
    const [refused] = await house.database.owner(
      `select failure, http_status from webhook_delivery where state = 'WAITING'`,
    );
    expect(refused).toEqual({ failure: 'ADDRESS_NOT_ALLOWED', http_status: null });
  });
});
