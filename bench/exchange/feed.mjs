/** How fast the feed is read through the gateway, page by page, by one who sees all and by a partner. */
import assert from 'node:assert/strict';
import { table } from '../lib/measure.mjs';
import { cpuEach, memory, perSecond, seconds, startMeter, whole } from './costs.mjs';
import { emit, SERVICE, TYPE, Witness } from './events.mjs';

const READERS = [
  { id: 'demo-admin', title: 'the ministry, which sees all' },
  { id: 'demo-diarna', title: 'a marketplace, by its rights' },
];
const PAGE = 1_000;
const MOST_LATE = 30;
const EVENTS = `query ($after: String) { events(first: ${PAGE}, after: $after) {
  events { id type subject payload } endCursor hasMore unavailable } }`;

/** Has every reader read `count` events that are new; gives what each took. */
export async function feed({ house, system, count }) {
  const readers = [];
  for (const { id, title } of READERS) {
    const client = await system.client(id);
    readers.push({ title, client, after: (await drained(client, null, () => {})).after });
  }
  const emitted = await emit(house, 'feed', count);
  const results = [];
  for (const { title, client, after } of readers) {
    const pids = { service: system.pidOf(SERVICE), gateway: system.pidOf('gateway') };
    const witness = new Witness();
    const meter = startMeter(pids, house.postgres);
    const { late } = await drained(client, after, ({ id, type, subject, payload }) => {
      if (type === TYPE) witness.see(id, subject, payload.available);
    });
    const { cpu, ...read } = meter.read();
    const { seen, outOfOrder, repeated } = witness;
    assert.deepEqual({ seen, outOfOrder, repeated }, { seen: count, outOfOrder: 0, repeated: 0 });
    results.push({ title, events: seen, late, ...read, cpu: cpuEach(cpu, seen) });
    house.say(`feed, ${title}: ${whole(perSecond(seen, read.seconds))} events a second, ${late} pages late`);
  }
  return { readers: results, emitted };
}

/** Reads from a cursor to the end; gives the cursor there, and how many pages were late in part or whole. */
async function drained(client, from, onEvent) {
  let late = 0;
  for (let after = from; ;) {
    const { events, endCursor, hasMore, unavailable } = await client.ask(EVENTS, { after }).then(
      (data) => data.events,
      (error) => ({ events: [], endCursor: after, hasMore: true, unavailable: [error.message] }),
    );
    for (const event of events) onEvent(event);
    after = endCursor;
    if (unavailable.length > 0) {
      // The cursor keeps the place in the service: it is asked again.
      late += 1;
      assert.ok(late <= MOST_LATE, `${unavailable.join(', ')} cannot be read`);
    } else if (!hasMore) return { after, late };
  }
}

/** The report in Markdown. */
export function feedReport({ readers }) {
  return table(
    [
      ...['who reads', 'events', 'seconds', 'events a second', 'pages asked for again'],
      ...[
        'CPU µs an event: service',
        'gateway',
        'PostgreSQL',
        'most memory (before), MB: service',
        'gateway',
      ],
    ],
    readers.map(({ title, events, late, seconds: all, cpu, megabytes, megabytesBefore }) => [
      ...[title, whole(events), seconds(all), `**${whole(perSecond(events, all))}**`, late],
      ...['service', 'gateway', 'PostgreSQL'].map((name) => whole(cpu[name])),
      ...['service', 'gateway'].map((name) => memory({ megabytes, megabytesBefore }, name)),
    ]),
  );
}
