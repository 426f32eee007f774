import { composeGraph } from '../supergraph/composition';
import { fixtureSchemas } from '../testing/fixture-schemas';
import { configuredAddresses, servicesOfSupergraph } from './addresses';

const supergraph = composeGraph(fixtureSchemas()).get('supergraph') ?? '';

describe('where services are', () => {
  it('is by name in a composed graph', () => {
    expect(Object.fromEntries(servicesOfSupergraph(supergraph))).toEqual({
      registry: 'http://registry/graphql',
      ngos: 'http://ngos/graphql',
      loans: 'http://loans/graphql',
    });
  });

  it('is what the configuration says', () => {
    const configured = new Map([
      ['registry', 'http://10.0.0.1/graphql'],
      ['ngos', 'http://10.0.0.2/graphql'],
      ['loans', 'http://10.0.0.3/graphql'],
      ['of-another-graph', 'http://10.0.0.4/graphql'],
    ]);

    const addresses = configuredAddresses(servicesOfSupergraph(supergraph), configured);

    expect([...addresses.keys()].sort()).toEqual(['loans', 'ngos', 'registry']);
    expect(addresses.get('ngos')).toBe('http://10.0.0.2/graphql');
  });

  it('names the services that have no address', () => {
    const only = new Map([['ngos', 'http://10.0.0.2/graphql']]);

    expect(() => configuredAddresses(servicesOfSupergraph(supergraph), only)).toThrow(
      'SERVICE_URLS has no address for: loans, registry.',
    );
  });

  it('is not to be found in what is no supergraph', () => {
    expect(() => servicesOfSupergraph('type Query { a: Int }')).toThrow('This is no supergraph');
  });
});
