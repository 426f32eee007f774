import {
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isUnionType,
  Kind,
  getNamedType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type TrueVariables } from '../../planning/conditions';
import { fragmentsOf, type Fragments } from '../../planning/fragments';
import type { ResponseNames } from '../../planning/response-names';
import type { ExecutableOperation } from '../executor';

interface NamedField {
  readonly responseName: string;
  /** Where the merged tree holds it. */
  readonly key: string;
}

export interface TypenameField extends NamedField {
  readonly kind: 'typename';
  /** Null when it is not known beforehand: the tree may say it. */
  readonly typeName: string | null;
}

export interface ValueField extends NamedField {
  readonly kind: 'value';
  readonly type: GraphQLOutputType;
  /** What is asked of the objects in it; null for leaves, and for what is already finished. */
  readonly selection: Selection | null;
}

export type ResponseField = TypenameField | ValueField;

/** The fields of an answer's object, in the order in which they are told. Equal ones are one and the same. */
export interface Shape {
  readonly fields: readonly ResponseField[];
}

/** All that is asked of one object, by every field that leads to it, whatever its type turns out to be. */
export interface Selection {
  readonly id: string;
  readonly parts: readonly Part[];
  /** What the schema says that the objects are. */
  readonly type: GraphQLCompositeType;
  /** Shapes found so far, by type; by '' for an object of which it is not known. */
  readonly shapes: Map<string, Shape>;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly type: GraphQLCompositeType;
}

interface FieldGroup {
  readonly node: FieldNode;
  readonly scope: GraphQLCompositeType;
  readonly parts: Part[];
}

/** Selections that are gone through to find what is asked of which type; more are, but forgotten again. */
const MOST_COLLECTED = 10_000;

/** All that an operation asks. */
export interface Asked {
  readonly selections: Selections;
  readonly root: Selection;
  readonly rootType: GraphQLObjectType;
}

/** What an operation asks when its `@skip` and `@include` are decided. Throws when it is not valid on the schema. */
export function askedBy(
  schema: GraphQLSchema,
  { document, operation }: Pick<ExecutableOperation, 'document' | 'operation'>,
  names: ResponseNames,
  trueVariables: TrueVariables,
): Asked {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
  const selections = new Selections(schema, names, fragmentsOf(document), trueVariables);
  const root = selections.selectionOf([{ set: operation.selectionSet, type: rootType }]);
  return { selections, root, rootType };
}

/** What an operation asks of each object of its answer: GraphQL's CollectFields, done once for each kind of object. */
export class Selections {
  readonly #ids = new Map<SelectionSetNode, number>();
  readonly #selections = new Map<string, Selection>();
  readonly #shapes = new Map<string, Shape>();
  #collected = 0;

  constructor(
    readonly schema: GraphQLSchema,
    private readonly names: ResponseNames,
    private readonly fragments: Fragments,
    private readonly trueVariables: TrueVariables,
  ) {}

  /** Whether what is found from now on is found again each time. */
  get isSpent(): boolean {
    return this.#collected >= MOST_COLLECTED;
  }

  selectionOf(parts: readonly Part[]): Selection {
    const id = parts.map(({ set }) => this.#idOf(set)).join('+');
    const known = this.#selections.get(id);
    if (known) return known;
    // Where the services say nothing of the type, an object type of the schema is the best that is known.
    const type = (parts.find((part) => isObjectType(part.type)) ?? parts[0])?.type;
    if (!type) throw new Error('A selection of nothing.');
    const selection: Selection = { id, parts, type, shapes: new Map() };
    if (!this.isSpent) this.#selections.set(id, selection);
    return selection;
  }

  /** The fields of an object of the type; null when it is not known what the object is. */
  shapeOf(selection: Selection, type: GraphQLCompositeType | null): Shape {
    const runtime = type ?? (isObjectType(selection.type) ? selection.type : null);
    const known = selection.shapes.get(runtime?.name ?? '');
    if (known) return known;
    const groups = new Map<string, FieldGroup>();
    const seen = new Set<string>();
    for (const part of selection.parts) this.#collect(part.set, part.type, runtime, groups, seen);
    const fields = [...groups].map(([responseName, group]) => this.#fieldOf(responseName, group, runtime));
    return this.#remember(selection, runtime?.name ?? '', fields);
  }

  #remember(selection: Selection, typeName: string, fields: readonly ResponseField[]): Shape {
    // Types that are asked for the same share one shape, and so the code that is generated for it.
    const parts = fields.map((field) => {
      const what = field.kind === 'typename' ? (field.typeName ?? '?') : String(field.type);
      const within = field.kind === 'value' ? (field.selection?.id ?? '') : '';
      return `${field.kind} ${field.responseName} ${field.key} ${what} ${within}`;
    });
    const signature = parts.join();
    const shape = this.#shapes.get(signature) ?? { fields };
    if (!this.isSpent) {
      this.#shapes.set(signature, shape);
      selection.shapes.set(typeName, shape);
    }
    return shape;
  }

  #collect(
    { selections }: SelectionSetNode,
    scope: GraphQLCompositeType,
    runtime: GraphQLCompositeType | null,
    groups: Map<string, FieldGroup>,
    seen: Set<string>,
  ): void {
    this.#collected += selections.length;
    for (const node of selections) {
      if (!isIncluded(node, this.trueVariables)) continue;
      if (node.kind === Kind.FIELD) {
        this.#addField(node, scope, groups);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(node.name.value)) continue;
        seen.add(node.name.value);
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(node.name.value) : node;
      if (!fragment) continue;
      const named = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
      if (named && !isCompositeType(named)) continue;
      if (named && !this.#isOf(runtime ?? scope, named)) continue;
      this.#collect(fragment.selectionSet, named ?? scope, runtime, groups, seen);
    }
  }

  #addField(node: FieldNode, scope: GraphQLCompositeType, groups: Map<string, FieldGroup>): void {
    const responseName = (node.alias ?? node.name).value;
    const group = groups.get(responseName) ?? { node, scope, parts: [] };
    groups.set(responseName, group);
    if (!node.selectionSet || node.name.value === '__schema' || node.name.value === '__type') return;
    const type = getNamedType(this.#typeOf(node, scope));
    if (isCompositeType(type)) group.parts.push({ set: node.selectionSet, type });
  }

  #fieldOf(
    responseName: string,
    { node, scope, parts }: FieldGroup,
    runtime: GraphQLCompositeType | null,
  ): ResponseField {
    const key = this.names.keyOf(node);
    if (node.name.value === '__typename') {
      const type = runtime ?? scope;
      return { kind: 'typename', responseName, key, typeName: isObjectType(type) ? type.name : null };
    }
    const type = this.#typeOf(node, scope);
    const selection = parts.length > 0 ? this.selectionOf(parts) : null;
    return { kind: 'value', responseName, key, type, selection };
  }

  /**
   * Of the type on which the field is asked, an interface as it may be: the implementing type may promise more, but
   * what was asked of the interface is answered by the interface's promise.
   */
  #typeOf({ name }: FieldNode, scope: GraphQLCompositeType): GraphQLOutputType {
    if (name.value === '__schema') return SchemaMetaFieldDef.type;
    if (name.value === '__type') return TypeMetaFieldDef.type;
    const field = isUnionType(scope) ? undefined : scope.getFields()[name.value];
    if (!field) throw new Error(`No field ${scope.name}.${name.value} in the schema.`);
    return field.type;
  }

  #isOf(type: GraphQLCompositeType, condition: GraphQLCompositeType): boolean {
    if (type === condition) return true;
    return isAbstractType(condition) && !isUnionType(type) && this.schema.isSubType(condition, type);
  }

  #idOf(set: SelectionSetNode): number {
    const id = this.#ids.get(set) ?? this.#ids.size;
    this.#ids.set(set, id);
    return id;
  }
}

/** Whether a value is written as it is: a leaf, or an answer about the schema, which is finished. */
export function isFinished({ type, selection }: ValueField): boolean {
  return selection === null && !isLeafType(getNamedType(type));
}
