import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { decodeCursor, encodeCursor } from '@solidarity/subgraph-kit/values/connection';
import { decodeFeedCursor, encodeFeedCursor } from './feed-cursor';
import type { EventFacts } from './feed.types';
import { mergedFeed, type FeedPage } from './merged-feed';

const at = (position: number, minute: number): EventFacts => ({
  ...{
    id: `event-${minute}`,
    type: 'product.changed',
    version: 1,
    subject: 's',
    actorKind: 'system',
    payload: {},
  },
  position,
  time: `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`,
});
const page = (events: readonly EventFacts[], hasMore = false): FeedPage => ({
  events,
  hasMore,
  endCursor: encodeCursor([String(events.at(-1)?.position ?? 900)]),
});

const positionIn = (cursor: string): number => Number(decodeCursor(cursor, 1)[0]);

describe('the feed over all services', () => {
  test('takes the earliest of what each service has next', () => {
    const pages = new Map([
      ['ngos', page([at(1, 1), at(2, 4)])],
      ['microfinance', page([at(7, 2), at(9, 3)])],
    ]);
    const { events, hasMore } = mergedFeed(pages, new Map(), 10);
    expect(events.map(({ id, service }) => [id, service])).toEqual([
      ['event-1', 'ngos'],
      ['event-2', 'microfinance'],
      ['event-3', 'microfinance'],
      ['event-4', 'ngos'],
    ]);
    expect(hasMore).toBe(false);
  });

  test('keeps the order of a service whose clock went back', () => {
    const pages = new Map([
      ['ngos', page([at(1, 5), at(2, 3)])],
      ['microfinance', page([at(7, 4)])],
    ]);
    expect(mergedFeed(pages, new Map(), 10).events.map(({ id }) => id)).toEqual([
      'event-4',
      'event-5',
      'event-3',
    ]);
  });

  test('moves past nothing that is not on the page', () => {
    const pages = new Map([
      ['ngos', page([at(1, 1), at(2, 9)])],
      ['microfinance', page([at(7, 2), at(8, 3)], true)],
    ]);
    const { events, positions, hasMore } = mergedFeed(pages, new Map([['care-homes', 'kept']]), 2);
    expect(events).toHaveLength(2);
    expect(Object.fromEntries(positions)).toEqual({
      'care-homes': 'kept',
      microfinance: encodeCursor(['7']),
      ngos: encodeCursor(['1']),
    });
    expect(hasMore).toBe(true);
  });

  test('moves on where a service had looked at positions that are not for this caller', () => {
    const pages = new Map([['ngos', { events: [], endCursor: encodeCursor(['5000']), hasMore: true }]]);
    const { positions, hasMore } = mergedFeed(pages, new Map(), 10);
    expect(positions.get('ngos')).toBe(encodeCursor(['5000']));
    expect(hasMore).toBe(true);
  });

  test('walked page by page, it gives every event once, whatever the size of the pages', () => {
    const all = new Map([
      ['a', [at(1, 1), at(2, 2), at(3, 9)]],
      ['b', [at(1, 3), at(5, 4)]],
      ['c', [at(2, 5), at(3, 6), at(4, 7), at(8, 8)]],
    ]);
    for (const first of [1, 2, 3, 4, 100]) {
      const seen: string[] = [];
      let positions: ReadonlyMap<string, string> = new Map();
      for (let more = true; more;) {
        const asked = positions;
        const pages = new Map(
          [...all].map(([service, events]) => {
            const after = asked.get(service);
            const rest = events.filter(
              ({ position }) => after === undefined || Number(position) > positionIn(after),
            );
            const taken = rest.slice(0, first);
            const endCursor =
              taken.length > 0
                ? encodeCursor([String(taken.at(-1)?.position)])
                : (after ?? encodeCursor(['0']));
            return [service, { events: taken, endCursor, hasMore: rest.length > first }];
          }),
        );
        const merged = mergedFeed(pages, asked, first);
        seen.push(...merged.events.map(({ id }) => id));
        positions = decodeFeedCursor(encodeFeedCursor(merged.positions));
        more = merged.hasMore;
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((minute) => `event-${minute}`));
    }
  });
});

describe('the cursor over all services', () => {
  test('is the same whatever order the services answered in', () => {
    expect(
      encodeFeedCursor(
        new Map([
          ['b', '2'],
          ['a', '1'],
        ]),
      ),
    ).toBe(
      encodeFeedCursor(
        new Map([
          ['a', '1'],
          ['b', '2'],
        ]),
      ),
    );
  });

  test.each([
    '',
    'x',
    'W10x',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('[["a"]]').toString('base64url'),
  ])('is refused when it is not one of ours: %j', (cursor) => {
    expect(() => decodeFeedCursor(cursor)).toThrow(new CodedError('CURSOR_INVALID'));
  });
});
