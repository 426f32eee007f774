import { type Federation, type Thing, type World } from '../federation';

/** An interface with a key, known by its name alone to two services that add fields to all that implement it. */
export const media: Federation = {
  name: 'media',
  services: [
    {
      name: 'catalogue',
      sdl: `
        type Query { media(first: Int): [Media!]! medium(id: ID!): Media movies: [Movie!]! any: [Anything] }
        interface Media @key(fields: "id") { id: ID! title: String! year: Int sequel: Media }
        type Movie implements Media @key(fields: "id") {
          id: ID!
          title: String!
          year: Int
          sequel: Media
          minutes: Int!
        }
        type Series implements Media @key(fields: "id") {
          id: ID!
          title: String!
          year: Int
          sequel: Media
          seasons: [Season!]!
        }
        type Season { no: Int! opening: Song pilot: Movie }
        type Song implements Media @key(fields: "id") {
          id: ID!
          title: String!
          year: Int
          sequel: Media
          words: String
        }
        union Anything = Movie | Song | Season`,
    },
    {
      name: 'ratings',
      sdl: `
        type Query { bestRated(first: Int = 2): [Media!]! opinions: [Opinion!]! lists: [Playlist!]! }
        enum Scale { FIVE TEN }
        type Media @key(fields: "id") @interfaceObject {
          id: ID!
          score(of: Scale = TEN): Float
          opinions(min: Int): [Opinion!]!
        }
        type Opinion { stars: Int! about: Media! by: String }
        type Playlist @key(fields: "id") { id: ID! lead: Media entries: [[Media]!]! }`,
    },
    {
      name: 'rights',
      sdl: `
        type Query { protected: [Media] }
        type Media @key(fields: "id") @interfaceObject {
          id: ID!
          year: Int @external
          licence: String @requires(fields: "year")
          lands: [String!]
        }
        type Playlist @key(fields: "id") { id: ID! isPublic: Boolean owner: String! }`,
    },
  ],
  examples: { id: ['m1', 'm2', 's1', 'k1', 'none'], first: [0, 1, 3], min: [0, 3, 5] },
  // The ways from interface object to interface object multiply with each step.
  depth: 3,
  share: 0.5,
  createWorld,
};

function createWorld(): World {
  const all: Thing[] = [
    { ...common('Movie', 'm1', 'The Will', 1939, 'm2'), minutes: 120 },
    { ...common('Movie', 'm2', 'Cairo', null, null), minutes: 95 },
    {
      ...common('Series', 's1', 'Nights', 1987, 'k1'),
      seasons: () => [
        { __typename: 'Season', no: 1, opening: () => mediumOf('k1'), pilot: () => mediumOf('m2') },
        { __typename: 'Season', no: 2, opening: null, pilot: null },
      ],
    },
    { ...common('Song', 'k1', 'Ruins', 1966, null), words: null },
    { ...common('Song', 'k2', 'Hope', 1946, 's1'), words: 'la' },
  ];
  const opinions: Thing[] = [
    ['m1', 5, 'Ada'],
    ['k1', 2, null],
    ['m1', 3, 'Bo'],
  ].map(([id, stars, by]) => ({ __typename: 'Opinion', id, stars, by, about: () => mediumOf(id) }));
  const lists: Thing[] = [
    {
      ...{ __typename: 'Playlist', mark: 'l1', id: 'l1', isPublic: null, owner: 'Ada' },
      lead: () => mediumOf('s1'),
      entries: () => [[mediumOf('m1'), null, mediumOf('k2')], []],
    },
    { __typename: 'Playlist', mark: 'l2', id: 'l2', isPublic: true, owner: 'Bo', lead: null, entries: [] },
  ];

  function common(
    __typename: string,
    id: string,
    title: string,
    year: number | null,
    sequel: unknown,
  ): Thing {
    return {
      ...{ __typename, mark: id, id, title, year },
      sequel: () => mediumOf(sequel),
      score: ({ of }: { of: string | null }) => (id === 'k2' ? null : of === 'FIVE' ? 3.5 : 7),
      opinions: ({ min }: { min?: number | null }) =>
        opinions.filter((one) => one['id'] === id && Number(one['stars']) >= (min ?? 0)),
      licence(this: Thing) {
        return this['year'] === null ? null : `since ${Number(this['year']) + 70}`;
      },
      lands: id === 'm1' ? ['EG', 'SD'] : id === 's1' ? [] : null,
    };
  }
  function mediumOf(id: unknown): Thing | null {
    return all.find((one) => one['id'] === id) ?? null;
  }

  return {
    query: {
      media: ({ first }: { first?: number | null }) => all.slice(0, first ?? 9),
      medium: ({ id }: { id: string }) => mediumOf(id),
      movies: () => all.slice(0, 2),
      any: () => [
        mediumOf('k1'),
        { __typename: 'Season', no: 9, opening: null, pilot: () => mediumOf('m1') },
        null,
      ],
      bestRated: ({ first }: { first: number | null }) => all.toReversed().slice(0, first ?? 9),
      opinions: () => opinions,
      lists: () => lists,
      protected: () => [mediumOf('m1'), null, mediumOf('s1')],
    },
    entities: () => [...all, ...lists],
  };
}
