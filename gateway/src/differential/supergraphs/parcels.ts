import { read, type Federation, type Thing, type World } from '../federation';

/** Fields that need other services' fields: with arguments, nested, in lists, of abstract types, in a chain. */
export const parcels: Federation = {
  name: 'parcels',
  services: [
    {
      name: 'goods',
      sdl: `
        type Query { parcels(first: Int): [Parcel!]! parcel(id: ID!): Parcel pallets: [[Parcel]!] }
        enum Currency { EGP EUR USD }
        type Parcel @key(fields: "id") {
          id: ID!
          label: String
          price(currency: Currency! = EGP, taxed: Boolean = false): Int
          dimensions: Dimensions
          contents: [Good!]!
          sender: Party
          receiver: Party!
          origin: Origin
          stops: [Stop!]
          next: Parcel
        }
        type Dimensions { size: Int! weight: Int }
        type Good { code: String! hazard: Int }
        type Party @key(fields: "id") { id: ID! name: String! address: Address }
        type Address { zip: String! country: Country }
        type Country { code: String! isFar: Boolean }
        union Origin = Depot | Shop
        type Depot { code: String! }
        type Shop { no: Int! }
        interface Stop { at: Int! }
        type Port implements Stop { at: Int! quay: String }
        type Road implements Stop { at: Int! lane: Int }`,
    },
    {
      name: 'customs',
      sdl: `
        type Query { seized: [Parcel!]! }
        enum Currency { EGP EUR USD }
        type Parcel @key(fields: "id") {
          id: ID!
          price(currency: Currency! = EGP, taxed: Boolean = false): Int @external
          dimensions: Dimensions @external
          contents: [Good!]! @external
          receiver: Party! @external
          origin: Origin @external
          stops: [Stop!] @external
          duty: Int @requires(fields: "price(currency: USD, taxed: true)")
          volumeClass(metric: Boolean = true): String @requires(fields: "dimensions { size weight }")
          hazards: [String!] @requires(fields: "contents { code hazard }")
          isForeign: Boolean @requires(fields: "receiver { address { country { code isFar } } }")
          route: String @requires(fields: "origin { ... on Depot { code } ... on Shop { no } }")
          passes: [String!] @requires(fields: "stops { at ... on Port { quay } ... on Road { lane } }")
          twin: Parcel
        }
        type Dimensions { size: Int! @external weight: Int @external }
        type Good { code: String! @external hazard: Int @external }
        type Party @key(fields: "id") { id: ID! address: Address @external }
        type Address { country: Country @external }
        type Country { code: String! @external isFar: Boolean @external }
        union Origin = Depot | Shop
        type Depot { code: String! @external }
        type Shop { no: Int! @external }
        interface Stop { at: Int! }
        type Port implements Stop { at: Int! @external quay: String @external }
        type Road implements Stop { at: Int! @external lane: Int @external }`,
    },
    {
      name: 'post',
      sdl: `
        type Query { sent: [Parcel]! }
        type Parcel @key(fields: "id") {
          id: ID!
          duty: Int @external
          volumeClass(metric: Boolean = true): String @external
          postage(express: Boolean = false): Int @requires(fields: "duty volumeClass(metric: false)")
          carrier: Carrier
        }
        type Carrier @key(fields: "code") { code: String! name: String parcels: [Parcel!]! }
        type Party @key(fields: "id") { id: ID! name: String! @external greeting: String! @requires(fields: "name") }`,
    },
  ],
  examples: { id: ['a1', 'a2', 'a3', 'none'], first: [0, 1, 3], currency: ['EGP', 'EUR', 'USD'] },
  createWorld,
};

const RATES = { EGP: 100, EUR: 2, USD: 3 } as const;

interface Priced {
  readonly currency: keyof typeof RATES;
  readonly taxed: boolean | null;
}

function createWorld(): World {
  const parties: Thing[] = (
    [
      ['y1', 'Ada', { zip: '11511', country: { code: 'EG', isFar: false } }],
      ['y2', 'Bo', { zip: '10115', country: { code: 'DE', isFar: null } }],
      ['y3', 'Cy', null],
    ] as const
  ).map(([id, name, address]) => ({
    __typename: 'Party',
    mark: id,
    ...{ id, name, address },
    greeting(this: Thing) {
      return `Dear ${String(read(this, 'name'))}`;
    },
  }));
  const parcels: Thing[] = [
    parcelOf('a1', 7, { size: 3, weight: 5 }, 'y1', 'y2', { __typename: 'Depot', code: 'D7' }),
    parcelOf('a2', null, { size: 9, weight: null }, null, 'y3', { __typename: 'Shop', no: 4 }),
    parcelOf('a3', 2, null, 'y2', 'y1', null),
  ];
  const carriers: Thing[] = ['c1', 'c2'].map((code) => ({
    __typename: 'Carrier',
    mark: code,
    code,
    name: code === 'c1' ? 'Swift' : null,
    parcels: () => (code === 'c1' ? parcels.slice(0, 2) : []),
  }));

  function parcelOf(
    id: string,
    worth: number | null,
    dimensions: unknown,
    sender: string | null,
    receiver: string,
    origin: unknown,
  ): Thing {
    return {
      ...{ __typename: 'Parcel', mark: id, id, dimensions, origin },
      label: id === 'a3' ? null : `Parcel ${id}`,
      price: ({ currency, taxed }: Priced) =>
        worth === null ? null : worth * RATES[currency] + (taxed ? 1 : 0),
      contents:
        id === 'a2'
          ? []
          : [
              { code: 'g1', hazard: 2 },
              { code: 'g2', hazard: null },
            ],
      sender: () => partyOf(sender),
      receiver: () => partyOf(receiver),
      stops:
        id === 'a2'
          ? null
          : [
              { __typename: 'Port', at: 1, quay: 'north' },
              { __typename: 'Road', at: 2, lane: null },
            ],
      next: () => (id === 'a1' ? parcels[2] : null),
      duty(this: Thing) {
        const price = read(this, 'price', { currency: 'USD', taxed: true });
        return price === null ? null : Number(price) * 10;
      },
      volumeClass(this: Thing, { metric }: { metric: boolean | null }) {
        const known = this['dimensions'] as { size: number; weight: number | null } | null;
        return known ? `${known.size}/${known.weight}${metric ? 'm' : ''}` : null;
      },
      hazards(this: Thing) {
        return (this['contents'] as { code: string; hazard: number | null }[]).map(
          ({ code, hazard }) => `${code}:${hazard}`,
        );
      },
      isForeign(this: Thing) {
        const { address } = read(this, 'receiver') as {
          address: { country: { code: string; isFar: boolean | null } | null } | null;
        };
        return address?.country ? address.country.code !== 'EG' || address.country.isFar : null;
      },
      route(this: Thing) {
        const from = this['origin'] as { code?: string; no?: number } | null;
        return from ? `from ${from.code ?? from.no}` : null;
      },
      passes(this: Thing) {
        const stops = this['stops'] as { at: number; quay?: string; lane?: number | null }[] | null;
        return stops?.map(({ at, quay, lane }) => `${at} ${quay ?? lane}`) ?? null;
      },
      twin: () => (id === 'a2' ? parcels[0] : null),
      postage(this: Thing, { express }: { express: boolean | null }) {
        const [duty, volume] = [read(this, 'duty'), read(this, 'volumeClass', { metric: false })];
        if (duty === null || typeof volume !== 'string') return null;
        return Number(duty) + volume.length + (express ? 1 : 0);
      },
      carrier: () => (id === 'a3' ? null : carriers[id === 'a1' ? 0 : 1]),
    };
  }
  function partyOf(id: unknown): Thing | null {
    return parties.find((party) => party['id'] === id) ?? null;
  }
  function parcelBy(id: unknown): Thing | null {
    return parcels.find((parcel) => parcel['id'] === id) ?? null;
  }

  return {
    query: {
      parcels: ({ first }: { first?: number | null }) => parcels.slice(0, first ?? 9),
      parcel: ({ id }: { id: string }) => parcelBy(id),
      pallets: () => [[parcels[0], null], [], [parcels[2], parcels[1]]],
      seized: () => parcels.slice(1),
      sent: () => [parcels[2], null, parcels[0]],
    },
    entities: () => [...parcels, ...parties, ...carriers],
  };
}
