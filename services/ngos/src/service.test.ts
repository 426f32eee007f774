import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql';
import { existsFor, type AccessDeclaration } from '@solidarity/subgraph-kit/access/access';
import type { Audience } from '@solidarity/subgraph-kit/access/caller';
import { buildSubgraph } from '@solidarity/subgraph-kit/schema/build';
import { undescribed } from '@solidarity/subgraph-kit/schema/descriptions';
import { service } from './service';

const { schema, sdl } = buildSubgraph(service.subgraph);

const fieldsFor = (audience: Audience): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ extensions }) => extensions['access'])
        .filter(({ extensions }) => existsFor(extensions['access'] as AccessDeclaration, audience))
        .map((field) => `${type.name}.${field.name}: ${getNamedType(field.type).name}`),
    );

test('everything in the graph says what it is', () => {
  expect(undescribed(sdl)).toEqual([]);
});

test.each(['public', 'marketplace'] as const)(
  'a %s client reads the register and nothing else',
  (audience) => {
    const roots = fieldsFor(audience).filter((field) => /^(Query|Mutation)\./.test(field));

    expect(roots).toEqual([
      'Query.ngo: Ngo',
      'Query.ngoByRegistrationNumber: Ngo',
      'Query.ngoRegister: NgoConnection',
    ]);
    const inner = /: (Person|NgoBoardMember|NgoDocument|NgoNotification|NgoMeasure|StateTransition)$/;
    const leading = fieldsFor(audience).filter((field) => inner.test(field));
    expect(leading).toEqual([]);
  },
);

test('a partner notifies, mends and adds papers, and decides nothing', () => {
  expect(fieldsFor('partner').filter((field) => field.startsWith('Mutation.'))).toEqual([
    'Mutation.applyForNgoRegistration: ApplyForNgoRegistrationPayload',
    'Mutation.mendNgoNotification: MendNgoNotificationPayload',
    'Mutation.addNgoDocument: AddNgoDocumentPayload',
  ]);
  expect(fieldsFor('partner').filter((field) => /Board/.test(field))).toEqual([]);
});
