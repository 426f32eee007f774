import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { ResponseNames } from '../../../planning/response-names';
import type { SeededRandom } from './seeded-random';

/** How often, of a thousand values, something is so. */
export interface Faultiness {
  readonly nulls: number;
  readonly missing: number;
  readonly wrong: number;
  readonly wrongTypeNames: number;
  /** Objects without `__typename` where the schema says their type: no fault, plans ask for it only if needed. */
  readonly withoutTypeName: number;
}

export const FAULTLESS: Faultiness = {
  nulls: 0,
  missing: 0,
  wrong: 0,
  wrongTypeNames: 0,
  withoutTypeName: 500,
};

export const STRINGS = [
  '',
  'plain',
  'with "quotes" and \\backslashes\\',
  'line\nbreak\ttab\r\b\f\u0000\u001f\u007f',
  '\u2028 and \u2029',
  'محمد عبد الله',
  'مؤسسة "الأمل"\nالخيرية',
  'ÿÀé',
  '€ and \uffff',
  '😀 emoji 👩‍👧',
  'lone \ud800',
  '\udc00 alone',
  'x'.repeat(65),
  'é'.repeat(65),
];
/** Rare, for they take long to compare. */
const LONG_STRINGS = ['ع'.repeat(3_000), 'long '.repeat(3_000), 'ع"'.repeat(9_000)];

const LEAVES: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 7, -1, 10, 99, 100, 12_345, -987_654, 2_147_483_647, -2_147_483_648, 4_294_967_296, 1e20, -0],
  Float: [0, 1.5, -2.25, 1e-7, 1e21, 1.7976931348623157e308, 42],
  String: STRINGS,
  Boolean: [true, false],
  ID: ['id', '1', 12, -3, 'معرّف'],
  Colour: ['RED', 'GREEN'],
  Json: [{ a: [1, { b: 'ب' }] }, [], 'text', 1.25, true],
};
const WRONG_LEAVES = [1.5, 'BLUE', '7', true, 1e21, Infinity, {}, [], ['x']];

/** A merged tree for everything that a document may ask, whatever its conditions. */
export function generatedTree(
  schema: GraphQLSchema,
  document: DocumentNode,
  names: ResponseNames,
  random: SeededRandom,
  faultiness: Faultiness,
): Record<string, unknown> {
  const generation = new TreeGeneration(schema, document, names, random, faultiness);
  return generation.root();
}

class TreeGeneration {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly names: ResponseNames,
    private readonly random: SeededRandom,
    private readonly faultiness: Faultiness,
  ) {
    for (const part of document.definitions)
      if (part.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(part.name.value, part);
  }

  root(): Record<string, unknown> {
    const [operation] = this.document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation comes first.');
    return this.#object(
      this.schema.getQueryType() as GraphQLCompositeType,
      [operation.selectionSet],
      undefined,
    );
  }

  /** All fields are there, also those of fragments on other types: a serializer must not take them for asked. */
  #object(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    typeName: unknown,
  ): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    if (typeName !== undefined) object['__typename'] = typeName;
    const fields = new Map<string, { type: GraphQLOutputType | null; sets: SelectionSetNode[] }>();
    for (const set of sets) this.#gather(set, type, fields);
    for (const [key, field] of fields) {
      if (this.#happens(this.faultiness.missing)) continue;
      const value = field.type ? this.#value(field.type, field.sets) : (typeName ?? type.name);
      // As a parser of JSON would: a key such as `__proto__` is a key like any other.
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return object;
  }

  #gather(
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType,
    fields: Map<string, { type: GraphQLOutputType | null; sets: SelectionSetNode[] }>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const key = this.names.keyOf(node);
        if (key === '__typename') continue;
        const field = fields.get(key) ?? { type: this.#typeOf(node, type), sets: [] };
        if (node.selectionSet) field.sets.push(node.selectionSet);
        fields.set(key, field);
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
      if (!fragment) continue;
      const condition = fragment.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
      this.#gather(fragment.selectionSet, isCompositeType(condition) ? condition : type, fields);
    }
  }

  #typeOf({ name }: FieldNode, type: GraphQLCompositeType): GraphQLOutputType | null {
    return 'getFields' in type ? (type.getFields()[name.value]?.type ?? null) : null;
  }

  #value(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): unknown {
    if (this.#happens(this.faultiness.nulls)) return null;
    if (this.#happens(this.faultiness.wrong)) return this.random.pick(WRONG_LEAVES);
    if (isNonNullType(type)) return this.#value(type.ofType, sets);
    if (isListType(type))
      return this.random.times(this.random.below(4), () => this.#value(type.ofType, sets));
    const named = getNamedType(type);
    if (named.name === 'String' && this.#happens(2)) return this.random.pick(LONG_STRINGS);
    if (!isCompositeType(named)) return this.random.pick(LEAVES[named.name] ?? []);
    return this.#object(named, sets, this.#typeName(named));
  }

  #typeName(type: GraphQLCompositeType): unknown {
    if (this.#happens(this.faultiness.wrongTypeNames)) {
      return this.random.pick([null, 'Living', 'Pet', 'Nobody', 'Colour', '', 'constructor', 'Dog']);
    }
    if (isAbstractType(type)) return this.random.pick(this.schema.getPossibleTypes(type)).name;
    return this.#happens(this.faultiness.withoutTypeName) ? undefined : type.name;
  }

  #happens(times: number): boolean {
    return this.random.chance(times / 1_000);
  }
}
