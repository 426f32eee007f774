import { copyOf, mergeInto } from './merge';

function merged(target: object, source: object): unknown {
  mergeInto(target as Record<string, unknown>, source as Record<string, unknown>);
  return target;
}

describe('merging', () => {
  it.each([
    ['adds keys', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['goes into objects', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['lets null replace what was there, as Apollo does', { a: { b: 1 } }, { a: null }, { a: null }],
    ['fills a null', { a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
    [
      'merges lists of one length item by item',
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [{ c: 1 }, null] },
      { a: [{ b: 1, c: 1 }, null] },
    ],
    ['merges nested lists', { a: [[{ b: 1 }]] }, { a: [[{ c: 1 }]] }, { a: [[{ b: 1, c: 1 }]] }],
    [
      'replaces a list of another length',
      { a: [{ b: 1 }] },
      { a: [{ c: 1 }, { c: 2 }] },
      { a: [{ c: 1 }, { c: 2 }] },
    ],
    ['replaces a text by an object', { a: 'text' }, { a: { b: 1 } }, { a: { b: 1 } }],
    [
      'replaces a list by an object and an object by a list',
      { a: [1], b: {} },
      { a: {}, b: [1] },
      { a: {}, b: [1] },
    ],
    ['passes over what a rewrite has taken away', { a: 1 }, { a: undefined }, { a: 1 }],
  ])('%s', (_what, target, source, expected) => {
    expect(merged(target, source)).toEqual(expected);
  });

  it('takes keys that every object inherits for what they are: keys', () => {
    const source = JSON.parse(
      '{"constructor":{"a":1},"toString":{"b":1},"__proto__":{"polluted":1}}',
    ) as object;

    const target = merged(merged({}, source) as object, structuredClone({ constructor: { c: 2 } })) as object;

    expect(Object.hasOwn(target, '__proto__')).toBe(true);
    expect(JSON.parse(JSON.stringify(target))).toEqual(
      JSON.parse('{"constructor":{"a":1,"c":2},"toString":{"b":1},"__proto__":{"polluted":1}}'),
    );
    expect([({} as Record<string, unknown>)['polluted'], (Object as unknown as { a?: number }).a]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('merges a key named __proto__ like any other', () => {
    const target = merged(
      JSON.parse('{"__proto__":{"a":1}}') as object,
      JSON.parse('{"__proto__":{"b":2}}') as object,
    );

    expect(JSON.stringify(target)).toBe('{"__proto__":{"a":1,"b":2}}');
  });
});

describe('merging types', () => {
  const keepsType = (known: unknown, said: string): boolean => known === 'Song' && said === 'Media';
  const typed = (known: unknown, said: unknown): unknown => {
    const target = { list: [{ __typename: known }] };
    mergeInto(target, { list: [{ __typename: said, a: 1 }] }, keepsType);
    return target.list[0];
  };

  it('keeps those that are to be kept, wherever they stand', () => {
    expect(typed('Song', 'Media')).toEqual({ __typename: 'Song', a: 1 });
  });

  it.each([
    ['Media', 'Song'],
    ['Movie', 'Media'],
    ['Song', null],
    [undefined, 'Media'],
  ])('replaces others: %s by %s', (known, said) => {
    expect(typed(known, said)).toEqual({ __typename: said, a: 1 });
  });
});

describe('copying', () => {
  it('shares nothing with what it copies', () => {
    const value = JSON.parse('{"a":[{"b":1},null],"__proto__":{"c":1}}') as { a: unknown[] };

    const copy = copyOf(value);

    expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
    expect([copy === value, copy.a === value.a, copy.a[0] === value.a[0]]).toEqual([false, false, false]);
  });
});
