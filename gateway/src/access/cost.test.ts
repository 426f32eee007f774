import { buildSchema, getOperationAST, parse } from 'graphql';
import { costOf } from './cost';

const schema = buildSchema(`
  type Query { count: Int household: Household households(first: Int = 10): Connection! ngos(first: Int): [Ngo!]! }
  type Connection { nodes: [Household!]! edges: [Edge!]! }
  type Edge { cursor: String! node: Household! }
  type Household { id: ID! members: [Person!]! }
  type Person { id: ID! loans(first: Int = 5): [Loan!]! }
  type Loan { id: ID! }
  type Ngo { id: ID! }
`);

function costOfQuery(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return costOf(schema, document, operation)(variables);
}

describe('what an operation may cost', () => {
  it.each([
    ['each field once', '{ count household { id } }', 2 + 1],
    ['a page by its size', '{ households(first: 50) { nodes { id } } }', 1 + 50 * (1 + 1)],
    [
      'a page by the size that it has by default',
      '{ households { edges { node { id } } } }',
      1 + 10 * (1 + 1 + 1),
    ],
    ['a page without any size as a full one', '{ ngos { id } }', 1 + 100],
    ['a list without a size as a few', '{ household { members { id } } }', 1 + 1 + 5],
    [
      'pages within pages as a product',
      '{ household { members { loans(first: 3) { id } } } }',
      1 + 1 + 5 * (1 + 3),
    ],
    [
      'fragments where they are used',
      '{ a: household { ...F } b: household { ...F } } fragment F on Household { id }',
      4,
    ],
    [
      'a page beyond the largest as the largest, for the service refuses it',
      '{ ngos(first: 100000) { id } }',
      101,
    ],
  ])('counts %s', (_what, query, cost) => {
    expect(costOfQuery(query)).toBe(cost);
  });

  it('follows the variable that says the size of a page', () => {
    const query = 'query ($n: Int) { ngos(first: $n) { id } }';

    expect(costOfQuery(query, { n: 7 })).toBe(1 + 7);
    expect(costOfQuery(query, {})).toBe(1 + 100);
    expect(costOfQuery(query, { n: -5 })).toBe(1 + 100);
  });
});
