import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { existsFor, type AccessDeclaration } from '@solidarity/subgraph-kit/access/access';
import { buildSubgraph } from '@solidarity/subgraph-kit/schema/build';
import { service } from './service';

const { schema } = buildSubgraph(service.subgraph);
const FEDERATION = new Set(['_Service', '_Entity', '_Any', 'federation__FieldSet', 'federation__Scope']);
const types = Object.values(schema.getTypeMap()).filter(
  (type) =>
    !type.name.startsWith('__') &&
    !type.name.includes('__') &&
    !FEDERATION.has(type.name) &&
    !isSpecifiedScalarType(type),
);

/** Each thing of the graph with what is said of it. */
function* described(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  const isRoot = type.name === 'Query' || type.name === 'Mutation';
  if (!isRoot) yield [type.name, type.description];
  for (const { name, description } of partsOf(type)) yield [`${type.name}.${name}`, description];
  if (!isObjectType(type)) return;
  for (const { name, args } of partsOf(type) as GraphQLField<unknown, unknown>[]) {
    for (const argument of args) yield [`${type.name}.${name}(${argument.name})`, argument.description];
  }
}

/** The values of an enum; the fields of an object or an input, but for those of the federation itself. */
function partsOf(type: GraphQLNamedType): readonly { name: string; description?: string | null }[] {
  if (isEnumType(type)) return type.getValues();
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type)
    ? Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'))
    : [];
}

const fieldsFor = (audience: 'public' | 'marketplace') =>
  types.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields())
      .filter(
        ({ extensions }) =>
          extensions['access'] && existsFor(extensions['access'] as AccessDeclaration, audience),
      )
      .map((field) => ({ name: `${type.name}.${field.name}`, type: getNamedType(field.type).name })),
  );

test('everything in the graph says what it is', () => {
  const silent = types
    .flatMap((type) => [...described(type)])
    .filter(([, description]) => !description?.trim());

  expect(silent.map(([name]) => name)).toEqual([]);
});

test.each(['public', 'marketplace'] as const)(
  'no field that a %s client sees leads to a person or a loan',
  (audience) => {
    const hidden = new Set([
      'Person',
      'Loan',
      'LoanApplication',
      'Lender',
      'BorrowerStanding',
      'LendingSummary',
      'Repayment',
      'Instalment',
    ]);

    const leading = fieldsFor(audience).filter(
      ({ name, type }) => hidden.has(type) || hidden.has(name.split('.')[0] ?? ''),
    );

    expect(leading).toEqual([]);
  },
);

test('the public sees crafts, and no goods, prices or producers', () => {
  const roots = fieldsFor('public').filter(
    ({ name }) => name.startsWith('Query.') || name.startsWith('Mutation.'),
  );

  expect(roots.map(({ name }) => name).sort()).toEqual(['Query.craft', 'Query.crafts']);
});

test('a marketplace changes nothing', () => {
  expect(fieldsFor('marketplace').filter(({ name }) => name.startsWith('Mutation.'))).toEqual([]);
});

test("scalars of the graph are the kit's", () => {
  const own = types.filter((type) => isScalarType(type)).map(({ name }) => name);

  expect(own.sort()).toEqual(['Date', 'DateTime', 'Money', 'NationalId']);
});
