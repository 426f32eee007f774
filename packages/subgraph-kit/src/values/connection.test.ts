import 'reflect-metadata';
import { graphql, lexicographicSortSchema, printSchema } from 'graphql';
import { Args, buildSchemaSync, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import { CodedError } from '../errors/coded-error';
import {
  connectionFrom,
  connectionOf,
  decodeCursor,
  encodeCursor,
  PageArgs,
  requirePageSize,
  type Connection,
} from './connection';

@ObjectType({ description: 'A thing.' })
@Access.everyone()
class Thing {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

const ThingConnection = connectionOf(Thing, 'Thing');
const things = ['a', 'b', 'c'].map((id) => ({ id }));

@Resolver()
class Things {
  @Query(() => ThingConnection, { description: 'All things.' })
  things(@Args(() => PageArgs) page: PageArgs): Connection<Thing> {
    const [last = ''] = page.after ? decodeCursor(page.after, 1) : [];
    return connectionFrom(
      things.filter(({ id }) => id > last).slice(0, page.first + 1),
      page,
      ({ id }) => [id],
      3,
    );
  }
}

const schema = buildSchemaSync({ resolvers: [Things], validate: false });

const ask = (args: string) =>
  graphql({
    schema,
    source: `{ things${args} {
      nodes { id } edges { cursor node { id } } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }`,
  });

test('gives the first page', async () => {
  expect((await ask('(first: 2)')).data).toEqual({
    things: {
      nodes: [{ id: 'a' }, { id: 'b' }],
      edges: [
        { cursor: encodeCursor(['a']), node: { id: 'a' } },
        { cursor: encodeCursor(['b']), node: { id: 'b' } },
      ],
      totalCount: 3,
      pageInfo: {
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: encodeCursor(['a']),
        endCursor: encodeCursor(['b']),
      },
    },
  });
});

test('gives the last page', async () => {
  expect((await ask(`(first: 2, after: "${encodeCursor(['b'])}")`)).data).toMatchObject({
    things: { nodes: [{ id: 'c' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
  });
});

test('a page that is exactly full has no next', async () => {
  expect((await ask('(first: 3)')).data).toMatchObject({ things: { pageInfo: { hasNextPage: false } } });
});

test('gives an empty page without cursors', async () => {
  expect((await ask(`(after: "${encodeCursor(['c'])}")`)).data).toMatchObject({
    things: {
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    },
  });
});

test.each([
  [1, true],
  [100, true],
  [0, false],
  [101, false],
  [-1, false],
  [100_000, false],
])('first: %i is accepted: %s', async (first, accepted) => {
  const { errors } = await ask(`(first: ${first})`);

  expect(errors?.map(({ extensions }) => extensions)).toEqual(
    accepted ? undefined : [{ code: 'PAGE_SIZE_INVALID', facts: { most: 100 } }],
  );
});

test('first is 20 unless said', () => {
  expect(new PageArgs().first).toBe(20);
  expect(printSchema(lexicographicSortSchema(schema))).toMatch(/first: Int! = 20/);
});

test.each([[Number.NaN], [1.5], [0], [101]])('requirePageSize refuses %d', (first) => {
  expect(() => requirePageSize(first)).toThrow(new CodedError('PAGE_SIZE_INVALID', { most: 100 }));
});

test.each([[['2026-11-22 02:30:37.123456+00', 'c04d0e4b-efb2-8385-95c3-8767a68532d8']], [['أحمد', '']]])(
  'a cursor gives back %j and is safe in an address',
  (values) => {
    const cursor = encodeCursor(values);

    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, 2)).toEqual(values);
  },
);

test.each([
  [''],
  ['%%%'],
  ['bm90IGpzb24'],
  [Buffer.from('{"a":1}').toString('base64url')],
  [Buffer.from('["a"]').toString('base64url')],
  [Buffer.from('["a","b","c"]').toString('base64url')],
  [Buffer.from('["a",1]').toString('base64url')],
  [Buffer.from('["a",null]').toString('base64url')],
  [Buffer.from('["a", "b"]').toString('base64url')],
  [`${encodeCursor(['a', 'b'])}!`],
])('refuses the cursor %j for two columns', (cursor) => {
  expect(() => decodeCursor(cursor, 2)).toThrow(new CodedError('CURSOR_INVALID'));
});

test('cursors are made only for what is asked', () => {
  const keyOf = jest.fn(({ id }: Thing) => [id]);
  const page = connectionFrom(things, { first: 2 }, keyOf);

  expect(page.nodes).toHaveLength(2);
  expect(keyOf).not.toHaveBeenCalled();
});
