import {
  GraphQLError,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { conditionVariables } from '../planning/conditions';
import { fragmentsOf } from '../planning/fragments';
import type { ExecutableOperation } from './executor';

const MOST_ERRORS = 20;

/**
 * What is wrong with the variables, seen from the operation: missing, unknown in an input, of the wrong kind. The
 * graph's own scalars (`Money`, `Date`, …) are looked at by the services, which know their rules.
 */
export function variableErrors(
  schema: GraphQLSchema,
  operation: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const { variableDefinitions = [] } = operation.operation;
  const { errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: MOST_ERRORS });
  return errors ?? nullConditions(operation, variables);
}

/** A variable with a default may decide `@skip` or `@include` although its type allows null, which decides nothing. */
function nullConditions(
  { document, operation }: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const nulls = (operation.variableDefinitions ?? []).filter(
    ({ variable }) => variables[variable.name.value] === null,
  );
  if (nulls.length === 0) return [];
  const conditions = conditionVariables(operation.selectionSet, fragmentsOf(document));
  return nulls
    .map(({ variable }) => variable.name.value)
    .filter((name) => conditions.includes(name))
    .map((name) => new GraphQLError(`Variable "$${name}" of non-null type "Boolean!" must not be null.`));
}

/** Gives the variables with the operation's defaults for those that were not sent. */
export type ApplyDefaults = (
  variables: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

/** Works out an operation's defaults once. */
export function compileDefaults(schema: GraphQLSchema, { operation }: ExecutableOperation): ApplyDefaults {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const inputType =
      defaultValue && (typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType | undefined);
    return inputType ? [[variable.name.value, valueFromAST(defaultValue, inputType)] as const] : [];
  });
  if (defaults.length === 0) return (variables) => variables;
  return (variables) => {
    const all: Record<string, unknown> = { ...variables };
    for (const [name, value] of defaults) if (all[name] === undefined) all[name] = value;
    return all;
  };
}
