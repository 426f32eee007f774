import { read, type Federation, type Thing, type World } from '../federation';

/** What Apollo's planner is known to plan wrongly: two fields that need one field with different arguments. */
export const tariffs: Federation = {
  name: 'tariffs',
  services: [
    {
      name: 'wares',
      sdl: `
        type Query { wares: [Ware!]! ware(id: ID!): Ware }
        type Ware @key(fields: "id") { id: ID! name: String price(unit: Unit! = KILO): Int lots: [Lot!]! }
        type Lot @key(fields: "no") { no: Int! weight(unit: Unit! = KILO): Int }
        enum Unit { KILO TON }`,
    },
    {
      name: 'duties',
      sdl: `
        type Ware @key(fields: "id") {
          id: ID!
          price(unit: Unit! = KILO): Int @external
          duty: Int @requires(fields: "price(unit: TON)")
          stamp: Int @requires(fields: "price(unit: KILO)")
        }
        type Lot @key(fields: "no") {
          no: Int!
          weight(unit: Unit! = KILO): Int @external
          fee: Int @requires(fields: "weight(unit: TON)")
        }
        enum Unit { KILO TON }`,
    },
    {
      name: 'docks',
      sdl: `
        type Query { docked: [Ware]! }
        type Lot @key(fields: "no") {
          no: Int!
          weight(unit: Unit! = KILO): Int @external
          crane: String @requires(fields: "weight(unit: KILO)")
        }
        type Ware @key(fields: "id") { id: ID! dock: String lots: [Lot!]! @external weighing: Int @requires(fields: "lots { no }") }
        enum Unit { KILO TON }`,
    },
  ],
  examples: { id: ['t1', 't2', 'none'] },
  createWorld,
};

type Unit = 'KILO' | 'TON';

function createWorld(): World {
  const lots: Thing[] = [1, 2, 3].map((no) => ({
    ...{ __typename: 'Lot', mark: `lot ${no}`, no },
    weight: ({ unit }: { unit: Unit }) => (no === 3 ? null : unit === 'TON' ? no : no * 1000),
    fee(this: Thing) {
      const weight = read(this, 'weight', { unit: 'TON' });
      return weight === null ? null : Number(weight) + 5;
    },
    crane(this: Thing) {
      const weight = read(this, 'weight', { unit: 'KILO' });
      return weight === null ? null : `lifts ${Number(weight)}`;
    },
  }));
  const wares: Thing[] = ['t1', 't2'].map((id) => ({
    ...{ __typename: 'Ware', mark: id, id },
    name: id === 't1' ? 'Cotton' : null,
    price: ({ unit }: { unit: Unit }) => (unit === 'TON' ? 9000 : 9),
    lots: () => (id === 't1' ? lots : []),
    duty(this: Thing) {
      return Number(read(this, 'price', { unit: 'TON' })) / 10;
    },
    stamp(this: Thing) {
      return Number(read(this, 'price', { unit: 'KILO' })) + 1;
    },
    dock: id === 't1' ? 'north' : null,
    weighing(this: Thing) {
      return (read(this, 'lots') as { no: number }[]).reduce((total, { no }) => total + no, 0);
    },
  }));
  return {
    query: {
      wares: () => wares,
      ware: ({ id }: { id: string }) => wares.find((ware) => ware['id'] === id) ?? null,
      docked: () => [wares[1], null, wares[0]],
    },
    entities: () => [...wares, ...lots],
  };
}
