import { type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { createApolloExecutor } from '../execution/apollo-executor';
import { fixtureSchemas, fixtureSdlWith } from '../testing/fixture-schemas';
import { composeGraph, type ComposedGraph } from './composition';
import { stampOf } from './stamp';

/** What the variant's clients see. */
async function apiSchemaOf(graph: ComposedGraph, variant: string): Promise<GraphQLSchema> {
  const nobody = () => Promise.reject(new Error('no service is asked here'));
  const { schema } = await createApolloExecutor({ supergraphSdl: graph.get(variant) ?? '', ask: nobody });
  return schema;
}

function fieldsOf(schema: GraphQLSchema, type: string): string[] {
  const found = schema.getType(type) as GraphQLObjectType | undefined;
  return found ? Object.keys(found.getFields()).sort() : [];
}

describe('composing the graph', () => {
  const graph = composeGraph(fixtureSchemas());

  it('gives internal clients everything', async () => {
    const schema = await apiSchemaOf(graph, 'internal');

    expect(fieldsOf(schema, 'Person')).toEqual(['hasLoan', 'id', 'loans', 'name', 'nationalId', 'rawScore']);
  });

  it('gives partners what is tagged for partners or for everyone', async () => {
    const schema = await apiSchemaOf(graph, 'partner');

    expect(fieldsOf(schema, 'Person')).toEqual(['hasLoan', 'id', 'loans', 'name', 'nationalId']);
    expect(fieldsOf(schema, 'Query')).toEqual([
      'household',
      'householdCount',
      'households',
      'lendingTotal',
      'ngo',
      'ngos',
      'slowCount',
    ]);
  });

  it('gives the marketplace of a producer only what is tagged for it', async () => {
    const schema = await apiSchemaOf(graph, 'marketplace');

    expect(fieldsOf(schema, 'Person')).toEqual(['hasLoan', 'id']);
    expect(fieldsOf(schema, 'Household')).toEqual([]);
  });

  it('has no person, household or command for the public', async () => {
    const schema = await apiSchemaOf(graph, 'public');

    expect(fieldsOf(schema, 'Query')).toEqual(['householdCount', 'lendingTotal', 'ngo', 'ngos', 'slowCount']);
    for (const hidden of [
      'Person',
      'Household',
      'Report',
      'Loan',
      'HouseholdFilter',
      'RenameHouseholdInput',
    ]) {
      expect(schema.getType(hidden)).toBeUndefined();
    }
    expect(schema.getMutationType()).toBeUndefined();
  });

  it('keeps untagged enums, inputs, arguments and scalars that a kept field needs', async () => {
    const forPublic = await apiSchemaOf(graph, 'public');
    const forPartners = await apiSchemaOf(graph, 'partner');

    expect(forPublic.getType('Governorate')).toBeDefined();
    expect(forPublic.getType('Money')).toBeDefined();
    expect(fieldsOf(forPartners, 'HouseholdFilter')).toEqual(['atLeast', 'governorate']);
    expect(
      forPartners
        .getQueryType()
        ?.getFields()
        ['households']?.args.map(({ name }) => name),
    ).toEqual(['filter', 'first']);
  });

  it('stamps all files of one composition alike, and those of another otherwise', () => {
    const other = composeGraph(
      fixtureSchemas({ ngos: fixtureSdlWith('ngos', 'documents: [String!]', 'papers: [String!]') }),
    );

    const stamps = [...graph.values()].map(stampOf);

    expect(stamps[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(stamps).size).toBe(1);
    expect(stampOf(other.get('public') ?? '')).not.toBe(stamps[0]);
    expect(stampOf('type Query { a: Int }')).toBeNull();
  });

  it('is the same text each time', () => {
    expect(composeGraph(fixtureSchemas())).toEqual(graph);
  });

  it('names no address of a service', () => {
    expect(graph.get('supergraph')).toContain('url: "http://registry/graphql"');
    expect(graph.get('supergraph')).not.toMatch(/127\.0\.0\.1|localhost/);
  });
});

describe('schemas that do not make one graph', () => {
  const composing = (service: 'registry' | 'ngos' | 'loans', piece: string, by: string) => () =>
    composeGraph(fixtureSchemas({ [service]: fixtureSdlWith(service, piece, by) }));

  it('says which types of one field differ', () => {
    expect(
      composing('loans', 'id: ID! @tag(name: "partner")\n      members', 'id: Int!\n      members'),
    ).toThrow(/The graph cannot be composed:\n {2}- FIELD_TYPE_MISMATCH: Type of field "Household\.id"/);
  });

  it('says that a field requires what asks for more scopes', () => {
    expect(composing('loans', '[["registry:read", "loans:read"]]', '[["loans:read"]]')).toThrow(
      /MISSING_TRANSITIVE_AUTH_REQUIREMENTS.*Household\.debt/,
    );
  });

  it('says so when a variant would be empty', () => {
    const untagged = (service: 'registry' | 'ngos' | 'loans') =>
      fixtureSdlWith(service, 'type Query', 'type Query').replaceAll('@tag(name: "public")', '');

    const compose = () =>
      composeGraph(
        fixtureSchemas({ registry: untagged('registry'), ngos: untagged('ngos'), loans: untagged('loans') }),
      );

    expect(compose).toThrow(
      'The variant "public" would be empty: no field of Query carries @tag(name: "public").',
    );
  });

  it('says that a shown field leads to a hidden type', () => {
    expect(
      composing('registry', 'secretReport: Report', 'secretReport: Report @tag(name: "public")'),
    ).toThrow(/The variant "partner" cannot be composed:[\s\S]*Report/);
  });
});

describe('declarations that a plan would stumble over', () => {
  const composing = (service: 'registry' | 'ngos' | 'loans', piece: string, by: string) => () =>
    composeGraph(fixtureSchemas({ [service]: fixtureSdlWith(service, piece, by) }));

  it('finds a key that is hidden from those who see fields beyond it', () => {
    const hidden = composing(
      'loans',
      'hasLoan: Boolean @tag(name: "partner")',
      'hasLoan: Boolean @tag(name: "public")',
    );

    expect(hidden).toThrow('Person.hasLoan is for "public", but its key Person.id is not.');
  });

  it('finds a field that one service shows and another hides', () => {
    const piece =
      'type Person @key(fields: "id") {\n      id: ID! @tag(name: "partner") @tag(name: "marketplace")';

    expect(composing('loans', piece, piece.replace(' @tag(name: "partner")', ''))).toThrow(
      'Person.id is for "partner" in registry, but not in loans.',
    );
  });

  it('finds a key that asks for a scope which a field beyond it does not', () => {
    const piece = 'type Person @key(fields: "id") {\n      id: ID!';

    expect(composing('registry', piece, `${piece} @requiresScopes(scopes: [["registry:read"]])`)).toThrow(
      'Person.id needs registry:read in registry, but it is a key, and Person.hasLoan can be asked without',
    );
  });

  it('finds a field that is shown to those from whom its requirement is hidden', () => {
    const piece = 'members: [Person!]! @tag(name: "partner")';

    expect(composing('registry', piece, 'members: [Person!]!')).toThrow(
      'Household.debt is for "partner", but Household.members, which it requires, is not.',
    );
  });
});
