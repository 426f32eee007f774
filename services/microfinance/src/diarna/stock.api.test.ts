import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { atOnce } from '../testing/at-once';
import { DiarnaWorld, text } from '../testing/diarna-world';
import { admin, LendingWorld } from '../testing/lending-world';

let world: LendingWorld;
let diarna: DiarnaWorld;
let craftId: string;

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  diarna = new DiarnaWorld(world);
  craftId = await diarna.aCraft();
});
afterAll(() => world.end());

describe('stock', () => {
  test('is the sum of what came and went', async () => {
    const productId = await diarna.aProduct({ craftId });

    await diarna.moveStock(productId, -2);
    await diarna.moveStock(productId, 1, 'RETURNED');

    expect(await diarna.stockOf(productId)).toEqual({ stock: 4, moved: 4 });
    const { product } = await world.query<{ product: object }>(
      admin,
      'query ($id: ID!) { product(id: $id) { stockMovements { nodes { quantity reason } } prices { price } } }',
      { id: productId },
    );
    expect(product).toEqual({
      stockMovements: {
        nodes: [
          { quantity: 1, reason: 'RETURNED' },
          { quantity: -2, reason: 'SOLD' },
          { quantity: 5, reason: 'PRODUCED' },
        ],
      },
      prices: [{ price: '1250.00' }],
    });
  });

  test('is not sold twice: of two who want the last pieces at once one gets them', async () => {
    const productId = await diarna.aProduct({ craftId, stock: 3 });

    const sell = () => diarna.moveStock(productId, -2);
    const answers = await atOnce(world, 'stock_movement', sell, sell);

    const messages = answers.map(({ errors }) => errors.map(({ code, message }) => [code, message]));
    expect(messages.sort()).toEqual([[], [['STOCK_NOT_ENOUGH', 'Only 1 pieces are there.']]]);
    expect(await diarna.stockOf(productId)).toEqual({ stock: 1, moved: 1 });
  });

  test('moves once when the same movement is sent twice at once', async () => {
    const productId = await diarna.aProduct({ craftId });
    const key = randomUUID();

    const answers = await Promise.all([1, 2].map(() => diarna.moveStock(productId, -1, 'SOLD', key)));

    expect(answers.map(({ errors }) => errors)).toEqual([[], []]);
    expect(await diarna.stockOf(productId)).toEqual({ stock: 4, moved: 4 });
  });

  test('falls below nothing in no way, the database says too', async () => {
    const productId = await diarna.aProduct({ craftId, stock: 0 });

    const oversold = world.service.database.owner('update product set stock = stock - 1 where id = $1', [
      productId,
    ]);

    await expect(oversold).rejects.toThrow('product_stock_not_oversold');
  });
});

describe('a product', () => {
  test('tells the marketplace of each change, and that nothing is there once it is withdrawn', async () => {
    const productId = await diarna.aProduct({ craftId });
    await world.do(admin, 'changeProductPrice', { productId, price: '1300' });
    await world.do(admin, 'withdrawProduct', { productId, reason: 'نفد' });

    const events = await world.service.database.owner<{ payload: object }>(
      "select payload from event where type = 'product.changed' and subject = $1 order by seq",
      [productId],
    );

    expect(events.map(({ payload }) => payload)).toMatchObject([
      { state: 'DRAFT', price: '1250.00', available: 0 },
      { state: 'DRAFT', price: '1250.00', available: 0 },
      { state: 'OFFERED', price: '1250.00', available: 5 },
      { state: 'OFFERED', price: '1300.00', available: 5 },
      { state: 'WITHDRAWN', price: '1300.00', available: 0 },
    ]);
  });

  test.each([
    ['no name', { name: text(' ') }, 'TEXT_MISSING'],
    ['no price', { price: '0' }, 'PRICE_NOT_POSITIVE'],
    ['a negative price', { price: '-1' }, 'PRICE_NOT_POSITIVE'],
    [
      'a picture that is not fetched safely',
      { pictures: ['http://a.example/1.jpg'] },
      'PICTURE_ADDRESS_WRONG',
    ],
    ['a producer that does not exist', { producerId: randomUUID() }, 'PRODUCER_NOT_FOUND'],
    ['a craft that is none', { craftId: 'craft' }, 'CRAFT_NOT_FOUND'],
  ])('with %s is refused', async (_name, changes, code) => {
    const producerId = await diarna.aProducer();
    const input = {
      producerId,
      craftId,
      name: text('شال'),
      price: '10',
      idempotencyKey: randomUUID(),
      ...changes,
    };

    const { errors } = await world.command<object>(admin, 'addProduct', input);

    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(
      await world.service.database.owner('select 1 from product where producer_id = $1', [producerId]),
    ).toEqual([]);
  });

  test.each([
    aCaller('marketplace'),
    aCaller('lender_officer', { lenderId: randomUUID() }),
    aCaller('auditor'),
  ])('is not changed by a caller like %j', async (caller) => {
    const { status } = await world.service.ask(
      caller,
      'mutation ($input: OfferProductInput!) { offerProduct(input: $input) { errors { code } } }',
      {
        input: { productId: randomUUID() },
      },
    );

    expect(status).toBe(403);
  });
});
