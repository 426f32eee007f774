import { composeGraph } from '../supergraph/composition';
import { parse } from 'graphql';
import { rootFieldServices } from './root-fields';

describe('which service answers a field of the root', () => {
  const service = (name: string, sdl: string) => ({
    name,
    document: parse(
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@tag"]) ${sdl}`,
    ),
  });
  const graph = composeGraph([
    service(
      'ngos',
      'type Query { ngos: Int @tag(name: "public") both: Int @shareable @tag(name: "public") m: Int @tag(name: "partner") k: Int @tag(name: "marketplace") }',
    ),
    service(
      'care-homes',
      'type Query { homes: Int @tag(name: "public") both: Int @shareable @tag(name: "public") }',
    ),
  ]);

  test('is told by the composed graph; of a field of several services none is', () => {
    const services = rootFieldServices(graph.get('supergraph') ?? '');
    expect(services.get('ngos')).toBe('ngos');
    expect(services.get('homes')).toBe('care-homes');
    expect(services.has('both')).toBe(false);
    expect(services.has('nothing')).toBe(false);
  });
});
