import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../events/eventually.fixture';
import { Receiver } from '../events/receiver.fixture';
import { aCaller } from '../testing/callers';
import { newSecret } from './signature';
import { DAY, daysHeard, HOUR, partner, SECRET, TYPES, WebhookHouse } from './webhooks.fixture';

let house: WebhookHouse;
let receiver: Receiver;

beforeEach(async () => {
  house = await WebhookHouse.open();
  await house.start();
  receiver = new Receiver();
  await receiver.up();
});

afterEach(async () => {
  await house.close();
  await receiver.down();
});

interface Log {
  readonly nodes: readonly Record<string, unknown>[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

const put = (input: object, id: string = randomUUID(), caller = partner()) =>
  house.ask(caller, 'PUT', `/webhooks/${id}`, {
    url: 'https://8.8.8.8/',
    types: TYPES,
    secret: SECRET,
    ...input,
  });
const logOf = async (id: string, query = '') =>
  (await house.ask<Log>(partner(), 'GET', `/webhooks/${id}/deliveries${query}`)).body;
const signsWith = (secret: string, { rawBody, headers }: Receiver['calls'][number]): boolean => {
  try {
    new Webhook(secret).verify(rawBody, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

describe('a webhook', () => {
  it('is shown to its owner as it was saved, without its secret', async () => {
    const id = randomUUID();

    const { status, body } = await put({ description: 'For the catalogue', types: [...TYPES, ...TYPES] }, id);

    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ id, url: 'https://8.8.8.8/', types: TYPES, description: 'For the catalogue', state: 'ACTIVE' },
      ...{ pausedBecause: null, createdAt: expect.any(String), secretLastFour: SECRET.slice(-4) },
      lane: {
        ...{ service: 'ngos', state: 'ACTIVE', failingSince: null, waiting: 0, oldestWaitingAt: null },
        ...{ lastDeliveredAt: null, lastFailure: null, lastFailureAt: null },
      },
    });
    expect(JSON.stringify(body)).not.toContain(SECRET);
    const [kept] = await house.database.owner<{ current: Buffer }>('select current from webhook_secret');
    expect(kept?.current.toString('latin1')).not.toContain(SECRET);
  });

  it('is not found by others, whatever they do, and an admin of the ministry only reads it', async () => {
    const id = await house.webhook(receiver);
    const other = partner('somebody else');
    const admin = aCaller('ministry_admin');

    const answers = await Promise.all([
      house.ask(other, 'GET', `/webhooks/${id}`),
      house.ask(other, 'GET', `/webhooks/${id}/deliveries`),
      house.ask(other, 'DELETE', `/webhooks/${id}`),
      put({}, id, other),
      ...['pause', 'resume', 'ping'].map((deed) => house.ask(other, 'POST', `/webhooks/${id}/${deed}`)),
      house.ask(other, 'POST', `/webhooks/${id}/secret`, { secret: newSecret() }),
      house.ask(other, 'POST', `/webhooks/${id}/redeliver`, { eventId: randomUUID() }),
      house.ask(admin, 'DELETE', `/webhooks/${id}`),
    ]);

    expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [404, 'NOT_FOUND']));
    expect((await house.ask(other, 'GET', '/webhooks')).body).toMatchObject({ nodes: [] });
    expect((await house.ask(admin, 'GET', '/webhooks')).body).toMatchObject({ nodes: [{ id }] });
    expect((await house.ask(partner(), 'GET', `/webhooks/${id}`)).body).toMatchObject({ state: 'ACTIVE' });
  });

  it('needs the scope', async () => {
    const inspector = aCaller('inspector');

    expect(await house.ask(inspector, 'GET', '/webhooks')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it.each([
    [{ url: 'http://8.8.8.8/' }, 'WEBHOOK_URL_INVALID'],
    [{ url: 'https://10.0.0.1/' }, 'WEBHOOK_URL_INVALID'],
    [{ url: 'https://user:secret@8.8.8.8/' }, 'WEBHOOK_URL_INVALID'],
    [{ types: ['no.such_type'] }, 'WEBHOOK_TYPE_UNKNOWN'],
    [{ types: [] }, 'BAD_USER_INPUT'],
    [{ types: Array.from({ length: 51 }, (_, index) => `type_${index}`) }, 'BAD_USER_INPUT'],
    [{ secret: 'whsec_short' }, 'BAD_USER_INPUT'],
    [{ secret: undefined }, 'BAD_USER_INPUT'],
  ])('is refused with %j: %s', async (input, code) => {
    const answer = await put(input);

    expect(answer.code).toBe(code);
    expect(await house.database.owner('select 1 from webhook')).toEqual([]);
  });

  it('takes a type of another service, which that one judges, and refuses one of this that is not for the role', async () => {
    const marketplace = aCaller('marketplace');

    expect((await put({ types: ['person.died', ...TYPES] })).status).toBe(200);
    expect((await put({}, randomUUID(), marketplace)).code).toBe('WEBHOOK_TYPE_UNKNOWN');
  });

  it('is one of twenty at most, also when several are added at once', async () => {
    const answers = await Promise.all(Array.from({ length: 24 }, () => put({})));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ code }) => code === 'WEBHOOK_LIMIT')).toHaveLength(4);
  });

  it('stands in pages, newest first', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const id of ids) await put({}, id);

    const first = (await house.ask<Log>(partner(), 'GET', '/webhooks?first=2')).body;
    const rest = (await house.ask<Log>(partner(), 'GET', `/webhooks?first=2&after=${first.endCursor}`)).body;

    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(ids.reverse());
    expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
  });

  it('is sent at once what waits when its address is corrected', async () => {
    const ngoId = await house.ngo();
    const right = new Receiver();
    await right.up();
    receiver.answer = () => 404;
    const id = await house.webhook(receiver);
    await house.tell(ngoId, '2026-01-01', '2026-01-02');
    await house.attempts(1);
    house.clock.pass(HOUR);
    await house.attempts(2);

    await put({ url: right.subscriber('partner', []).url, secret: undefined }, id);
    await house.settled(2);

    expect(daysHeard(right, ngoId)).toEqual(['2026-01-01', '2026-01-02']);
    await right.down();
  });

  it('ends with its log', async () => {
    const id = await house.webhook(receiver);
    await house.tell(await house.ngo(), '2026-01-01');
    await house.settled(1);

    expect((await house.ask(partner(), 'DELETE', `/webhooks/${id}`)).status).toBe(204);

    expect((await house.ask(partner(), 'GET', `/webhooks/${id}`)).status).toBe(404);
    expect(await house.database.owner('select 1 from webhook_delivery')).toEqual([]);
  });
});

describe('a paused webhook', () => {
  it('is sent nothing, and after the resume all that happened, in order', async () => {
    const ngoId = await house.ngo();
    const id = await house.webhook(receiver);
    const paused = await house.ask(partner(), 'POST', `/webhooks/${id}/pause`);
    await house.tell(ngoId, '2026-01-01', '2026-01-02');
    await house.tell(ngoId, '2026-01-03');

    expect(paused.body).toMatchObject({ state: 'PAUSED', pausedBecause: { code: 'REQUESTED' } });
    expect(receiver.calls).toHaveLength(0);
    await house.ask(partner(), 'POST', `/webhooks/${id}/resume`);
    await house.settled(3);

    expect(daysHeard(receiver, ngoId)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  });
});

describe('a new secret', () => {
  it('signs beside the old one for a day, and then alone', async () => {
    const ngoId = await house.ngo();
    const id = await house.webhook(receiver);
    const secret = newSecret();

    const { body } = await house.ask(partner(), 'POST', `/webhooks/${id}/secret`, { secret });
    await house.tell(ngoId, '2026-01-01');
    await house.settled(1);
    const [during] = receiver.calls;

    expect(body).toMatchObject({ secretLastFour: secret.slice(-4) });
    expect(during && [signsWith(secret, during), signsWith(SECRET, during)]).toEqual([true, true]);
    house.clock.pass(25 * HOUR);
    await house.tell(ngoId, '2026-01-02');
    await house.settled(2);
    expect(receiver.calls[1]?.headers['webhook-signature']).not.toContain(' ');
  });

  it('is the only one at once when the old one may not be used any more', async () => {
    const id = await house.webhook(receiver);
    const secret = newSecret();

    await house.ask(partner(), 'POST', `/webhooks/${id}/secret`, { secret, previousValidHours: 0 });
    await house.tell(await house.ngo(), '2026-01-01');
    await house.settled(1);

    const [call] = receiver.calls;
    expect(call && [signsWith(secret, call), signsWith(SECRET, call)]).toEqual([true, false]);
  });
});

describe('a ping', () => {
  it('is sent at once, signed, also while the webhook is paused, and stands in the log', async () => {
    const id = await house.webhook(receiver, partner(), { state: 'PAUSED' });

    const { status, body } = await house.ask<{ eventId: string }>(partner(), 'POST', `/webhooks/${id}/ping`);
    const again = await house.ask(partner(), 'POST', `/webhooks/${id}/ping`);

    const [call] = receiver.calls;
    expect([status, again.code]).toEqual([200, 'RATE_LIMITED']);
    expect(body).toMatchObject({ state: 'DELIVERED', httpStatus: 204, failure: null });
    expect(call && signsWith(SECRET, call)).toBe(true);
    expect(call?.event).toMatchObject({ type: 'webhook.ping', subject: id, data: { webhookId: id } });
    expect((await logOf(id)).nodes).toMatchObject([
      { eventId: body.eventId, type: 'webhook.ping', state: 'DELIVERED', httpStatus: 204 },
    ]);
  });

  it('tells what is wrong', async () => {
    receiver.answer = () => 500;
    const id = await house.webhook(receiver);

    const { body } = await house.ask(partner(), 'POST', `/webhooks/${id}/ping`);

    expect(body).toMatchObject({ state: 'FAILED', httpStatus: 500, failure: 'HTTP_STATUS' });
  });
});

describe('a redelivery', () => {
  it('sends an event again with the id that it had, and marks it in the log', async () => {
    const ngoId = await house.ngo();
    const id = await house.webhook(receiver);
    const [first] = await house.tell(ngoId, '2026-01-01', '2026-01-02');
    await house.settled(2);

    const { body } = await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, { eventId: first });
    await house.settled(3);

    expect(body).toEqual({ events: 1, nextFrom: null });
    expect(receiver.calls.map(({ headers }) => headers['webhook-id'])).toEqual([
      ...[first, expect.anything(), first],
    ]);
    expect((await logOf(id)).nodes.map(({ isRedelivery }) => isRedelivery)).toEqual([true, false, false]);
  });

  it('sends all of a time again, in order of each subject, and nothing twice that waits', async () => {
    const [one, two] = [await house.ngo(), await house.ngo()];
    const id = await house.webhook(receiver);
    const from = new Date().toISOString();
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) {
      await house.tell(one, day);
      await house.tell(two, day);
    }
    await house.settled(6);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const to = new Date().toISOString();
    await house.tell(one, '2026-01-04');
    await house.settled(7);
    await house.ask(partner(), 'POST', `/webhooks/${id}/pause`);

    const answers = [
      await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, { from, to }),
      await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, { from, to }),
    ];
    await house.ask(partner(), 'POST', `/webhooks/${id}/resume`);
    await house.settled(13);

    expect(answers.map(({ body }) => body)).toEqual([
      { events: 6, nextFrom: null },
      { events: 6, nextFrom: null },
    ]);
    expect(daysHeard(receiver, one)).toEqual([
      ...['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'],
      ...['2026-01-01', '2026-01-02', '2026-01-03'],
    ]);
    expect(daysHeard(receiver, two)).toHaveLength(6);
  });

  it('sends nothing that the owner may not see now, and nothing unknown', async () => {
    const ngoId = await house.ngo();
    const id = await house.webhook(receiver);
    const from = new Date(Date.now() - HOUR).toISOString();
    const [eventId] = await house.tell(ngoId, '2026-01-01');
    await house.settled(1);
    await house.database.owner('delete from seen_ngo');

    const one = await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, { eventId });
    const unknown = await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, {
      eventId: randomUUID(),
    });
    const range = { from, to: new Date(Date.now() + HOUR).toISOString() };
    const all = await house.ask(partner(), 'POST', `/webhooks/${id}/redeliver`, range);

    expect([one.code, unknown.code, all.body]).toEqual([
      ...['NOT_FOUND', 'NOT_FOUND', { events: 0, nextFrom: null }],
    ]);
    expect(receiver.calls).toHaveLength(1);
  });
});

describe('the log of deliveries', () => {
  it('stands in pages, newest first, by state when asked, and repeats nothing of the receiver', async () => {
    const ngoId = await house.ngo();
    const id = await house.webhook(receiver);
    await house.tell(ngoId, '2026-01-01');
    await house.settled(1);
    receiver.answer = () => 500;
    await house.tell(ngoId, '2026-01-02');
    await house.attempts(2);

    const first = await logOf(id, '?first=1');
    const second = await logOf(id, `?first=1&after=${first.endCursor}`);

    expect(first.nodes).toEqual([
      {
        ...{ eventId: expect.any(String), type: 'ngo.standing_changed', subject: ngoId, service: 'ngos' },
        ...{
          state: 'WAITING',
          attempts: 1,
          lastAttemptAt: expect.any(String),
          nextAttemptAt: expect.any(String),
        },
        ...{ httpStatus: 500, failure: 'HTTP_STATUS', durationMs: expect.any(Number), isRedelivery: false },
        createdAt: expect.any(String),
      },
    ]);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    expect((await logOf(id, '?state=DELIVERED')).nodes).toEqual(second.nodes);
    const bad = [`?state=NONE`, '?first=101', '?after=x'];
    const codes = await Promise.all(
      bad.map(
        async (query) => (await house.ask(partner(), 'GET', `/webhooks/${id}/deliveries${query}`)).code,
      ),
    );
    expect(codes).toEqual(['BAD_USER_INPUT', 'PAGE_SIZE_INVALID', 'CURSOR_INVALID']);
  });

  it('is kept for thirty days, and what waits longer behind a pause is dropped', async () => {
    const id = await house.webhook(receiver);
    const ngoId = await house.ngo();
    await house.tell(ngoId, '2026-01-01');
    await house.settled(1);
    receiver.answer = () => 410;
    await house.tell(ngoId, '2026-01-02');
    await eventually(
      'it is paused',
      async () => (await house.database.owner(`select 1 from webhook where state = 'PAUSED'`)).length > 0,
    );

    house.clock.pass(31 * DAY);
    await house.start();
    await house.settled(1);

    expect((await logOf(id)).nodes).toMatchObject([{ state: 'DROPPED', failure: 'EXPIRED' }]);
  });
});
