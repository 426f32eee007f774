import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixtureSchemas, fixtureSdlWith } from '../testing/fixture-schemas';
import { composeGraph, type ComposedGraph } from './composition';
import { loadBare, loadWithVariants } from './load-supergraph';
import { fileSource } from './source';

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
  it('finds the variants beside the whole', async () => {
    const { variants, scopeMap, services } = await loadWithVariants(fileSource(file('supergraph')));

    expect([...variants.keys()]).toEqual(['internal', 'partner', 'marketplace', 'public']);
    expect(variants.get('public')).toBe(graph.get('public'));
    expect(scopeMap?.size).toBeGreaterThan(0);
    expect([...services.keys()].sort()).toEqual(['loans', 'ngos', 'registry']);
  });

  it('refuses a variant of another composition, whose walls could be elsewhere', async () => {
    writeFileSync(file('public'), other.get('public') ?? '');

    await expect(loadWithVariants(fileSource(file('supergraph')))).rejects.toThrow(
      /public\.graphql is not of the same composition/,
    );
  });

  it('refuses a variant that was not composed here', async () => {
    writeFileSync(file('partner'), 'type Query { a: Int }');

    await expect(loadWithVariants(fileSource(file('supergraph')))).rejects.toThrow(
      /partner\.graphql is not of the same/,
    );
  });

  it('says which file is missing', async () => {
    rmSync(file('marketplace'));

    await expect(loadWithVariants(fileSource(file('supergraph')))).rejects.toThrow(
      /The supergraph cannot be read.*marketplace/,
    );
  });

  it('reads a supergraph of elsewhere alone, and asks nothing of its callers', async () => {
    writeFileSync(file('elsewhere'), graph.get('supergraph') ?? '');

    const { variants, scopeMap } = await loadBare(fileSource(file('elsewhere')));

    expect(new Set(variants.values()).size).toBe(1);
    expect(scopeMap).toBeNull();
  });
});
