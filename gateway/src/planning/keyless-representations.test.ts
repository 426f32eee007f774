import '../execution/without-telemetry';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { parse } from 'graphql';
import { readJoinFacts } from './join-facts';
import { narrowKeyless } from './keyless-representations';
import { fetchesOf } from './plan-walk';
import { MEDIA_SUPERGRAPH } from './testing/media-federation';

/** What the calls for entities to a service require, before and after. */
function requiredFor(service: string, text: string): unknown[] {
  return [required(planOf(text), service), required(narrowedPlanOf(text), service)];
}

function planOf(text: string): QueryPlan {
  const supergraph = Supergraph.build(MEDIA_SUPERGRAPH);
  const operation = operationFromDocument(supergraph.apiSchema(), parse(text));
  return new QueryPlanner(supergraph).buildQueryPlan(operation);
}

function narrowedPlanOf(text: string): QueryPlan {
  const plan = planOf(text);
  narrowKeyless(fetchesOf(plan), readJoinFacts(parse(MEDIA_SUPERGRAPH)));
  return plan;
}

function required(plan: QueryPlan, service: string): string[] {
  return fetchesOf(plan)
    .filter(({ fetch }) => fetch.serviceName === service)
    .flatMap(({ fetch }) => fetch.requires ?? [])
    .map((part) => {
      if (part.kind === 'Field') return part.name;
      const names = part.selections.map((inner) => (inner.kind === 'Field' ? inner.name : '…'));
      return `${part.typeCondition}: ${names.join(' ')}`;
    })
    .sort();
}

describe('requirements of an interface object', () => {
  it('are sent for those types only whose key is sent', () => {
    expect(
      requiredFor('rights', '{ protected { ... on Song { licence } ... on Movie { licence } } }'),
    ).toEqual([
      ['Media: __typename year', 'Movie: __typename id', 'Song: __typename id'],
      ['Movie: __typename id', 'Movie: __typename year', 'Song: __typename id', 'Song: __typename year'],
    ]);
  });

  it('stay as they are when the key is sent for all', () => {
    const [before, after] = requiredFor('rights', '{ media { licence } }');

    expect(after).toEqual(before);
    expect(String(after)).toContain('id');
  });

  it('are not invented for calls that need no entity', () => {
    const [call] = fetchesOf(narrowedPlanOf('{ media { year } }'));

    expect(call?.fetch.requires).toBeUndefined();
  });
});
