import { GraphQLError } from 'graphql';
import type { SmallService } from '../planning/testing/small-federation';
import { ExecutedFederation } from './testing/executed-federation';

const RATES: Readonly<Record<string, number>> = { EGP: 50, USD: 1 };

const services: Record<string, SmallService> = {
  shop: {
    sdl: `
      type Query { goods(first: Int = 2): [Good] }
      type Good @key(fields: "id") { id: ID! price(in: String, net: Boolean): Int maker: Maker }
      type Maker { id: ID! share(of: Int = 100): Int }`,
    resolvers: {
      Query: { goods: (_: unknown, { first }: { first: number }) => goods.slice(0, first) },
      Good: {
        __resolveReference: ({ id }: { id: string }) => goods.find((good) => good.id === id),
        price: (
          good: (typeof goods)[number],
          { in: unit = 'USD', net = false }: { in?: string; net?: boolean },
        ) => {
          if (unit === 'XXX') throw new GraphQLError('No such unit.', { extensions: { code: 'NO_UNIT' } });
          return good.price * (RATES[unit] ?? 0) - (net ? 1 : 0);
        },
      },
      Maker: { share: (_: unknown, { of }: { of: number }) => of / 2 },
    },
  },
  customs: {
    sdl: `
      type Good @key(fields: "id") {
        id: ID! price(in: String, net: Boolean): Int @external maker: Maker @external
        local(plus: Int = 0): Int @requires(fields: "price(in: \\"EGP\\", net: true)")
        sameLocal: Int @requires(fields: "price(net: true, in: \\"EGP\\")")
        foreign: Int @requires(fields: "price(in: \\"USD\\")")
        plain: Int @requires(fields: "price")
        broken: Int @requires(fields: "price(in: \\"XXX\\")")
        few: Int @requires(fields: "maker { share(of: 10) }")
        many: Int @requires(fields: "maker { share(of: 1000) } price(in: \\"EGP\\", net: true)")
        code: String
      }
      type Maker @external { share(of: Int = 100): Int }`,
    resolvers: {
      Good: {
        __resolveReference: (sent: object) => sent,
        local: ({ price }: Sent, { plus }: { plus: number }) => price + plus,
        sameLocal: ({ price }: Sent) => price,
        foreign: ({ price }: Sent) => price,
        plain: ({ price }: Sent) => price,
        broken: ({ price }: Sent) => price,
        few: ({ maker }: Sent) => maker.share,
        many: ({ maker, price }: Sent) => maker.share + price,
        code: ({ id }: Sent) => `c${id}`,
      },
    },
  },
  taxes: {
    sdl: `
      type Good @key(fields: "id") {
        id: ID! price(in: String, net: Boolean): Int @external
        tax: Int @requires(fields: "price(in: \\"USD\\", net: true)")
      }`,
    resolvers: {
      Good: { __resolveReference: (sent: object) => sent, tax: ({ price }: Sent) => price * 10 },
    },
  },
};
const goods = [
  { id: '1', price: 3, maker: { id: 'm' } },
  { id: '2', price: 4, maker: { id: 'n' } },
];
interface Sent {
  readonly id: string;
  readonly price: number;
  readonly maker: { readonly share: number };
}

const federation = new ExecutedFederation(services);
afterAll(() => federation.close());

describe('fields that require one field with different arguments', () => {
  it.each([
    ['in one service', '{ goods { local foreign } }', { local: 149, foreign: 3 }],
    [
      'with and without arguments',
      '{ goods { plain local foreign code } }',
      { plain: 3, local: 149, foreign: 3, code: 'c1' },
    ],
    ['that are written in another order', '{ goods { local sameLocal } }', { local: 149, sameLocal: 149 }],
    ['of an object within', '{ goods { few many } }', { few: 5, many: 649 }],
    ['all at once', '{ goods { few many foreign local } }', { few: 5, many: 649, foreign: 3, local: 149 }],
    ['in two services', '{ goods { local tax } }', { local: 149, tax: 20 }],
    ['under other names', '{ goods { price: foreign foreign: local } }', { price: 3, foreign: 149 }],
    [
      'beside the client’s own choice',
      '{ goods { price(in: "USD", net: true) local foreign price__1: id } }',
      { price: 2, local: 149, foreign: 3, price__1: '1' },
    ],
  ])('are all answered rightly %s', async (_what, text, good) => {
    expect(await federation.answerTo(text.replace('goods', 'goods(first: 1)'))).toEqual({
      data: { goods: [good] },
    });
  });

  it('are asked for once for each value that is sent, with the variables of each', async () => {
    const text =
      'query ($plus: Int, $no: Boolean!) { goods { local(plus: $plus) foreign code @skip(if: $no) } }';

    expect(await federation.answerTo(text, { plus: 1, no: false })).toEqual({
      data: {
        goods: [
          { local: 150, foreign: 3, code: 'c1' },
          { local: 200, foreign: 4, code: 'c2' },
        ],
      },
    });
    expect(federation.servicesAsked()).toEqual(['shop', 'customs']);
    expect(federation.asked[1]?.match(/_entities/g)).toHaveLength(2);
  });

  it('are asked for together where they require the same', async () => {
    await federation.answerTo('{ goods { local sameLocal code } }');

    expect(federation.asked[1]?.match(/_entities/g)).toHaveLength(1);
  });

  it('fail at the field that is required, by the name that the schema has for it', async () => {
    expect(await federation.answerTo('{ goods(first: 1) { broken local } }')).toMatchObject({
      data: { goods: [{ broken: null, local: 149 }] },
      errors: ['NO_UNIT at goods.0.price'],
    });
  });

  it('are no fields of the client’s schema', async () => {
    const type = (await federation.schema()).getType('Good');

    expect(type && 'getFields' in type ? Object.keys(type.getFields()) : []).toEqual([
      'id',
      'price',
      'maker',
      'local',
      'sameLocal',
      'foreign',
      'plain',
      'broken',
      'few',
      'many',
      'code',
      'tax',
    ]);
  });
});
