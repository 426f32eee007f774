import 'reflect-metadata';
import { graphql, parse } from 'graphql';
import { Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access';
import { accessOf, forbiddenField } from '../access/operation-access';
import { callerOf } from '../access/roles';
import { buildSubgraph } from './build';
import { asReferenced } from './references';
import { Needs } from './selection';

@ObjectType({ description: 'A place where people live.' })
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['registry:read'] })
class Home {
  @Field(() => ID, { description: 'Opaque.' })
  @Access({ audience: ['partner'] })
  id!: string;

  @Field(() => String, { description: 'How people call it.' })
  name!: string;

  @Field(() => String, { description: 'For everyone.' })
  @Access.everyone()
  grade!: string;
}

@Resolver(() => Home)
class HomeResolver {
  @Query(() => Home, { description: 'One home.', nullable: true })
  @Access({ audience: ['partner'], scopes: ['registry:read', ['care:read', 'pii:read']] })
  home(): Home {
    return { id: '1', name: 'Amal', grade: 'A' };
  }

  @FieldResolver(() => String, { description: 'The name, loudly.' })
  @Needs('name')
  loudName(@Root() home: Home): string {
    return `${home.name}!`;
  }
}

const subgraph = buildSubgraph({ resolvers: [HomeResolver], references: { Home: asReferenced } });

describe('building a subgraph', () => {
  test('writes who may see a field into the schema', () => {
    expect(subgraph.sdl).toContain('type Home @key(fields: "id")');
    expect(subgraph.sdl).toMatch(
      /name: String! @tag\(name: "internal"\) @tag\(name: "partner"\) @requiresScopes\(scopes: \[\["registry:read"\]\]\)/,
    );
    expect(subgraph.sdl).toMatch(/grade: String! @tag\(name: "public"\)\n/);
    expect(subgraph.sdl).toContain('@requiresScopes(scopes: [["registry:read"], ["care:read", "pii:read"]])');
  });

  test('answers computed and plain fields and references', async () => {
    const source = `query ($r: [_Any!]!) { home { id name loudName } _entities(representations: $r) { ... on Home { id } } }`;

    const answer = await graphql({
      schema: subgraph.schema,
      source,
      variableValues: { r: [{ __typename: 'Home', id: '7' }] },
      contextValue: {},
    });

    expect(answer).toEqual({
      data: { home: { id: '1', name: 'Amal', loudName: 'Amal!' }, _entities: [{ id: '7' }] },
    });
  });

  test('refuses a field that does not say who may see it', () => {
    @ObjectType()
    class Bare {
      @Field(() => String)
      secret!: string;
    }
    @Resolver()
    class BareResolver {
      @Query(() => Bare)
      @Access.everyone()
      bare(): Bare {
        return { secret: '' };
      }
    }

    expect(() => buildSubgraph({ resolvers: [BareResolver], references: {} })).toThrow('Bare.secret');
  });

  test('refuses to start when references to an entity have no answer', () => {
    expect(() => buildSubgraph({ resolvers: [HomeResolver], references: {} })).toThrow('Home');
  });
});

describe('what an operation needs of its caller', () => {
  const access = accessOf(subgraph.schema, parse('{ home { id name } }'));

  test.each([
    ['a case worker holds registry:read', callerOf('case_worker', 's'), null],
    ['an analyst holds no scope for persons', callerOf('analyst', 's'), 'Query.home'],
    ['for the public the field does not exist', callerOf('public', 's'), 'Query.home'],
    ['home staff hold only half of the second way in', callerOf('care_home_staff', 's'), 'Query.home'],
    [
      'an officer who holds both of it still lacks the name',
      callerOf('child_protection_officer', 's', {}, new Set(['care:read', 'pii:read'])),
      'Home.name',
    ],
  ])('%s', (_name, caller, forbidden) => {
    expect(forbiddenField(access, caller)).toBe(forbidden);
  });

  test('what is for everyone needs nothing', () => {
    const open = accessOf(
      subgraph.schema,
      parse('query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Home { grade } } }'),
    );

    expect(forbiddenField(open, callerOf('public', 's'))).toBeNull();
  });
});
