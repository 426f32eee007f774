import {
  getNamedType,
  getNullableType,
  isObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { withoutValues } from '../errors/without-values';
import { invalidQuery } from './invalid-query';

/** A query that asks for one list: what of it an export needs to know. */
export interface ListQuery {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The fields that lead to the list, itself the last: `['household', 'addresses']`. */
  readonly fields: readonly FieldNode[];
  /** Its type, a connection. */
  readonly listType: GraphQLObjectType;
  /** What is selected of each row. */
  readonly nodes: FieldNode & { readonly selectionSet: SelectionSetNode };
}

/** More than any list needs; a text beyond it is not parsed. */
const MAX_TOKENS = 10_000;
const RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

/** Reads a query that is to be exported. Throws EXPORT_QUERY_INVALID when it is no query of exactly one list. */
export function readListQuery(schema: GraphQLSchema, text: string): ListQuery {
  const document = parsed(text);
  const [error] = validate(schema, document, RULES);
  if (error) throw invalidQuery('FIELDS', { problem: withoutValues(error.message) });
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (!operation || operations.length > 1 || operation.operation !== OperationTypeNode.QUERY) {
    throw invalidQuery('ONE_QUERY', {});
  }
  const { fields, listType } = pathToList(schema, operation);
  const list = fields.at(-1) as FieldNode;
  requireBoundsWithin(schema, document, list);
  return { document, operation, fields, listType, nodes: nodesOf(list) };
}

/** Whether the type is a page of a list, as `connectionOf` makes them. */
export function isConnection(type: GraphQLNamedType | undefined): type is GraphQLObjectType {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return false;
  const fields = type.getFields();
  return fields['nodes'] !== undefined && fields['pageInfo'] !== undefined;
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    throw invalidQuery('SYNTAX', { problem: withoutValues((error as Error).message) });
  }
}

/** From the query down: one field after the other, each a single object, until the list. */
function pathToList(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): Pick<ListQuery, 'fields' | 'listType'> {
  const fields: FieldNode[] = [];
  let type: GraphQLObjectType | null | undefined = schema.getQueryType();
  let selectionSet: SelectionSetNode | undefined = operation.selectionSet;
  while (type && selectionSet) {
    const [field, ...others] = plainFields(selectionSet);
    if (!field || others.length > 0) throw invalidQuery('ONE_LIST', {});
    fields.push(field);
    const definition = type.getFields()[field.name.value];
    const inner = definition && getNullableType(definition.type);
    if (!isObjectType(inner)) break;
    if (isConnection(inner)) return { fields, listType: inner };
    [type, selectionSet] = [inner, field.selectionSet];
  }
  throw invalidQuery('NO_LIST', {});
}

function plainFields({ selections }: SelectionSetNode): FieldNode[] {
  const fields = selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || selection.directives?.length) throw invalidQuery('PLAIN', {});
    return selection;
  });
  return fields.filter(({ name }) => name.value !== '__typename');
}

/** Where the page stands and how many rows there are is the export's own to ask; what else is asked is left out. */
function nodesOf(list: FieldNode): ListQuery['nodes'] {
  const fields = list.selectionSet ? plainFields(list.selectionSet) : [];
  const [nodes, ...others] = fields.filter(({ name }) => name.value === 'nodes' || name.value === 'edges');
  if (!nodes?.selectionSet || others.length > 0 || nodes.name.value !== 'nodes')
    throw invalidQuery('NODES', {});
  return { ...nodes, selectionSet: nodes.selectionSet };
}

/** A list within a row holds one page of it: that is to be said, lest a row look whole that is not. */
function requireBoundsWithin(schema: GraphQLSchema, document: DocumentNode, list: FieldNode): void {
  const types = new TypeInfo(schema);
  const check = (field: FieldNode): void => {
    const type = types.getType();
    const isBounded = field.arguments?.some(({ name }) => name.value === 'first');
    if (field !== list && type && isConnection(getNamedType(type)) && !isBounded) {
      throw invalidQuery('INNER_LIST', { field: field.name.value });
    }
  };
  visit(document, visitWithTypeInfo(types, { Field: check }));
}
