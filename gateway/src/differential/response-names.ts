import {
  isCompositeType,
  getNamedType,
  isObjectType,
  type ArgumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
} from 'graphql';

/** A field that stands under a response name already. */
export interface Taken {
  readonly parent: GraphQLCompositeType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly args: readonly ArgumentNode[];
  /** The names within it; shared by all selections that are merged there. */
  readonly inner: NamesAtPlace;
}

/** The response names at one place of an answer, and what they stand for: kept so that selections can be merged. */
export class NamesAtPlace {
  readonly #taken = new Map<string, Taken>();

  /** What may stand under a name: anything when it is free, the same again, or what can never meet the first. */
  fits(
    name: string,
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
  ): Taken | 'free' | null {
    const taken = this.#taken.get(name);
    if (!taken) return 'free';
    if (!isSameShape(taken.field.type, field.type)) return null;
    if (taken.field === field) return taken;
    if (taken.field.name === field.name && signature(taken.field) === signature(field)) return taken;
    const areApart = isObjectType(parent) && isObjectType(taken.parent) && parent !== taken.parent;
    // Objects of two types are never one, so each may have its own field there; kept to plain values.
    return areApart && !isCompositeType(getNamedType(field.type)) ? 'free' : null;
  }

  take(name: string, taken: Taken): void {
    this.#taken.set(name, taken);
  }

  /** Names that stand for fields of that type. */
  of(parent: GraphQLCompositeType): readonly (readonly [string, Taken])[] {
    return [...this.#taken].filter(([, taken]) => taken.parent === parent);
  }
}

function isSameShape(one: GraphQLOutputType, other: GraphQLOutputType): boolean {
  return String(one) === String(other);
}

function signature({ args }: GraphQLField<unknown, unknown>): string {
  return args
    .map(({ name, type, defaultValue }) => `${name}:${String(type)}=${JSON.stringify(defaultValue)}`)
    .join();
}
