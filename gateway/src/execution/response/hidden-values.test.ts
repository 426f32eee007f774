import { buildSchema, getOperationAST, parse } from 'graphql';
import type { HiddenNames } from '../../planning/hidden-names';
import { CLIENT_NAMES } from '../../planning/response-names';
import { compileSerializer } from './compile-serializer';
import { askedBy } from './selections';

const schema = buildSchema(`
  enum Stage { OPEN CLOSED }
  interface Person { name: String }
  type Citizen implements Person { name: String }
  type Visit { stage: Stage must: Stage! stages: [Stage] by: Person mustBy: Person! people: [Person] }
  type Query { visit: Visit visits: [Visit] }
`);
const hidden: HiddenNames = {
  types: new Set(['Agent']),
  enumValues: new Map([['Stage', new Set(['SECRET'])]]),
};

function told(query: string, tree: Readonly<Record<string, unknown>>): object {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  const faults: string[] = [];
  const asked = askedBy(schema, { document, operation }, CLIENT_NAMES, new Set());
  const text = compileSerializer(asked, hidden)(tree, (path) => faults.push(path.join('.')));
  return { data: JSON.parse(text) as unknown, faults };
}

const AGENT = { __typename: 'Agent', name: 'X' };
const CITIZEN = { __typename: 'Citizen', name: 'Y' };

describe('what the client’s schema hides', () => {
  it.each([
    ['an enum value', '{ visit { stage } }', { stage: 'SECRET' }, { stage: null }],
    [
      'enum values in a list',
      '{ visit { stages } }',
      { stages: ['OPEN', 'SECRET'] },
      { stages: ['OPEN', null] },
    ],
    ['an object', '{ visit { by { name } } }', { by: AGENT }, { by: null }],
    [
      'objects in a list',
      '{ visit { people { name } } }',
      { people: [AGENT, CITIZEN] },
      { people: [null, { name: 'Y' }] },
    ],
    [
      'an object of which only the type is asked',
      '{ visit { by { __typename } } }',
      { by: AGENT },
      { by: null },
    ],
  ])('is null without an error: %s', (_what, query, visit, data) => {
    expect(told(query, { visit })).toEqual({ data: { visit: data }, faults: [] });
    expect(told(query.replace('visit', 'visits'), { visits: [visit] })).toEqual({
      data: { visits: [data] },
      faults: [],
    });
  });

  it.each([
    ['an enum value', '{ visit { must } }', { must: 'SECRET' }, 'visit.must'],
    ['an object', '{ visit { mustBy { name } } }', { mustBy: AGENT }, 'visit.mustBy'],
  ])(
    'takes its parent with it, with an error, where there must be something: %s',
    (_what, query, visit, fault) => {
      expect(told(query, { visit })).toEqual({ data: { visit: null }, faults: [fault] });
    },
  );

  it.each([
    ['an enum value', '{ visit { stage } }', { stage: 'NONSENSE' }, { stage: null }, 'visit.stage'],
    ['a type', '{ visit { by { name } } }', { by: { __typename: 'Nonsense' } }, { by: null }, 'visit.by'],
  ])('is not what no service may say: %s', (_what, query, visit, data, fault) => {
    expect(told(query, { visit })).toEqual({ data: { visit: data }, faults: [fault] });
  });
});
