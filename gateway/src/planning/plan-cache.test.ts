import { PlanCache } from './plan-cache';

/** A cache with room for so many plans of a thousand characters. */
function cacheFor(entries: number, characters = 1_000_000): PlanCache<string> {
  return new PlanCache({ entries, characters });
}

const DEAR = { characters: 1_000, millis: 200 };
const CHEAP = { characters: 1_000, millis: 1 };

describe('keeping plans', () => {
  it('gives what was kept, and nothing else', () => {
    const cache = cacheFor(2);

    cache.set('a', 'plan of a', CHEAP);

    expect([cache.get('a'), cache.get('b'), cache.get('toString')]).toEqual([
      'plan of a',
      undefined,
      undefined,
    ]);
  });

  it('holds no more entries than it may', () => {
    const cache = cacheFor(2);

    for (const key of ['a', 'b', 'c']) cache.set(key, key, CHEAP);

    expect([cache.size, cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([2, undefined, 'b', 'c']);
  });

  it.each([
    ['fits exactly', 400, ['a', 'b']],
    ['is one character too large', 401, ['b']],
  ])('holds no more characters than it may: what %s', (_what, characters, kept) => {
    const cache = cacheFor(10, 1_000);
    cache.set('a', 'a', { characters: 600, millis: 1 });

    cache.set('b', 'b', { characters, millis: 1 });

    expect(['a', 'b'].filter((key) => cache.get(key) !== undefined)).toEqual(kept);
    expect(cache.characters).toBeLessThanOrEqual(1_000);
  });

  it('does not empty itself for what can never fit', () => {
    const cache = cacheFor(10, 1_000);
    cache.set('a', 'a', { characters: 600, millis: 1 });

    cache.set('b', 'b', { characters: 1_001, millis: 10_000 });

    expect([cache.get('a'), cache.get('b')]).toEqual(['a', undefined]);
  });

  it('counts a plan that is kept again once', () => {
    const cache = cacheFor(10, 1_000);

    cache.set('a', 'first', { characters: 600, millis: 1 });
    cache.set('a', 'second', { characters: 700, millis: 1 });

    expect([cache.size, cache.characters, cache.get('a')]).toEqual([1, 700, 'second']);
  });

  it('keeps nothing when it has no room', () => {
    const cache = cacheFor(0);

    cache.set('a', 'a', CHEAP);

    expect(cache.get('a')).toBeUndefined();
  });
});

describe('what goes first', () => {
  it.each([
    ['what was cheaper to make', DEAR, CHEAP],
    ['what is larger', { characters: 10, millis: 5 }, { characters: 1_000, millis: 5 }],
  ])('is %s', (_what, better, worse) => {
    const cache = cacheFor(2);
    cache.set('better', 'b', better);
    cache.set('worse', 'w', worse);

    cache.set('new', 'n', CHEAP);

    expect([cache.get('better'), cache.get('worse')]).toEqual(['b', undefined]);
  });

  it('is what is used less often', () => {
    const cache = cacheFor(2);
    cache.set('used', 'u', CHEAP);
    cache.set('unused', 'n', CHEAP);
    cache.get('used');

    cache.set('new', 'n', CHEAP);

    expect([cache.get('used'), cache.get('unused')]).toEqual(['u', undefined]);
  });

  it('is never a dear plan in use, however many others are asked for once', () => {
    const cache = cacheFor(100);
    cache.set('hot', 'h', DEAR);
    let misses = 0;

    for (let n = 0; n < 100_000; n += 1) {
      cache.set(`once ${n}`, 'o', CHEAP);
      if (n % 500 === 0 && cache.get('hot') === undefined) misses += 1;
    }

    expect(misses).toBe(0);
  });

  it('is, in the end, a dear plan that nobody uses any more', () => {
    const cache = cacheFor(100);
    cache.set('old', 'o', DEAR);
    for (let n = 0; n < 1_000_000; n += 1) cache.get('old');

    let others = 0;
    while (cache.hottest(100).includes('old') && others < 50_000_000) {
      for (let n = 0; n < 100_000; n += 1)
        cache.set(`other ${(others += 1)}`, 'x', { characters: 10, millis: 5 });
    }

    expect(cache.get('old')).toBeUndefined();
  });
});

describe('the hottest', () => {
  it('are those that are worth most, best first', () => {
    const cache = cacheFor(10);
    cache.set('dear', 'd', DEAR);
    cache.set('cheap', 'c', CHEAP);
    cache.set('cheap and used', 'u', CHEAP);
    cache.get('cheap and used');

    expect(cache.hottest(2)).toEqual(['dear', 'cheap and used']);
    expect(cache.hottest(10)).toHaveLength(3);
  });

  it('are told without being used by it', () => {
    const cache = cacheFor(2);
    cache.set('a', 'a', CHEAP);
    cache.set('b', 'b', CHEAP);

    cache.hottest(2);
    cache.set('c', 'c', CHEAP);

    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'b']);
  });
});
