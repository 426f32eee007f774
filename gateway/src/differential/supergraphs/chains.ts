import { read, type Federation, type Thing, type World } from '../federation';

/** Required fields that require others: chains of them, through lists, interfaces and other entities, from every side. */
export const chains: Federation = {
  name: 'chains',
  services: [
    {
      name: 'looms',
      sdl: `
        type Query { carpets(first: Int): [Carpet!]! carpet(id: ID!): Carpet wares: [Ware]! }
        interface Ware { id: ID! }
        type Carpet implements Ware @key(fields: "id") { id: ID! knots(per: Int! = 1): Int weaver: String next: Carpet }
        type Kilim implements Ware @key(fields: "id") { id: ID! knots: Int }
        type Dyer @key(fields: "id") { id: ID! name: String }`,
    },
    {
      name: 'dyes',
      sdl: `
        type Query { dyed: [Carpet]! kept: [Ware!]! }
        type Mutation { dye(id: ID!): Carpet rinse: [[Carpet]!] }
        interface Ware { id: ID! }
        type Carpet implements Ware @key(fields: "id") {
          id: ID!
          knots(per: Int! = 1): Int @external
          colours(light: Boolean! = false): Int @requires(fields: "knots(per: 10)")
          dyer: Dyer @requires(fields: "knots(per: 10)")
          twin: Carpet
          rolls: [[Carpet]!]!
        }
        type Kilim implements Ware @key(fields: "id") { id: ID! knots: Int @external colours: Int @requires(fields: "knots") twin: Carpet }
        type Dyer @key(fields: "id") { id: ID! teacher: Dyer }`,
    },
    {
      name: 'seals',
      sdl: `
        type Query { sealed: [Carpet!] both: [Ware]! }
        interface Ware { id: ID! grade: String }
        type Mutation { seal(id: ID!): Carpet! }
        type Carpet implements Ware @key(fields: "id") {
          id: ID!
          colours(light: Boolean! = false): Int @external
          dyer: Dyer @external
          grade: String @requires(fields: "colours(light: true)")
          stamp: String @requires(fields: "dyer { rank }")
          pair: Carpet
        }
        type Kilim implements Ware @key(fields: "id") { id: ID! colours: Int @external grade: String @requires(fields: "colours") pair: Carpet }
        type Dyer @key(fields: "id") { id: ID! rank: Int @external }`,
    },
    {
      name: 'roads',
      sdl: `
        type Query { loaded: [[Carpet]!] kilims: [Kilim!]! }
        type Carpet @key(fields: "id") {
          id: ID!
          grade: String @external
          colours(light: Boolean! = false): Int @external
          weaver: String @external
          toll(fast: Boolean = false): Int @requires(fields: "grade colours(light: false) weaver")
          load: Carpet
        }
        type Kilim @key(fields: "id") { id: ID! grade: String @external toll: Int @requires(fields: "grade") load: Carpet }
        type Dyer @key(fields: "id") { id: ID! name: String @external rank: Int @requires(fields: "name") }`,
    },
  ],
  examples: { id: ['n1', 'n2', 'n3', 'none'], first: [0, 1, 3], per: [1, 10] },
  createWorld,
};

function createWorld(): World {
  let washes = 0;
  const dyers: Thing[] = ['Amal', null].map((name, index) => ({
    ...{ __typename: 'Dyer', mark: `d${index}`, id: `d${index}`, name },
    teacher: () => (index === 0 ? dyers[1] : null),
    rank(this: Thing) {
      return lengthOf(read(this, 'name'));
    },
  }));
  const carpets: Thing[] = [
    carpetOf('n1', 7, 'Nadia'),
    carpetOf('n2', null, null),
    carpetOf('n3', 4, 'Omar'),
  ];
  const kilims: Thing[] = [kilimOf('k1', 3), kilimOf('k2', null)];

  function carpetOf(id: string, knots: number | null, weaver: string | null): Thing {
    return {
      ...{ __typename: 'Carpet', mark: id, id, weaver },
      knots: ({ per }: { per: number }) => (knots === null ? null : knots * per + washes),
      next: () => (id === 'n1' ? carpets[2] : null),
      colours(this: Thing, { light }: { light: boolean }) {
        const known = read(this, 'knots', { per: 10 });
        return known === null ? null : Number(known) + (light ? 1 : 0);
      },
      dyer(this: Thing) {
        const known = read(this, 'knots', { per: 10 });
        return known === null ? null : dyers[Number(known) > 50 ? 0 : 1];
      },
      twin: () => (id === 'n2' ? null : carpets[1]),
      rolls: () => (id === 'n3' ? [] : [[carpets[2], null], [carpets[0]]]),
      grade(this: Thing) {
        const known = read(this, 'colours', { light: true });
        return known === null ? null : `grade ${Number(known)}`;
      },
      stamp(this: Thing) {
        const dyer = read(this, 'dyer') as object | null;
        return dyer && `rank ${String(read(dyer, 'rank'))}`;
      },
      pair: () => (id === 'n1' ? carpets[2] : carpets[0]),
      toll(this: Thing, { fast }: { fast: boolean | null }) {
        const [grade, weaver] = [read(this, 'grade'), read(this, 'weaver')];
        const colours = read(this, 'colours', { light: false });
        return (lengthOf(grade) ?? 0) + Number(colours) + (lengthOf(weaver) ?? 0) + (fast ? 1 : 0);
      },
      load: () => (id === 'n3' ? carpets[0] : null),
    };
  }
  function kilimOf(id: string, knots: number | null): Thing {
    return {
      ...{ __typename: 'Kilim', mark: id, id, knots },
      colours(this: Thing) {
        const known = read(this, 'knots');
        return known === null ? null : Number(known) * 2;
      },
      twin: () => carpets[0],
      grade(this: Thing) {
        const known = read(this, 'colours');
        return known === null ? null : `grade ${Number(known)}`;
      },
      pair: () => carpets[2],
      toll(this: Thing) {
        return lengthOf(read(this, 'grade'));
      },
      load: () => (id === 'k1' ? carpets[1] : null),
    };
  }
  function carpetBy(id: unknown): Thing | null {
    return carpets.find((carpet) => carpet['id'] === id) ?? null;
  }

  return {
    query: {
      carpets: ({ first }: { first?: number | null }) => carpets.slice(0, first ?? 9),
      carpet: ({ id }: { id: string }) => carpetBy(id),
      wares: () => [kilims[0], null, carpets[0], carpets[1]],
      dyed: () => [carpets[2], null, carpets[0]],
      kept: () => [carpets[0], kilims[0], carpets[1], kilims[1]],
      sealed: () => carpets,
      both: () => [carpets[2], kilims[0], null],
      loaded: () => [[carpets[0]], [null, carpets[1]], []],
      kilims: () => kilims,
    },
    mutation: {
      dye: ({ id }: { id: string }) => {
        washes += 1;
        return carpetBy(id);
      },
      rinse: () => {
        washes *= 3;
        return [[carpets[0], null], [carpets[2]]];
      },
      seal: ({ id }: { id: string }) => {
        washes += 5;
        return carpetBy(id) ?? carpets[1];
      },
    },
    entities: () => [...carpets, ...kilims, ...dyers],
  };
}

function lengthOf(text: unknown): number | null {
  return typeof text === 'string' ? text.length : null;
}
