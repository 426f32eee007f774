import { serialize, textOf } from './testing/serialized';

describe('operations of great size', () => {
  it('of thousands of fields are told whole', () => {
    const names = Array.from({ length: 9_000 }, (_, index) => `field${index}`);
    const tree = Object.fromEntries(names.map((name, index) => [name, index]));
    const query = `{ ${names.map((name) => `${name}: a`).join(' ')} }`;

    expect(textOf(query, tree)).toBe(JSON.stringify(tree));
    expect(textOf(`{ ant { ${names.map((name) => `${name}: legs`).join(' ')} } }`, { ant: tree })).toBe(
      JSON.stringify({ ant: tree }),
    );
  });

  it('of very long names are told whole', () => {
    const name = 'n'.repeat(5_000);
    const typeNames = Array.from({ length: 4_000 }, (_, index) => `aVeryLongNameOfAnAliasNumber${index}`);
    const query = `{ ${name}: a ${typeNames.map((alias) => `${alias}: __typename`).join(' ')} }`;
    const expected = { [name]: 1, ...Object.fromEntries(typeNames.map((alias) => [alias, 'Query'])) };

    expect(textOf(query, { [name]: 1 })).toBe(JSON.stringify(expected));
  });

  it('whose fragments multiply are neither slow nor large', () => {
    const depth = 40;
    const levels = Array.from({ length: depth }, (_, level) => {
      const next = level + 1 < depth ? `...A${level + 1} ...B${level + 1} ...N${level + 1}` : 'id';
      return [
        `fragment A${level} on Bee { x${level % 3}: friends { id ${next} } }`,
        `fragment B${level} on Bee { y${level % 2}: friends { name ${next} } x${level % 3}: friends { ${next} } }`,
        `fragment N${level} on Ant { legs id }`,
      ];
    });
    const query = `{ node { ...A0 ...B0 ...N0 } } ${levels.flat().join(' ')}`;
    const began = process.cpuUsage();

    const { text } = serialize(query, {
      node: { __typename: 'Bee', x0: [{ __typename: 'Ant', id: '1', legs: 6 }] },
    });

    expect(text).toContain('"legs":6');
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
  });
});
