import { composeGraph } from './composition';
import { fixtureSchemas } from '../testing/fixture-schemas';
import { readScopeMap, withoutSecurityMarkers } from './security';

const supergraph = composeGraph(fixtureSchemas()).get('supergraph') ?? '';

describe('what the graph asks of its callers', () => {
  it('is read from the composed graph, by field', () => {
    const scopes = readScopeMap(supergraph);

    expect(scopes.get('Person.nationalId')).toEqual([['pii:read']]);
    expect(scopes.get('Household.debt')).toEqual([['registry:read', 'loans:read']]);
    expect(scopes.get('Person.name')).toBeUndefined();
  });

  it('must be found when the graph says that there is something', () => {
    const emptied = supergraph.replaceAll(/ @requiresScopes\(scopes: \[\["[^)]*\)/g, '');

    expect(() => readScopeMap(emptied)).toThrow('but no field with @requiresScopes was found');
  });

  it.each(['authenticated', 'policy'])(
    'must be of a kind that is enforced here, as @%s is not',
    (feature) => {
      const other = supergraph.replace(
        '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)',
        `$& @link(url: "https://specs.apollo.dev/${feature}/v0.1", for: SECURITY)`,
      );

      expect(() => readScopeMap(other)).toThrow(
        `The supergraph uses @${feature}, which this gateway does not enforce.`,
      );
    },
  );

  it('is nothing in a graph without such declarations', () => {
    expect(readScopeMap('type Query { a: Int }').size).toBe(0);
  });

  it('is hidden from the library that would refuse it, and nothing else is', () => {
    const copy = withoutSecurityMarkers(supergraph);

    expect(copy).toContain('@link(url: "https://specs.apollo.dev/requiresScopes/v0.1")');
    expect(copy).toContain('@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)');
    expect(copy).toContain('@requiresScopes(scopes: [["pii:read"]])');
  });
});
