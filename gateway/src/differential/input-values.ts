import {
  Kind,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type ObjectFieldNode,
  type ValueNode,
} from 'graphql';
import { Random } from './random';

/** Makes values of input types, and writes them as literals. */
export class InputValues {
  constructor(
    private readonly random: Random,
    /** Values that make sense, by the name of an argument or an input field, or else of its type. */
    private readonly examples: Readonly<Record<string, readonly unknown[]>>,
  ) {}

  /** A value as a client sends it in JSON, for an argument or an input field of that name. */
  make(type: GraphQLInputType, name: string, depth = 2): unknown {
    if (isNonNullType(type)) return this.#present(type.ofType, name, depth);
    return this.random.chance(0.12) ? null : this.#present(type, name, depth);
  }

  #present(type: GraphQLInputType, name: string, depth: number): unknown {
    if (isNonNullType(type)) return this.#present(type.ofType, name, depth);
    if (isListType(type)) {
      const items = Array.from({ length: this.random.below(4) });
      return items.map(() => this.make(type.ofType, name, depth));
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => {
        const isNeeded = isNonNullType(field.type) && field.defaultValue === undefined;
        return isNeeded || (depth > 0 && this.random.chance(0.5));
      });
      return Object.fromEntries(
        fields.map((field) => [field.name, this.make(field.type, field.name, depth - 1)]),
      );
    }
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    const known = this.examples[name] ?? this.examples[type.name];
    if (known) return this.random.pick(known);
    return this.random.pick(BUILT_IN[type.name] ?? ['x']);
  }

  /** The value as a literal; `replaced` may put something else, such as a variable, in the place of an inner one. */
  literal(
    type: GraphQLInputType,
    value: unknown,
    replaced: (type: GraphQLInputType, name: string) => ValueNode | null,
  ): ValueNode {
    if (value === null) return { kind: Kind.NULL };
    if (isNonNullType(type)) return this.literal(type.ofType, value, replaced);
    if (isListType(type) && Array.isArray(value)) {
      const inner = type.ofType;
      return {
        kind: Kind.LIST,
        values: value.map((item) => replaced(inner, 'item') ?? this.literal(inner, item, replaced)),
      };
    }
    if (isInputObjectType(type)) {
      const known = type.getFields();
      const fields = Object.entries(value as object).map(([name, inner]): ObjectFieldNode => {
        const field = known[name];
        if (!field) throw new Error(`${type.name} has no ${name}.`);
        const literal = replaced(field.type, name) ?? this.literal(field.type, inner, replaced);
        return { kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: name }, value: literal };
      });
      return { kind: Kind.OBJECT, fields };
    }
    if (isEnumType(type) && typeof value === 'string') return { kind: Kind.ENUM, value };
    return plainLiteral(value);
  }
}

const BUILT_IN: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 2, 7, -1],
  Float: [0.5, 3],
  String: ['x', ''],
  Boolean: [true, false],
  ID: ['1', 2, 'x'],
};

function plainLiteral(value: unknown): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  if (typeof value === 'number') {
    return {
      kind: Number.isInteger(value) && Math.abs(value) < 1e15 ? Kind.INT : Kind.FLOAT,
      value: String(value),
    };
  }
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(plainLiteral) };
  const fields = Object.entries(value as object).map(([name, inner]): ObjectFieldNode => ({
    kind: Kind.OBJECT_FIELD,
    name: { kind: Kind.NAME, value: name },
    value: plainLiteral(inner),
  }));
  return { kind: Kind.OBJECT, fields };
}
