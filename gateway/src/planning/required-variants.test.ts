import { parse } from 'graphql';
import { readJoinFacts } from './join-facts';
import { variantsOfFields } from './required-variants';
import { supergraphOf } from './testing/small-federation';

/** A service with goods and their prices, and one that needs the prices. */
function variantsWith(requiring: string, given = 'price(in: String): Int price__1: Int'): unknown {
  const supergraph = supergraphOf({
    shop: {
      sdl: `type Query { goods: [Good] seen: Seen } interface Seen { id: ID! } type Good @key(fields: "id") { id: ID! ${given} }`,
    },
    customs: { sdl: requiring },
  });
  const variants = variantsOfFields(readJoinFacts(parse(supergraph)));
  return [...variants].map(([field, all]) => [
    field,
    [...all].map(([text, { name, services }]) => [text, name, ...services]),
  ]);
}
const EXTERNAL = 'id: ID! price(in: String): Int @external';

describe('the variants of a field', () => {
  it('are its choices of arguments in requirements, by names that nothing else has', () => {
    const requiring = `type Good @key(fields: "id") {
      ${EXTERNAL}
      local: Int @requires(fields: "price(in: \\"EGP\\")") same: Int @requires(fields: "price(in: \\"EGP\\")")
      plain: Int @requires(fields: "price")
    }`;

    expect(variantsWith(requiring)).toEqual([
      [
        'Good.price',
        [
          ['in: "EGP"', 'price__2', 'customs'],
          ['', 'price__3', 'customs'],
        ],
      ],
    ]);
  });

  it.each([
    [
      'that is always required with the same arguments',
      `type Good @key(fields: "id") { ${EXTERNAL} local: Int @requires(fields: "price(in: \\"EGP\\")") }`,
    ],
    ['that nothing requires', 'type Good @key(fields: "id") { id: ID! code: String }'],
    [
      'of which a key has the name',
      `type Tag @key(fields: "price") { price: Int }
       type Good @key(fields: "id") {
         ${EXTERNAL}
         a: Int @requires(fields: "price(in: \\"EGP\\")") b: Int @requires(fields: "price")
       }`,
    ],
    [
      'that an interface has too',
      `interface Priced { price(in: String): Int }
       type Good implements Priced @key(fields: "id") {
         ${EXTERNAL}
         a: Int @requires(fields: "price(in: \\"EGP\\")") b: Int @requires(fields: "price")
       }`,
    ],
  ])('are none for one %s', (_what, requiring) => {
    expect(variantsWith(requiring, 'price(in: String): Int @shareable')).toEqual([]);
  });
});
