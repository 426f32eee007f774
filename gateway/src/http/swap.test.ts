import { composeGraph, type ComposedGraph } from '../supergraph/composition';
import { fixtureSchemas, fixtureSdlWith } from '../testing/fixture-schemas';
import { GatewayUnderTest } from '../testing/gateway-under-test';

const FIRST = composeGraph(fixtureSchemas());
/** The number of households is no longer told to anyone; another field has come. */
const SECOND = composeGraph(
  fixtureSchemas({
    ngos: fixtureSdlWith(
      'ngos',
      'type LocalizedText @shareable {',
      'type LocalizedText @shareable { "New." ',
    ),
  }),
);
const without = (piece: string): ComposedGraph =>
  composeGraph(fixtureSchemas({ registry: fixtureSdlWith('registry', piece, '') }));
const WITHOUT_SLOW_COUNT = without('slowCount: Int @tag(name: "public")');

let gateway: GatewayUnderTest;
beforeEach(async () => {
  gateway = await GatewayUnderTest.start();
});
afterEach(() => gateway.stop());

const metric = async (name: string): Promise<string[]> =>
  (await (await fetch(`${gateway.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith(name));

describe('another supergraph', () => {
  it('takes over while the gateway runs', async () => {
    expect((await gateway.ask('{ slowCount }')).errors).toEqual([]);

    await gateway.putSupergraph(WITHOUT_SLOW_COUNT);

    const { errors } = await gateway.ask('{ slowCount }');
    expect(errors[0]?.message).toBe('Cannot query field "slowCount" on type "Query".');
    expect(await metric('gateway_supergraph_swaps_total')).toEqual([
      'gateway_supergraph_swaps_total{outcome="taken"} 1',
    ]);
  });

  it('lets requests under way finish on the one they began with', async () => {
    gateway.services.registry.behaviour = { kind: 'answers', afterMs: 300 };
    const called = gateway.services.registry.called();
    const underWay = gateway.ask('{ slowCount }');
    await called;

    await gateway.putSupergraph(WITHOUT_SLOW_COUNT);

    expect((await underWay).errors).toEqual([]);
  });

  it('has the hottest operations planned before it takes over', async () => {
    await gateway.ask('{ ngos { name { ar } } }');
    const before = await metric('gateway_plan_seconds_count');

    await gateway.putSupergraph(SECOND);
    const after = await metric('gateway_plan_seconds_count');
    await gateway.ask('{ ngos { name { ar } } }');

    expect(before).toEqual(['gateway_plan_seconds_count{executor="compiled"} 1']);
    expect(after).toEqual(['gateway_plan_seconds_count{executor="compiled"} 2']);
    expect(await metric('gateway_plan_seconds_count')).toEqual(after);
  });

  it.each<[string, ReadonlyMap<string, string>]>([
    ['that is no GraphQL', new Map([...FIRST, ['supergraph', 'type Query {']])],
    [
      'of which a variant is of another composition',
      new Map([...FIRST, ['supergraph', WITHOUT_SLOW_COUNT.get('supergraph') ?? '']]),
    ],
    [
      'whose variant is broken',
      new Map([...FIRST, ['public', (FIRST.get('public') ?? '').replace(/^type Query$/m, 'type Quern')]]),
    ],
  ])('%s is refused, told once, and the old one goes on', async (_what, broken) => {
    await gateway.putSupergraph(broken);
    await gateway.putSupergraph(broken);

    expect((await gateway.ask('{ slowCount }')).errors).toEqual([]);
    expect(await metric('gateway_supergraph_swaps_total')).toEqual([
      'gateway_supergraph_swaps_total{outcome="refused"} 1',
    ]);
    expect(gateway.logged.filter((line) => line.includes('was refused'))).toHaveLength(1);

    await gateway.putSupergraph(WITHOUT_SLOW_COUNT);
    expect((await gateway.ask('{ slowCount }')).errors).toHaveLength(1);
  });
});
