import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { ServiceSchema } from './service-schema';

/** A field as one service declares it. */
export interface DeclaredField {
  readonly service: string;
  /** The audiences it is for, by its own `@tag`s and those of its type. */
  readonly tags: ReadonlySet<string>;
  /** Any one of the lists suffices, each with all of its scopes; empty: none is needed. */
  readonly scopes: readonly (readonly string[])[];
  /** Owned by another service and only named here. */
  readonly isExternal: boolean;
  /** The selection that it needs of other services, if any. */
  readonly requires: string | null;
  /** The named types that it returns and takes. */
  readonly mentions: readonly string[];
  readonly returns: string;
}

type KindOfType = 'object' | 'interface' | 'input' | 'leaf' | 'union';

/** A type with what all services say of it. */
export interface IndexedType {
  readonly name: string;
  readonly kind: KindOfType;
  /** By field name, one entry for each service that declares the field. */
  readonly fields: Map<string, DeclaredField[]>;
  /** By service: the selections that identify an entity. */
  readonly keys: Map<string, string[]>;
  /** Interfaces that it implements, or members of the union. */
  readonly relatives: Set<string>;
}

/** All types of all services, by name. */
export type GraphIndex = ReadonlyMap<string, IndexedType>;

/** Indexes the services' schemas for the questions that variants and their checks ask. */
export function indexGraph(services: readonly ServiceSchema[]): GraphIndex {
  const types = new Map<string, IndexedType>();
  for (const { name: service, document } of services) {
    for (const definition of document.definitions) {
      const kind = kindOf(definition);
      if (kind) add(types, service, kind, definition as TypeDefinition);
    }
  }
  return types;
}

interface TypeDefinition {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[];
  readonly fields?: readonly (FieldDefinitionNode | InputValueDefinitionNode)[];
  readonly interfaces?: readonly { readonly name: { readonly value: string } }[];
  readonly types?: readonly { readonly name: { readonly value: string } }[];
}

function kindOf(definition: DefinitionNode): KindOfType | null {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return 'object';
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return 'interface';
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return 'input';
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return 'leaf';
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return 'union';
    default:
      return null;
  }
}

function add(types: Map<string, IndexedType>, service: string, kind: KindOfType, node: TypeDefinition): void {
  const name = node.name.value;
  const unseen: IndexedType = { name, kind, fields: new Map(), keys: new Map(), relatives: new Set() };
  const type = types.get(name) ?? unseen;
  types.set(name, type);
  for (const { name: relative } of [...(node.interfaces ?? []), ...(node.types ?? [])]) {
    type.relatives.add(relative.value);
  }
  const keys = named(node, 'key').map((key) => stringArgument(key, 'fields') ?? '');
  if (keys.length > 0) type.keys.set(service, [...(type.keys.get(service) ?? []), ...keys]);
  for (const field of node.fields ?? []) {
    const declared = type.fields.get(field.name.value) ?? [];
    type.fields.set(field.name.value, [...declared, declaredField(service, node, field)]);
  }
}

function declaredField(
  service: string,
  owner: TypeDefinition,
  field: FieldDefinitionNode | InputValueDefinitionNode,
): DeclaredField {
  const takes = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
  const requires = named(field, 'requires')[0];
  const returns = nameOfType(field.type);
  return {
    service,
    tags: new Set([...tagsOf(owner), ...tagsOf(field)]),
    scopes: [...scopesOf(owner), ...scopesOf(field)],
    isExternal: named(field, 'external').length > 0,
    requires: requires ? stringArgument(requires, 'fields') : null,
    returns,
    mentions: [returns, ...takes.map(({ type }) => nameOfType(type))],
  };
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[];
}

function named(node: Directed, directive: string): ConstDirectiveNode[] {
  return (node.directives ?? []).filter(({ name }) => name.value === directive);
}

function tagsOf(node: Directed): string[] {
  return named(node, 'tag').map((tag) => stringArgument(tag, 'name') ?? '');
}

/** The lists of scopes in `@requiresScopes(scopes: [["a", "b"], ["c"]])`. */
export function scopesOf(node: Directed): string[][] {
  const lists = named(node, 'requiresScopes').map(
    ({ arguments: given }) => given?.find(({ name }) => name.value === 'scopes')?.value,
  );
  return lists.flatMap((list) => (list?.kind === Kind.LIST ? list.values : [])).map((all) => stringsIn(all));
}

function stringsIn(value: { readonly kind: string }): string[] {
  const list = value as { values?: readonly { value?: string }[]; value?: string };
  return (list.values ?? [list]).map(({ value: text }) => text ?? '');
}

function stringArgument(directive: ConstDirectiveNode, argument: string): string | null {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}

function nameOfType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOfType(type.type);
}
