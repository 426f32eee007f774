import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';

/** Plans made by hand, in the form in which the planner makes them. */
export function planOf(node: PlanNode): QueryPlan {
  return { kind: 'QueryPlan', node };
}

export function rootFetch(serviceName: string, selection: string, more: Partial<FetchNode> = {}): FetchNode {
  const operationKind = more.operationKind ?? OperationTypeNode.QUERY;
  const operation = `${operationKind === OperationTypeNode.QUERY ? '' : operationKind}{${selection}}`;
  return { kind: 'Fetch', serviceName, operation, operationKind, operationName: undefined, ...more };
}

/** A fetch for entities of a type by their `id`, at a path such as `users.@.friends.@`. */
export function entityFetch(
  serviceName: string,
  path: string,
  typeName: string,
  selection: string,
  more: Partial<FetchNode> = {},
): PlanNode {
  const requires: FetchNode['requires'] = [
    {
      kind: 'InlineFragment',
      typeCondition: typeName,
      selections: ['__typename', 'id'].map((name) => ({ kind: 'Field', name })),
    },
  ];
  const operation = `query($representations:[_Any!]!){_entities(representations:$representations){...on ${typeName}{${selection}}}}`;
  return {
    kind: 'Flatten',
    path: path.split('.'),
    node: {
      kind: 'Fetch',
      serviceName,
      requires,
      operation,
      operationKind: OperationTypeNode.QUERY,
      operationName: undefined,
      ...more,
    },
  };
}

export const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
export const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

/** Types of which each is an object type of its own. */
export const OBJECT_TYPES = { possibleTypes: (name: string): readonly string[] => [name] };
