import 'reflect-metadata';
import { GraphQLError, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';
import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '../access/access';
import { buildSubgraph } from '../schema/build';
import type { ServiceContext } from './context';
import { isSafeToCompile, Operations } from './operation';

@InputType()
class Filter {
  @Field(() => Int, { defaultValue: 3 })
  least!: number;
}

@ObjectType()
@Directive('@key(fields: "id")')
@Access.everyone()
class Person {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;
}

@Resolver(() => Person)
class PersonResolver {
  @Query(() => [Person])
  @Access.everyone()
  people(@Arg('filter', () => Filter, { nullable: true }) filter?: Filter): Person[] {
    return ['1', '2', '3', '4'].slice(0, filter?.least ?? 4).map((id) => ({ id, name: `n${id}` }));
  }

  @FieldResolver(() => String, { nullable: true })
  async fragile(@Root() person: Person): Promise<string> {
    if (person.id === '2') throw new GraphQLError('broken', { extensions: { code: 'BROKEN' } });
    return person.id;
  }

  @FieldResolver(() => String)
  async needed(@Root() person: Person): Promise<string> {
    if (person.id === '3') throw new GraphQLError('gone', { extensions: { code: 'GONE' } });
    return person.id;
  }

  @Mutation(() => String)
  @Access.everyone()
  rename(): string {
    return 'done';
  }
}

const { schema } = buildSubgraph({
  resolvers: [PersonResolver],
  references: {
    Person: (references) =>
      references.map(({ id }) =>
        id === '9' ? new GraphQLError('lost') : id === '8' ? null : { id, name: `n${id}` },
      ),
  },
});
const context = {
  runCommand: (work: (inner: unknown) => unknown) => Promise.resolve(work({})),
} as unknown as ServiceContext;

async function run(compile: boolean, query: string, variables: Record<string, unknown>): Promise<unknown> {
  const prepared = new Operations(schema, compile).prepare(query);
  if ('errors' in prepared) throw new Error(prepared.errors.map(({ message }) => message).join());
  const { data, errors } = await prepared.run(context, variables);
  const seen = errors?.map(({ message, path, extensions }) => ({
    message,
    path,
    code: extensions?.['code'],
  }));
  return JSON.parse(
    JSON.stringify({ data, errors: seen?.sort((a, b) => (String(a.path) < String(b.path) ? -1 : 1)) }),
  );
}

const references = ['1', '9', '8', '2', '3'].map((id) => ({ __typename: 'Person', id }));

describe('a compiled operation answers as graphql-js does', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['a plain list', '{ people { id name } }', {}],
    ['aliases and fragments', '{ a: people { ...p } } fragment p on Person { x: id name }', {}],
    ['a field that fails inside a list', '{ people { id fragile } }', {}],
    ['a non-null field that fails inside a list', '{ people { id needed } }', {}],
    [
      'entities, one missing and one failing',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id name } } }',
      { r: references },
    ],
    [
      'entities with failing fields',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id fragile } } }',
      { r: references },
    ],
    [
      '@skip and @include on fields',
      'query ($a: Boolean!, $b: Boolean!) { people { id @skip(if: $a) name @include(if: $b) } }',
      { a: true, b: true },
    ],
    ['a default inside an input of variables', 'query ($f: Filter) { people(filter: $f) { id } }', { f: {} }],
    [
      'a condition on a fragment',
      'query ($a: Boolean!) { people { id ... on Person @include(if: $a) { name } } }',
      { a: false },
    ],
    [
      'a required variable that is left to its default',
      'query ($a: Boolean! = false) { people { id name @include(if: $a) } }',
      {},
    ],
    [
      'a variable that is missing',
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {},
    ],
  ])('%s', async (_name, query, variables) => {
    const plain = await run(false, query, variables);

    expect(await run(true, query, variables)).toEqual(plain);
  });

  test.each([
    ['query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', true],
    ['{ people { id } }', true],
    ['query ($f: Filter) { people(filter: $f) { id } }', false],
    ['query ($n: Int!) { people(filter: { least: $n }) { id } }', false],
    ['query ($a: Boolean!) { people { ... @include(if: $a) { id } } }', false],
    ['query ($a: Boolean! = true) { people { id @include(if: $a) } }', false],
    ['mutation { rename }', false],
  ])('%s is compiled: %s', (query, compiled) => {
    const document = parse(query);

    expect(isSafeToCompile(schema, document, document.definitions[0] as OperationDefinitionNode)).toBe(
      compiled,
    );
  });
});

describe('preparing an operation', () => {
  const operations = new Operations(schema);

  test('remembers what it has prepared', () => {
    expect(operations.prepare('{ people { id } }')).toBe(operations.prepare('{ people { id } }'));
  });

  test('knows a mutation from a query', () => {
    expect(operations.prepare('mutation { rename }')).toMatchObject({ kind: OperationTypeNode.MUTATION });
  });

  test.each([
    ['a text that is no GraphQL', '{ people'],
    ['a field that does not exist', '{ strangers { id } }'],
    ['introspection, which is the gateway’s to answer', '{ __schema { types { name } } }'],
    ['two operations and no name', 'query a { people { id } } query b { people { id } }'],
  ])('refuses %s', (_name, query) => {
    expect(operations.prepare(query)).toHaveProperty('errors');
  });

  test('gives each top-level mutation its transaction', async () => {
    const seen: string[] = [];
    const prepared = operations.prepare('mutation { a: rename b: rename }');
    if ('errors' in prepared) throw new Error('not prepared');
    const runCommand = async (work: (inner: unknown) => unknown): Promise<unknown> => {
      seen.push('begin');
      const result = await work({});
      seen.push('commit');
      return result;
    };

    await prepared.run({ runCommand }, {});

    expect(seen).toEqual(['begin', 'commit', 'begin', 'commit']);
  });
});
