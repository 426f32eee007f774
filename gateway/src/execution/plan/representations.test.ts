import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { compileRepresentation } from './representations';
import { UnknownPlan } from './unknown-plan';

const types = {
  possibleTypes: (name: string): string[] =>
    ({
      Media: ['Book', 'Film'],
      Item: ['Book', 'Film', 'Toy'],
      Book: ['Book'],
      Film: ['Film'],
      Toy: ['Toy'],
    })[name] ?? [],
};

const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'Field',
  name,
  ...(selections ? { selections } : {}),
});
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections: [field('__typename'), ...selections],
});

function representation(requires: QueryPlanSelectionNode[], entity: object): unknown {
  const text = compileRepresentation({ requires }, types)(entity as Record<string, unknown>);
  return text === null ? null : (JSON.parse(text) as unknown);
}

const book = { __typename: 'Book', id: '1' };

describe('the representation of an entity', () => {
  it.each([
    ['has what is asked for, and no more', [on('Book', field('id'))], { ...book, more: 1 }, book],
    ['keeps nulls', [on('Book', field('id'))], { ...book, id: null }, { ...book, id: null }],
    ['is none when a field is missing', [on('Book', field('id'), field('price'))], book, null],
    ['is none for another type', [on('Film', field('id'))], book, null],
    ['is none for an object without a type', [on('Book', field('id'))], { id: '1' }, null],
    ['is none without a type in it', [{ ...on('Book'), selections: [field('id')] }], book, null],
    ['fits an abstract type', [on('Media', field('id'))], book, book],
    [
      'fits no type outside an abstract one',
      [on('Media', field('id'))],
      { __typename: 'Toy', id: '1' },
      null,
    ],
    [
      'fits an interface object of a narrower interface',
      [on('Item', field('id'))],
      { __typename: 'Media', id: '1' },
      { __typename: 'Media', id: '1' },
    ],
    [
      'joins the fragments that fit',
      [on('Book', field('id')), on('Item', field('n'))],
      { ...book, n: 2 },
      { ...book, n: 2 },
    ],
    [
      'leaves out a fragment that lacks a field',
      [on('Book', field('id')), on('Item', field('n'))],
      book,
      book,
    ],
    [
      'leaves out a fragment without a type condition',
      [on('Book', field('id')), { kind: 'InlineFragment', selections: [field('zzz')] }],
      book,
      book,
    ],
    [
      'writes what is nested',
      [on('Book', field('by', [field('a')]))],
      { ...book, by: { a: 'x', b: 'y' } },
      { __typename: 'Book', by: { a: 'x' } },
    ],
    [
      'writes null for a nested object that lacks a field',
      [on('Book', field('by', [field('a')]))],
      { ...book, by: {} },
      { __typename: 'Book', by: null },
    ],
    [
      'writes lists, however nested',
      [on('Book', field('by', [field('a')]))],
      { ...book, by: [{ a: 1 }, null, [{ a: 2 }]] },
      { __typename: 'Book', by: [{ a: 1 }, null, [{ a: 2 }]] },
    ],
    [
      'writes null where a text stands for an object',
      [on('Book', field('by', [field('length')]))],
      { ...book, by: 'text' },
      { __typename: 'Book', by: null },
    ],
    [
      'writes what is nested under conditions',
      [on('Book', field('of', [field('id'), on('Film', field('n')), on('Media', field('m'))]))],
      { ...book, of: { __typename: 'Film', id: '2', n: 1, m: 2, x: 3 } },
      { __typename: 'Book', of: { id: '2', __typename: 'Film', n: 1, m: 2 } },
    ],
    [
      'writes values of scalars as they are',
      [on('Book', field('s'))],
      { ...book, s: { x: [1, 'é"\n'] } },
      { __typename: 'Book', s: { x: [1, 'é"\n'] } },
    ],
    ['takes no inherited value for an own one', [on('Book', field('constructor'))], book, null],
  ] as [string, QueryPlanSelectionNode[], object, unknown][])('%s', (_what, requires, entity, expected) => {
    expect(representation(requires, entity)).toEqual(expected);
  });

  it.each([
    ['a "quoted" text'],
    ['back\\slash'],
    ['\u0000'],
    ['\ud800'],
    ['x'.repeat(100) + '"'],
    [1e999],
    [-0],
    [true],
  ])('writes %j as JSON does', (value) => {
    const requires = [on('Book', field('v'))];

    const text = compileRepresentation({ requires }, types)({ __typename: 'Book', v: value });

    expect(text).toBe(JSON.stringify({ __typename: 'Book', v: value }));
  });

  it('is rewritten, and the tree is not', () => {
    const entity = { ...book, by: { a: 1 } };
    const rewrites = [
      { kind: 'ValueSetter' as const, path: ['... on Book', '__typename'], setValueTo: 'Media' },
      { kind: 'KeyRenamer' as const, path: ['by', 'a'], renameKeyTo: 'b' },
    ];
    const requires = [on('Book', field('id'), field('by', [field('a')]))];

    const text = compileRepresentation({ requires, inputRewrites: rewrites }, types)(entity);

    expect(JSON.parse(String(text))).toEqual({ __typename: 'Media', id: '1', by: { b: 1 } });
    expect(entity).toEqual({ ...book, by: { a: 1 } });
  });

  it.each([[field('x"y')], [{ ...on('Book'), typeCondition: 'Book"' }]])(
    'refuses what is no name',
    (part) => {
      expect(() => compileRepresentation({ requires: [part] }, types)).toThrow(UnknownPlan);
    },
  );
});
