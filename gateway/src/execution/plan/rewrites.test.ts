import { compileRewrites, renamedKeys } from './rewrites';
import { UnknownPlan } from './unknown-plan';

const types = { possibleTypes: (name: string) => (name === 'Media' ? ['Book', 'Film'] : [name]) };
const rename = (path: string[], renameKeyTo: string) => ({ kind: 'KeyRenamer' as const, path, renameKeyTo });
const set = (path: string[], setValueTo: unknown) => ({ kind: 'ValueSetter' as const, path, setValueTo });

type Rewrites = Parameters<typeof compileRewrites>[0];

function rewritten(rewrites: Rewrites, value: unknown): unknown {
  compileRewrites(rewrites, types)?.(value);
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe('rewrites', () => {
  it.each([
    ['set a value', [set(['a'], 1)], {}, { a: 1 }],
    ['rename a key', [rename(['a_0'], 'a')], { a_0: 1 }, { a: 1 }],
    ['rename a key of an empty value', [rename(['a_0'], 'a')], { a_0: false }, { a: false }],
    ['rename a key of a null', [rename(['a_0'], 'a')], { a_0: null }, { a: null }],
    ['leave alone what is not there', [rename(['a_0'], 'a')], { a: 1 }, { a: 1 }],
    [
      'go through lists',
      [rename(['x', 'a_0'], 'a')],
      { x: [{ a_0: 1 }, null, [{ a_0: 2 }]] },
      { x: [{ a: 1 }, null, [{ a: 2 }]] },
    ],
    [
      'keep to a type',
      [set(['... on Book', 'a'], 1)],
      [{ __typename: 'Book' }, { __typename: 'Film' }],
      [{ __typename: 'Book', a: 1 }, { __typename: 'Film' }],
    ],
    [
      'keep to an abstract type',
      [set(['... on Media', 'a'], 1)],
      [{ __typename: 'Film' }, { __typename: 'Toy' }],
      [{ __typename: 'Film', a: 1 }, { __typename: 'Toy' }],
    ],
    ['reach an object that does not tell its type', [set(['... on Book', 'a'], 1)], {}, { a: 1 }],
    ['pass over what is no object', [set(['x', 'y', 'a'], 1)], { x: 'text' }, { x: 'text' }],
  ])('%s', (_what, rewrites, value, expected) => {
    expect(rewritten(rewrites, value)).toEqual(expected);
  });

  it('are none where there are none', () => {
    expect([compileRewrites(undefined, types), compileRewrites([], types)]).toEqual([null, null]);
  });

  it('tell which keys get which names', () => {
    expect([...renamedKeys([rename(['x', 'a_0'], 'a'), set(['b'], 1)])]).toEqual([['a_0', 'a']]);
  });

  it('are refused when they end in a type or are of an unknown kind', () => {
    expect(() => compileRewrites([set(['... on Book'], 1)], types)).toThrow(UnknownPlan);
    expect(() => compileRewrites([{ ...set(['a'], 1), kind: 'Other' } as never], types)).toThrow(UnknownPlan);
  });
});
