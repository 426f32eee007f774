import type { GraphQLError, GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import type { ExecutableOperation } from './executor';

const MOST_ERRORS = 20;

/**
 * What is wrong with the variables, seen from the operation: missing, unknown in an input, of the wrong kind. The
 * graph's own scalars (`Money`, `Date`, …) are looked at by the services, which know their rules.
 */
export function variableErrors(
  schema: GraphQLSchema,
  { operation }: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: MOST_ERRORS,
  });
  return errors ?? [];
}
