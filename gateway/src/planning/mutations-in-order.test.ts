import type { QueryPlan } from '@apollo/query-planner';
import { GraphInWorker } from './graph-in-worker';
import { fetchesOf } from './plan-walk';
import { supergraphOf } from './testing/small-federation';

const graph = new GraphInWorker(
  supergraphOf({
    counts: {
      sdl: `
        type Query { counter: Counter }
        type Mutation { add(by: Int): Counter reset: Counter total: Int }
        type Counter @key(fields: "id") { id: ID! value: Int }`,
    },
    journal: {
      sdl: `
        type Mutation { note: Counter }
        type Counter @key(fields: "id") { id: ID! history(last: Int): [Int] notes: Int }`,
    },
  }),
);

/** What is asked, call by call, and whether Apollo's planner would have it in another order. */
function plannedFor(document: string): { calls: string[]; isMended: boolean } {
  const answer = graph.plan({ kind: 'plan', graph: 1, document, operationName: undefined });
  if (answer.kind !== 'planned') throw new Error(JSON.stringify(answer));
  const calls = fetchesOf(JSON.parse(answer.plan) as QueryPlan).map(({ fetch, path }) =>
    [fetch.serviceName, ...path, fetch.operation.replace(/.*\{\.\.\.on Counter/, '')].join(' '),
  );
  return { calls, isMended: answer.isMended };
}

describe('mutations of one service', () => {
  it('are each done with what other services know of their results', () => {
    const text = 'mutation { add { history } more: add(by: 2) { history } reset { value } }';

    expect(plannedFor(text)).toEqual({
      calls: [
        'counts mutation{add{__typename id}}',
        'journal add {history}}}',
        'counts mutation{more:add(by:2){__typename id}}',
        'journal more {history}}}',
        'counts mutation{reset{value}}',
      ],
      isMended: true,
    });
  });

  it('share a call as long as nobody else is asked of their results', () => {
    const text = 'mutation { add { value } reset { history } again: add { value } total }';

    expect(plannedFor(text).calls).toEqual([
      'counts mutation{add{value}reset{__typename id}}',
      'journal reset {history}}}',
      'counts mutation{again:add{value}total}',
    ]);
  });

  it('have their own variables and fragments each', () => {
    const text = `
      mutation M($by: Int, $last: Int) { add(by: $by) { ...F } reset { ...F } }
      fragment F on Counter { history(last: $last) }`;

    expect(plannedFor(text).calls).toEqual([
      'counts mutation M__counts__0($by:Int){add(by:$by){__typename id}}',
      'journal add {history(last:$last)}}}',
      'counts mutation M__counts__0{reset{__typename id}}',
      'journal reset {history(last:$last)}}}',
    ]);
  });

  it('are not called again for the name of the root’s type', () => {
    const { calls } = plannedFor('mutation { t: __typename add { history } reset { history } __typename }');

    expect(calls.filter((call) => call.includes('mutation'))).toHaveLength(2);
    expect(calls.join()).toContain('reset{');
  });
});

describe('mutations that the planner has in order', () => {
  it.each([
    ['answered by their service alone', 'mutation { add { value } reset { value } }', 1],
    ['of which only the last is asked of others', 'mutation { total add { value } reset { history } }', 2],
    ['of several services', 'mutation { add { history } note { value } reset { notes } }', 6],
    ['that are one', 'mutation { add { history value } }', 2],
  ])('are left as they are: %s', (_what, text, count) => {
    const { calls, isMended } = plannedFor(text);

    expect(calls).toHaveLength(count);
    expect(isMended).toBe(false);
  });

  it('are not what queries are', () => {
    const text = '{ counter { history } other: counter { history } }';

    expect(plannedFor(text)).toMatchObject({ isMended: false });
  });
});
