import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import type { SeededRandom } from './seeded-random';

export const CONDITION_VARIABLES = ['x', 'y', 'z'];
const DEPTH = 4;

/** An operation of all that GraphQL has to select with. */
export function generatedOperation(schema: GraphQLSchema, random: SeededRandom): string {
  return new OperationGeneration(schema, random).generate();
}

class OperationGeneration {
  readonly #fragments = new Map<string, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: SeededRandom,
  ) {}

  generate(): string {
    const root = this.#selectionSet(this.schema.getQueryType() as GraphQLCompositeType, DEPTH);
    const variables = CONDITION_VARIABLES.map((name) => `$${name}: Boolean!`).join(', ');
    return [`query (${variables}) ${root}`, ...this.#fragments.values()].join('\n');
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): string {
    const parts = this.random.times(1 + this.random.below(4), () => this.#selection(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const choice = this.random.next();
    if (depth > 0 && choice < 0.2) return this.#inlineFragment(type, depth);
    if (depth > 0 && choice < 0.3) return this.#spread(type, depth);
    return this.#field(type, depth);
  }

  #field(type: GraphQLCompositeType, depth: number): string {
    const all = isUnionType(type) ? [] : Object.values(type.getFields());
    const fields = all.filter((one) => depth > 0 || !isCompositeType(getNamedType(one.type)));
    if (fields.length === 0 || this.random.chance(0.12)) {
      return `${this.random.pick(['', '', 'what: ', '__proto__: '])}__typename${this.#condition(0.1)}`;
    }
    const field = this.random.pick(fields);
    const alias = this.random.pick(['', '', `my_${field.name}: `]);
    const inner = getNamedType(field.type);
    const within = isCompositeType(inner) ? ` ${this.#selectionSet(inner, depth - 1)}` : '';
    return `${alias}${field.name}${this.#condition(0.15)}${within}`;
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number): string {
    if (this.random.chance(0.2)) return `...${this.#condition(0.5)} ${this.#selectionSet(type, depth - 1)}`;
    const condition = this.random.pick(this.#meeting(type));
    return `... on ${condition.name}${this.#condition(0.1)} ${this.#selectionSet(condition, depth - 1)}`;
  }

  /** A fragment is used again where it fits. */
  #spread(type: GraphQLCompositeType, depth: number): string {
    const condition = this.random.pick(this.#meeting(type));
    const name = `${condition.name}${depth}`;
    if (!this.#fragments.has(name)) {
      const body = this.#selectionSet(condition, depth - 1);
      this.#fragments.set(name, `fragment ${name} on ${condition.name} ${body}`);
    }
    return `...${name}${this.#condition(0.1)}`;
  }

  /** Types that an object of this type may also have. */
  #meeting(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = this.#possible(type);
    return Object.values(this.schema.getTypeMap()).filter(
      (one): one is GraphQLCompositeType =>
        isCompositeType(one) && this.#possible(one).some((name) => possible.includes(name)),
    );
  }

  #possible(type: GraphQLCompositeType): string[] {
    return isAbstractType(type) ? this.schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }

  #condition(probability: number): string {
    if (!this.random.chance(probability)) return '';
    const value = this.random.pick(['true', 'false', ...CONDITION_VARIABLES.map((name) => `$${name}`)]);
    return ` @${this.random.pick(['skip', 'include'])}(if: ${value})`;
  }
}
