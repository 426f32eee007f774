import { OperationTypeNode, print, visit, type SelectionNode, type SelectionSetNode } from 'graphql';
import { trimSelectionNodes, type FetchNode, type QueryPlanSelectionNode } from '@apollo/query-planner';
import { documentOf, type FetchDocument } from './plan-walk';
import { TYPENAME } from './selections-by-type';
import type { UnmetRequirement } from './unmet-requirements';
import { withOperation } from './written-fetch';

/** Fields of the objects of one type at one place, to be asked for by a call of their own. */
export interface TakenOutFields {
  readonly typeName: string;
  /** Where the objects are, with the marks for lists and types. */
  readonly path: readonly string[];
  /** By what the service knows the objects. */
  readonly key: SelectionSetNode;
  readonly fields: readonly UnmetRequirement[];
}

/** The call for these fields, to the service from whose call they are taken. */
export function callFor(
  taken: TakenOutFields,
  { serviceName, operationName, variableUsages }: FetchNode,
  { operation }: FetchDocument,
): FetchNode {
  const own = (operation.variableDefinitions ?? []).filter(
    ({ variable }) => variable.name.value !== 'representations',
  );
  const name = operationName && `${operationName}__required`;
  const variables = ['$representations: [_Any!]!', ...own.map(print)];
  const directives = (operation.directives ?? []).map(print);
  const fields = taken.fields.map(({ field }) => print(field));
  const text = `query ${name ?? ''}(${variables.join()}) ${directives.join(' ')} {
    _entities(representations: $representations) { ... on ${taken.typeName} { ${fields.join(' ')} } }
  }`;
  const call: FetchNode = {
    kind: 'Fetch',
    serviceName,
    requires: requiresOf(taken),
    variableUsages,
    operation: text,
    operationName: name,
    operationKind: OperationTypeNode.QUERY,
  };
  return withOperation(call, documentOf(call).operation);
}

/** The call without the fields, but with the keys of their objects. */
export function callWithout(
  taken: readonly TakenOutFields[],
  fetch: FetchNode,
  { operation }: FetchDocument,
): FetchNode {
  const keys = new Map<SelectionNode, SelectionSetNode>(
    taken.flatMap(({ key, fields }) => fields.map(({ field }) => [field, key] as const)),
  );
  const reduced = visit(operation, {
    SelectionSet: {
      enter({ selections, ...set }): SelectionSetNode | undefined {
        const key = selections.map((node) => keys.get(node)).find((one) => one !== undefined);
        if (!key) return undefined;
        const left = selections.filter((node) => !keys.has(node));
        const known = new Set(left.map(print));
        const identifying = [TYPENAME, ...key.selections].filter((node) => !known.has(print(node)));
        return { ...set, selections: [...left, ...identifying] };
      },
    },
  });
  return withOperation(fetch, reduced);
}

/** What is sent of the objects: the key, and all that the fields require. */
function requiresOf({ typeName, key, fields }: TakenOutFields): QueryPlanSelectionNode[] {
  const required = fields.flatMap(({ requirement }) => requirement.selections);
  const selections = trimSelectionNodes([TYPENAME, ...key.selections, ...required]);
  return [{ kind: 'InlineFragment', typeCondition: typeName, selections: merged(selections) }];
}

/** Each field once, with all that is selected of it. */
function merged(selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] {
  const known = new Map<string, QueryPlanSelectionNode>();
  for (const node of selections) {
    const name = node.kind === 'Field' ? node.name : `... on ${node.typeCondition}`;
    const inner = [...(known.get(name)?.selections ?? []), ...(node.selections ?? [])];
    known.set(name, node.selections ? { ...node, selections: merged(inner) } : node);
  }
  return [...known.values()];
}
