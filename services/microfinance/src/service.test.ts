import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
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
  if (isEnumType(type))
    for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (!isObjectType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    if (field.name.startsWith('_')) continue;
    yield [`${type.name}.${field.name}`, field.description];
    if ('args' in field)
      for (const argument of field.args)
        yield [`${type.name}.${field.name}(${argument.name})`, argument.description];
  }
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
