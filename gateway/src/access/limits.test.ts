import { parse } from 'graphql';
import type { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { requireWithinLimits } from './limits';

const LIMITS = { depth: 3, aliases: 2, rootFields: 3 };

/** What is said of an operation that is too large; null of one that is not. */
function refusalOf(query: string): object | null {
  try {
    requireWithinLimits(parse(query), LIMITS);
    return null;
  } catch (error) {
    return (error as CodedError).extensions;
  }
}

describe('the size of an operation', () => {
  it.each([
    ['depth at the limit', '{ a { b { c } } }'],
    ['depth within a fragment at the limit', '{ a { ...F } } fragment F on T { b { c } }'],
    ['aliases at the limit', '{ x: a y: b }'],
    ['fields at the root at the limit', '{ a b c }'],
    [
      'introspection, which is deep by nature',
      '{ __schema { types { fields { type { ofType { name } } } } } }',
    ],
  ])('is fine with %s', (_what, query) => {
    expect(refusalOf(query)).toBeNull();
  });

  it.each([
    ['depth', '{ a { b { c { d } } } }', 3],
    ['depth', '{ a { ...F } } fragment F on T { b { ... { c { d } } } }', 3],
    ['aliases', '{ x: a y: b z: c }', 2],
    ['aliases', '{ ...F a { ...F } } fragment F on T { x: a y: b }', 2],
    ['rootFields', '{ a b c d }', 3],
    ['rootFields', 'query A { a b } query B { c d }', 3],
  ])('is too much beyond the %s of %s', (limit, query, most) => {
    expect(refusalOf(query)).toEqual({ code: 'OPERATION_TOO_LARGE', facts: { limit, most } });
  });

  it.each([
    ['a field', '{ a { ...F0 } }', 'b'],
    ['a fragment that does not exist', '{ a { ...F0 } }', '...Nowhere'],
    ['the fragment that they began with', '{ a { ...F0 } }', '...F0'],
    ['a field of introspection', '{ __schema { ...F0 } }', 'description'],
  ])('is found out also where fragments double at each step up to %s', (_what, operation, end) => {
    const steps = Array.from({ length: 30 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
    const bomb = `${operation} ${steps.join(' ')} fragment F30 on T { ${end} }`;

    expect(refusalOf(bomb)).toEqual({
      code: 'OPERATION_TOO_LARGE',
      facts: { limit: 'fields', most: 20_000 },
    });
  });

  it('is measured to an end where fragments turn in a circle, which validation refuses', () => {
    expect(refusalOf('{ ...A } fragment A on T { ...B } fragment B on T { ...A }')).toBeNull();
  });
});
