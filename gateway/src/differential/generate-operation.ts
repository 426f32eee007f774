import {
  Kind,
  OperationTypeNode,
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  print,
  validate,
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type InlineFragmentNode,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Federation } from './federation';
import { GeneratedVariables } from './generated-variables';
import { InputValues } from './input-values';
import { Random } from './random';
import { NamesAtPlace, type Taken } from './response-names';

export interface GeneratedOperation {
  readonly operation: string;
  /** Values for its variables that a client may send together. */
  readonly variables: readonly Readonly<Record<string, unknown>>[];
}

/** Aliases of which software that keeps answers in objects may think something else. */
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '__typename',
  'representations',
  '_entities',
  'length',
];
const DEPTH = 5;
const MOST_FIELDS = 15;

/**
 * A valid operation on the schema with its variables; the same for the same seed. A plain one has no aliases and no
 * conditions.
 */
export function generateOperation(
  schema: GraphQLSchema,
  { examples, depth = DEPTH }: Pick<Federation, 'examples' | 'depth'>,
  seed: number,
  { isPlain, timesVariables }: { readonly isPlain: boolean; readonly timesVariables: number },
): GeneratedOperation {
  const random = new Random(seed);
  for (let attempt = 0; attempt < 50; attempt++) {
    const generated = new Generator(schema, examples, random, isPlain, depth).generate(timesVariables);
    if (validate(schema, parse(generated.operation)).length === 0) return generated;
  }
  throw new Error(`No valid operation of the seed ${seed}.`);
}

class Generator {
  readonly #variables: GeneratedVariables;
  readonly #fragments: FragmentDefinitionNode[] = [];
  readonly #abstract: readonly GraphQLCompositeType[];
  #fieldsLeft = MOST_FIELDS;
  #names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    examples: Readonly<Record<string, readonly unknown[]>>,
    private readonly random: Random,
    private readonly isPlain: boolean,
    private readonly depth: number,
  ) {
    this.#variables = new GeneratedVariables(random, new InputValues(random, examples));
    this.#abstract = Object.values(schema.getTypeMap()).filter(
      (type): type is GraphQLCompositeType => isAbstractType(type) && !type.name.startsWith('__'),
    );
  }

  generate(timesVariables: number): GeneratedOperation {
    const mutation = this.schema.getMutationType();
    const isMutation = mutation && this.random.chance(0.15);
    const root = isMutation ? mutation : this.schema.getQueryType();
    if (!root) throw new Error('The schema has no queries.');
    const selectionSet = this.#selectionSet(
      root,
      new NamesAtPlace(),
      isMutation ? this.depth - 2 : this.depth,
    );
    const introspection = !isMutation && this.random.chance(0.06) ? [this.#introspection()] : [];
    const text = [
      {
        kind: Kind.OPERATION_DEFINITION as const,
        operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
        ...(this.random.chance(0.3) ? { name: nameNode('Tried') } : {}),
        variableDefinitions: this.#variables.definitions,
        selectionSet: { ...selectionSet, selections: [...selectionSet.selections, ...introspection] },
      },
      ...this.#fragments,
    ].map(print);
    const variables = Array.from({ length: timesVariables }, () => this.#variables.drawValues());
    return { operation: text.join('\n\n'), variables };
  }

  #selectionSet(type: GraphQLCompositeType, names: NamesAtPlace, depth: number): SelectionSetNode {
    const selections: SelectionNode[] = [];
    const wanted = 1 + this.random.below(4);
    for (let at = 0; at < wanted; at++) {
      const selection = this.#selection(type, names, depth);
      if (selection) selections.push(selection);
    }
    if (selections.length === 0) selections.push(this.#typename());
    return { kind: Kind.SELECTION_SET, selections };
  }

  #selection(type: GraphQLCompositeType, names: NamesAtPlace, depth: number): SelectionNode | null {
    const drawn = this.random.next();
    if (drawn < 0.06) return this.#typename();
    if (drawn < (isAbstractType(type) ? 0.4 : 0.16)) return this.#inlineFragment(type, names, depth);
    if (drawn < (isAbstractType(type) ? 0.5 : 0.24)) return this.#spread(type, names, depth);
    return this.#field(type, names, depth);
  }

  #field(type: GraphQLCompositeType, names: NamesAtPlace, depth: number): FieldNode | null {
    if (isUnionType(type) || this.#fieldsLeft <= 0) return null;
    const known = names.of(type);
    if (known.length > 0 && this.random.chance(0.12)) {
      const [name, taken] = this.random.pick(known);
      return this.#fieldNode(name, taken, depth);
    }
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || isLeafType(getNamedType(field.type)),
    );
    if (fields.length === 0) return null;
    const field = this.random.pick(fields);
    const name = this.#responseName(type, field);
    const fit = names.fits(name, type, field);
    if (fit !== 'free' && fit !== null) return this.#fieldNode(name, fit, depth, field);
    if (fit === null && this.isPlain) return null;
    const free = fit === 'free' ? name : `x${++this.#names}`;
    const taken = { parent: type, field, args: this.#arguments(field), inner: new NamesAtPlace() };
    names.take(free, taken);
    return this.#fieldNode(free, taken, depth);
  }

  #fieldNode(name: string, { args, inner, field }: Taken, depth: number, own = field): FieldNode {
    this.#fieldsLeft--;
    const type = getNamedType(own.type);
    return {
      kind: Kind.FIELD,
      name: nameNode(own.name),
      ...(name === own.name ? {} : { alias: nameNode(name) }),
      arguments: args,
      directives: this.#directives(),
      ...(isCompositeType(type) ? { selectionSet: this.#selectionSet(type, inner, depth - 1) } : {}),
    };
  }

  #responseName(type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): string {
    if (this.isPlain || !this.random.chance(0.3)) return field.name;
    const isLeaf = isLeafType(getNamedType(field.type));
    if (isLeaf && this.random.chance(0.06)) return this.random.pick(HOSTILE);
    if (isUnionType(type) || this.random.chance(0.25)) return this.random.pick(['a', 'b', 'id', 'name']);
    // The name of a neighbour: a key or what some field requires, with luck.
    return this.random.pick(Object.keys(type.getFields()));
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): readonly ArgumentNode[] {
    return args
      .filter(({ type, defaultValue }) => {
        const isNeeded = isNonNullType(type) && defaultValue === undefined;
        return isNeeded || this.random.chance(0.6);
      })
      .map(({ name, type }) => ({
        kind: Kind.ARGUMENT,
        name: nameNode(name),
        value: this.#variables.valueOrVariable(type, name),
      }));
  }

  #typename(): FieldNode {
    const isAliased = this.random.chance(0.3);
    return {
      kind: Kind.FIELD,
      name: nameNode('__typename'),
      ...(isAliased ? { alias: nameNode(`type${this.random.below(3)}`) } : {}),
      directives: this.#directives(),
    };
  }

  #inlineFragment(type: GraphQLCompositeType, names: NamesAtPlace, depth: number): InlineFragmentNode {
    const condition = this.random.chance(isAbstractType(type) ? 0.9 : 0.6) ? this.#condition(type) : null;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition ? { typeCondition: namedType(condition.name) } : {}),
      directives: this.#directives(),
      selectionSet: this.#selectionSet(condition ?? type, names, depth),
    };
  }

  #spread(type: GraphQLCompositeType, names: NamesAtPlace, depth: number): SelectionNode {
    const usable = this.#fragments.filter(({ typeCondition }) => {
      const condition = this.schema.getType(typeCondition.name.value);
      return isCompositeType(condition) && doTypesOverlap(this.schema, condition, type);
    });
    const again = usable.length > 0 && this.random.chance(0.3) ? this.random.pick(usable) : null;
    const fragment = again ?? this.#fragment(this.#condition(type), names, depth);
    return { kind: Kind.FRAGMENT_SPREAD, name: fragment.name, directives: this.#directives() };
  }

  #fragment(condition: GraphQLCompositeType, names: NamesAtPlace, depth: number): FragmentDefinitionNode {
    const fragment: FragmentDefinitionNode = {
      kind: Kind.FRAGMENT_DEFINITION,
      name: nameNode(`F${++this.#names}`),
      typeCondition: namedType(condition.name),
      selectionSet: this.#selectionSet(condition, names, depth),
    };
    // Only now may it be used again: never within itself.
    this.#fragments.push(fragment);
    return fragment;
  }

  /** A type that an object of `type` can be. */
  #condition(type: GraphQLCompositeType): GraphQLCompositeType {
    if (isObjectType(type) && this.random.chance(0.6)) return type;
    const objects = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [];
    const others = this.#abstract.filter((other) => doTypesOverlap(this.schema, other, type));
    return this.random.pick([type, ...objects, ...objects, ...others]);
  }

  #directives(): DirectiveNode[] {
    if (this.isPlain || !this.random.chance(0.1)) return [];
    return [
      {
        kind: Kind.DIRECTIVE,
        name: nameNode(this.random.pick(['skip', 'include'])),
        arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value: this.#variables.condition() }],
      },
    ];
  }

  #introspection(): SelectionNode {
    const types = Object.keys(this.schema.getTypeMap());
    const asked = this.random.pick([
      '__schema { queryType { name } types { kind name } }',
      '__schema { directives { name isRepeatable args { name defaultValue } } }',
      `__type(name: "${this.random.pick(types)}") { __typename name kind possibleTypes { name }
         fields { name args { name defaultValue type { name kind } } type { name ofType { name kind } } } }`,
      'kind: __type(name: "Nothing") { name }',
    ]);
    const [definition] = parse(`{ ${asked} }`, { noLocation: true }).definitions;
    const selection = definition?.kind === Kind.OPERATION_DEFINITION && definition.selectionSet.selections[0];
    if (!selection) throw new Error('The introspection is empty.');
    return selection;
  }
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function namedType(name: string): FragmentDefinitionNode['typeCondition'] {
  return { kind: Kind.NAMED_TYPE, name: nameNode(name) };
}
