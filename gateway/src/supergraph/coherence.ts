import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { DeclaredField, GraphIndex, IndexedType } from './graph-index';
import { VARIANTS, VARIANT_NAMES, isFieldKept, type Variant } from './variant';

/**
 * A plan asks for more than the client did: keys, and what a field `@requires`. The services check those like
 * everything else, against the same caller, so an operation that the gateway lets pass could be refused halfway.
 * This finds such declarations when the graph is composed. Each finding is a sentence that names the fields.
 */
export function incoherences(index: GraphIndex): string[] {
  const objects = [...index.values()].filter(({ kind }) => kind === 'object');
  return objects.flatMap((type) => [
    ...differentAudiences(type),
    ...hiddenKeys(index, type),
    ...guardedKeys(type),
    ...hiddenRequirements(index, type),
  ]);
}

/** Any service that resolves a field may be the one that is asked for it. */
function differentAudiences(type: IndexedType): string[] {
  return resolvedFields(type).flatMap(([name, declared]) =>
    VARIANT_NAMES.flatMap((variant) => {
      const showing = declared.filter((field) => isFor(field, variant));
      if (showing.length === 0 || showing.length === declared.length) return [];
      const hiding = declared.filter((field) => !isFor(field, variant));
      return [
        `${type.name}.${name} is for "${variant}" in ${servicesOf(showing)}, but not in ${servicesOf(hiding)}.`,
      ];
    }),
  );
}

/** Who may ask a field of an entity must be able to have the entity's key fetched. */
function hiddenKeys(index: GraphIndex, type: IndexedType): string[] {
  if (type.keys.size < 2) return [];
  return VARIANT_NAMES.flatMap((variant) => {
    const shown = [...type.fields.keys()].filter((field) => isFieldKept(index, type, field, variant));
    const hidden = [...keyFields(type)].filter((key) => !isFieldKept(index, type, key, variant));
    const shownPart = shown[0];
    return shownPart === undefined
      ? []
      : hidden.map(
          (key) => `${type.name}.${shownPart} is for "${variant}", but its key ${type.name}.${key} is not.`,
        );
  });
}

/** A key must ask for no scope that a field reached by it, in another service, does not ask for. */
function guardedKeys(type: IndexedType): string[] {
  const keys = keyFields(type);
  const found = [...keys].flatMap((key) =>
    (type.fields.get(key) ?? []).flatMap((guard) =>
      guard.scopes.length === 0 || guard.isExternal
        ? []
        : resolvedFields(type)
            .filter(([name]) => !keys.has(name))
            .filter(([, declared]) =>
              declared.some((field) => field.service !== guard.service && !implies(field, guard)),
            )
            .slice(0, 1)
            .map(
              ([name]) =>
                `${type.name}.${key} needs ${written(guard.scopes)} in ${guard.service}, but it is a key, and ` +
                `${type.name}.${name} can be asked without: declare the key without scopes.`,
            ),
    ),
  );
  return found;
}

/** What a field requires must exist for everybody for whom the field exists. */
function hiddenRequirements(index: GraphIndex, type: IndexedType): string[] {
  return resolvedFields(type).flatMap(([name, declared]) =>
    declared.flatMap(({ requires }) => {
      if (requires === null) return [];
      const needed = coordinatesIn(index, type, parseSelection(requires));
      return VARIANT_NAMES.filter((variant) => isFieldKept(index, type, name, variant)).flatMap((variant) =>
        needed
          .filter(([owner, field]) => !isFieldKept(index, owner, field, variant))
          .map(
            ([owner, field]) =>
              `${type.name}.${name} is for "${variant}", but ${owner.name}.${field}, which it requires, is not.`,
          ),
      );
    }),
  );
}

function resolvedFields(type: IndexedType): [string, DeclaredField[]][] {
  return [...type.fields]
    .map(([name, declared]): [string, DeclaredField[]] => [
      name,
      declared.filter(({ isExternal }) => !isExternal),
    ])
    .filter(([, declared]) => declared.length > 0);
}

function isFor({ tags }: DeclaredField, variant: Variant): boolean {
  return VARIANTS[variant].some((tag) => tags.has(tag));
}

function servicesOf(declared: readonly DeclaredField[]): string {
  return declared.map(({ service }) => service).join(', ');
}

/** Whether every caller who may see `field` may see `guard`. */
function implies(field: DeclaredField, guard: DeclaredField): boolean {
  if (field.scopes.length === 0) return false;
  return field.scopes.every((held) =>
    guard.scopes.some((needed) => needed.every((scope) => held.includes(scope))),
  );
}

function written(scopes: DeclaredField['scopes']): string {
  return scopes.map((all) => all.join(' and ')).join(', or ');
}

function keyFields(type: IndexedType): Set<string> {
  const selections = [...type.keys.values()].flat().map(parseSelection);
  return new Set(
    selections.flatMap(({ selections: parts }) =>
      parts.flatMap((part) => (part.kind === Kind.FIELD ? [part.name.value] : [])),
    ),
  );
}

function parseSelection(fields: string): SelectionSetNode {
  const definition = parse(`{ ${fields} }`, { noLocation: true }).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection of fields: ${fields}`);
  return definition.selectionSet;
}

function coordinatesIn(
  index: GraphIndex,
  type: IndexedType,
  selection: SelectionSetNode,
): [IndexedType, string][] {
  return selection.selections.flatMap((part): [IndexedType, string][] => {
    if (part.kind === Kind.FRAGMENT_SPREAD) return [];
    if (part.kind === Kind.INLINE_FRAGMENT) {
      const condition = part.typeCondition ? index.get(part.typeCondition.name.value) : type;
      return condition ? coordinatesIn(index, condition, part.selectionSet) : [];
    }
    const own: [IndexedType, string] = [type, part.name.value];
    const inner = index.get(type.fields.get(part.name.value)?.[0]?.returns ?? '');
    return part.selectionSet && inner ? [own, ...coordinatesIn(index, inner, part.selectionSet)] : [own];
  });
}
