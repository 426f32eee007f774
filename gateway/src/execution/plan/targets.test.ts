import type { JsonObject } from './json-objects';
import { compileTargets, visitPlaces } from './targets';
import { UnknownPlan } from './unknown-plan';

function collected(path: string[], root: unknown, isShared?: (depth: number) => boolean): unknown[] {
  const targets: JsonObject[] = [];
  compileTargets(path, isShared)(root as JsonObject, targets);
  return targets;
}

function places(path: string[], root: unknown): unknown[] {
  const found: unknown[] = [];
  visitPlaces(root as JsonObject, path, (_target, place) => found.push(place.join('.')) > 0);
  return found;
}

describe('the objects at a path', () => {
  const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it.each([
    ['the root itself', [], a, [a], ['']],
    ['an object', ['x'], { x: a }, [a], ['x']],
    ['items of a list, nulls passed over', ['x', '@'], { x: [a, null, b] }, [a, b], ['x.0', 'x.2']],
    ['nested lists', ['x', '@', '@'], { x: [[a], null, [b, c]] }, [a, b, c], ['x.0.0', 'x.2.0', 'x.2.1']],
    [
      'objects below lists',
      ['x', '@', 'y', 'z'],
      { x: [{ y: { z: a } }, { y: null }, {}, { y: { z: null } }] },
      [a],
      ['x.0.y.z'],
    ],
    ['nothing where an object stands for a list', ['x', '@'], { x: { 0: a, length: 1 } }, [], []],
    ['nothing where a list stands for an object', ['x', 'y'], { x: [{ y: a }] }, [], []],
    ['nothing where a text stands for either', ['x', '@', 'y'], { x: 'text' }, [], []],
    ['no texts and lists as items', ['x', '@'], { x: ['text', 1, [a], a] }, [a], ['x.3']],
    ['nothing that is only inherited', ['constructor'], {}, [], []],
    [
      'own keys of any name',
      ['toString', '__proto__'],
      JSON.parse('{"toString":{"__proto__":{}}}'),
      [{}],
      ['toString.__proto__'],
    ],
  ])('are %s', (_what, path, root, targets, where) => {
    expect(collected(path, root)).toEqual(targets);
    expect(places(path, root)).toEqual(where);
  });

  it('are found once where one object stands at several places, and each place is known', () => {
    const shared = [{ y: a }, { y: b }];
    const root = { x: [{ list: shared }, { list: shared }] };
    const path = ['x', '@', 'list', '@', 'y'];

    expect(collected(path, root, (depth) => depth === 3)).toEqual([a, b]);
    expect(places(path, root)).toEqual(['x.0.list.0.y', 'x.0.list.1.y', 'x.1.list.0.y', 'x.1.list.1.y']);
  });

  it('are those within objects that the path goes on from', () => {
    const root = { x: [{ kind: 1, y: a }, { kind: 2, y: b }, null, { kind: 1, y: null }, { kind: 2, y: c }] };
    const path = ['x', '@', 'y'];
    const passesAt = new Map([[2, ({ kind }: JsonObject) => kind === 2]]);
    const [targets, found]: [JsonObject[], string[]] = [[], []];

    compileTargets(path, () => false, passesAt)(root, targets);
    visitPlaces(root, path, (_target, place) => found.push(place.join('.')) > 0, passesAt);

    expect(targets).toEqual([b, c]);
    expect(found).toEqual(['x.1.y', 'x.4.y']);
  });

  it('are not looked for under what is no name', () => {
    expect(() => compileTargets(['x;process.exit()'])).toThrow(UnknownPlan);
  });
});
