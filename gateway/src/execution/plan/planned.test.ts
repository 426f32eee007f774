import { compilePlan } from './compile-plan';
import { PlannedGraph } from './testing/planned-graph';
import { TestRun } from './testing/test-run';

/** Films and books, reviewed by a service that knows media only by their interface. */
const films = {
  sdl: `
    interface Media @key(fields: "id") { id: ID! title(short: Boolean = false): String by: Person }
    type Film implements Media @key(fields: "id") { id: ID! title(short: Boolean = false): String by: Person minutes: Int rows: [[Seat]] }
    type Book implements Media @key(fields: "id") { id: ID! title(short: Boolean = false): String by: Person pages: Int }
    type Seat @key(fields: "no") { no: Int }
    union Thing = Film | Book | Person
    type Person @key(fields: "id") { id: ID! name: String born: Int }
    type Query { media: [Media] film(id: ID!): Film things: [Thing] people: [Person] }
    type Mutation { rename(id: ID!, name: String!): Person count: Int }`,
  resolvers: {
    Query: {
      media: () => [film('1'), book('2'), null, film('3'), film('1')],
      film: (_: unknown, { id }: { id: string }) => film(id),
      things: () => [person('a'), film('1'), person('b'), book('2')],
      people: () => [person('a'), person('b'), person('a')],
    },
    Mutation: {
      rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...person(id), name }),
      count: () => 7,
    },
    Media: {
      __resolveType: typeOf,
      __resolveReference: ({ id }: { id: string }) => (id === '2' ? book(id) : film(id)),
    },
    Film: { __resolveReference: ({ id }: { id: string }) => film(id), title },
    Book: { __resolveReference: ({ id }: { id: string }) => book(id), title },
    Thing: { __resolveType: typeOf },
    Person: { __resolveReference: ({ id }: { id: string }) => person(id) },
  },
};

const reviews = {
  sdl: `
    type Media @interfaceObject @key(fields: "id") { id: ID! stars: Float reviews(first: Int = 2): [Review] }
    type Review { text: String by: Person about: Media }
    type Person @key(fields: "id") {
      id: ID! name: String @external born: Int @external
      greeting(loud: Boolean = false): String @requires(fields: "name born")
      friends: [Person] favourites: [Media]
    }
    type Seat @key(fields: "no") { no: Int isTaken: Boolean }
    type Query { bestMedia: [Media] }`,
  resolvers: {
    Query: { bestMedia: () => [{ id: '3' }, { id: '2' }] },
    Media: {
      stars: ({ id }: { id: string }) => (id === '3' ? fault('No stars.') : Number(id) + 0.5),
      reviews: ({ id }: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, (_, i) => ({
          text: `${id}/${i}`,
          by: { id: i % 2 ? 'a' : 'b' },
          about: { id },
        })),
    },
    Person: {
      greeting: ({ name, born }: { name: string; born: number }, { loud }: { loud: boolean }) =>
        `I am ${name} (${born})${loud ? '!' : '.'}`,
      friends: ({ id }: { id: string }) => [{ id: id === 'a' ? 'b' : 'a' }, null, { id: 'c' }],
      favourites: ({ id }: { id: string }) => (id === 'c' ? null : [{ id: '2' }, { id: '1' }]),
    },
    Seat: { isTaken: ({ no }: { no: number }) => no > 2 },
  },
};

function film(id: string) {
  return {
    __typename: 'Film',
    id,
    by: person('a'),
    minutes: 90,
    rows: [[{ no: 1 }, null], null, [{ no: 3 }, { no: 1 }]],
  };
}
function book(id: string) {
  return { __typename: 'Book', id, by: person('b'), pages: 300 };
}
function person(id: string) {
  return { __typename: 'Person', id, name: `Person ${id}`, born: 1900 + id.charCodeAt(0) };
}
function typeOf({ __typename }: { __typename: string }): string {
  return __typename;
}
function title(
  { __typename, id }: { __typename: string; id: string },
  { short }: { short: boolean },
): string {
  return short ? id : `${__typename} ${id}`;
}
function fault(message: string): never {
  throw new Error(message);
}

const graph = new PlannedGraph({ films, reviews });

describe('plans of the planner, run beside Apollo’s executor', () => {
  it.each([
    ['an interface object', '{ media { id stars } }'],
    [
      'an interface object found by its interface',
      '{ bestMedia { id title stars ... on Film { minutes } ... on Book { pages } } }',
    ],
    ['nested lists of entities', '{ film(id: "1") { rows { no isTaken } } }'],
    ['fields that need others', '{ people { greeting friends { greeting friends { name } } } }'],
    ['a union', '{ things { __typename ... on Person { greeting } ... on Media { title stars } } }'],
    [
      'one alias for different fields on different types',
      '{ media { ... on Film { n: minutes r: reviews { text } } ... on Book { n: pages r: reviews(first: 1) { text } } } }',
    ],
    [
      'the same entities with other aliases and arguments on other paths',
      `{ people { id x: name friends { id x: greeting(loud: true) y: born favourites { id x: title(short: true) } } favourites { id x: title reviews(first: 3) { x: text by { x: name } } } }
         media { id x: by { x: greeting reviewed: favourites { x: reviews(first: 1) { by { x: born } } } } reviews { x: by { x: id y: greeting } about { x: title(short: true) } } } }`,
    ],
    [
      'the same entities below each other',
      '{ people { friends { n: name friends { n: born friends { n: greeting favourites { n: id reviews { n: text by { n: greeting(loud: true) } } } } } } } }',
    ],
    [
      'fragments',
      'query Q { people { ...P friends { ...P } } } fragment P on Person { id greeting favourites { ...M } } fragment M on Media { title reviews { by { name } } }',
    ],
    ['a mutation', 'mutation { rename(id: "a", name: "New") { name greeting friends { name } } count }'],
  ])('give the same for %s', async (_what, query) => {
    await expectAsApollo(query, {});
  });

  it.each([
    { a: true, b: true },
    { a: true, b: false },
    { a: false, b: true },
    { a: false, b: false },
  ])('give the same with conditions %j', async (variables) => {
    await expectAsApollo(
      `query ($a: Boolean!, $b: Boolean!, $n: Int = 1) {
        people { name born greeting @include(if: $a) friends @skip(if: $b) { name favourites { reviews(first: $n) { text } } } }
        media @include(if: $a) { stars @skip(if: $b) by @include(if: $b) { greeting } }
      }`,
      { ...variables, n: 1 },
    );
  });
});

async function expectAsApollo(query: string, variables: Record<string, unknown>): Promise<void> {
  const run = new TestRun(variables, graph.answer);

  await compilePlan(graph.plan(query), graph.types)(run);

  const apollo = await graph.apolloAnswer(query, variables);
  expect(run.data).toMatchObject(apollo.data as object);
  expect(run.faults).toEqual([]);
  const told = run.errors.map(({ error, path }) => [(error as Error).message, path?.join('.')]);
  expect(new Set(told.map(String))).toEqual(
    new Set(apollo.errors.map(({ message, path }) => String([message, (path as [] | undefined)?.join('.')]))),
  );
}
