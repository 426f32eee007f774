import type { Federation, Thing, World } from '../federation';

/** Unions and interfaces of entities across services; fields of one name with other arguments on each type. */
export const library: Federation = {
  name: 'library',
  services: [
    {
      name: 'catalogue',
      sdl: `
        type Query {
          search(text: String = "", first: Int): [Found!]!
          items(kinds: [Kind!]): [Item!]!
          item(id: ID!): Item
          shelf: [[Item]]
        }
        enum Kind { BOOK FILM GAME }
        enum Format { SMALL LARGE }
        union Found = Book | Film | Person
        interface Item { id: ID! title: String! kind: Kind! next: Item }
        type Book implements Item @key(fields: "id") {
          id: ID!
          title: String!
          kind: Kind!
          next: Item
          pages: Int
          cover(size: Int = 1): String!
          author: Person
          tags: [String!]
        }
        type Film implements Item @key(fields: "id") {
          id: ID!
          title: String!
          kind: Kind!
          next: Item
          minutes: Int
          cover(format: Format): String
          author: Person
          actors: [Person!]!
        }
        type Game implements Item {
          id: ID!
          title: String!
          kind: Kind!
          next: Item
          cover: String!
          players: [Int!]!
        }
        type Person @key(fields: "id") { id: ID! knownFor: [Found!]! favourite: Item }`,
    },
    {
      name: 'lending',
      sdl: `
        type Query { loans(open: Boolean): [Loan!]! lendables: [Lendable] recent: [Item!]! }
        interface Item { id: ID! }
        interface Lendable { id: ID! isFree: Boolean! loans(limit: Int): [Loan!]! }
        type Book implements Item & Lendable @key(fields: "id") {
          id: ID!
          isFree: Boolean!
          loans(limit: Int): [Loan!]!
          damage: Int
        }
        type Film implements Item & Lendable @key(fields: "id") {
          id: ID!
          isFree: Boolean!
          loans(limit: Int): [Loan!]!
          damage: String
        }
        type Loan @key(fields: "no") { no: Int! item: Lendable! borrower: Person days: Int! }
        type Person @key(fields: "id") { id: ID! loans: [Loan!]! holds: [[Lendable!]!] }`,
    },
    {
      name: 'people',
      sdl: `
        type Query { people(ids: [ID!]): [Person]! honours: [Honour] }
        type Person @key(fields: "id") {
          id: ID!
          name: String!
          born: Int
          friends: [Person!]!
          honours: [Honour!]!
        }
        union Honour = Prize | Book | Person
        type Prize { year: Int! by: Person for: Honour }
        type Book @key(fields: "id") { id: ID! dedicatedTo: Person }`,
    },
  ],
  examples: {
    id: ['b1', 'b2', 'f1', 'f2', 'g1', 'none'],
    ids: ['x1', 'x2', 'x3', 'none'],
    first: [0, 2, 9],
    limit: [0, 1],
    size: [1, 7],
    text: ['', 'e', 'zzz'],
  },
  createWorld,
};

function createWorld(): World {
  const people: Thing[] = [
    ['x1', 'Taha', 1889, 'b2'],
    ['x2', 'Faten', null, 'g1'],
    ['x3', 'Youssef', 1926, null],
  ].map(([id, name, born, favourite]) => ({
    __typename: 'Person',
    mark: String(id),
    id,
    name,
    born,
    favourite: () => itemOf(favourite),
    knownFor: () => [
      ...items.filter((item) => item['author'] === personOf(id)),
      ...(id === 'x1' ? people.slice(1, 2) : []),
    ],
    loans: () => loans.filter((loan) => loan['borrower'] === personOf(id)),
    holds: () => (id === 'x3' ? null : [[itemOf('f1'), itemOf('b1')], []]),
    friends: () => people.filter((person) => person['id'] !== id).toReversed(),
    honours: () => (id === 'x2' ? [] : [prizes[0], itemOf('b1'), personOf('x2'), prizes[1]]),
  }));
  const prizes: Thing[] = [
    { __typename: 'Prize', year: 1950, by: () => personOf('x3'), for: () => itemOf('b2') },
    { __typename: 'Prize', year: 1961, by: null, for: () => prizes[0] },
  ];
  const books: Thing[] = [
    ['b1', 'The Days', 180, 'x1', ['old', 'blue'], 'f1'],
    ['b2', 'Dreams', null, 'x3', null, null],
    ['b3', 'Empty', 0, null, [], 'g1'],
  ].map(([id, title, pages, author, tags, next]) => ({
    __typename: 'Book',
    mark: String(id),
    kind: 'BOOK',
    ...{ id, title, pages, tags },
    author: personOf(author),
    next: () => itemOf(next),
    cover: ({ size }: { size: number | null }) => `${String(id)} in size ${size}`,
    isFree: id === 'b2',
    damage: id === 'b1' ? 3 : null,
    loans: ({ limit }: { limit?: number | null }) => loansOf(id).slice(0, limit ?? 9),
    dedicatedTo: () => (id === 'b1' ? personOf('x2') : null),
  }));
  const films: Thing[] = [
    ['f1', 'Station', 77, 'x3', 'b1'],
    ['f2', 'Sparrow', null, null, 'f1'],
  ].map(([id, title, minutes, author, next]) => ({
    __typename: 'Film',
    mark: String(id),
    kind: 'FILM',
    ...{ id, title, minutes },
    author: personOf(author),
    next: () => itemOf(next),
    actors: () => (id === 'f1' ? [personOf('x2'), personOf('x3')] : []),
    cover: ({ format }: { format?: string | null }) => (format ? `${String(id)} ${format}` : null),
    isFree: id === 'f1',
    damage: id === 'f1' ? 'scratched' : null,
    loans: ({ limit }: { limit?: number | null }) => loansOf(id).slice(0, limit ?? 9),
  }));
  const game: Thing = {
    __typename: 'Game',
    id: 'g1',
    title: 'Senet',
    kind: 'GAME',
    next: () => itemOf('b3'),
    cover: 'wood',
    players: [2, 4],
  };
  const items = [...books, ...films, game];
  const loans: Thing[] = [
    [1, 'b1', 'x2', 14],
    [2, 'f1', null, 0],
    [3, 'b1', 'x1', 3],
  ].map(([no, item, borrower, days]) => ({
    __typename: 'Loan',
    mark: String(no),
    no,
    days,
    itemId: item,
    item: () => itemOf(item),
    borrower: personOf(borrower),
  }));

  function personOf(id: unknown): Thing | null {
    return people.find((person) => person['id'] === id) ?? null;
  }
  function itemOf(id: unknown): Thing | null {
    return items.find((item) => item['id'] === id) ?? null;
  }
  function loansOf(id: unknown): Thing[] {
    return loans.filter((loan) => loan['itemId'] === id);
  }

  return {
    query: {
      search: ({ text, first }: { text: string | null; first?: number | null }) =>
        [...books, ...people, ...films]
          .filter((one) => String(one['title'] ?? one['name']).includes(text ?? ''))
          .slice(0, first ?? 9),
      items: ({ kinds }: { kinds?: string[] | null }) =>
        items.filter((item) => !kinds || kinds.includes(String(item['kind']))),
      item: ({ id }: { id: string }) => itemOf(id),
      shelf: () => [[itemOf('b1'), null, itemOf('g1')], null, [itemOf('f2')]],
      loans: ({ open }: { open?: boolean | null }) => (open ? loans.slice(1) : loans),
      lendables: () => [itemOf('b3'), null, itemOf('f1')],
      recent: () => [itemOf('f2'), itemOf('b1'), itemOf('f1')],
      people: ({ ids }: { ids?: string[] | null }) => (ids ? ids.map(personOf) : people),
      honours: () => [prizes[1], null, itemOf('b2'), personOf('x1')],
    },
    entities: () => [...people, ...books, ...films, ...loans],
  };
}
