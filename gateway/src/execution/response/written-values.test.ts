import { serialize, serializerOf, textOf } from './testing/serialized';

describe('leaves', () => {
  it.each([
    ['int', 0, '0'],
    ['int', -7, '-7'],
    ['int', 9, '9'],
    ['int', 10, '10'],
    ['int', 2_147_483_647, '2147483647'],
    ['int', -2_147_483_648, '-2147483648'],
    ['int', -2_147_483_647, '-2147483647'],
    ['int', 2_147_483_648, '2147483648'],
    ['int', 1e20, '100000000000000000000'],
    ['int', 1e21, null],
    ['int', 1.5, null],
    ['int', '7', null],
    ['int', Infinity, null],
    ['float', 1.5, '1.5'],
    ['float', -0, '0'],
    ['float', 1e21, '1e+21'],
    ['float', 5e-324, '5e-324'],
    ['float', -Infinity, null],
    ['float', '1.5', null],
    ['string', '', '""'],
    ['string', 'text', '"text"'],
    ['string', 7, null],
    ['string', true, null],
    ['string', {}, null],
    ['boolean', true, 'true'],
    ['boolean', false, 'false'],
    ['boolean', 1, null],
    ['boolean', 'true', null],
    ['id', 'x', '"x"'],
    ['id', 12, '12'],
    ['id', 1.5, null],
    ['id', false, null],
    ['colour', 'RED', '"RED"'],
    ['colour', 'BLUE', null],
    ['colour', 1, null],
    ['colour', ['RED'], null],
    ['json', { a: [1, 'ب', null] }, '{"a":[1,"ب",null]}'],
    ['json', [], '[]'],
    ['json', 'text', '"text"'],
    ['json', 0.5, '0.5'],
    ['json', false, 'false'],
  ])('%s: %j is told as %s', (field, value, text) => {
    expect(serialize(`{ leaves { ${field} } }`, { leaves: { [field]: value } })).toEqual({
      text: `{"leaves":{"${field}":${text}}}`,
      faults: text === null ? [`leaves.${field}`] : [],
    });
  });

  it.each(['int', 'float', 'string', 'boolean', 'id', 'colour', 'json'])(
    '%s may be null or missing',
    (field) => {
      const expected = { text: `{"leaves":{"${field}":null}}`, faults: [] };

      expect(serialize(`{ leaves { ${field} } }`, { leaves: { [field]: null } })).toEqual(expected);
      expect(serialize(`{ leaves { ${field} } }`, { leaves: {} })).toEqual(expected);
    },
  );

  it.each([1, 63, 64, 65, 9_999, 10_000, 10_001, 140_000])(
    'strings of %d characters are told whole',
    (length) => {
      for (const character of ['a', 'ع', '\\', '€', '\n', '\ud83d']) {
        for (const string of [character.repeat(length), `${'a'.repeat(length - 1)}${character}`]) {
          expect(textOf('{ leaves { string id } }', { leaves: { string, id: string } })).toBe(
            JSON.stringify({ leaves: { string, id: string } }),
          );
        }
      }
    },
  );

  it('every character is told as JSON has it', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const string = `${String.fromCharCode(code)}b`;
      if (code % 16 !== 0 && code > 0x900 && (code < 0xd7f0 || code > 0xe010)) continue;

      expect(textOf('{ leaves { string } }', { leaves: { string } })).toBe(
        JSON.stringify({ leaves: { string } }),
      );
    }
  });

  it('answers far larger than the buffer are told whole', () => {
    const ants = Array.from({ length: 20_000 }, (_, index) => ({
      id: `${index}`,
      name: index % 3 === 0 ? 'نملة' : index % 3 === 1 ? null : 'an ant',
      legs: index,
    }));

    expect(textOf('{ antGrid { id name legs } }', { antGrid: [ants, [], ants] })).toBe(
      JSON.stringify({ antGrid: [ants, [], ants] }),
    );
  });

  it('of nothing but nulls and empty lists do not run over the buffer', () => {
    const grid = Array.from({ length: 300_000 }, (_, index) => (index % 2 === 0 ? null : []));

    expect(textOf('{ grid }', { grid })).toBe(JSON.stringify({ grid }));
  });
});

describe('nulls', () => {
  it.each([
    ['a field that is missing', '{ musts { int } }', { musts: {} }, '{"musts":null}', ['musts.int']],
    [
      'a field that is null',
      '{ musts { json } }',
      { musts: { json: null } },
      '{"musts":null}',
      ['musts.json'],
    ],
    [
      'a field that is invalid',
      '{ musts { int } }',
      { musts: { int: 'x' } },
      '{"musts":null}',
      ['musts.int'],
    ],
    ['a field of the root', '{ a mustAnt { id } }', { a: 1 }, 'null', ['mustAnt']],
    [
      'fields one within the other',
      '{ musts { inner { mustInner { int } } } }',
      { musts: { inner: { mustInner: { int: null } } } },
      '{"musts":{"inner":null}}',
      ['musts.inner.mustInner.int'],
    ],
    [
      'only the first field of an object',
      '{ musts { int json } a }',
      { musts: {}, a: 1 },
      '{"musts":null,"a":1}',
      ['musts.int'],
    ],
    [
      'all items of a list',
      '{ antGrid { legs } }',
      { antGrid: [[{ legs: 1 }], [{ legs: null }, { legs: 2 }, {}]] },
      '{"antGrid":null}',
      ['antGrid.1.0.legs', 'antGrid.1.2.legs'],
    ],
    [
      'an item',
      '{ musts { list } }',
      { musts: { list: [1, null, 'x'] } },
      '{"musts":null}',
      ['musts.list.1', 'musts.list.2'],
    ],
    ['an inner list', '{ grid }', { grid: [[1, null], [2]] }, '{"grid":[null,[2]]}', ['grid.0.1']],
    [
      'an object in a list that may be null',
      '{ nodes { ... on Bee { wings } } }',
      { nodes: [{ __typename: 'Bee' }, null] },
      '{"nodes":[null,null]}',
      ['nodes.0.wings'],
    ],
  ])('take their parent with them: %s', (_what, query, tree, text, faults) => {
    expect(serialize(query, tree)).toEqual({ text, faults });
  });

  it.each([
    ['an object for a list', '{ grid }', { grid: {} }, 'grid'],
    ['a text for a list', '{ antGrid { id } }', { antGrid: ['x'] }, 'antGrid.0'],
    ['a text for an object', '{ ant { id } }', { ant: 'x' }, 'ant'],
    ['a number for an object in a list', '{ nodes { id } }', { nodes: [null, 7] }, 'nodes.1'],
  ])('take everything with them for %s', (_what, query, tree, fault) => {
    expect(serialize(query, tree)).toEqual({ text: 'null', faults: [fault] });
  });

  it('are the fields of a list where an object is due', () => {
    expect(serialize('{ odd { constructor values } }', { odd: [] })).toEqual({
      text: '{"odd":{"constructor":null,"values":null}}',
      faults: [],
    });
  });

  it('do not spoil what is written next', () => {
    const write = serializerOf('{ ant { id name legs } }');
    const ant = { id: '1', name: 'نملة', legs: 6 };

    expect(write({ ant: { ...ant, legs: null } }, () => {})).toBe('{"ant":null}');
    expect(write({ ant }, () => {})).toBe(JSON.stringify({ ant }));
  });
});
