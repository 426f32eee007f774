import { buildSchema } from 'graphql';
import { CLIENT_NAMES, type ResponseNames } from '../../planning/response-names';
import { serialize, serializerOf, textOf, type Tree } from './testing/serialized';

describe('what is asked', () => {
  it('is told in the order of the operation, not of the tree', () => {
    expect(textOf('{ b a }', { a: 1, b: 2 })).toBe('{"b":2,"a":1}');
  });

  it('is told under its alias', () => {
    expect(textOf('{ x: a y: ant { z: name } }', { x: 1, y: { z: 'n' } })).toBe('{"x":1,"y":{"z":"n"}}');
  });

  it('is all that is told', () => {
    expect(textOf('{ ant { name } }', { a: 1, ant: { id: '1', name: 'n', __typename: 'Ant' } })).toBe(
      '{"ant":{"name":"n"}}',
    );
  });

  it('is merged where it is asked in several places, at the first of them', () => {
    const query = `{ ant { id } a ...More ... on Query { ant { legs } } } fragment More on Query { ant { name } b }`;
    const ant = { id: '1', name: 'n', legs: 6 };

    expect(textOf(query, { ant, a: 1, b: 2 })).toBe('{"ant":{"id":"1","name":"n","legs":6},"a":1,"b":2}');
  });

  it('is read from the key under which the plan put it', () => {
    const names: ResponseNames = {
      keyOf: (field) => `${CLIENT_NAMES.keyOf(field)}__1`,
      nameOf: (key) => key.replace('__1', ''),
    };
    const tree = { x__1: { id__1: '1', legs__1: null }, x: { id: '2', legs: 2 } };

    expect(serialize('{ x: ant { id legs } }', tree, {}, names)).toEqual({
      text: '{"x":null}',
      faults: ['x.legs'],
    });
  });

  it.each([
    ['a literal', '{ a @skip(if: true) b @include(if: true) }', {}, '{"b":2}'],
    ['a variable that is true', 'query ($v: Boolean!) { a @skip(if: $v) b }', { v: true }, '{"b":2}'],
    ['a variable that is false', 'query ($v: Boolean!) { a @skip(if: $v) b }', { v: false }, '{"a":1,"b":2}'],
    [
      'a fragment',
      'query ($v: Boolean!) { ...F @include(if: $v) b } fragment F on Query { a }',
      { v: false },
      '{"b":2}',
    ],
    [
      'an inline fragment',
      'query ($v: Boolean!) { ... @include(if: $v) { a } b }',
      { v: true },
      '{"a":1,"b":2}',
    ],
    [
      'both directives',
      'query ($v: Boolean!) { a @skip(if: $v) @include(if: true) b }',
      { v: false },
      '{"a":1,"b":2}',
    ],
    [
      'an order that changes',
      'query ($v: Boolean!) { a @include(if: $v) b a }',
      { v: false },
      '{"b":2,"a":1}',
    ],
    ['nothing left', '{ a @skip(if: true) }', {}, '{}'],
  ])('may be skipped by %s', (_what, query, variables, text) => {
    expect(textOf(query, { a: 1, b: 2 }, variables)).toBe(text);
  });
});

describe('types', () => {
  const FRAGMENTS = '{ node { __typename id ... on Ant { legs } ...B } } fragment B on Bee { wings }';

  it.each([
    [{ __typename: 'Ant', id: 1, legs: 6 }, '{"node":{"__typename":"Ant","id":1,"legs":6}}', []],
    [{ __typename: 'Bee', id: 'b', wings: 4 }, '{"node":{"__typename":"Bee","id":"b","wings":4}}', []],
    [{ __typename: 'Nobody', id: 'b' }, '{"node":null}', ['node']],
    [{ __typename: 'Colour', id: 'b' }, '{"node":null}', ['node']],
    [{ __typename: 'Node', id: 'b' }, '{"node":null}', []],
    [{ id: 'b' }, '{"node":null}', []],
    [{ __typename: 7, id: 'b' }, 'null', ['node']],
  ])('decide what is told of %j', (node, text, faults) => {
    expect(serialize(FRAGMENTS, { node })).toEqual({ text, faults });
  });

  it('may be unknown, or only an interface, where nobody asks', () => {
    const query = '{ nodes { id ... on Node { name } ... on Ant { legs } } }';
    const nodes = [
      { id: '1', name: 'n', legs: 6 },
      { __typename: 'Node', id: '2' },
      { __typename: '', id: '3' },
    ];

    expect(serialize(query, { nodes })).toEqual({
      text: '{"nodes":[{"id":"1","name":"n"},{"id":"2","name":null},{"id":"3","name":null}]}',
      faults: [],
    });
  });

  it('are those of the schema where the data do not say them', () => {
    const query = '{ __typename t: __typename ant { ... on Node { k: __typename ... on Ant { legs } } } }';

    expect(textOf(query, { ant: { legs: 6 } })).toBe(
      '{"__typename":"Query","t":"Query","ant":{"k":"Ant","legs":6}}',
    );
  });

  it('may be another than the schema says', () => {
    const query = '{ ant { __typename name ... on Bee { wings } } }';

    expect(textOf(query, { ant: { __typename: 'Bee', wings: 4 } })).toBe(
      '{"ant":{"__typename":"Bee","name":null,"wings":4}}',
    );
  });

  it('of a union are told apart', () => {
    const query = '{ insect { ... on Node { id } ... on Bee { friends { ... on Ant { legs } } } } }';
    const friends = [{ __typename: 'Ant', legs: 6 }, { __typename: 'Bee' }];

    expect(textOf(query, { insect: { __typename: 'Bee', id: '1', friends } })).toBe(
      '{"insect":{"id":"1","friends":[{"legs":6},{}]}}',
    );
  });

  it('are told apart by a table where they are many', () => {
    const kinds = Array.from({ length: 30 }, (_, index) => `Kind${index}`);
    const many = buildSchema(
      `interface Any { a: Int } ${kinds.map((kind) => `type ${kind} implements Any { a: Int }`).join(' ')}
       type Query { all: [Any] }`,
    );
    const write = serializerOf('{ all { __typename a } }', { on: many });
    const tree = { all: kinds.map((kind, a) => ({ __typename: kind, a })) };

    expect(write(tree, () => {})).toBe(JSON.stringify(tree));
  });

  it('of a mutation are its own', () => {
    const query = 'mutation { __typename change { legs } query { __typename a } }';

    expect(textOf(query, { change: { legs: 6 }, query: { a: 1 } })).toBe(
      '{"__typename":"Mutation","change":{"legs":6},"query":{"__typename":"Query","a":1}}',
    );
  });
});

describe('questions about the schema', () => {
  it('are told as they were answered before', () => {
    const query = '{ __schema { types { name } } t: __type(name: "Ant") { name } a }';
    const tree = { __schema: { types: [{ name: 'Ant' }] }, t: null, a: 1 };

    expect(textOf(query, tree)).toBe('{"__schema":{"types":[{"name":"Ant"}]},"t":null,"a":1}');
  });
});

describe('names that every object has', () => {
  it('are fields only where the data have them', () => {
    const query = '{ odd { constructor toString length values hasOwnProperty class { constructor } } }';
    const odd = { constructor: 'c', toString: 1, length: 2, values: [3], hasOwnProperty: {}, class: {} };

    expect(textOf(query, { odd })).toBe(
      '{"odd":{"constructor":"c","toString":1,"length":2,"values":[3],"hasOwnProperty":{},"class":{"constructor":null}}}',
    );
    expect(textOf(query, { odd: {} })).toBe(
      '{"odd":{"constructor":null,"toString":null,"length":null,"values":null,"hasOwnProperty":null,"class":null}}',
    );
  });

  it('may be aliases', () => {
    const query = '{ __proto__: a constructor: ant { __proto__: name } }';
    const tree = JSON.parse('{"__proto__":1,"constructor":{"__proto__":"n"}}') as Tree;

    expect(textOf(query, tree)).toBe('{"__proto__":1,"constructor":{"__proto__":"n"}}');
    expect(textOf(query, {})).toBe('{"__proto__":null,"constructor":null}');
  });
});
