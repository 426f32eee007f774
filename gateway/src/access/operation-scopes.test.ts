import { buildSchema, parse } from 'graphql';
import { callerOf } from '@solidarity/subgraph-kit/access/roles';
import { forbiddenFields, scopedFieldsOf } from './operation-scopes';

const schema = buildSchema(`
  type Query { person: Person place: Place found: Found home: Home! homes: [Home!]! }
  type Person { id: ID! nationalId: String }
  interface Place { id: ID! residents: Int }
  type Home implements Place { id: ID! residents: Int grade: Grade }
  type Office implements Place { id: ID! residents: Int }
  union Found = Person | Home
  scalar Grade
`);
const scopes = new Map([
  ['Person.nationalId', [['pii:read']]],
  ['Home.residents', [['care:read']]],
  ['Office', [['ngos:read']]],
  ['Grade', [['care:read'], ['audit:read']]],
]);

function scopesIn(query: string): { field: string; path: string }[] {
  return scopedFieldsOf(schema, parse(query), scopes).map(({ field, path }) => ({ field, path }));
}

describe('the scopes that an operation needs', () => {
  it.each([
    ['nothing for what is open', '{ person { id } }', []],
    [
      'those of a field, where it stands',
      '{ p: person { n: nationalId } }',
      [{ field: 'Person.nationalId', path: 'p.n' }],
    ],
    [
      'those of every type that can stand for an interface',
      '{ place { residents } }',
      [
        { field: 'Office', path: 'place' },
        { field: 'Home.residents', path: 'place.residents' },
      ],
    ],
    ['those of a type that is returned', '{ home { grade } }', [{ field: 'Grade', path: 'home.grade' }]],
    [
      'those within a fragment on a union, from the fragment on',
      '{ found { ...F } } fragment F on Person { nationalId }',
      [{ field: 'Person.nationalId', path: '...F.nationalId' }],
    ],
    [
      'each field once',
      '{ a: person { nationalId } b: person { nationalId } }',
      [{ field: 'Person.nationalId', path: 'a.nationalId' }],
    ],
    ['nothing for introspection', '{ __type(name: "Person") { fields { name } } }', []],
  ])('are %s', (_what, query, expected) => {
    expect(scopesIn(query)).toEqual(expected);
  });
});

describe('a caller', () => {
  const grade = scopedFieldsOf(schema, parse('{ home { grade } }'), scopes);

  it('needs one of the alternatives', () => {
    expect(forbiddenFields(grade, callerOf('care_home_staff', 'x'))).toEqual([]);
    expect(forbiddenFields(grade, callerOf('auditor', 'x'))).toEqual([]);
  });

  it('is told all alternatives when none is held', () => {
    const [refusal] = forbiddenFields(grade, callerOf('lender_officer', 'x'));

    expect(refusal?.facts).toEqual({ field: 'Grade', path: 'home.grade', scope: 'care:read | audit:read' });
  });
});
