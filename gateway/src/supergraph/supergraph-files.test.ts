import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixtureSchemas, fixtureSdlWith } from '../testing/fixture-schemas';
import { composeGraph, type ComposedGraph } from './composition';
import { readBareSupergraph, readSupergraphWithVariants } from './supergraph-files';

const graph = composeGraph(fixtureSchemas());
const other = composeGraph(fixtureSchemas({ ngos: fixtureSdlWith('ngos', 'documents', 'papers') }));

let folder: string;
const file = (name: string): string => path.join(folder, `${name}.graphql`);
const write = (composed: ComposedGraph): void => {
  for (const [name, text] of composed) writeFileSync(file(name), text);
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'supergraph-'));
  write(graph);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('reading what was composed', () => {
  it('finds the variants beside the whole', () => {
    const { variants, scopeMap, services } = readSupergraphWithVariants(file('supergraph'));

    expect([...variants.keys()]).toEqual(['internal', 'partner', 'marketplace', 'public']);
    expect(variants.get('public')).toBe(graph.get('public'));
    expect(scopeMap?.size).toBeGreaterThan(0);
    expect([...services.keys()].sort()).toEqual(['loans', 'ngos', 'registry']);
  });

  it('refuses a variant of another composition, whose walls could be elsewhere', () => {
    writeFileSync(file('public'), other.get('public') ?? '');

    expect(() => readSupergraphWithVariants(file('supergraph'))).toThrow(
      /public\.graphql is not of the same composition/,
    );
  });

  it('refuses a variant that was not composed here', () => {
    writeFileSync(file('partner'), 'type Query { a: Int }');

    expect(() => readSupergraphWithVariants(file('supergraph'))).toThrow(
      /partner\.graphql is not of the same/,
    );
  });

  it('says which file is missing', () => {
    rmSync(file('marketplace'));

    expect(() => readSupergraphWithVariants(file('supergraph'))).toThrow(
      /The supergraph cannot be read.*marketplace/,
    );
  });

  it('reads a supergraph of elsewhere alone, and asks nothing of its callers', () => {
    writeFileSync(file('elsewhere'), graph.get('supergraph') ?? '');

    const { variants, scopeMap } = readBareSupergraph(file('elsewhere'));

    expect(new Set(variants.values()).size).toBe(1);
    expect(scopeMap).toBeNull();
  });
});
