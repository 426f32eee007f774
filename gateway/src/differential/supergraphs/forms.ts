import { type Federation, type Thing, type World } from '../federation';

/** Values of every shape: enums, input objects, scalars, lists in lists, names with a meaning in JavaScript; and writes. */
export const forms: Federation = {
  name: 'forms',
  services: [
    {
      name: 'design',
      sdl: `
        scalar Date
        scalar JSON
        enum Kind { TEXT NUMBER CHOICE }
        input Span { from: Date to: Date = "2030-01-01" }
        input Filter { kinds: [Kind!] = [TEXT, NUMBER] span: Span and: [Filter!] needed: Boolean label: String }
        type Query {
          forms(filter: Filter): [Form!]!
          form(id: ID!): Form
          told(filter: Filter, grid: [[Int!]], date: Date, json: JSON, kind: Kind = TEXT, id: ID, ratio: Float): String!
          counter: Counter!
        }
        type Mutation { addToCounter(by: Int! = 1): Counter! rename(id: ID!, title: String): Form }
        type Form @key(fields: "id") {
          id: ID!
          title: String
          fields(filter: Filter = { kinds: [TEXT] }, limit: Int): [Field!]!
          grid: [[Int]!]
          cube: [[[Float!]]]!
          meta: JSON
          due: Date!
          constructor: String
          toString: String
          length: Int
          valueOf(kind: Kind! = CHOICE): Kind
        }
        type Field { name: String! kind: Kind hasOwnProperty: Boolean choices: [[String!]!] parent: Form! }
        type Counter @key(fields: "id") { id: ID! value: Int! }`,
    },
    {
      name: 'answers',
      sdl: `
        scalar Date
        scalar JSON
        enum Kind { TEXT NUMBER CHOICE }
        input Span { from: Date to: Date = "2030-01-01" }
        input Filter { kinds: [Kind!] = [TEXT, NUMBER] span: Span and: [Filter!] needed: Boolean }
        type Query { answers(kind: Kind): [Answer]! }
        type Mutation { doubleCounter: Counter! answer(input: AnswerInput!): Answer! forget: Int }
        input AnswerInput { form: ID! value: JSON = { a: [1, null] } at: [Date!] tags: [[String]] = [["x"], null] }
        type Answer { value: JSON at: [Date!] tags: [[String]] form: Form kind: Kind! }
        type Form @key(fields: "id") {
          id: ID!
          answers(filter: Filter, latest: Boolean! = false): [Answer!]
          meta: JSON @external
          digest: String @requires(fields: "meta")
          matrix(size: Int! = 2): [[Form]!]!
        }
        type Counter @key(fields: "id") { id: ID! history: [Int!]! double: Int! }`,
    },
  ],
  examples: {
    id: ['f1', 'f2', 'none'],
    form: ['f1', 'f2'],
    size: [0, 1, 2],
    limit: [0, 1, 5],
    by: [1, 2, -3],
    Date: ['2024-02-29', '2025-01-01'],
    JSON: [{ a: 1, b: [true, null, { c: 'x' }] }, [1, 'two'], 'text', 7, false],
    Float: [1.5, 2, -0.25, 1e21],
    String: ['', 'a "quoted" word', 'سطر\nجديد', 'x'],
  },
  createWorld,
};

function createWorld(): World {
  const counted = [0];
  const titles = new Map<string, string | null>([
    ['f1', 'Census'],
    ['f2', null],
  ]);
  const answers: Thing[] = [
    answerOf('f1', { deep: [1, { __proto__x: null }] }, ['2024-01-01'], [['a', null], null]),
    answerOf(null, null, null, null),
    answerOf('f1', 'text', [], [[]]),
  ];
  const fieldsOf = (form: string): Thing[] => [
    fieldOf(form, 'name', 'TEXT', null),
    fieldOf(form, 'age', 'NUMBER', [[]]),
    fieldOf(form, 'colour', 'CHOICE', [['red'], ['blue', '']]),
    fieldOf(form, 'rest', null, null),
  ];
  const all: Thing[] = ['f1', 'f2'].map((id) => ({
    ...{ __typename: 'Form', mark: id, id },
    title: () => titles.get(id),
    fields: ({ filter, limit }: { filter: { kinds: string[] | null } | null; limit?: number | null }) =>
      fieldsOf(id)
        .filter(({ kind }) => !filter?.kinds || filter.kinds.includes(String(kind)))
        .slice(0, limit ?? 9),
    grid: id === 'f1' ? [[1, null], [], [3]] : null,
    cube: id === 'f1' ? [[[0.5, 2], null], null, []] : [],
    meta: id === 'f1' ? { b: 1, a: { list: [1, null, 'x'] } } : null,
    due: '2026-03-04',
    constructor: id === 'f1' ? 'built' : null,
    toString: () => (id === 'f1' ? null : 'text'),
    length: 3,
    valueOf: ({ kind }: { kind: string }) => (id === 'f1' ? kind : null),
    answers: ({ filter, latest }: { filter?: { kinds: string[] | null } | null; latest: boolean }) =>
      id === 'f2'
        ? null
        : answers
            .filter((one) => one['formId'] === id)
            .filter(({ kind }) => !filter?.kinds || filter.kinds.includes(String(kind)))
            .slice(latest ? -1 : 0),
    digest(this: Thing) {
      return this['meta'] === null ? null : JSON.stringify(this['meta']);
    },
    matrix: ({ size }: { size: number }) => [[formOf('f2'), null], [formOf('f1')], []].slice(0, size),
  }));
  const counter: Thing = {
    ...{ __typename: 'Counter', mark: 'c', id: 'c' },
    value: () => counted.at(-1),
    double: () => (counted.at(-1) ?? 0) * 2,
    history: () => [...counted],
  };

  function answerOf(formId: string | null, value: unknown, at: unknown, tags: unknown): Thing {
    return {
      __typename: 'Answer',
      formId,
      value,
      at,
      tags,
      kind: value === null ? 'TEXT' : 'NUMBER',
      form: () => formOf(formId),
    };
  }
  function fieldOf(form: string, name: string, kind: string | null, choices: unknown): Thing {
    return {
      __typename: 'Field',
      name,
      kind,
      hasOwnProperty: kind === null ? null : name === 'age',
      choices,
      parent: () => formOf(form),
    };
  }
  function formOf(id: unknown): Thing | null {
    return all.find((form) => form['id'] === id) ?? null;
  }
  function count(value: number): Thing {
    counted.push(value);
    return counter;
  }

  return {
    query: {
      forms: () => all,
      form: ({ id }: { id: string }) => formOf(id),
      told: (args: unknown) => JSON.stringify(args),
      counter: () => counter,
      answers: ({ kind }: { kind?: string | null }) => (kind ? [null, ...answers.slice(0, 1)] : answers),
    },
    mutation: {
      addToCounter: ({ by }: { by: number }) => count((counted.at(-1) ?? 0) + by),
      doubleCounter: () => count((counted.at(-1) ?? 0) * 2),
      rename: ({ id, title }: { id: string; title?: string | null }) => {
        if (titles.has(id)) titles.set(id, title ?? null);
        return formOf(id);
      },
      answer: ({ input }: { input: { form: string; value: unknown; at?: unknown; tags: unknown } }) => {
        answers.push(answerOf(input.form, input.value, input.at ?? null, input.tags));
        return answers.at(-1);
      },
      forget: () => answers.splice(0).length,
    },
    entities: () => [...all, counter],
  };
}
