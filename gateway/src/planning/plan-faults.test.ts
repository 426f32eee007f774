import '../execution/without-telemetry';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { readJoinFacts, type JoinFacts } from './join-facts';
import { findPlanFault, type PlanFault } from './plan-faults';
import { supergraphOf, type SmallService } from './testing/small-federation';

interface Graph {
  readonly facts: JoinFacts;
  readonly planner: QueryPlanner;
  readonly supergraph: Supergraph;
}

function graphOf(schemas: Readonly<Record<string, string>>): Graph {
  const services = Object.entries(schemas).map(([name, sdl]): [string, SmallService] => [name, { sdl }]);
  const sdl = supergraphOf(Object.fromEntries(services));
  const supergraph = Supergraph.build(sdl);
  return { supergraph, planner: new QueryPlanner(supergraph), facts: readJoinFacts(parse(sdl)) };
}

function planOf({ planner, supergraph }: Graph, text: string): QueryPlan {
  return planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(text)));
}

function faultIn(graph: Graph, text: string): PlanFault | null {
  return findPlanFault(planOf(graph, text), parse(text), graph.facts);
}

describe('two requirements of one field', () => {
  const graph = graphOf({
    names: `
      type Query { person: Person people: [Person] member: Member boxes: [Box] box: Box }
      union Member = Person | Robot
      type Robot @key(fields: "id") { id: ID! name(lang: String): String }
      type Person @key(fields: "id") {
        id: ID! age: Int
        name(lang: String, short: Boolean = false): String
        friend: Person
        scores(in: [Range]): Int
      }
      input Range { from: Int to: Float }
      interface Box { id: ID! owner: Person }
      type Crate implements Box { id: ID! owner: Person crate: Int }
      type Tin implements Box { id: ID! owner: Person tin: Int }`,
    greetings: `
      type Robot @key(fields: "id") {
        id: ID! name(lang: String): String @external
        beep: String @requires(fields: "name(lang: \\"en\\")")
      }
      type Person @key(fields: "id") {
        id: ID! age: Int @external
        name(lang: String, short: Boolean = false): String @external
        friend: Person @external
        scores(in: [Range]): Int @external
        arabic: String @requires(fields: "name(lang: \\"ar\\")")
        arabicToo: String @requires(fields: "age name(short: false, lang: \\"ar\\")")
        english: String @requires(fields: "name(lang: \\"en\\")")
        short: String @requires(fields: "name(lang: \\"ar\\", short: true)")
        plain: String @requires(fields: "name")
        toFriend: String @requires(fields: "friend { name(lang: \\"en\\") }")
        few: String @requires(fields: "scores(in: [{from: 1, to: 2}])")
        fewToo: String @requires(fields: "scores(in: {to: 2.0, from: 1})")
        many: String @requires(fields: "scores(in: [{from: 1, to: 9}])")
      }
      input Range { from: Int to: Float }`,
  });

  it('are fetched as one by the planner', () => {
    const plan = JSON.stringify(planOf(graph, '{ person { arabic english } }'));

    expect(plan.match(/name\(lang:/g)).toHaveLength(1);
  });

  it.each([
    ['with other arguments', '{ person { arabic english } }'],
    ['with and without arguments', '{ person { arabic plain } }'],
    ['with an argument more', '{ person { arabic short } }'],
    ['in a list', '{ people { arabic english } }'],
    ['on one of several types', '{ member { ... on Person { english arabic } } }'],
    ['one of them under a condition', 'query($a: Boolean!) { person { arabic english @include(if: $a) } }'],
    ['in a fragment', '{ person { arabic ...F } } fragment F on Person { english }'],
    ['with another object as argument', '{ person { few many } }'],
    ['one of them through another field', '{ person { toFriend friend { arabic } } }'],
  ])('are refused %s', (_what, text) => {
    expect(faultIn(graph, text)).toMatchObject({ reason: 'CONFLICTING_REQUIREMENTS' });
  });

  it('are named', () => {
    expect(faultIn(graph, '{ person { arabic english } }')).toEqual({
      reason: 'CONFLICTING_REQUIREMENTS',
      field: expect.stringMatching(/^Person\.(arabic|english)$/),
    });
  });

  it.each([
    ['alone', '{ person { arabic } }'],
    ['with the same arguments, written in another way', '{ person { arabic arabicToo } }'],
    ['with the same object as argument, written in another way', '{ person { few fewToo } }'],
    ['at two places', '{ person { arabic } other: person { english } people { plain } }'],
    ['at two levels', '{ person { arabic friend { english } } }'],
    ['on two types', '{ member { ... on Person { arabic } ... on Robot { beep } } }'],
    ['under two types', '{ boxes { ... on Crate { owner { arabic } } ... on Tin { owner { english } } } }'],
    ['with another field of the client', '{ person { arabic title: name(lang: "en") } }'],
    ['with the same field of the client', '{ person { english name(lang: "en") } }'],
  ])('are let through %s', (_what, text) => {
    expect(faultIn(graph, text)).toBeNull();
  });
});

describe('an entity that comes back to a service', () => {
  const graph = graphOf({
    shop: `
      type Query { byNothing: Lamp bySku: Chair byId: Table parts: Part }
      type Lamp @key(fields: "id", resolvable: false) {
        id: ID! weight: Int @external freight: String @requires(fields: "weight")
      }
      type Chair @key(fields: "sku", resolvable: false) @key(fields: "id") {
        id: ID! sku: ID! weight: Int @external freight: String @requires(fields: "weight")
      }
      type Table @key(fields: "id") @key(fields: "sku", resolvable: false) {
        id: ID! sku: ID! weight: Int @external freight: String @requires(fields: "weight")
      }
      type Part @key(fields: "id maker { id }") {
        id: ID! maker: Maker weight: Int @external freight: String @requires(fields: "weight")
      }
      type Maker @shareable { id: ID! }`,
    scales: `
      type Query { heavy: Table }
      type Lamp @key(fields: "id") { id: ID! weight: Int }
      type Chair @key(fields: "id") { id: ID! weight: Int }
      type Table @key(fields: "id") { id: ID! weight: Int }
      type Part @key(fields: "id maker { id }") { id: ID! maker: Maker weight: Int }
      type Maker @shareable { id: ID! }`,
  });

  it('is sent by the planner with a key that the service does not resolve', () => {
    expect(JSON.stringify(planOf(graph, '{ bySku { freight } }'))).toContain(
      '"name":"__typename"},{"kind":"Field","name":"weight"},{"kind":"Field","name":"sku"}',
    );
  });

  it.each([
    ['that has no resolvable key', '{ byNothing { freight } }', 'Lamp'],
    ['that has another key, which is resolvable', '{ bySku { freight } }', 'Chair'],
  ])('is refused for a type %s', (_what, text, type) => {
    expect(faultIn(graph, text)).toEqual({ reason: 'KEY_NOT_RESOLVABLE', type });
  });

  it.each([
    ['by its resolvable key', '{ byId { freight } }'],
    ['by a key within a key', '{ parts { freight } }'],
    ['from the other service', '{ heavy { freight sku } }'],
    ['not at all', '{ byNothing { id weight } bySku { id sku weight } }'],
  ])('is let through when sent %s', (_what, text) => {
    expect(faultIn(graph, text)).toBeNull();
  });
});

describe('a required field that requires another one', () => {
  const graph = graphOf({
    looms: `type Query { carpet: Carpet } type Carpet @key(fields: "id") { id: ID! knots: Int @shareable size: Int @shareable }`,
    dyes: `
      type Query { dyed: Carpet measured: Carpet @provides(fields: "knots") }
      type Carpet @key(fields: "id") {
        id: ID! knots: Int @external size: Int @shareable twin: Carpet
        colours: Int @requires(fields: "knots")
      }`,
    seals: `
      type Query { sealed: Carpet }
      type Carpet @key(fields: "id") { id: ID! colours: Int @external grade: String @requires(fields: "colours") }`,
  });

  it.each([
    '{ dyed { grade } }',
    '{ dyed { twin { grade } } }',
    '{ carpet { id size } it: dyed { grade id } }',
  ])('is refused when its service is not sent what it requires: %s', (text) => {
    expect(faultIn(graph, text)).toEqual({ reason: 'REQUIREMENT_NOT_SENT', type: 'Carpet' });
  });

  it.each([
    ['it is sent it', '{ carpet { grade } sealed { grade } }'],
    ['only the client asks for it', '{ dyed { colours twin { colours } } }'],
    ['its service knows it on this way', '{ measured { colours } }'],
  ])('is let through when %s', (_what, text) => {
    expect(faultIn(graph, text)).toBeNull();
  });
});

describe('a field of which nothing is left in the plan', () => {
  const graph = graphOf({
    shop: `type Query { thing: Thing count: Int } type Mutation { touch: Thing stir: Int } interface Thing { id: ID }`,
    stock: `
      type Query { crate: Crate self: Query }
      interface Thing { id: ID weight: Int }
      type Crate implements Thing @key(fields: "id") { id: ID weight: Int }`,
  });

  it('makes an empty plan', () => {
    expect(planOf(graph, '{ thing { weight } }')).toEqual({ kind: 'QueryPlan' });
  });

  it.each([
    ['alone', '{ thing { weight } }', 'thing'],
    ['beside others', '{ count it: thing { weight } }', 'thing'],
    ['in a fragment', '{ count ...F } fragment F on Query { thing { weight } }', 'thing'],
    ['that may be skipped', 'query($a: Boolean!) { count thing @skip(if: $a) { weight } }', 'thing'],
  ])('is refused %s', (_what, text, field) => {
    expect(faultIn(graph, text)).toEqual({ reason: 'FIELD_NOT_PLANNED', field });
  });

  it.each([
    ['one that is planned', '{ thing { id } }'],
    ['one of which only some types have no members', '{ thing { ... on Crate { weight } } }'],
    ['one that is skipped in any case', '{ count thing @skip(if: true) { weight } }'],
    [
      'one in a fragment that is never included',
      '{ count ... on Query @include(if: false) { crate { id } } }',
    ],
    ['all of them skipped', '{ count @include(if: false) }'],
    ['one that may be skipped', 'query($a: Boolean!) { it: crate @include(if: $a) { weight } }'],
    ['one in a fragment', 'query($a: Boolean!) { ...F @skip(if: $a) } fragment F on Query { n: count }'],
    ['the root’s type name', '{ __typename t: __typename count }'],
    ['what is below the root', '{ self { crate { weight } count } }'],
    ['fields of a mutation', 'mutation { a: stir b: stir }'],
  ])('lets through %s', (_what, text) => {
    expect(faultIn(graph, text)).toBeNull();
  });
});

describe('a variable of the client', () => {
  const graph = graphOf({
    people: `type Query { person: Person } type Person @key(fields: "id") { id: ID! }`,
    names: `type Query { greet(name: String): String } type Person @key(fields: "id") { id: ID! name(lang: String): String }`,
  });

  it('is refused when a call for entities has one of the same name', () => {
    const text = 'query($representations: String) { person { name(lang: $representations) } }';

    expect(faultIn(graph, text)).toEqual({ reason: 'VARIABLE_NAME_RESERVED', variable: 'representations' });
  });

  it.each([
    'query($lang: String) { person { name(lang: $lang) } }',
    'query($representations: String) { greet(name: $representations) person { name } }',
  ])('is let through otherwise: %s', (text) => {
    expect(faultIn(graph, text)).toBeNull();
  });
});
