import { Kind, parse } from 'graphql';
import { Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import { buildSubgraph } from '../schema/build';
import { Decision } from './decision';
import { StateTransition } from './state-history';

@Resolver()
class AnyResolver {
  @Access.everyone()
  @Query(() => Decision, { description: 'A decision.' })
  decision(): Decision {
    return { outcome: 'REFUSED', rulesVersion: 'x#1', reasons: [], inputs: [] };
  }

  @Access.everyone()
  @Query(() => [StateTransition], { description: 'A history.' })
  history(): StateTransition[] {
    return [];
  }
}

describe('records in the graph', () => {
  it('are value types that every service may give, without who did a thing', () => {
    const { sdl } = buildSubgraph({ resolvers: [AnyResolver], references: {} });

    const types = parse(sdl).definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value !== 'Query' ? [node] : [],
    );
    const fieldsOf = (name: string) =>
      types.find((type) => type.name.value === name)?.fields?.map((field) => field.name.value);
    expect(types.every(({ directives }) => directives?.some(({ name }) => name.value === 'shareable'))).toBe(
      true,
    );
    expect(fieldsOf('Decision')).toEqual(['outcome', 'rulesVersion', 'reasons', 'inputs']);
    expect(fieldsOf('DecisionReason')).toEqual(['code', 'message', 'fact', 'limit']);
    expect(fieldsOf('StateTransition')).toEqual([
      'id',
      'ordinal',
      'fromState',
      'toState',
      'action',
      'byRole',
      'at',
      'onDate',
      'reason',
    ]);
  });
});
