import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  isObjectType,
  isUnionType,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import type { AccessDeclaration } from '../access/access';
import { runMutationsInTransactions } from './commands';
import { entitiesResolver, type ReferenceLoader } from './references';

/** What a service's part of the graph is made of. */
export interface SubgraphParts {
  readonly resolvers: NonEmptyArray<abstract new () => object>;
  /** Entities that no query of this service returns. */
  readonly orphanedTypes?: readonly (abstract new () => object)[];
  /** For each entity: how references to it are answered. */
  readonly references: Readonly<Record<string, ReferenceLoader>>;
}

export interface Subgraph {
  /** Federation 2 SDL as committed in `schema.graphql`. */
  readonly sdl: string;
  /** Executable; each field's `extensions` carry its `access` and the `columns` that it needs. */
  readonly schema: GraphQLSchema;
}

const FEDERATION_LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.11"
  import: ["@key", "@requires", "@external", "@shareable", "@tag", "@requiresScopes"]
)`;

/** What every field of the code's schema says of itself. */
interface FieldFacts {
  readonly access: AccessDeclaration;
  readonly columns: readonly string[];
}

/** Builds the executable Federation 2 schema and its SDL from the decorated classes. */
export function buildSubgraph(parts: SubgraphParts): Subgraph {
  leavePlainFieldsPlain();
  const code = buildSchemaSync({
    resolvers: parts.resolvers,
    orphanedTypes: [...(parts.orphanedTypes ?? [])],
    skipCheck: true,
    validate: false,
  });
  const facts = factsOf(code);
  const document = declareAccess(parse(printSchemaWithDirectives(code)), facts);
  const sdl = `${FEDERATION_LINK}\n\n${print(document)}\n`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolversOf(code) }]);
  attach(schema, facts);
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities) entities.resolve = entitiesResolver(parts.references);
  runMutationsInTransactions(schema);
  refuseUnanswered(schema, parts.references);
  return { sdl, schema };
}

/** The part of type-graphql's metadata that is needed here; it keeps it on the global object. */
interface DecoratedCode {
  objectTypes: { simpleResolvers?: boolean }[];
  authorizedFields: unknown[];
  middlewares: unknown[];
}

/**
 * A field that is a property of its object gets no resolver function, so that the compiler of queries inlines it.
 * That also skips type-graphql's own guards, which are slow and not ours: access is `@Access` alone.
 */
function leavePlainFieldsPlain(): void {
  const code = (globalThis as { TypeGraphQLMetadataStorage?: DecoratedCode }).TypeGraphQLMetadataStorage;
  if (!code) throw new Error('No decorated class has been loaded.');
  if (code.authorizedFields.length > 0 || code.middlewares.length > 0) {
    throw new Error('Use @Access, not @Authorized or @UseMiddleware: those are skipped on plain fields.');
  }
  for (const objectType of code.objectTypes) objectType.simpleResolvers = true;
}

function factsOf(code: GraphQLSchema): Map<string, FieldFacts> {
  const facts = new Map<string, FieldFacts>();
  const undeclared: string[] = [];
  for (const type of Object.values(code.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const access = (field.extensions['access'] ?? type.extensions['access']) as
        AccessDeclaration | undefined;
      const columns =
        (field.extensions['columns'] as readonly string[] | undefined) ?? (field.resolve ? [] : [field.name]);
      if (access) facts.set(coordinate, { access, columns });
      else undeclared.push(coordinate);
    }
  }
  if (undeclared.length > 0) throw new Error(`No @Access says who may see: ${undeclared.join(', ')}`);
  return facts;
}

function declareAccess(document: DocumentNode, facts: ReadonlyMap<string, FieldFacts>): DocumentNode {
  const onFields = (node: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => ({
    ...node,
    fields: (node.fields ?? []).map((field): FieldDefinitionNode => {
      const fact = facts.get(`${node.name.value}.${field.name.value}`);
      return fact
        ? { ...field, directives: [...(field.directives ?? []), ...directivesOf(fact.access)] }
        : field;
    }),
  });
  return visit(document, {
    SchemaDefinition: () => null,
    DirectiveDefinition: () => null,
    ObjectTypeDefinition: onFields,
  });
}

function directivesOf({ audience, scopes }: AccessDeclaration): ConstDirectiveNode[] {
  // What is for everyone needs no other tag: each variant takes in what is public.
  const tags = audience.includes('public') ? ['public'] : audience;
  const written = tags.map((tag) => `@tag(name: "${tag}")`);
  if (scopes.length > 0) written.push(`@requiresScopes(scopes: ${JSON.stringify(scopes)})`);
  const holder = parse(`type T { f: Int ${written.join(' ')} }`).definitions[0];
  if (holder?.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return [...(holder.fields?.[0]?.directives ?? [])];
}

function resolversOf(code: GraphQLSchema): GraphQLResolverMap<unknown> {
  const resolvers = createResolversMap(code) as GraphQLResolverMap<unknown> &
    Record<string, { __isTypeOf?: unknown }>;
  for (const [name, type] of Object.entries(code.getTypeMap())) {
    const map = resolvers[name];
    if (!isObjectType(type) || !map) continue;
    // Rows are plain objects, not instances of their class.
    delete map['__isTypeOf'];
  }
  return resolvers;
}

function attach(schema: GraphQLSchema, facts: ReadonlyMap<string, FieldFacts>): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const fact = facts.get(`${type.name}.${field.name}`);
      if (fact) field.extensions = { ...field.extensions, ...fact };
    }
  }
}

function refuseUnanswered(schema: GraphQLSchema, references: SubgraphParts['references']): void {
  const union = schema.getType('_Entity');
  const missing = isUnionType(union) ? union.getTypes().filter(({ name }) => !references[name]) : [];
  if (missing.length > 0) throw new Error(`No reference loader for: ${missing.join(', ')}`);
}
