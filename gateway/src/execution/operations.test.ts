import { buildSchema } from 'graphql';
import { Operations, type OperationRules } from './operations';

const schema = buildSchema('type Query { a: Int b: Int } type Subscription { s: Int }');
const RULES: OperationRules = {
  access: { scopeMap: new Map(), limits: { depth: 5, aliases: 5, rootFields: 5 } },
  maxTokens: 50,
  cached: 2,
};

function codesOf(preparation: ReturnType<Operations['prepare']>): unknown[] {
  return 'errors' in preparation
    ? preparation.errors.map(({ extensions, message }) => extensions['code'] ?? message)
    : [];
}

describe('preparing operations', () => {
  it('does it once for the same text', () => {
    const operations = new Operations(schema, RULES);

    expect(operations.prepare('{ a }')).toBe(operations.prepare('{ a }'));
  });

  it('keeps operations of one document apart', () => {
    const operations = new Operations(schema, RULES);
    const document = 'query A { a } query B { b }';

    const [a, b] = [operations.prepare(document, 'A'), operations.prepare(document, 'B')];

    expect([a, b].map((one) => ('operationName' in one ? one.operationName : null))).toEqual(['A', 'B']);
    expect('key' in a && 'key' in b && a.key !== b.key).toBe(true);
  });

  it('forgets the oldest beyond the bound', () => {
    const operations = new Operations(schema, RULES);
    const first = operations.prepare('{ a }');

    operations.prepare('{ b }');
    operations.prepare('{ a b }');

    expect(operations.prepare('{ a }')).not.toBe(first);
  });

  it('does not keep what is wrong', () => {
    const operations = new Operations(schema, RULES);

    expect(operations.prepare('{ c }')).not.toBe(operations.prepare('{ c }'));
  });

  it.each([
    ['a syntax error', '{', /^Syntax Error/],
    ['too many tokens', `{ ${'a '.repeat(60)} }`, /^OPERATION_TOO_LARGE$/],
    ['an unknown field', '{ c }', /^Cannot query field "c" on type "Query"\.$/],
    ['a choice that is not made', 'query A { a } query B { b }', /^OPERATION_NOT_FOUND$/],
    ['a document without an operation', 'fragment F on Query { a }', /^Fragment "F" is never used\.$/],
    ['a subscription, which is not served', 'subscription { s }', /^GRAPHQL_VALIDATION_FAILED$/],
    ['a mutation where the schema has none', 'mutation { m }', /^GRAPHQL_VALIDATION_FAILED$/],
  ])('refuses %s', (_what, query, code) => {
    expect(String(codesOf(new Operations(schema, RULES).prepare(query))[0])).toMatch(code);
  });

  it('limits nothing but the length of the text where nobody is asked who they are', () => {
    const bare = new Operations(schema, { ...RULES, access: null });

    expect(codesOf(bare.prepare('{ a1: a a2: a a3: a a4: a a5: a a6: a }'))).toEqual([]);
  });
});
