import { read, type Federation, type Thing, type World } from '../federation';

/** Users, products, stock and reviews: hops from service to service and back, lists of lists of entities. */
export const shop: Federation = {
  name: 'shop',
  services: [
    {
      name: 'users',
      sdl: `
        type Query { me: User users(first: Int = 3): [User!]! user(id: ID!): User }
        type User @key(fields: "id") {
          id: ID!
          name: String!
          username: String @shareable
          address: Address!
          friends: [User!]!
        }
        type Address { street: String! city: String zip: Int! }`,
    },
    {
      name: 'products',
      sdl: `
        type Query {
          topProducts(first: Int! = 5, order: Order): [Product!]!
          product(upc: String!): Product
          shelves: [[Product]!]!
        }
        type Mutation { renameProduct(upc: String!, name: String!): Product }
        enum Order { CHEAP DEAR }
        type Product @key(fields: "upc") {
          upc: String!
          name: String!
          price: Int
          weight: Int
          bundles: [[Product!]!]!
          similar(limit: Int = 2): [Product]
          maker: Maker
        }
        type Maker { name: String! country: String owner: User }
        type User @key(fields: "id", resolvable: false) { id: ID! }`,
    },
    {
      name: 'inventory',
      sdl: `
        type Query { warehouses: [Warehouse!]! }
        type Product @key(fields: "upc") {
          upc: String!
          price: Int @external
          weight: Int @external
          inStock: Int!
          shippingEstimate(express: Boolean = false): Int @requires(fields: "price weight")
          warehouses: [Warehouse!]
        }
        type Warehouse @key(fields: "id") { id: ID! place: String manager: User rows: [[Product]!] }
        type User @key(fields: "id") { id: ID! manages: [Warehouse!]! }`,
    },
    {
      name: 'reviews',
      sdl: `
        type Query { reviews(minRating: Int = 0, authors: [ID!]): [Review!]! }
        type Mutation { addReview(input: ReviewInput!): Review deleteReview(id: ID!): Boolean! }
        input ReviewInput { upc: String! body: String = "none" rating: Int! }
        type Review @key(fields: "id") {
          id: ID!
          body: String
          rating: Int!
          author: User @provides(fields: "username")
          product: Product!
          replies: [Review!]!
        }
        type User @key(fields: "id") {
          id: ID!
          username: String @external
          reviews(minRating: Int = 0): [Review!]!
          reviewCount: Int
        }
        type Product @key(fields: "upc") {
          upc: String!
          reviews(first: Int, worst: Boolean): [Review!]
          averageRating: Float
        }`,
    },
  ],
  examples: {
    id: ['u1', 'u2', 'r1', 'nobody'],
    authors: ['u1', 'u2', 'u3'],
    upc: ['p1', 'p2', 'p3', 'none'],
    first: [0, 1, 2, 5],
    limit: [0, 1, 3],
    minRating: [0, 2, 4],
    rating: [1, 5],
    String: ['new', ''],
  },
  createWorld,
};

interface Order {
  readonly first: number;
  readonly order?: 'CHEAP' | 'DEAR' | null;
}

function createWorld(): World {
  const users: Thing[] = (
    [
      ['u1', 'Ada', 'ada', { street: 'Nile 1', city: 'Cairo', zip: 11511 }],
      ['u2', 'Bo', null, { street: 'Sea 2', city: null, zip: 21500 }],
      ['u3', 'Cy', 'cy', { street: 'Oasis 3', city: 'Siwa', zip: 51710 }],
    ] as const
  ).map(([id, name, username, address]) => ({
    __typename: 'User',
    mark: id,
    id,
    name,
    username,
    address,
    friends: () => users.filter((user) => user['id'] !== id),
    manages: () => warehouses.filter((warehouse) => warehouse['manager'] === userOf(id)),
    reviews: ({ minRating }: { minRating: number | null }) =>
      reviews.filter(
        (review) => review['author'] === userOf(id) && Number(review['rating']) >= (minRating ?? 0),
      ),
    reviewCount: () => (id === 'u3' ? null : reviews.filter((one) => one['author'] === userOf(id)).length),
  }));
  const names = new Map<string, string>([
    ['p1', 'Table'],
    ['p2', 'Chair'],
    ['p3', 'Lamp'],
    ['p4', 'Rug'],
  ]);
  const makers = [
    { name: 'Nour', country: 'EG', owner: () => userOf('u1') },
    { name: 'Amal', country: null, owner: null },
  ];
  const products: Thing[] = (
    [
      ['p1', 900, 100, makers[0], 4],
      ['p2', 300, null, makers[1], 0],
      ['p3', null, 50, null, 7],
      ['p4', 1200, 1000, makers[0], 1],
    ] as const
  ).map(([upc, price, weight, maker, inStock]) => ({
    __typename: 'Product',
    mark: upc,
    upc,
    price,
    weight,
    maker,
    inStock,
    name: () => names.get(upc),
    bundles: () => (upc === 'p2' ? [] : [[productOf('p2'), productOf('p3')], [], [productOf('p1')]]),
    similar: ({ limit }: { limit: number | null }) =>
      [productOf('p3'), null, productOf('p1')].slice(0, limit ?? 9),
    shippingEstimate(this: Thing, { express }: { express: boolean | null }) {
      const [cost, grams] = [this['price'], this['weight']] as (number | null)[];
      if (typeof cost !== 'number' || typeof grams !== 'number') return null;
      return (cost > 1000 ? 0 : grams / 2) + (express ? 7 : 0);
    },
    warehouses: () =>
      upc === 'p3' ? null : warehouses.filter(({ id }) => id !== (upc === 'p1' ? 'w2' : 'w1')),
    reviews: ({ first, worst }: { first?: number | null; worst?: boolean | null }) => {
      if (upc === 'p4') return null;
      const about = reviews.filter((review) => review['upc'] === upc);
      return (worst ? about.toReversed() : about).slice(0, first ?? 9);
    },
    averageRating: () => (upc === 'p1' ? 3.5 : null),
  }));
  const warehouses: Thing[] = (
    [
      ['w1', 'Giza', 'u1'],
      ['w2', null, 'u3'],
      ['w3', 'Luxor', null],
    ] as const
  ).map(([id, place, manager]) => ({
    __typename: 'Warehouse',
    mark: id,
    id,
    place,
    manager: userOf(manager),
    rows: () => (id === 'w3' ? null : [[productOf('p1'), null], [], [productOf('p4'), productOf('p2')]]),
  }));
  const reviews: Thing[] = [
    reviewOf('r1', 'p1', 'u1', 5, 'Good'),
    reviewOf('r2', 'p1', 'u2', 2, null),
    reviewOf('r3', 'p2', 'u1', 4, 'Fair'),
    reviewOf('r4', 'p3', null, 1, 'Bad'),
  ];

  function reviewOf(id: string, upc: unknown, author: string | null, rating: unknown, body: unknown): Thing {
    return {
      __typename: 'Review',
      mark: id,
      id,
      upc,
      rating,
      body,
      author: userOf(author),
      product: () => productOf(upc),
      replies: () => (id === 'r1' ? reviews.slice(1, 3) : []),
    };
  }
  function userOf(id: unknown): Thing | null {
    return users.find((user) => user['id'] === id) ?? null;
  }
  function productOf(upc: unknown): Thing | null {
    return products.find((product) => product['upc'] === upc) ?? null;
  }

  return {
    query: {
      me: () => userOf('u1'),
      users: ({ first }: { first: number | null }) => users.slice(0, first ?? 9),
      user: ({ id }: { id: string }) => userOf(id),
      topProducts: ({ first, order }: Order) => {
        const sorted = order
          ? products.toSorted(
              (a, b) => (Number(a['price']) - Number(b['price'])) * (order === 'DEAR' ? -1 : 1),
            )
          : products;
        return sorted.slice(0, first);
      },
      product: ({ upc }: { upc: string }) => productOf(upc),
      shelves: () => [[productOf('p1'), null, productOf('p4')], [], [productOf('p2')]],
      warehouses: () => warehouses,
      reviews: ({ minRating, authors }: { minRating: number | null; authors?: string[] | null }) =>
        reviews.filter(
          (review) =>
            Number(review['rating']) >= (minRating ?? 0) &&
            (!authors || authors.includes(String(read(review['author'] ?? {}, 'id')))),
        ),
    },
    mutation: {
      renameProduct: ({ upc, name }: { upc: string; name: string }) => {
        if (names.has(upc)) names.set(upc, name);
        return productOf(upc);
      },
      addReview: ({ input }: { input: { upc: string; body: string | null; rating: number } }) => {
        if (!productOf(input.upc)) return null;
        const added = reviewOf(`r${reviews.length + 1}`, input.upc, 'u3', input.rating, input.body);
        reviews.push(added);
        return added;
      },
      deleteReview: ({ id }: { id: string }) => {
        const at = reviews.findIndex((review) => review['id'] === id);
        if (at >= 0) reviews.splice(at, 1);
        return at >= 0;
      },
    },
    entities: () => [...users, ...products, ...warehouses, ...reviews],
  };
}
