import { parse, print, visit, type FieldNode } from 'graphql';
import { readJoinFacts } from './join-facts';
import { documentToPlan } from './planned-document';
import { CLIENT_NAMES, reservedNames, responseNamesFor, type ResponseNames } from './response-names';
import { answerOfApollo, operationOf, supergraphOf, type SmallService } from './testing/small-federation';

const product = { id: 'p1', sku: 's1', kind: 'Product' };
const texts: Record<string, string> = { ar: 'كرسي', en: 'Chair' };

/** `label` of a product needs its Arabic name, `badge` what it costs, whatever the client asks of the two. */
const services: Record<string, SmallService> = {
  products: {
    sdl: `
      type Query { product: Product }
      type Product @key(fields: "id") { id: ID! sku: String name(lang: String): String price(in: String): Price kind: String }
      type Price @shareable { amount: Int unit: String }`,
    resolvers: {
      Query: { product: () => product },
      Product: {
        __resolveReference: () => product,
        name: (_: unknown, { lang }: { lang?: string }) => texts[lang ?? 'en'],
        price: (_: unknown, { in: unit }: { in?: string }) =>
          unit === 'EGP' ? { amount: 500, unit } : { amount: 10, unit: 'EUR' },
      },
    },
  },
  labels: {
    sdl: `
      type Product @key(fields: "id") {
        id: ID!
        name(lang: String): String @external
        price(in: String): Price @external
        label: String @requires(fields: "name(lang: \\"ar\\")")
        badge: String @requires(fields: "price(in: \\"EGP\\") { amount }")
      }
      type Price @shareable { amount: Int unit: String }`,
    resolvers: {
      Product: {
        __resolveReference: (ref: object) => ref,
        label: ({ name }: { name: string }) => `<${name}>`,
        badge: ({ price }: { price: { amount: number } }) => `${price.amount} pounds`,
      },
    },
  },
};

const reserved = reservedNames(readJoinFacts(parse(supergraphOf(services))));

function namesFor(text: string): ResponseNames {
  return responseNamesFor(parse(text), reserved);
}

/** The keys of all fields of a text, in its order. */
function keysIn(text: string): string[] {
  const names = namesFor(text);
  const keys: string[] = [];
  visit(parse(text), { Field: (field: FieldNode) => void keys.push(names.keyOf(field)) });
  return keys;
}

/** What Apollo answers, and what it answers under the plan's keys, as the client would read it. */
async function answers(text: string, graph = services): Promise<{ before: unknown; now: unknown }> {
  const operation = operationOf(text);
  const names = responseNamesFor(
    operation.document,
    reservedNames(readJoinFacts(parse(supergraphOf(graph)))),
  );
  const renamed = documentToPlan(operation, names) ?? '';
  return {
    before: await answerOfApollo(graph, text),
    now: renamedBack(await answerOfApollo(graph, renamed), names),
  };
}

function renamedBack(value: unknown, names: ResponseNames): unknown {
  if (Array.isArray(value)) return value.map((item) => renamedBack(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [names.nameOf(key), renamedBack(inner, names)]),
  );
}

describe('right data where the planner takes one field for another', () => {
  it.each([
    [
      'other arguments than a requirement has',
      '{ product { label name(lang: "en") } }',
      { label: '<كرسي>', name: 'Chair' },
    ],
    [
      'no arguments where a requirement has some',
      '{ product { label name } }',
      { label: '<كرسي>', name: 'Chair' },
    ],
    [
      'a selection with other arguments than a requirement has',
      '{ product { badge price(in: "EUR") { amount unit } } }',
      { badge: '500 pounds', price: { amount: 10, unit: 'EUR' } },
    ],
    ['an alias that is a required field', '{ product { label name: sku } }', { label: '<كرسي>', name: 's1' }],
    ['an alias that is a key', '{ product { id: sku label } }', { id: 's1', label: '<كرسي>' }],
    [
      'an alias that is the type name',
      '{ product { __typename: sku label } }',
      { __typename: 's1', label: '<كرسي>' },
    ],
    [
      'an alias within what is required',
      '{ product { badge price(in: "EGP") { amount: unit } } }',
      { badge: '500 pounds', price: { amount: 'EGP' } },
    ],
  ])('for %s', async (_what, text, product) => {
    const { before, now } = await answers(text);

    expect(now).toEqual({ product });
    expect(before).not.toEqual({ product });
  });

  it('for a fragment that is spread twice', async () => {
    const { now } = await answers(
      '{ product { ...F } again: product { ...F label } } fragment F on Product { name: sku }',
    );

    expect(now).toEqual({ product: { name: 's1' }, again: { name: 's1', label: '<كرسي>' } });
  });
});

describe('right data where types meet in an interface object', () => {
  const media = [
    { __typename: 'Book', id: 'b' },
    { __typename: 'Film', id: 'f' },
  ];
  const graph: Record<string, SmallService> = {
    media: {
      sdl: `
        type Query { media: [Media] }
        interface Media @key(fields: "id") { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! }
        type Film implements Media @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { media: () => media } },
    },
    reviews: {
      sdl: `
        input Scale { from: Int to: Int }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars(to: Int, scale: Scale): Int votes: Int }`,
      resolvers: {
        Media: {
          __resolveReference: (ref: object) => ref,
          stars: (_: unknown, { to }: { to?: number }) => to ?? 0,
          votes: () => 77,
        },
      },
    },
  };

  it.each([
    ['other fields', '{ media { ... on Book { n: stars(to: 5) } ... on Film { n: votes } } }', 5, 77],
    [
      'other arguments',
      '{ media { ... on Book { n: stars(to: 5) } ... on Film { n: stars(to: 9) } } }',
      5,
      9,
    ],
    [
      'in fragments',
      '{ media { ...B ...F } } fragment B on Book { n: votes } fragment F on Film { n: stars }',
      77,
      0,
    ],
  ])('under one name: %s', async (_what, text, ofBook, ofFilm) => {
    const { before, now } = await answers(text, graph);

    expect(now).toEqual({ media: [{ n: ofBook }, { n: ofFilm }] });
    expect(before).not.toEqual(now);
  });

  it('leaves alone what means the same, in whatever order it is written', () => {
    const text = `{ media {
      ... on Book { n: stars(to: 5, scale: { from: 1, to: [2] }) }
      ... on Film { n: stars(scale: { to: [2], from: 1 }, to: 5) }
    } }`;

    expect(responseNamesFor(parse(text), { ...reserved, hasInterfaceObjects: true })).toBe(CLIENT_NAMES);
  });

  it('leaves the name to the first, and each of the others has its own', () => {
    const text =
      '{ media { ... on Book { n: votes } ... on Film { n: stars } ... on Song { n: votes id: votes } } }';
    const names = responseNamesFor(parse(text), { ...reserved, hasInterfaceObjects: true });
    const keys: string[] = [];
    visit(parse(text), { Field: (field: FieldNode) => void keys.push(names.keyOf(field)) });

    expect(keys).toEqual(['media', 'n', 'n__1', 'n', 'id__1']);
    expect(names.nameOf('n__1')).toBe('n');
  });

  it('changes nothing where no service has an interface object', () => {
    expect(keysIn('{ a { n: b } c { n: d } }')).toEqual(['a', 'n', 'c', 'n']);
  });
});

describe('keys of the tree', () => {
  it.each([
    ['a plain field', '{ product { sku id } }', ['product', 'sku', 'id']],
    ['a key of its own name', '{ product { id: id } }', ['product', 'id']],
    ['a plain required field without arguments', '{ product { amount } }', ['product', 'amount']],
    [
      'an alias that nothing is fetched under',
      '{ product { title: name(lang: "en") } }',
      ['product', 'title'],
    ],
    ['arguments of a field that nothing requires', '{ product { sku(x: 1) } }', ['product', 'sku']],
  ])('leave %s as it is', (_what, text, keys) => {
    expect(keysIn(text)).toEqual(keys);
  });

  it('differ from every other name of the document', () => {
    expect(keysIn('{ product { id: sku id__1: name id__2: kind } }')).toEqual([
      'product',
      'id__3',
      'id__1',
      'id__2',
    ]);
  });

  it('never begin with two underscores, which are GraphQL’s own', () => {
    expect(keysIn('{ product { __typename: sku } }')).toEqual(['product', 'typename__1']);
  });

  it('lead back to the names of the client', () => {
    const names = namesFor('{ product { id: sku kind } }');

    expect(
      ['product', 'id__1', 'id', 'kind', 'toString', '__proto__'].map((key) => names.nameOf(key)),
    ).toEqual(['product', 'id', 'id', 'kind', 'toString', '__proto__']);
  });

  it('are the same for the same text', () => {
    const text = '{ product { id: sku name(lang: "en") __typename: sku } }';

    expect(keysIn(text)).toEqual(keysIn(text));
  });

  it('are the client’s own when nothing collides', () => {
    expect(namesFor('{ product { sku title: name(lang: "en") } }')).toBe(CLIENT_NAMES);
  });
});

describe('what of a supergraph is reserved', () => {
  it('is every name in keys, requirements and provided fields, and the type name', () => {
    expect([...reserved.fetched].sort()).toEqual(['__typename', 'amount', 'id', 'name', 'price']);
    expect([...reserved.fetchedWithArguments].sort()).toEqual(['name', 'price']);
  });
});

describe('the document that is planned', () => {
  const planned = (text: string, operationName?: string, ...trueVariables: string[]): string | null => {
    const operation = operationOf(text, operationName);
    const names = responseNamesFor(operation.document, reserved);
    const result = documentToPlan(operation, names, new Set(trueVariables));
    return result === null ? null : print(parse(result)).replace(/\s+/g, ' ').trim();
  };

  it('is the client’s when nothing is to be changed', () => {
    const text = 'query Q($n: Int!) { product { id ... on Product { kind more(first: $n) } } }';

    expect(planned(text)).toBe(text);
  });

  it.each([
    [[], 'query ($a: Boolean!, $b: Boolean!) { product { id ... on Product { kind } } }'],
    [['a'], 'query ($a: Boolean!, $b: Boolean!) { product { id } }'],
    [
      ['b'],
      'query ($a: Boolean!, $b: Boolean!) { product { id ... on Product { kind } ...F } } fragment F on Product { sku }',
    ],
  ])('has no conditions any more when those of %j are true', (trueVariables, left) => {
    const text = `query ($a: Boolean!, $b: Boolean!) {
      product {
        id
        price @include(if: false)
        ... on Product @skip(if: $a) @include(if: true) { kind }
        ...F @include(if: $b)
      }
    }
    fragment F on Product { sku }`;

    expect(planned(text, undefined, ...trueVariables)).toBe(left);
  });

  it('asks for an object of which all is left out, so that it is there or not', () => {
    expect(planned('{ product { kind @skip(if: true) } }')).toBe('{ product { __typename } }');
    expect(planned('{ product @skip(if: true) { kind } }')).toBeNull();
  });

  it('does mutations in the client’s order, whatever fragments they stand in', () => {
    const text =
      'mutation { a ...F ... on Mutation { d } b } fragment F on Mutation { c ... on Mutation { e } }';

    expect(planned(text)).toBe('mutation { a c e d b }');
  });

  it('does what a mutation asks for twice once, with all that is asked of it', () => {
    const text =
      'mutation { a(n: 1) { b } c a(n: 1) { ... on A { d } } ...F } fragment F on Mutation { a(n: 1) { b } x: c }';

    expect(planned(text)).toBe('mutation { a(n: 1) { b ... on A { d } b } c x: c }');
  });

  it('finds a mutation’s fields in no time when fragments spread each other twice over', () => {
    const chain = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Mutation { ...F${n + 1} ...F${n + 1} }`,
    );

    expect(planned(`mutation { ...F0 } ${chain.join(' ')} fragment F60 on Mutation { a }`)).toBe(
      'mutation { a }',
    );
  });

  it('holds the one operation and the fragments that it uses', () => {
    expect(
      planned(
        'query A { product { ...F } } query B { product { ...H } } fragment H on Product { kind } ' +
          'fragment F on Product { ...G } fragment G on Product { id }',
        'A',
      ),
    ).toBe('query A { product { ...F } } fragment F on Product { ...G } fragment G on Product { id }');
  });

  it('asks nothing about the schema, in fragments neither', () => {
    expect(
      planned(
        'query($n: String!) { product { id } __type(name: $n) { name } ...F ...G ... on Query { s: __schema { types { name } } } } ' +
          'fragment F on Query { __schema { types { name } } } fragment G on Query { ...F product { kind } }',
      ),
    ).toBe('query ($n: String!) { product { id } ...G } fragment G on Query { product { kind } }');
  });

  it.each([
    '{ __schema { types { name } } }',
    '{ __typename t: __typename }',
    '{ __typename ...F } fragment F on Query { __type(name: "Query") { name } ... on Query { __typename } }',
  ])('is none when no service has to be asked: %s', (text) => {
    expect(planned(text)).toBeNull();
  });

  it('is found in no time when fragments spread each other twice over', () => {
    const chain = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    );

    expect(planned(`{ ...F0 } ${chain.join(' ')} fragment F60 on Query { __typename }`)).toBeNull();
  });

  it('keeps a field of which only the schema was asked', () => {
    expect(planned('{ self { __schema { types { name } } } }')).toBe('{ self { __typename } }');
  });
});
