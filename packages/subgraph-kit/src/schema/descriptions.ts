import { Kind, parse, visit, type ASTNode } from 'graphql';

/** What federation itself adds, or what says all in its name. */
const ROOTS = new Set(['Query', 'Mutation']);

/** The coordinates of types, fields, arguments and enum values that have no description. */
export function undescribed(sdl: string): string[] {
  const found: string[] = [];
  const note = (node: { description?: unknown }, coordinate: string): void => {
    if (!node.description) found.push(coordinate);
  };
  visit(parse(sdl), {
    enter(node: ASTNode) {
      switch (node.kind) {
        case Kind.OBJECT_TYPE_DEFINITION:
        case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
          const type = node.name.value;
          if (!ROOTS.has(type)) note(node, type);
          for (const field of node.fields ?? []) {
            note(field, `${type}.${field.name.value}`);
            if (field.kind !== Kind.FIELD_DEFINITION) continue;
            for (const argument of field.arguments ?? [])
              note(argument, `${type}.${field.name.value}(${argument.name.value}:)`);
          }
          return false;
        }
        case Kind.ENUM_TYPE_DEFINITION:
          note(node, node.name.value);
          for (const value of node.values ?? []) note(value, `${node.name.value}.${value.name.value}`);
          return false;
        case Kind.SCALAR_TYPE_DEFINITION:
          note(node, node.name.value);
          return false;
        default:
          return undefined;
      }
    },
  });
  return found;
}
