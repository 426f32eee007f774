import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { Extensions } from 'type-graphql';

/**
 * Declares which properties of its entity a computed field needs, so that a read fetches them when the field is
 * asked for and only then. Fields that are a column of their own need no declaration.
 */
export function Needs(...properties: string[]): MethodDecorator & PropertyDecorator {
  return Extensions({ columns: properties });
}

type SelectionInfo = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema' | 'returnType'>;

/** Documents are cached, so their nodes are stable keys. */
const known = new WeakMap<FieldNode, Map<string, readonly string[]>>();

/**
 * The properties that the selection below this field needs of `typeName` (by default of the type that the field
 * returns, looked at through a connection's `nodes` and `edges { node }`). What `@skip` and `@include` would
 * leave out is counted in.
 */
export function askedColumns(info: SelectionInfo, typeName?: string): readonly string[] {
  const [node, ...others] = info.fieldNodes;
  if (!node) return [];
  const type = typeName ?? '';
  // Which nodes stand together may depend on variables, so only a field that stands alone is remembered.
  if (others.length > 0) return collect(info, typeName);
  const byType = known.get(node) ?? new Map<string, readonly string[]>();
  const remembered = byType.get(type);
  if (remembered) return remembered;
  const columns = collect(info, typeName);
  known.set(node, byType.set(type, columns));
  return columns;
}

function collect(info: SelectionInfo, typeName: string | undefined): readonly string[] {
  const columns = new Set<string>();
  const target = typeName ? info.schema.getType(typeName) : nodeTypeOf(getNamedType(info.returnType));
  for (const node of info.fieldNodes) {
    if (node.selectionSet) visit(node.selectionSet, getNamedType(info.returnType));
  }
  return [...columns];

  function visit(selectionSet: SelectionSetNode, parent: GraphQLNamedType): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        visitField(selection, parent);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && info.schema.getType(selection.typeCondition.name.value);
        visit(selection.selectionSet, condition ?? parent);
      } else {
        const fragment = info.fragments[selection.name.value];
        const condition = fragment && info.schema.getType(fragment.typeCondition.name.value);
        if (fragment && condition) visit(fragment.selectionSet, condition);
      }
    }
  }

  function visitField(node: FieldNode, parent: GraphQLNamedType): void {
    if (!isObjectType(parent)) return;
    const field = parent.getFields()[node.name.value];
    if (!field) return;
    if (parent === target) {
      for (const column of (field.extensions['columns'] as readonly string[] | undefined) ?? [])
        columns.add(column);
    } else if (isWrapper(parent) && node.selectionSet) {
      visit(node.selectionSet, getNamedType(field.type));
    }
  }
}

/** Connections and their edges are looked through; nothing else is. */
function isWrapper(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Connection') || type.name.endsWith('Edge');
}

function nodeTypeOf(type: GraphQLNamedType): GraphQLNamedType {
  if (isAbstractType(type) || !isObjectType(type) || !isWrapper(type)) return type;
  const inner = type.getFields()['nodes'] ?? type.getFields()['node'];
  return inner ? getNamedType(inner.type) : type;
}
