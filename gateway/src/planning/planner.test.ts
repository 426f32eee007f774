import { readFileSync } from 'node:fs';
import path from 'node:path';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type PlanNode } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import { createApolloExecutor } from '../execution/apollo-executor';
import { composeGraph } from '../supergraph/composition';
import { fixtureSchemas } from '../testing/fixture-schemas';
import { PlanRefused } from './plan-refused';
import { loadGraph, type PlannedGraph } from './planner';
import { PLANNER_LIMITS, PlannerThread } from './planner-thread';
import { CLIENT_NAMES } from './response-names';
import { operationOf, supergraphOf } from './testing/small-federation';

const REPOSITORY = path.resolve(__dirname, '../../..');

let thread: PlannerThread;
beforeAll(() => {
  thread = new PlannerThread();
});
afterAll(() => thread.close());

/** A graph in which plans have every kind of node that there is without conditions. */
const everything = supergraphOf({
  media: {
    sdl: `
      type Query { media: [Media] book: Book any: Any secret: Hidden }
      interface Media @key(fields: "id") { id: ID! }
      type Book implements Media @key(fields: "id") { id: ID! title: String }
      type Film implements Media @key(fields: "id") { id: ID! title: String! }
      union Any = Book | Film
      interface Hidden { id: ID! }
      type Nobody implements Hidden @inaccessible { id: ID! }`,
  },
  reviews: {
    sdl: `
      type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int reviewer: Reviewer }
      type Reviewer @key(fields: "id") { id: ID! }`,
  },
  people: {
    sdl: `type Query { count: Int } type Mutation { touch: Int } type Reviewer @key(fields: "id") { id: ID! name: String }`,
  },
});
const EVERYTHING = `query Everything($a: Boolean!, $b: Boolean!) {
  count @skip(if: $b)
  media { id stars reviewer { name } ... on Book { title } ... on Film { title } }
  any { ... on Book { title } ... on Film { title } }
  book @include(if: $a) { stars reviewer { name } }
}`;

function nodesIn(node: PlanNode | undefined): PlanNode[] {
  if (!node) return [];
  const inner =
    node.kind === 'Sequence' || node.kind === 'Parallel'
      ? node.nodes
      : node.kind === 'Flatten'
        ? [node.node]
        : [];
  return [node, ...inner.flatMap(nodesIn)];
}

describe('the schema that clients see', () => {
  const documented = supergraphOf({
    shop: {
      sdl: `
        "The shop." schema { query: Query }
        """
        What there is.
        extend nothing
        """
        type Query {
          "A thing."
          thing(
            "By what." by: By = { id: "x\\"y", most: [1, 2], ratio: 1.0 }, kind: Kind = SMALL @deprecated(reason: "Kinds are gone.")
          ): Thing @deprecated
          when: Date
        }
        directive @note(text: String = "none") on FIELD
        scalar Date @specifiedBy(url: "https://example.org/date")
        input By { "The id." id: ID most: [Int!] = [3] ratio: Float old: String @deprecated(reason: "Old.") }
        enum Kind { SMALL "Large." LARGE @deprecated(reason: "Too large.") HIDDEN @inaccessible }
        interface Named { name: String! }
        type Thing implements Named @key(fields: "id") { id: ID! name: String! secret: String @inaccessible kind: Kind }
        union Some = Thing`,
    },
  });

  it.each([
    ['with descriptions, deprecations, defaults', () => documented],
    ['with interface objects and hidden types', () => everything],
    ['of the fixture', () => composeGraph(fixtureSchemas()).get('supergraph') ?? ''],
    ['of the fixture’s narrowest variant', () => composeGraph(fixtureSchemas()).get('public') ?? ''],
    ['of the real graph', () => readFileSync(path.join(REPOSITORY, 'supergraph/internal.graphql'), 'utf8')],
  ])('is the one that Apollo’s gateway gives, %s', async (_what, supergraph) => {
    const supergraphSdl = supergraph();
    const apollo = await createApolloExecutor({ supergraphSdl, ask: () => Promise.reject(new Error()) });

    const { schema, planner } = await loadGraph(thread, supergraphSdl);
    await planner.close();

    expect(printSchema(schema)).toBe(printSchema(apollo.schema));
    expect(schema.getType('_Entity')).toBeUndefined();
  });
});

describe('planning in a thread', () => {
  let graph: PlannedGraph;
  beforeAll(async () => {
    graph = await loadGraph(thread, everything);
  });

  it('makes Apollo’s plan of what the conditions leave, with every kind of node', async () => {
    const supergraph = Supergraph.build(everything);
    const left = parse(EVERYTHING.replaceAll(/@(skip|include)\(if: \$.\)/g, ''));
    const operation = operationFromDocument(supergraph.apiSchema(), left);
    const expected = new QueryPlanner(supergraph, { typeConditionedFetching: true }).buildQueryPlan(
      operation,
    );

    const { plan, names, millis, characters } = await graph.planner.plan(
      operationOf(EVERYTHING),
      new Set(['a']),
    );

    const nodes = nodesIn(plan.node as PlanNode);
    const fetches = nodes.flatMap((node) => (node.kind === 'Fetch' ? [node] : []));
    expect(plan).toEqual(JSON.parse(JSON.stringify(expected)));
    expect([...new Set(nodes.map(({ kind }) => kind))].sort()).toEqual([
      'Fetch',
      'Flatten',
      'Parallel',
      'Sequence',
    ]);
    expect(fetches.some(({ requires }) => requires)).toBe(true);
    expect(fetches.some(({ inputRewrites }) => inputRewrites)).toBe(true);
    expect(fetches.some(({ outputRewrites }) => outputRewrites)).toBe(true);
    expect(fetches.some((fetch) => 'operationDocumentNode' in fetch)).toBe(false);
    expect(names).toBe(CLIENT_NAMES);
    expect(millis).toBeGreaterThan(0);
    expect(characters).toBe(JSON.stringify(plan).length);
  });

  it('plans under keys that do not collide', async () => {
    const operation = operationOf('{ book { id: title } }');

    const { plan, names } = await graph.planner.plan(operation);

    expect(JSON.stringify(plan)).toContain('{book{id__1:title}}');
    expect(names.nameOf('id__1')).toBe('id');
  });

  it('plans one operation of a document', async () => {
    const text = 'query A { count } query B { book { title } }';

    const { plan } = await graph.planner.plan(operationOf(text, 'B'));

    expect(plan.node).toMatchObject({ kind: 'Fetch', operation: 'query B__media__0{book{title}}' });
  });

  it('plans nothing for what no service has to be asked', async () => {
    const { plan } = await graph.planner.plan(operationOf('{ __typename __schema { types { name } } }'));

    expect(plan).toEqual({ kind: 'QueryPlan' });
  });

  it('plans an operation once for all who ask for it meanwhile', async () => {
    const operation = operationOf('{ book { stars } }');

    const [one, other] = await Promise.all([graph.planner.plan(operation), graph.planner.plan(operation)]);
    const later = await graph.planner.plan(operation);

    expect(other).toBe(one);
    expect(later).not.toBe(one);
  });

  it('knows the object types of the whole supergraph', () => {
    const types = ['Media', 'Any', 'Book', 'Hidden', 'Query', 'ID', 'toString'];

    expect(types.map((type) => graph.possibleTypes(type))).toEqual([
      ['Book', 'Film'],
      ['Book', 'Film'],
      ['Book'],
      ['Nobody'],
      ['Query'],
      [],
      [],
    ]);
  });

  it('plans on several supergraphs, each for itself', async () => {
    const other = await loadGraph(thread, supergraphOf({ only: { sdl: 'type Query { count: Int }' } }));
    const operation = operationOf('{ count }');

    const plans = await Promise.all([graph.planner.plan(operation), other.planner.plan(operation)]);

    const services = plans.map(({ plan }) => (plan.node?.kind === 'Fetch' ? plan.node.serviceName : null));
    expect(services).toEqual(['people', 'only']);
  });

  it('refuses everything on a supergraph that was closed', async () => {
    const other = await loadGraph(thread, supergraphOf({ only: { sdl: 'type Query { count: Int }' } }));
    await other.planner.close();

    await expect(other.planner.plan(operationOf('{ count }'))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    await expect(graph.planner.plan(operationOf('{ count }'))).resolves.toBeDefined();
  });
});

describe('what cannot be planned', () => {
  it.each([
    ['no GraphQL', 'type {'],
    ['no supergraph', 'type Query { a: Int }'],
    [
      'a feature that has to be understood',
      everything.replace(
        'schema\n',
        'schema @link(url: "https://specs.apollo.dev/context/v0.1", for: EXECUTION)\n',
      ),
    ],
  ])('is a broken supergraph: %s', async (_what, supergraphSdl) => {
    await expect(loadGraph(thread, supergraphSdl)).rejects.toThrow(Error);
    await expect(loadGraph(thread, everything)).resolves.toBeDefined();
  });

  it('is refused with a code and the fact that matters', async () => {
    const { planner } = await loadGraph(
      thread,
      supergraphOf({
        shop: { sdl: 'type Query { thing: Thing } interface Thing { id: ID }' },
        stock: {
          sdl: `type Query { crate: Crate } interface Thing { id: ID weight: Int }
            type Crate implements Thing @key(fields: "id") { id: ID weight: Int }`,
        },
      }),
    );

    const refused = planner.plan(operationOf('{ thing { weight } }'));

    await expect(refused).rejects.toBeInstanceOf(PlanRefused);
    await expect(refused).rejects.toMatchObject({
      extensions: {
        code: 'OPERATION_NOT_PLANNABLE',
        facts: { reason: 'FIELD_NOT_PLANNED', field: 'thing' },
      },
    });
  });

  it('is an operation that has no place in the schema, of which services are not named to the client', async () => {
    const { planner } = await loadGraph(thread, everything);

    const error: unknown = await planner.plan(operationOf('{ nothing }')).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'OPERATION_NOT_PLANNABLE', facts: { reason: 'PLANNER_FAILED' } });
    expect((error as PlanRefused).detail).toContain('nothing');
    expect((error as PlanRefused).message).not.toContain('nothing');
  });

  it('is an operation that takes too long: it is given up in time, and the next one is planned', async () => {
    const supergraphSdl = supergraphOf({
      a: { sdl: 'type Query { t: T } type T @key(fields: "id") { id: ID! next: T }' },
      b: { sdl: 'type T @key(fields: "id") { id: ID! v: Int }' },
    });
    const limits = { ...PLANNER_LIMITS, planningMs: 300 };
    const hasty = new PlannerThread({ limits });
    const { planner } = await loadGraph(hasty, supergraphSdl);
    // Each fragment spreads the next one twice: a quarter of a million fields in a short text.
    const chain = Array.from(
      { length: 18 },
      (_, n) => `fragment F${n} on T { a: next { ...F${n + 1} } b: next { ...F${n + 1} } }`,
    );
    const text = `{ t { ...F0 } } ${chain.join(' ')} fragment F18 on T { v }`;

    const [dear, cheap] = await Promise.allSettled([
      planner.plan(operationOf(text)),
      planner.plan(operationOf('{ t { v } }')),
    ]);
    await hasty.close();

    expect(dear).toMatchObject({ status: 'rejected', reason: { code: 'OPERATION_TOO_LARGE' } });
    expect(cheap).toMatchObject({ status: 'fulfilled' });
  });
});
