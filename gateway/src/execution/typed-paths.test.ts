import { ExecutedFederation } from './testing/executed-federation';

const notes: Record<string, { __typename: string; by: { id: string } | null }> = {
  letter: { __typename: 'Letter', by: { id: 'm1' } },
  poster: { __typename: 'Poster', by: { id: 'm1' } },
  poll: { __typename: 'Poll', by: null },
};

const federation = new ExecutedFederation({
  board: {
    sdl: `
      type Query { note(kind: String!): Note notes: [[Note]] }
      union Note = Letter | Poster | Poll
      type Letter { by: Member } type Poster { by: Member } type Poll { by: Member }
      type Member @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: {
        note: (_: unknown, { kind }: { kind: string }) => notes[kind],
        notes: () => [
          [notes['letter'], null],
          [notes['poster'], notes['letter'], notes['poll']],
        ],
      },
    },
  },
  members: {
    sdl: `
      type Member @key(fields: "id") { id: ID! name(short: Boolean): String home: Place }
      type Place @key(fields: "id") { id: ID! }`,
    resolvers: {
      Member: {
        __resolveReference: (member: object) => member,
        name: ({ id }: { id: string }, { short }: { short?: boolean }) => (short ? id : `Member ${id}`),
        home: () => ({ id: 'p1' }),
      },
    },
  },
  badges: { sdl: 'type Member @key(fields: "id") { id: ID! badge: String }' },
  places: {
    sdl: 'type Place @key(fields: "id") { id: ID! label(lang: String): String }',
    resolvers: {
      Place: {
        __resolveReference: (place: object) => place,
        label: ({ id }: { id: string }, { lang }: { lang: string }) => `${id} ${lang}`,
      },
    },
  },
});
afterAll(() => federation.close());

describe('what is asked of one type’s objects', () => {
  it('is not asked for objects of another type', async () => {
    const text = `{ note(kind: "letter") { ... on Letter { by { name } } ... on Poster { by { badge } } } }`;

    expect(await federation.answerTo(text)).toEqual({ data: { note: { by: { name: 'Member m1' } } } });
    expect(federation.servicesAsked()).toEqual(['board', 'members']);
  });

  it('may have other arguments than what is asked of another’s', async () => {
    const text = `{ notes {
      ... on Letter { by { called: name(short: true) } }
      ... on Poster { by { called: name } }
      ... on Poll { by { called: name(short: true) } }
    } }`;

    expect(await federation.answerTo(text)).toEqual({
      data: {
        notes: [
          [{ by: { called: 'm1' } }, null],
          [{ by: { called: 'Member m1' } }, { by: { called: 'm1' } }, { by: null }],
        ],
      },
    });
    expect(federation.servicesAsked()).toEqual(['board', 'members']);
  });

  it('is not written into what another’s objects share with them', async () => {
    const text = `{ notes {
      ... on Letter { by { home { called: label(lang: "ar") } } }
      ... on Poster { by { home { called: label(lang: "en") } } }
    } }`;

    expect(await federation.answerTo(text)).toEqual({
      data: {
        notes: [
          [{ by: { home: { called: 'p1 ar' } } }, null],
          [{ by: { home: { called: 'p1 en' } } }, { by: { home: { called: 'p1 ar' } } }, {}],
        ],
      },
    });
  });
});
