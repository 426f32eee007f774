import { decideTypes } from './known-types';
import type { SelectedField } from './service-operation';

const TYPES = new Map([
  ['Media', ['Movie', 'Song']],
  ['Movie', ['Movie']],
  ['Song', ['Song']],
]);
const types = { possibleTypes: (name: string) => TYPES.get(name) ?? [] };

function brings(path: string, ...keys: string[]) {
  const fields = keys.map((key): SelectedField => ({
    keys: key.split('.'),
    hasSelections: false,
    conditions: [],
  }));
  return { path: path === '' ? [] : path.split('.'), fields };
}

describe('types that an object keeps', () => {
  it('need no look when every object is told its type once', () => {
    const fetches = [
      brings('', 'media.__typename', 'media.id', 'media.id'),
      brings('media.@', 'title', 'sequel.__typename', 'sequel.__typename'),
    ];

    expect(decideTypes(fetches, types)).toBeNull();
  });

  it.each([
    ['of entities', [brings('', 'media.__typename'), brings('media.@', '__typename')]],
    [
      'within what several services bring',
      [brings('', 'top.lead.__typename'), brings('top', 'lead.__typename')],
    ],
  ])('are looked for when several calls tell the types %s', (_what, fetches) => {
    const keepsType = decideTypes(fetches, types);

    expect(keepsType?.('Song', 'Media')).toBe(true);
    expect(keepsType?.('Media', 'Song')).toBe(false);
    expect(keepsType?.('Movie', 'Song')).toBe(false);
    expect(keepsType?.('Movie', 'Unheard')).toBe(false);
    expect(keepsType?.(undefined, 'Media')).toBe(false);
  });
});
