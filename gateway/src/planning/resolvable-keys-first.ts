import { Kind, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/**
 * When an entity has to come back to a service for a field with `@requires`, the planner sends it by the first of its
 * keys there, also when that is one with `resolvable: false`, by which the service does not know it. So the keys that
 * are resolvable stand first in the supergraph that it plans on; all else stays in its order.
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) =>
      (definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
        definition.kind === Kind.INTERFACE_TYPE_DEFINITION) &&
      definition.directives?.some(isUnresolvableKey)
        ? { ...definition, directives: reordered(definition.directives) }
        : definition,
    ),
  };
}

function reordered(directives: readonly ConstDirectiveNode[]): readonly ConstDirectiveNode[] {
  return [
    ...directives.filter((directive) => !isUnresolvableKey(directive)),
    ...directives.filter(isUnresolvableKey),
  ];
}

/** `@join__type(graph: …, key: …, resolvable: false)` */
function isUnresolvableKey({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === 'join__type' &&
    given.some(
      (argument) =>
        argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
    )
  );
}
