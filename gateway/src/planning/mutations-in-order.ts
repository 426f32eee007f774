import { Kind, OperationTypeNode, type DocumentNode, type SelectionNode } from 'graphql';
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { documentOf, fetchesOf, fieldsIn, keyOfField, partsOf } from './plan-walk';

/**
 * A mutation's fields are done one after another, each with all that is asked of its result. The planner puts
 * neighbours of one service into one call, and asks other services of the results only after all of them: they would
 * tell what later writes have made of it. Cuts a mutation, planned as a whole, into documents of which each can be
 * one call and what follows from its last field; gives only the document itself when nothing has to be cut.
 */
export function mutationsInOrder(document: DocumentNode, plan: QueryPlan): readonly DocumentNode[] {
  const { operation } = partsOf(document);
  if (operation.operation !== OperationTypeNode.MUTATION) return [document];
  const followed = keysFollowed(plan);
  if (isInOrder(plan, followed)) return [document];
  const runs: SelectionNode[][] = [];
  let run: SelectionNode[] | null = null;
  for (const node of operation.selectionSet.selections) {
    const isField = node.kind === Kind.FIELD && node.name.value !== '__typename';
    // What asks for nothing to be done is no reason for another call.
    if (!run && (isField || runs.length === 0)) runs.push((run = []));
    (run ?? runs.at(-1))?.push(node);
    if (isField && followed.has(keyOfField(node))) run = null;
  }
  return runs.map((selections) => ({
    ...document,
    definitions: document.definitions.map((part) =>
      part === operation ? { ...operation, selectionSet: { ...operation.selectionSet, selections } } : part,
    ),
  }));
}

/** One plan of several that are done one after another. */
export function inSequence(plans: readonly QueryPlan[]): QueryPlan {
  const nodes = plans.flatMap(({ node }): PlanNode[] => {
    if (node?.kind === 'Subscription') throw new Error('A subscription cannot be one of several.');
    return node?.kind === 'Sequence' ? node.nodes : node ? [node] : [];
  });
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } };
}

/** Whether nothing follows from a field that shares its call with a later one. */
function isInOrder(plan: QueryPlan, followed: ReadonlySet<string>): boolean {
  return fetchesOf(plan)
    .filter(({ fetch, path }) => path.length === 0 && !fetch.requires)
    .every(({ fetch }) => {
      const { operation, fragments } = documentOf(fetch);
      const fields = fieldsIn(operation.selectionSet, '', fragments).filter(
        ({ field }) => field.name.value !== '__typename',
      );
      return fields.slice(0, -1).every(({ field }) => !followed.has(keyOfField(field)));
    });
}

/** The root's keys of whose values something is asked in a call of its own. */
function keysFollowed(plan: QueryPlan): Set<string> {
  return new Set(fetchesOf(plan).flatMap(({ path }) => path.slice(0, 1)));
}
