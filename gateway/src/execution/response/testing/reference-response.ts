import {
  doTypesOverlap,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ResponseNames } from '../../../planning/response-names';

type Path = readonly (string | number)[];

export interface ReferenceResponse {
  readonly data: unknown;
  readonly faults: readonly Path[];
}

export interface ReferenceQuestion {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly names: ResponseNames;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Thrown where a field is missing that may not be: caught by the nearest place that may be null. */
class Missing extends Error {}
/** Thrown where nothing of the answer can be saved. */
class Hopeless extends Error {
  constructor(readonly path: Path) {
    super();
  }
}

/** What a tree says to an operation, by the words of GraphQL's specification and the leniency of Apollo's gateway. */
export function referenceResponse(
  question: ReferenceQuestion,
  tree: Readonly<Record<string, unknown>>,
): ReferenceResponse {
  const completion = new Completion(question);
  try {
    const root = question.schema.getQueryType() as GraphQLCompositeType;
    const sets = [{ set: question.operation.selectionSet, scope: root }];
    return { data: completion.object(sets, tree, root, []), faults: completion.faults };
  } catch (error) {
    if (error instanceof Hopeless) return { data: null, faults: [error.path] };
    if (error instanceof Missing) return { data: null, faults: completion.faults };
    throw error;
  }
}

interface ScopedSet {
  readonly set: SelectionSetNode;
  readonly scope: GraphQLCompositeType;
}

interface ScopedField {
  readonly node: FieldNode;
  readonly scope: GraphQLCompositeType;
}

class Completion {
  readonly faults: Path[] = [];

  constructor(private readonly question: ReferenceQuestion) {}

  object(
    sets: readonly ScopedSet[],
    value: Readonly<Record<string, unknown>>,
    runtime: GraphQLCompositeType | null,
    path: Path,
  ): unknown {
    const result = Object.create(null) as Record<string, unknown>;
    const groups = new Map<string, ScopedField[]>();
    for (const { set, scope } of sets) this.#collectFields(set, scope, runtime, groups);
    for (const [name, fields] of groups) {
      const completed = this.#field(fields, value, runtime, [...path, name]);
      Object.defineProperty(result, name, { value: completed, enumerable: true });
    }
    return result;
  }

  #collectFields(
    set: SelectionSetNode,
    scope: GraphQLCompositeType,
    runtime: GraphQLCompositeType | null,
    groups: Map<string, ScopedField[]>,
  ): void {
    const { schema, fragments, variables } = this.question;
    for (const node of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false) continue;
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        groups.set(name, [...(groups.get(name) ?? []), { node, scope }]);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (!fragment) throw new Error('A fragment that is not there.');
      const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const condition = isCompositeType(named) ? named : scope;
      if (named && !this.#applies(condition, runtime ?? scope)) continue;
      this.#collectFields(fragment.selectionSet, condition, runtime, groups);
    }
  }

  #applies(condition: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
    if (condition === type) return true;
    if (isObjectType(type)) return doTypesOverlap(this.question.schema, condition, type);
    // What is only known by an interface is of another interface when that one is inherited.
    return 'getInterfaces' in type && type.getInterfaces().some((one) => one === condition);
  }

  #field(
    fields: readonly ScopedField[],
    value: Readonly<Record<string, unknown>>,
    runtime: GraphQLCompositeType | null,
    path: Path,
  ): unknown {
    const [{ node, scope }] = fields as [ScopedField];
    const given = own(value, this.question.names.keyOf(node));
    if (node.name.value === '__typename') {
      const said = [runtime?.name, given, own(value, '__typename'), runtime ? null : scope.name];
      const name = said.find(
        (one) => typeof one === 'string' && isObjectType(this.question.schema.getType(one)),
      );
      if (name === undefined) throw new Missing();
      return name;
    }
    const type = this.#typeOf(node, scope);
    const sets = fields.flatMap((one) =>
      one.node.selectionSet && !node.name.value.startsWith('__')
        ? [
            {
              set: one.node.selectionSet,
              scope: namedType(this.#typeOf(one.node, one.scope)) as GraphQLCompositeType,
            },
          ]
        : [],
    );
    return this.#value(type, sets, given ?? null, path);
  }

  #typeOf({ name }: FieldNode, scope: GraphQLCompositeType): GraphQLOutputType {
    if (name.value === '__schema') return SchemaMetaFieldDef.type;
    if (name.value === '__type') return TypeMetaFieldDef.type;
    const type = 'getFields' in scope ? scope.getFields()[name.value]?.type : undefined;
    if (!type) throw new Error(`No field ${name.value}.`);
    return type;
  }

  #value(type: GraphQLOutputType, sets: readonly ScopedSet[], value: unknown, path: Path): unknown {
    if (isNonNullType(type)) {
      const known = this.faults.length;
      const completed = this.#nullable(type.ofType, sets, value, path);
      if (completed.value !== null) return completed.value;
      if (!completed.isLost && this.faults.length === known) this.faults.push(path);
      throw new Missing();
    }
    return this.#nullable(type, sets, value, path).value;
  }

  /** Whatever is missing within becomes null here. */
  #nullable(
    type: GraphQLOutputType,
    sets: readonly ScopedSet[],
    value: unknown,
    path: Path,
  ): { value: unknown; isLost: boolean } {
    try {
      return { value: this.#present(type, sets, value, path), isLost: false };
    } catch (error) {
      if (error instanceof Missing) return { value: null, isLost: true };
      throw error;
    }
  }

  #present(type: GraphQLOutputType, sets: readonly ScopedSet[], value: unknown, path: Path): unknown {
    if (value === null) return null;
    if (isListType(type)) return this.#list(type.ofType, sets, value, path);
    if (sets.length === 0) {
      if (type.toString().startsWith('__') || this.#isLeafValid(type, value)) return value;
      this.faults.push(path);
      throw new Missing();
    }
    if (typeof value !== 'object') throw new Hopeless(path);
    return this.#typedObject(sets, value as Readonly<Record<string, unknown>>, path);
  }

  #list(itemType: GraphQLOutputType, sets: readonly ScopedSet[], value: unknown, path: Path): unknown[] {
    if (!Array.isArray(value)) throw new Hopeless(path);
    let isMissing = false;
    const items = value.map((item: unknown, index) => {
      try {
        return this.#value(itemType, sets, item, [...path, index]);
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        isMissing = true;
        return null;
      }
    });
    if (isMissing) throw new Missing();
    return items;
  }

  #typedObject(sets: readonly ScopedSet[], value: Readonly<Record<string, unknown>>, path: Path): unknown {
    const typeName = own(value, '__typename');
    if (typeName !== undefined && typeof typeName !== 'string') throw new Hopeless(path);
    if (!typeName) {
      const runtime = sets.map(({ scope }) => scope).find((scope) => isObjectType(scope)) ?? null;
      return this.object(sets, value, runtime, path);
    }
    const type = this.question.schema.getType(typeName);
    if (isCompositeType(type)) return this.object(sets, value, type, path);
    this.faults.push(path);
    throw new Missing();
  }

  #isLeafValid(type: GraphQLOutputType, value: unknown): boolean {
    if (isEnumType(type))
      return typeof value === 'string' && type.getValues().some(({ name }) => name === value);
    const isInteger = typeof value === 'number' && /^-?\d+$/.test(String(value));
    switch (String(type)) {
      case 'Int':
        return isInteger;
      case 'ID':
        return isInteger || typeof value === 'string';
      case 'Float':
        return typeof value === 'number' && Number.isFinite(value);
      case 'String':
        return typeof value === 'string';
      case 'Boolean':
        return typeof value === 'boolean';
      default:
        return true;
    }
  }
}

function namedType(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) || isListType(type) ? namedType(type.ofType) : type;
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
