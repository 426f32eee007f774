import { buildSchema } from 'graphql';
import { readListQuery } from './export-query';
import { rowsAtATime, valuesOfRow } from './row-values';

const schema = buildSchema(`
  type Query { families(first: Int): FamilyConnection! }
  type FamilyConnection { nodes: [Family!]! pageInfo: PageInfo! }
  type VisitConnection { nodes: [Visit!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Family { id: ID! head: Person members: [Person!]! visits(first: Int! = 20): VisitConnection! }
  type Person { id: ID! family: Family! }
  type Visit { id: ID! day: String! }
`);

const values = (
  row: string,
  variables: Record<string, unknown> = {},
  more = '',
  head = 'query ($n: Int!) ',
) => valuesOfRow(schema, readListQuery(schema, `${head}{ families { nodes ${row} } } ${more}`), variables);

describe('what a row of an export holds', () => {
  test.each<[string, string, number]>([
    ['a value of each field', '{ id head { id } }', 1 + (1 + 1)],
    ['a list as long as most are', '{ members { id } }', 5 * (1 + 1)],
    [
      'a list within the rows by the size of its page',
      '{ visits(first: 3) { nodes { id } } }',
      3 * (1 + 1 + 1),
    ],
    ['such a size from a variable', '{ visits(first: $n) { nodes { id } } }', 7 * (1 + 1 + 1)],
  ])('is %s', (_what, row, expected) => {
    const head = row.includes('$n') ? 'query ($n: Int!) ' : 'query ';
    expect(values(row, { n: 7 }, '', head)).toBe(expected);
  });

  test('is refused when lists within lists make thousands of values of it', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'id' : `members { family { ${nested(depth - 1)} } }`;

    expect(values(`{ ${nested(2)} }`, {}, '', 'query ')).toBeLessThan(100);
    expect(() => values(`{ ${nested(5)} }`, {}, '', 'query ')).toThrow(/cannot be exported/);
  });

  test('is told at once of fragments that double at each step', () => {
    const steps = Array.from(
      { length: 60 },
      (_, n) =>
        `fragment f${n} on Family { a: head { family { ...f${n + 1} } } b: head { family { ...f${n + 1} } } }`,
    );

    expect(() =>
      values('{ ...f0 }', {}, `${steps.join(' ')} fragment f60 on Family { id }`, 'query '),
    ).toThrow(/cannot be exported/);
  });
});

test('the more a row holds, the fewer are read at a time, and never none', () => {
  expect([10, 500, 2_000, 1_000_000].map((each) => rowsAtATime(each, 1_000))).toEqual([1_000, 50, 12, 1]);
});
