import { buildSchema, getOperationAST, parse } from 'graphql';
import { variableErrors } from './variables';

const schema = buildSchema('type Query { a(in: Boolean): Int b: Int }');

function errorsOf(text: string, variables: Readonly<Record<string, unknown>>): string[] {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  const prepared = { key: text, text, document, operation, operationName: undefined };
  return variableErrors(schema, prepared, variables).map(({ message }) => message);
}

describe('a variable that is null', () => {
  it.each([
    ['@skip', 'query ($v: Boolean = true) { a b @skip(if: $v) }'],
    [
      '@include in a fragment',
      'query ($v: Boolean = true) { ...F } fragment F on Query { a @include(if: $v) }',
    ],
  ])('does not decide %s', (_what, text) => {
    expect(errorsOf(text, { v: null })).toEqual([
      'Variable "$v" of non-null type "Boolean!" must not be null.',
    ]);
    expect(errorsOf(text, {})).toEqual([]);
    expect(errorsOf(text, { v: false })).toEqual([]);
  });

  it('may be an argument', () => {
    expect(errorsOf('query ($v: Boolean = true) { a(in: $v) }', { v: null })).toEqual([]);
  });
});
