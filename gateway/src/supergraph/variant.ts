import { Kind, print, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import type { Audience } from '@solidarity/subgraph-kit/access/caller';
import type { GraphIndex, IndexedType } from './graph-index';
import type { ServiceSchema } from './service-schema';

/** The variants that are narrower than the whole graph, and the tags of the fields that each takes in. */
export const VARIANTS = {
  partner: ['partner', 'public'],
  marketplace: ['marketplace', 'public'],
  public: ['public'],
} as const satisfies Record<Exclude<Audience, 'internal'>, readonly Audience[]>;
export type Variant = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as Variant[];

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** What exists for a kind of client. */
export interface VariantContents {
  /** Coordinates (`Type.field`) of objects and interfaces. */
  readonly fields: ReadonlySet<string>;
  /** All types that a kept field leads to, with the inputs, enums and scalars that they need. */
  readonly types: ReadonlySet<string>;
}

/** Whether any service declares the field for the variant. */
export function isFieldKept(index: GraphIndex, type: IndexedType, field: string, variant: Variant): boolean {
  const wanted: readonly string[] = VARIANTS[variant];
  const declared = type.fields.get(field) ?? [];
  const tags = declared.flatMap(({ tags: own }) => [...own]);
  if (tags.length > 0 || type.kind !== 'interface') return tags.some((tag) => wanted.includes(tag));
  // An interface says nothing of its own: its field exists where it exists in all that implement it.
  const implementers = implementersOf(index, type.name);
  return implementers.length > 0 && implementers.every((other) => isFieldKept(index, other, field, variant));
}

/** Walks from the roots along the fields that are kept. */
export function contentsOf(index: GraphIndex, variant: Variant): VariantContents {
  const fields = new Set<string>();
  const types = new Set<string>();
  const waiting = ROOTS.filter((root) => keptFieldsOf(index, root, variant).length > 0);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = index.get(name);
    if (types.has(name) || !type) continue;
    types.add(name);
    waiting.push(...type.relatives);
    if (type.kind === 'interface') waiting.push(...implementersOf(index, name).map((other) => other.name));
    for (const [field, declared] of type.fields) {
      if (type.kind !== 'input' && !isFieldKept(index, type, field, variant)) continue;
      fields.add(`${name}.${field}`);
      waiting.push(...declared.flatMap(({ mentions }) => mentions));
    }
  }
  if (!types.has('Query')) {
    const tags = VARIANTS[variant].map((tag) => `@tag(name: "${tag}")`).join(' or ');
    throw new Error(`The variant "${variant}" would be empty: no field of Query carries ${tags}.`);
  }
  return { fields, types };
}

function keptFieldsOf(index: GraphIndex, name: string, variant: Variant): string[] {
  const type = index.get(name);
  return type ? [...type.fields.keys()].filter((field) => isFieldKept(index, type, field, variant)) : [];
}

function implementersOf(index: GraphIndex, name: string): IndexedType[] {
  return [...index.values()].filter(({ kind, relatives }) => kind === 'object' && relatives.has(name));
}

/** A service's schema in which everything outside the variant is `@inaccessible`: it works, and nobody sees it. */
export function schemaOfVariant({ name, document }: ServiceSchema, contents: VariantContents): ServiceSchema {
  const directive = inaccessibleDirective(document);
  const hide = <N extends Hideable>(node: N): N => ({
    ...node,
    directives: [...(node.directives ?? []), directive],
  });
  const hideTypeOutside = (node: HideableType): HideableType | undefined =>
    contents.types.has(node.name.value) ? undefined : hide(node);
  const hideFieldsOutside = (node: HideableType): HideableType => {
    const fields = node.fields?.map((field) =>
      contents.fields.has(`${node.name.value}.${field.name.value}`) || isExternal(field)
        ? field
        : hide(field),
    );
    return { ...(hideTypeOutside(node) ?? node), ...(fields ? { fields } : {}) };
  };
  const hidden = visit(document, {
    ObjectTypeDefinition: hideFieldsOutside,
    ObjectTypeExtension: hideFieldsOutside,
    InterfaceTypeDefinition: hideFieldsOutside,
    InterfaceTypeExtension: hideFieldsOutside,
    InputObjectTypeDefinition: hideTypeOutside,
    EnumTypeDefinition: hideTypeOutside,
    ScalarTypeDefinition: hideTypeOutside,
    UnionTypeDefinition: hideTypeOutside,
  });
  return { name, document: hidden };
}

interface Hideable {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[];
}

interface HideableType extends Hideable {
  readonly fields?: readonly Hideable[];
}

/** The field's owner hides it; here it is only named. */
function isExternal({ directives = [] }: Hideable): boolean {
  return directives.some(({ name }) => name.value === 'external');
}

/** The directive under the name by which this schema knows it. */
function inaccessibleDirective(document: DocumentNode): ConstDirectiveNode {
  const isImported = document.definitions.some(
    (definition) =>
      definition.kind === Kind.SCHEMA_EXTENSION && print(definition).includes('"@inaccessible"'),
  );
  const value = isImported ? 'inaccessible' : 'federation__inaccessible';
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value } };
}
