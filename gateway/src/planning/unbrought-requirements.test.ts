import type { QueryPlan } from '@apollo/query-planner';
import { GraphInWorker } from './graph-in-worker';
import { fetchesOf } from './plan-walk';
import { MEDIA_SUPERGRAPH } from './testing/media-federation';

const graph = new GraphInWorker(MEDIA_SUPERGRAPH);

/** What is sent of each type to the service of rights. */
function sentFor(document: string): Record<string, string[]> {
  const answer = graph.plan({ kind: 'plan', graph: 1, document, operationName: undefined });
  if (answer.kind !== 'planned') throw new Error(JSON.stringify(answer));
  const sent: Record<string, Set<string>> = {};
  for (const { fetch } of fetchesOf(JSON.parse(answer.plan) as QueryPlan)) {
    for (const part of fetch.requires ?? []) {
      if (part.kind === 'Field') throw new Error('A field outside of all fragments.');
      const ofType = (sent[part.typeCondition ?? ''] ??= new Set());
      for (const inner of part.selections) if (inner.kind === 'Field') ofType.add(inner.name);
    }
  }
  return Object.fromEntries(Object.entries(sent).map(([type, names]) => [type, [...names].sort()]));
}

const KEY = ['__typename', 'id'];
const ALL = ['__typename', 'id', 'year'];

describe('what is required for a field that is asked for of one type', () => {
  it('is sent of that type only, where other fields are asked for of all', () => {
    expect(sentFor('{ media { lands ... on Series { licence } } }')).toEqual({
      Movie: KEY,
      Series: ALL,
      Song: KEY,
    });
  });

  it('brings nobody else to be sent, where nothing else is asked for', () => {
    expect(sentFor('{ media { id ... on Series { licence } } }')).toEqual({ Series: ALL });
  });

  it('is sent of all types when all are asked for it', () => {
    expect(sentFor('{ media { lands licence } }')).toEqual({ Media: ALL });
  });
});
