import { print, stripIgnoredCharacters, visit, type OperationDefinitionNode } from 'graphql';
import type { FetchNode } from '@apollo/query-planner';

/** The call with this operation in the place of its own, of whose variables it has those only that it uses. */
export function withOperation(fetch: FetchNode, operation: OperationDefinitionNode): FetchNode {
  const used = variablesUsed(operation);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print({ ...operation, variableDefinitions })),
    variableUsages: fetch.variableUsages?.filter((name) => used.has(name)),
  };
}

/** The names of the variables that an operation uses, whatever it defines. */
export function variablesUsed(operation: OperationDefinitionNode): Set<string> {
  const used = new Set<string>();
  visit({ ...operation, variableDefinitions: [] }, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}
