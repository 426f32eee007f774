import type { Federation, Thing, World } from '../federation';

/**
 * Unions whose members lead to the same entities by fields of one name, and unions of which each service knows other
 * members.
 */
export const pinboard: Federation = {
  name: 'pinboard',
  services: [
    {
      name: 'board',
      sdl: `
        type Query { notes: [Note]! newest: Note board(id: ID!): Board boards: [Board!]! }
        union Note = Letter | Poster | Poll
        type Letter { by: Member to: [Member!]! seal: String }
        type Poster { by: Member place: Place pins: [Note]! }
        type Poll @key(fields: "no") { no: Int! by: Member answers: [Answer!]! }
        union Answer = Member | Place
        type Member @key(fields: "id") { id: ID! }
        type Place @key(fields: "id") { id: ID! keeper: Member }
        type Board @key(fields: "id") {
          id: ID!
          pins: [Pin!]! @shareable
          frame: Frame @shareable
          first: Marked @shareable
          maps: [Pin!]!
        }
        type Frame @shareable { middle: Pin around: [[Pin]] }
        union Pin = Button | Map | Place
        type Button implements Marked @shareable { marking: String colour: String size(unit: Unit = MM): Int }
        type Map implements Marked { scale: Int marking: String around: [Pin!] of: Place }
        interface Marked { marking: String }
        enum Unit { MM CM }`,
    },
    {
      name: 'members',
      sdl: `
        type Query { members: [Member!]! }
        type Member @key(fields: "id") {
          id: ID!
          name(short: Boolean! = false): String
          home: Place
          friends(first: Int): [Member!]!
        }
        type Place @key(fields: "id") { id: ID! residents: [Member!]! }
        type Poll @key(fields: "no") { no: Int! turnout: Int }`,
    },
    {
      name: 'places',
      sdl: `
        type Query { places: [Place] album(id: ID!): Board }
        type Place @key(fields: "id") { id: ID! label(unit: Unit! = CM): String }
        type Board @key(fields: "id") {
          id: ID!
          pins: [Pin!]! @shareable
          frame: Frame @shareable
          first: Marked @shareable
          photos: [Pin!]!
        }
        type Frame @shareable { middle: Pin around: [[Pin]] }
        union Pin = Button | Photo | Place
        type Button implements Marked @shareable { marking: String colour: String size(unit: Unit = MM): Int }
        type Photo implements Marked { marking: String caption: String shows: Place }
        interface Marked { marking: String }
        enum Unit { MM CM }`,
    },
  ],
  examples: { id: ['wall', 'album', 'none'], first: [0, 1, 5] },
  depth: 4,
  createWorld,
};

type Unit = 'MM' | 'CM';

function createWorld(): World {
  const members: Thing[] = ['m1', 'm2', 'm3'].map((id) => ({
    ...{ __typename: 'Member', mark: id, id },
    name: ({ short }: { short: boolean }) => (id === 'm3' ? null : short ? id : `Member ${id}`),
    home: () => (id === 'm2' ? null : placeOf('p1')),
    friends: ({ first }: { first?: number | null }) =>
      members.filter((member) => member['id'] !== id).slice(0, first ?? undefined),
  }));
  const places: Thing[] = ['p1', 'p2'].map((id) => ({
    ...{ __typename: 'Place', mark: id, id },
    keeper: () => (id === 'p1' ? memberOf('m2') : null),
    residents: () => (id === 'p1' ? [memberOf('m1'), memberOf('m3')] : []),
    label: ({ unit }: { unit: Unit }) => `${id} in ${unit}`,
  }));
  const memberOf = (id: string): Thing | null => members.find((member) => member['id'] === id) ?? null;
  const placeOf = (id: string): Thing | null => places.find((place) => place['id'] === id) ?? null;
  const letter: Thing = {
    ...{ __typename: 'Letter', seal: 'wax' },
    by: () => memberOf('m1'),
    to: () => members,
  };
  const poster: Thing = {
    __typename: 'Poster',
    by: () => memberOf('m1'),
    place: () => placeOf('p1'),
    pins: () => [letter, null, poll],
  };
  const poll: Thing = {
    ...{ __typename: 'Poll', mark: 'poll 1', no: 1, turnout: 7 },
    by: () => memberOf('m2'),
    answers: () => [memberOf('m1'), placeOf('p1'), placeOf('p2')],
  };
  const button: Thing = {
    ...{ __typename: 'Button', colour: 'red', marking: 'B' },
    size: ({ unit }: { unit?: Unit | null }) => (unit === 'CM' ? 1 : 10),
  };
  const map: Thing = {
    ...{ __typename: 'Map', scale: 1000, marking: 'M' },
    around: () => [button, placeOf('p2')],
    of: () => placeOf('p1'),
  };
  const photo: Thing = {
    ...{ __typename: 'Photo', caption: 'The yard', marking: null },
    shows: () => placeOf('p2'),
  };
  // What services share has only values of types that all of them know.
  const boards = [
    { id: 'wall', pins: [button, placeOf('p1')], middle: button, maps: [map], photos: [] },
    { id: 'album', pins: [placeOf('p2'), button], middle: null, maps: [], photos: [photo] },
  ].map(({ id, pins, middle, maps, photos }): Thing => ({
    ...{ __typename: 'Board', mark: id, id, maps, photos },
    pins: () => pins,
    first: () => middle,
    frame: () => ({ __typename: 'Frame', middle: () => middle, around: () => [[button, null], null, pins] }),
  }));
  const boardOf = (id: string): Thing | null => boards.find((board) => board['id'] === id) ?? null;
  return {
    query: {
      notes: () => [letter, poster, null, poll, letter],
      newest: () => poster,
      board: ({ id }: { id: string }) => boardOf(id),
      boards: () => boards,
      album: ({ id }: { id: string }) => boardOf(id),
      members: () => members,
      places: () => [placeOf('p1'), null, placeOf('p2')],
    },
    entities: () => [...members, ...places, poll, ...boards],
  };
}
