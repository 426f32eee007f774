import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type ConstObjectValueNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type OperationTypeNode,
  type SchemaDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fields that one service needs of others before it can answer one of its own, by `@requires`. */
export interface Requirement {
  readonly service: string;
  readonly selection: SelectionSetNode;
}

/** One `@key` of a type in a service. */
export interface EntityKey {
  readonly service: string;
  readonly selection: SelectionSetNode;
  readonly isResolvable: boolean;
}

/** What a supergraph says of how its services join, as far as plans are checked against it. */
export interface JoinFacts {
  /** By coordinate, `Type.field`. */
  readonly requirements: ReadonlyMap<string, readonly Requirement[]>;
  /** By type. */
  readonly keys: ReadonlyMap<string, readonly EntityKey[]>;
  /** Selections that a plan may fetch on its own account: of requirements, keys, `@provides` and contexts. */
  readonly fetched: readonly SelectionSetNode[];
  /** Whether a service knows an interface as one object (`@interfaceObject`). */
  readonly hasInterfaceObjects: boolean;
  /** Fields of objects and interfaces, by type and name. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldDefinitionNode>>;
  /** The type on which each kind of operation begins. */
  readonly roots: ReadonlyMap<OperationTypeNode, string>;
  /** The object types that a value of a type can have; for an object type itself. */
  readonly possibleTypes: ReadonlyMap<string, readonly string[]>;
}

/** Reads a supergraph that Apollo's library has found to be one. */
export function readJoinFacts(supergraph: DocumentNode): JoinFacts {
  const services = servicesOf(supergraph);
  const requirements = new Map<string, Requirement[]>();
  const keys = new Map<string, EntityKey[]>();
  const fetched: SelectionSetNode[] = [];
  let hasInterfaceObjects = false;
  const fields = new Map<string, Map<string, FieldDefinitionNode>>();
  for (const type of supergraph.definitions) {
    if (!isComposite(type)) continue;
    const typeName = type.name.value;
    for (const joined of named(type.directives, 'join__type')) {
      hasInterfaceObjects ||= isBoolean(joined['isInterfaceObject'], true);
      const fieldSet = textOf(joined['key']);
      if (fieldSet === null) continue;
      const selection = selectionIn(fieldSet);
      fetched.push(selection);
      const service = services.get(textOf(joined['graph']) ?? '') ?? '';
      add(keys, typeName, { service, selection, isResolvable: !isBoolean(joined['resolvable'], false) });
    }
    for (const field of type.fields ?? []) {
      const known = fields.get(typeName) ?? new Map<string, FieldDefinitionNode>();
      fields.set(typeName, known.set(field.name.value, field));
      for (const joined of named(field.directives, 'join__field')) {
        const required = textOf(joined['requires']);
        if (required !== null) {
          const service = services.get(textOf(joined['graph']) ?? '') ?? '';
          const selection = selectionIn(required);
          fetched.push(selection);
          add(requirements, `${typeName}.${field.name.value}`, { service, selection });
        }
        const provided = textOf(joined['provides']);
        if (provided !== null) fetched.push(selectionIn(provided));
        fetched.push(...contextsIn(joined['contextArguments']));
      }
    }
  }
  const possibleTypes = possibleTypesOf(supergraph);
  const roots = rootsOf(supergraph);
  return { requirements, keys, fetched, hasInterfaceObjects, fields, roots, possibleTypes };
}

function rootsOf({ definitions }: DocumentNode): Map<OperationTypeNode, string> {
  const schemas = definitions.filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION) as SchemaDefinitionNode[];
  return new Map(
    schemas.flatMap(({ operationTypes }) =>
      operationTypes.map(({ operation, type }) => [operation, type.name.value]),
    ),
  );
}

/** The services' names by the names that the supergraph's directives give them. */
export function servicesOf({ definitions }: DocumentNode): Map<string, string> {
  const services = new Map<string, string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const { name, directives } of definition.values ?? []) {
      const [graph] = named(directives, 'join__graph');
      services.set(name.value, textOf(graph?.['name']) ?? name.value);
    }
  }
  return services;
}

function possibleTypesOf({ definitions }: DocumentNode): Map<string, string[]> {
  const possible = new Map<string, string[]>();
  for (const definition of definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(possible, definition.name.value, name.value);
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    add(possible, definition.name.value, definition.name.value);
    for (const { name } of definition.interfaces ?? []) add(possible, name.value, definition.name.value);
  }
  return possible;
}

interface CompositeDefinition {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[];
  readonly fields?: readonly FieldDefinitionNode[];
}

function isComposite(
  definition: DocumentNode['definitions'][number],
): definition is typeof definition & CompositeDefinition {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

type GivenArguments = Readonly<Record<string, ConstValueNode>>;

/** The arguments of each use of a directive. */
function named(directives: readonly ConstDirectiveNode[] | undefined, name: string): GivenArguments[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map((argument) => [argument.name.value, argument.value]),
      ),
    );
}

function textOf(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

function isBoolean(value: ConstValueNode | undefined, expected: boolean): boolean {
  return value?.kind === Kind.BOOLEAN && value.value === expected;
}

/** What `contextArguments: [{ context: …, selection: "{ name }" }]` selects. */
function contextsIn(value: ConstValueNode | undefined): SelectionSetNode[] {
  const list = value?.kind === Kind.LIST ? value.values : [];
  return list
    .filter((item): item is ConstObjectValueNode => item.kind === Kind.OBJECT)
    .flatMap(({ fields }) => fields)
    .filter(({ name }) => name.value === 'selection')
    .map((field) => selectionIn(textOf(field.value) ?? '__typename'));
}

/** Reads a field set such as `id organisation { id }`. */
export function selectionIn(fieldSet: string): SelectionSetNode {
  const text = fieldSet.trim();
  const [operation] = parse(text.startsWith('{') ? text : `{ ${text} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fieldSet}" is no set of fields.`);
  return operation.selectionSet;
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
