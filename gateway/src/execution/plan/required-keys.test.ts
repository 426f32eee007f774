import { requiredKeys } from './required-keys';
import { entityFetch, planOf, rootFetch, sequence } from './testing/plans';

describe('what a plan needs for itself', () => {
  it('is what its calls for entities send', () => {
    const requires = [
      {
        kind: 'InlineFragment' as const,
        typeCondition: 'User',
        selections: [
          { kind: 'Field' as const, name: 'id' },
          {
            kind: 'Field' as const,
            name: 'address',
            alias: 'home',
            selections: [{ kind: 'Field' as const, name: 'zip' }],
          },
        ],
      },
    ];
    const plan = planOf(
      sequence(rootFetch('a', 'users{id name}'), entityFetch('b', 'users.@', 'User', 'n', { requires })),
    );

    expect(requiredKeys(plan)).toEqual(new Set(['id', 'home', 'zip']));
  });

  it('is nothing without such calls', () => {
    expect(requiredKeys(planOf(rootFetch('a', 'users{id}')))).toEqual(new Set());
  });
});
