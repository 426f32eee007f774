import { GraphQLError } from 'graphql';
import { ExecutedFederation } from './testing/executed-federation';

const done: string[] = [];
const doing = (name: string, result: () => unknown) => (): unknown => {
  done.push(name);
  return result();
};
const failing = () => {
  throw new GraphQLError('No.', { extensions: { code: 'TILL_CLOSED' } });
};

const federation = new ExecutedFederation({
  tills: {
    sdl: `
      type Query { till: Till }
      type Mutation { pay: Till! tip: Till count: Int! ghost: Till! }
      type Till @key(fields: "id") { id: ID! sum: Int! }`,
    resolvers: {
      Mutation: {
        pay: doing('pay', () => ({ id: 't' })),
        tip: doing('tip', failing),
        count: doing('count', failing),
        ghost: doing('ghost', () => ({ id: 'none' })),
      },
      Till: { sum: () => 3 },
    },
  },
  books: {
    sdl: `
      type Mutation { book: Till! note: Till }
      type Till @key(fields: "id") { id: ID! entries: [Int!]! remark: String }`,
    resolvers: {
      Mutation: {
        book: doing('book', () => ({ id: 't' })),
        note: doing('note', () => null),
      },
      Till: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        entries: ({ id }: { id: string }) => (id === 'none' ? failing() : [1]),
        remark: failing,
      },
    },
  },
});
beforeEach(() => done.splice(0));
afterAll(() => federation.close());

describe('a mutation of which a field fails', () => {
  it.each([
    ['in the service itself', '{ count book { id } }', ['count']],
    ['in what another service knows of its result', '{ ghost { entries } book { id } }', ['ghost']],
    ['after others that were done', '{ pay { entries } count book { id } }', ['pay', 'count']],
  ])('is not gone on with when its answer is null already: %s', async (_what, fields, expected) => {
    const { data } = (await federation.answerTo(`mutation ${fields}`)) as { data: unknown };

    expect(data).toBeNull();
    expect(done).toEqual(expected);
  });

  it.each([
    ['a field that may be null', '{ tip { id } book { id } }', ['tip', 'book']],
    ['a null without an error', '{ note { id } pay { id } }', ['note', 'pay']],
    ['something in it that may be null', '{ book { remark } pay { id } }', ['book', 'pay']],
  ])('is gone on with after %s', async (_what, fields, expected) => {
    const { data } = (await federation.answerTo(`mutation ${fields}`)) as { data: unknown };

    expect(data).not.toBeNull();
    expect(done).toEqual(expected);
  });

  it('tells of what failed, and nothing of what was not done', async () => {
    expect(await federation.answerTo('mutation { n: count book { id } more: pay { id } }')).toEqual({
      data: null,
      errors: ['TILL_CLOSED at n'],
    });
  });
});
