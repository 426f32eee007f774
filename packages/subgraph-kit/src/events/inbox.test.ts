import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { auditChange } from '../records/audit';
import { day, recordsDatabase } from '../records/records.fixture';
import { recordTransition } from '../records/state-history';
import type { TestDatabase } from '../testing/database';
import { fixedClock } from '../values/clock';
import { ngoStandingChanged, personDied } from './catalogue';
import { onEvent, receiveEvent, type EventHandlers, type IncomingEvent } from './inbox';
import { TEST_SECRET } from './receiver.fixture';

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
  await database.owner(
    'create table ngo_known (ngo_id uuid, standing text, place integer generated always as identity)',
  );
  await database.owner('grant select, insert on ngo_known to caller_system');
});

afterAll(() => database.close());

const handlers: EventHandlers = [
  onEvent(ngoStandingChanged, async ({ payload }, { manager }) => {
    await manager.query('insert into ngo_known (ngo_id, standing) values ($1, $2)', [
      payload.ngoId,
      payload.standing,
    ]);
  }),
];

interface Sent {
  readonly id?: string;
  readonly ngoId?: string;
  readonly seq?: number;
  readonly standing?: string;
  readonly envelope?: object;
  readonly secret?: string;
  readonly at?: Date;
}

/** An event as a sender would send it, signed. */
function sent({
  id = randomUUID(),
  ngoId = randomUUID(),
  seq = 1,
  standing = 'GOOD',
  envelope = {},
  secret = TEST_SECRET,
  at = new Date(),
}: Sent = {}): Pick<IncomingEvent, 'headers' | 'rawBody'> {
  const rawBody = JSON.stringify({
    type: 'ngo.standing_changed',
    version: 1,
    timestamp: '2026-11-22T08:00:00.000Z',
    subject: ngoId,
    seq,
    data: { ngoId, standing, since: '2026-11-22', licensedUntil: null },
    ...envelope,
  });
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, rawBody),
  };
  return { headers, rawBody };
}

const receive = (incoming: Pick<IncomingEvent, 'headers' | 'rawBody'>, others: Partial<IncomingEvent> = {}) =>
  receiveEvent({ ...incoming, secret: TEST_SECRET, handlers, dataSource: database.dataSource, ...others });

async function standingsOf(ngoId: string): Promise<unknown[]> {
  const rows = await database.owner('select standing from ngo_known where ngo_id = $1 order by place', [
    ngoId,
  ]);
  return rows.map(({ standing }) => standing);
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('the inbox', () => {
  it('takes an event in', async () => {
    const ngoId = randomUUID();

    expect(await receive(sent({ ngoId, standing: 'SUSPENDED' }))).toBe(204);

    expect(await standingsOf(ngoId)).toEqual(['SUSPENDED']);
  });

  it('tells how long after it became true an event was taken in, and of a repetition nothing', async () => {
    const event = sent();
    const told: unknown[] = [];
    const clock = fixedClock('2026-11-22T08:00:02.500Z');
    const onTaken = (type: string, seconds: number) => void told.push([type, seconds]);

    await receive(event, { clock, onTaken });
    await receive(event, { clock, onTaken });

    expect(told).toEqual([['ngo.standing_changed', 2.5]]);
  });

  it('drops what it has seen', async () => {
    const ngoId = randomUUID();
    const event = sent({ ngoId });

    expect([await receive(event), await receive(event), await receive(event)]).toEqual([204, 204, 204]);

    expect(await standingsOf(ngoId)).toEqual(['GOOD']);
  });

  it('takes an event in once when it comes twice at once', async () => {
    const ngoId = randomUUID();
    const event = sent({ ngoId });

    expect(await Promise.all([receive(event), receive(event), receive(event)])).toEqual([204, 204, 204]);

    expect(await standingsOf(ngoId)).toEqual(['GOOD']);
  });

  it('drops an event that is older than the last of its subject, and not one of another subject', async () => {
    const [ngoId, otherId] = [randomUUID(), randomUUID()];

    await receive(sent({ ngoId, seq: 7, standing: 'SUSPENDED' }));
    expect(await receive(sent({ ngoId, seq: 6, standing: 'GOOD' }))).toBe(204);
    await receive(sent({ ngoId: otherId, seq: 6 }));
    await receive(sent({ ngoId, seq: 8, standing: 'DISSOLVED' }));

    expect(await standingsOf(ngoId)).toEqual(['SUSPENDED', 'DISSOLVED']);
    expect(await standingsOf(otherId)).toEqual(['GOOD']);
  });

  it('keeps the order of each type of a subject apart, so that a type that is asked for later still comes', async () => {
    const personId = randomUUID();
    const died: unknown[] = [];
    const both: EventHandlers = [
      ...handlers,
      onEvent(personDied, async ({ payload }) => {
        died.push(payload);
        await Promise.resolve();
      }),
    ];
    const event = { type: 'person.died', subject: personId, data: { personId, diedOn: '2026-11-01' } };

    await receive(sent({ ngoId: personId, seq: 9 }));
    expect(await receive(sent({ seq: 3, envelope: event }), { handlers: both })).toBe(204);

    expect(died).toEqual([{ personId, diedOn: '2026-11-01' }]);
  });

  it.each([
    [
      'by somebody with another secret',
      () => sent({ secret: `whsec_${Buffer.from('another secret').toString('base64')}` }),
    ],
    ['six minutes ago', () => sent({ at: minutesAgo(6) })],
    ['six minutes ahead', () => sent({ at: minutesAgo(-6) })],
    ['for another body', () => ({ ...sent(), rawBody: sent().rawBody })],
    ['for another id', () => withHeader(sent(), 'webhook-id', randomUUID())],
    [
      'for another time',
      () => withHeader(sent(), 'webhook-timestamp', String(Math.floor(Date.now() / 1000) - 60)),
    ],
    ['not at all', () => ({ headers: {}, rawBody: sent().rawBody })],
    ['with nonsense', () => withHeader(sent(), 'webhook-signature', 'v1,AAAA v2,BBBB nonsense')],
  ])('refuses an event that was signed %s', async (_how, forged) => {
    const before = await database.owner('select count(*) from inbox');

    expect(await receive(forged())).toBe(401);

    expect(await database.owner('select count(*) from inbox')).toEqual(before);
  });

  it('does not so much as look at the signature of what is too large', async () => {
    expect(await receive({ headers: {}, rawBody: 'x'.repeat(262_145) })).toBe(413);
  });

  it('takes what was signed four minutes ago', async () => {
    expect(await receive(sent({ at: minutesAgo(4) }))).toBe(204);
  });

  it('takes either of two secrets while one replaces the other', async () => {
    const next = `whsec_${Buffer.from('the next secret').toString('base64')}`;

    expect(await receive(sent({ secret: next }), { secret: `${TEST_SECRET} ${next}` })).toBe(204);
    expect(await receive(sent(), { secret: `${TEST_SECRET} ${next}` })).toBe(204);
  });

  it.each([
    ['an envelope without a subject', { subject: undefined }],
    ['a place that is none', { seq: 0 }],
    ['a time that is none', { timestamp: 'yesterday' }],
  ])('refuses %s as malformed', async (_what, envelope) => {
    expect(await receive(sent({ envelope }))).toBe(400);
  });

  it.each([
    ['a type that it does not know', { type: 'ngo.painted' }],
    ['a version that it does not know', { version: 2 }],
    ['a payload without the form of the catalogue', { data: { ngoId: 'no id' } }],
  ])('does not drop %s, so that it comes again', async (_what, envelope) => {
    const id = randomUUID();
    const told: object[] = [];

    expect(await receive(sent({ id, envelope }), { log: { warn: (facts) => void told.push(facts) } })).toBe(
      422,
    );

    expect(told).toMatchObject([{ event: id }]);
    expect(await database.owner('select 1 from inbox where event_id = $1', [id])).toEqual([]);
  });

  it('keeps nothing of an event whose handler fails, and takes it in when it comes again', async () => {
    const ngoId = randomUUID();
    const event = sent({ ngoId });
    const failing: EventHandlers = [
      onEvent(ngoStandingChanged, async (heard, context) => {
        await handlers[0]?.prepare(heard)(context);
        throw new Error('the handler failed');
      }),
    ];
    const told: object[] = [];

    expect(await receive(event, { handlers: failing, log: { warn: (facts) => void told.push(facts) } })).toBe(
      500,
    );
    const keptMeanwhile = await standingsOf(ngoId);
    expect(await receive(event)).toBe(204);

    expect(keptMeanwhile).toEqual([]);
    expect(await standingsOf(ngoId)).toEqual(['GOOD']);
    expect(JSON.stringify(told)).not.toContain(ngoId);
  });

  it('lets a handler record what it changes, as the system, on the day of the clock', async () => {
    const ngoId = randomUUID();
    const recording: EventHandlers = [
      onEvent(ngoStandingChanged, async ({ payload }, context) => {
        await recordTransition(context, {
          subjectId: payload.ngoId,
          step: { subjectType: 'home', from: null, action: 'stop', to: 'STOPPED' },
        });
        await auditChange(context, { action: 'stopped', entity: 'CareHome', personIds: [] });
      }),
    ];

    await receive(sent({ ngoId }), { handlers: recording, clock: fixedClock('2026-11-22T10:00:00Z') });

    expect(
      await database.owner('select by_role, on_date from state_transition where subject_id = $1', [ngoId]),
    ).toEqual([{ by_role: 'system', on_date: day('2026-11-22') }]);
    expect(await database.owner(`select operation from audit_entry where action = 'stopped'`)).toEqual([
      { operation: 'ngo.standing_changed' },
    ]);
  });
});

function withHeader(event: Pick<IncomingEvent, 'headers' | 'rawBody'>, name: string, value: string) {
  return { ...event, headers: { ...event.headers, [name]: value } };
}
