import {
  GraphQLBoolean,
  GraphQLNonNull,
  Kind,
  isNonNullType,
  parseType,
  type ConstValueNode,
  type GraphQLInputType,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { InputValues } from './input-values';
import { Random } from './random';

/** A variable that was declared, with what its values are made of. */
interface Declared {
  readonly definition: VariableDefinitionNode;
  readonly type: GraphQLInputType;
  /** Of what is given by it, for values that make sense. */
  readonly argument: string;
  readonly mayBeOmitted: boolean;
}

/** The variables of one operation: declared as they are used. */
export class GeneratedVariables {
  readonly #declared: Declared[] = [];

  constructor(
    private readonly random: Random,
    private readonly inputs: InputValues,
  ) {}

  /** A value of that type: written down, sent as a variable, or a mixture. */
  valueOrVariable(type: GraphQLInputType, name: string): ValueNode {
    if (this.random.chance(0.4)) return this.#variable(type, name);
    return this.inputs.literal(type, this.inputs.make(type, name), (inner, innerName) =>
      this.random.chance(0.15) ? this.#variable(inner, innerName) : null,
    );
  }

  /** What `@skip` or `@include` depends on. */
  condition(): ValueNode {
    if (this.random.chance(0.35)) return { kind: Kind.BOOLEAN, value: this.random.chance(0.5) };
    const known = this.#declared.filter(({ type }) => isNonNullType(type) && type.ofType === GraphQLBoolean);
    if (known.length > 0 && this.random.chance(0.5)) return this.random.pick(known).definition.variable;
    const default_: ValueNode | undefined = this.random.chance(0.3)
      ? { kind: Kind.BOOLEAN, value: this.random.chance(0.5) }
      : undefined;
    return this.#declare(new GraphQLNonNull(GraphQLBoolean), 'if', default_);
  }

  get definitions(): readonly VariableDefinitionNode[] {
    return this.#declared.map(({ definition }) => definition);
  }

  /** Values as a client may send them; others each time. */
  drawValues(): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const { definition, type, argument, mayBeOmitted } of this.#declared) {
      if (mayBeOmitted && this.random.chance(0.3)) continue;
      values[definition.variable.name.value] = this.inputs.make(type, argument);
    }
    return values;
  }

  #variable(wanted: GraphQLInputType, argument: string): ValueNode {
    const { random, inputs } = this;
    const type = isNonNullType(wanted) ? wanted.ofType : wanted;
    const default_ = random.chance(0.3)
      ? inputs.literal(type, inputs.make(wanted, argument), () => null)
      : undefined;
    // One that may be null fits where null does not when it has a default.
    const isNullable = isNonNullType(wanted)
      ? default_ !== undefined && random.chance(0.5)
      : default_?.kind === Kind.NULL || random.chance(0.8);
    // But then null itself may not be sent.
    const sent = isNullable && !isNonNullType(wanted) ? type : new GraphQLNonNull(type);
    return this.#declare(sent, argument, default_, isNullable);
  }

  #declare(
    type: GraphQLInputType,
    argument: string,
    default_: ValueNode | undefined,
    isNullable = false,
  ): ValueNode {
    const number = this.#declared.length;
    // Now and then under the name by which federation sends what it asks about.
    const name = number === 0 && this.random.chance(0.01) ? 'representations' : `v${number}`;
    const variable = { kind: Kind.VARIABLE as const, name: { kind: Kind.NAME as const, value: name } };
    const text = String(isNullable && isNonNullType(type) ? type.ofType : type);
    const definition: VariableDefinitionNode = {
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: parseType(text, { noLocation: true }),
      // A literal that was made without variables in it is a constant.
      ...(default_ ? { defaultValue: default_ as ConstValueNode } : {}),
    };
    this.#declared.push({ definition, type, argument, mayBeOmitted: isNullable || default_ !== undefined });
    return variable;
  }
}
