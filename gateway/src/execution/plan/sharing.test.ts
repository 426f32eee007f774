import { decideSharing, type WritingFetch } from './sharing';

const EACH_USER = ['users', '@'];

/** A fetch at a path that brings these fields; those that end in `{}` are objects or lists of them. */
function fetchAt(path: string[], fields: string[], hasRequires = true, isOfSomeTypes = false): WritingFetch {
  return {
    path,
    isOfSomeTypes,
    hasRequires,
    fields: fields.map((field) => ({
      keys: field.replace('{}', '').split('.'),
      hasSelections: field.endsWith('{}'),
      conditions: [],
    })),
  };
}

describe('sharing one answer among several targets', () => {
  const reviews = fetchAt(EACH_USER, ['reviews{}', 'reviews.author{}', 'reviews.author.id']);

  it.each([
    ['nothing else writes there', [], false],
    ['the root brought other objects', [fetchAt([], ['users{}', 'users.address{}'], false)], false],
    [
      'something is fetched for its objects',
      [fetchAt([...EACH_USER, 'reviews', '@'], ['text{}', 'author{}'])],
      false,
    ],
    [
      'something is fetched for objects below them',
      [fetchAt([...EACH_USER, 'reviews', '@', 'author'], ['address{}'])],
      false,
    ],
    ['another fetch brings scalars to the same targets', [fetchAt(EACH_USER, ['name', 'reviews'])], false],
    ['another fetch brings other objects to them', [fetchAt(EACH_USER, ['address{}'])], false],
    [
      'another fetch reaches into its objects from the same targets',
      [fetchAt(EACH_USER, ['reviews{}'])],
      true,
    ],
    [
      'something is fetched for its objects where they stand in some types only',
      [fetchAt([...EACH_USER, 'reviews', '@'], ['text'], true, true)],
      true,
    ],
    [
      'something is fetched elsewhere in some types only',
      [fetchAt(['products', '@', 'reviews', '@'], ['text'], true, true)],
      false,
    ],
    ['the root has brought some of its objects', [fetchAt([], ['users{}', 'users.reviews{}'], false)], true],
  ])('copies when it must: %s', (_what, others, copies) => {
    const sharing = decideSharing([reviews, ...others]);

    expect(sharing.ownsCopies(reviews)).toBe(copies);
  });

  it('makes both copy that write into each other’s objects', () => {
    const other = fetchAt(EACH_USER, ['reviews{}']);

    const sharing = decideSharing([reviews, other]);

    expect([sharing.ownsCopies(reviews), sharing.ownsCopies(other)]).toEqual([true, true]);
  });

  it('knows where one object may stand at several places', () => {
    const path = [...EACH_USER, 'reviews', '@', 'author'];

    const sharing = decideSharing([reviews]);

    expect(path.map((_, i) => sharing.isShared(path, i + 1))).toEqual([false, false, true, false, false]);
  });

  it('expects no shared objects below one target, or where they are copied', () => {
    const single = fetchAt(['me'], ['reviews{}']);
    const copied = decideSharing([reviews, fetchAt(EACH_USER, ['reviews{}'])]);

    expect(decideSharing([single]).isShared(['me', 'reviews'], 2)).toBe(false);
    expect(copied.isShared([...EACH_USER, 'reviews'], 3)).toBe(false);
  });
});
