import { PlannedGraph, type TestService } from './planned-graph';

/** The best-known benchmark of federation: users, products, reviews and an inventory that needs a product's price. */
const USERS = ['u1', 'u2', 'u3'].map((id) => ({ id, username: `@${id}`, name: `Name of ${id}` }));
const PRODUCTS = ['p1', 'p2', 'p3', 'p4'].map((upc, i) => ({
  upc,
  name: `Product ${upc}`,
  price: 100 * i,
  weight: i,
}));
const REVIEWS = Array.from({ length: 8 }, (_, i) => ({
  id: `r${i}`,
  body: `Body "${i}"`,
  authorId: USERS[i % USERS.length]?.id,
  productUpc: PRODUCTS[(i * 3) % PRODUCTS.length]?.upc,
}));

interface Review {
  authorId: string;
  productUpc: string;
}

const accounts: TestService = {
  sdl: `type Query { me: User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
  resolvers: {
    Query: { me: () => USERS[0], users: () => USERS },
    User: { __resolveReference: ({ id }: { id: string }) => USERS.find((user) => user.id === id) },
  },
};

const products: TestService = {
  sdl: `type Query { topProducts(first: Int = 3): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  resolvers: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) },
    Product: { __resolveReference: ({ upc }: { upc: string }) => PRODUCTS.find((one) => one.upc === upc) },
  },
};

const inventory: TestService = {
  sdl: `type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  resolvers: {
    Product: {
      inStock: ({ upc }: { upc: string }) => upc !== 'p2',
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
        price > 100 ? 0 : weight * 2,
    },
  },
};

const reviews: TestService = {
  sdl: `type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
  resolvers: {
    Review: {
      author: ({ authorId }: Review) => USERS.find((user) => user.id === authorId),
      product: ({ productUpc }: Review) => ({ upc: productUpc }),
    },
    User: { reviews: ({ id }: { id: string }) => REVIEWS.filter(({ authorId }) => authorId === id) },
    Product: {
      reviews: ({ upc }: { upc: string }) => REVIEWS.filter(({ productUpc }) => productUpc === upc),
    },
  },
};

export const WIDE_QUERY = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Wide {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review author {
      ...User reviews { ...Review product { ...Product } } } } } } }
    topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
  }`;

export function wideGraph(): PlannedGraph {
  return new PlannedGraph({ accounts, products, inventory, reviews });
}
