import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, LendingWorld } from '../testing/lending-world';
import { nationalIdOf } from '../testing/people';

const marketplace = aCaller('marketplace');

let world: LendingWorld;
let craftId: string;
let people = 0;

const text = (ar: string) => ({ ar, en: null });

const aCraft = async (name = `حرفة ${randomUUID()}`) => {
  const input = {
    ...{
      name: { ar: name, en: 'Tally weaving' },
      description: text('تطريز بخيوط معدنية'),
      materials: text('تل وشرائط معدنية'),
    },
    ...{ technique: text('تطريز يدوي'), governorates: ['EG_SHG', 'EG_AST'], idempotencyKey: randomUUID() },
  };
  return (await world.do<{ craft: { id: string } }>(admin, 'addCraft', input, 'craft { id }')).craft.id;
};

const aProducer = async (changes: object = {}) => {
  const input = {
    ...{ kind: 'PERSON', nationalId: nationalIdOf({ number: (people += 1) }), name: text('تلي سوهاج') },
    ...{ governorate: 'EG_SHG', idempotencyKey: randomUUID() },
    ...changes,
  };
  return (await world.do<{ producer: { id: string } }>(admin, 'registerProducer', input, 'producer { id }'))
    .producer.id;
};

/** A draft of a shawl for 1,250 pounds, of which so many were made. */
const aProduct = async (producerId: string, { stock = 5, isOffered = true } = {}) => {
  const input = { producerId, craftId, name: text('شال تلي'), price: '1250', idempotencyKey: randomUUID() };
  const { product } = await world.do<{ product: { id: string } }>(
    admin,
    'addProduct',
    input,
    'product { id }',
  );
  if (stock > 0) expect((await moveStock(product.id, stock, 'PRODUCED')).errors).toEqual([]);
  if (isOffered) await world.do(admin, 'offerProduct', { productId: product.id });
  return product.id;
};

const moveStock = (
  productId: string,
  quantity: number,
  reason = 'SOLD',
  idempotencyKey: string = randomUUID(),
) =>
  world.command<{ product: { stock: number } | null }>(
    admin,
    'moveProductStock',
    { productId, quantity, reason, idempotencyKey },
    'product { stock }',
  );

const stockOf = async (productId: string) => {
  const [row] = await world.service.database.owner(
    'select stock, (select coalesce(sum(quantity), 0)::int from stock_movement where product_id = product.id) as moved from product where id = $1',
    [productId],
  );
  return row;
};

const CATALOGUE = `query ($first: Int! = 20, $after: String, $craft: ID) { products(first: $first, after: $after, craft: $craft) {
  nodes { id name { ar } price stock craft { id name { ar } } producer { name { ar } hasLoan } } pageInfo { hasNextPage endCursor } } }`;

interface Catalogue {
  readonly products: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  craftId = await aCraft('التلي');
});
afterAll(() => world.end());

describe('the catalogue', () => {
  test('tells a marketplace of a product what it needs to sell it', async () => {
    const craft = await aCraft('الخوص');
    const producerId = await aProducer();
    const input = {
      producerId,
      craftId: craft,
      name: text('سلة خوص'),
      price: '85.5',
      idempotencyKey: randomUUID(),
    };
    const { product } = await world.do<{ product: { id: string } }>(
      admin,
      'addProduct',
      input,
      'product { id }',
    );
    await moveStock(product.id, 3, 'PRODUCED');
    await world.do(admin, 'offerProduct', { productId: product.id });

    const { products } = await world.query<Catalogue>(marketplace, CATALOGUE, { craft });

    expect(products.nodes).toEqual([
      {
        ...{ id: product.id, name: { ar: 'سلة خوص' }, price: '85.50', stock: 3 },
        craft: { id: craft, name: { ar: 'الخوص' } },
        producer: { name: { ar: 'تلي سوهاج' }, hasLoan: false },
      },
    ]);
  });

  test('shows a marketplace neither drafts nor what was withdrawn; the ministry sees both', async () => {
    const producerId = await aProducer();
    const draft = await aProduct(producerId, { isOffered: false });
    const withdrawn = await aProduct(producerId);
    await world.do(admin, 'withdrawProduct', { productId: withdrawn, reason: 'موسم الشتاء' });
    const find = (id: string) =>
      [marketplace, admin].map((caller) =>
        world.query(caller, 'query ($id: ID!) { product(id: $id) { state } }', { id }),
      );

    expect(await Promise.all(find(draft))).toEqual([{ product: null }, { product: { state: 'DRAFT' } }]);
    expect(await Promise.all(find(withdrawn))).toEqual([
      { product: null },
      { product: { state: 'WITHDRAWN' } },
    ]);
  });

  test('is read page by page, each product once, the latest first', async () => {
    const craft = await aCraft();
    const producerId = await aProducer();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const input = {
        producerId,
        craftId: craft,
        name: text('طبق'),
        price: '10',
        idempotencyKey: randomUUID(),
      };
      const { product } = await world.do<{ product: { id: string } }>(
        admin,
        'addProduct',
        input,
        'product { id }',
      );
      await world.do(admin, 'offerProduct', { productId: product.id });
      made.push(product.id);
    }

    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { products }: Catalogue = await world.query<Catalogue>(marketplace, CATALOGUE, {
        first: 2,
        after,
        craft,
      });
      seen.push(...products.nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = products.pageInfo);
    }

    expect(seen).toEqual(made.reverse());
  });

  test('is empty for what is no craft', async () => {
    expect(
      (await world.query<Catalogue>(marketplace, CATALOGUE, { craft: 'no craft' })).products.nodes,
    ).toEqual([]);
  });

  test('takes as many statements for five products as for fifty', async () => {
    const producerId = await aProducer();
    for (let count = 0; count < 50; count += 5) {
      await Promise.all([1, 2, 3, 4, 5].map(() => aProduct(producerId, { stock: 0 })));
    }

    const counted = [];
    for (const first of [5, 50])
      counted.push(await world.service.statementsOf(() => world.query(marketplace, CATALOGUE, { first })));

    // The page, its crafts, its producers, and which of them have a loan.
    expect(counted).toEqual([4, 4]);
  }, 90_000);
});

describe('of the person behind a producer', () => {
  test('a marketplace learns whether there is a loan with any lender, while it is owed', async () => {
    const nationalId = nationalIdOf({ number: 800 });
    const producerId = await aProducer({ nationalId });
    const hasLoan = async () =>
      (
        await world.query<{ producer: { hasLoan: boolean } }>(
          marketplace,
          'query ($id: ID!) { producer(id: $id) { hasLoan } }',
          { id: producerId },
        )
      ).producer.hasLoan;
    const lender = await world.aLender();

    const before = await hasLoan();
    const loanId = await world.aLoan(lender, await world.aProduct(lender), { nationalId });
    const during = await hasLoan();
    await world.repay(lender, loanId, '3030');
    const after = await hasLoan();

    expect([before, during, after]).toEqual([false, true, false]);
  });

  test('a marketplace learns nothing else: neither the person nor the loans exist for it', async () => {
    for (const query of [
      '{ producers { nodes { person { id } } } }',
      '{ loans { nodes { id } } }',
      '{ lenders { nodes { id } } }',
    ]) {
      expect((await world.service.ask(marketplace, query)).status).toBe(403);
    }
    const { pool } = world.service.database;
    await expect(pool.query(marketplace, 'select person_id from producer')).rejects.toThrow(
      'permission denied',
    );
  });

  test('the ministry sees who it is, and the audit trail knows', async () => {
    const nationalId = nationalIdOf({ number: 801 });
    const personId = world.service.personIds.ofNationalId(nationalId);
    const producerId = await aProducer({ nationalId });
    const caller = aCaller('ministry_admin', {}, 'an officer who looks');

    const { producer } = await world.query<{ producer: object }>(
      caller,
      'query ($id: ID!) { producer(id: $id) { person { id producer { id } } } }',
      { id: producerId },
    );

    expect(producer).toEqual({ person: { id: personId, producer: { id: producerId } } });
    const entries = await world.service.database.owner(
      "select entity, person_ids from audit_entry where subject = 'an officer who looks'",
    );
    expect(entries).toEqual([{ entity: 'Producer', person_ids: [personId] }]);
  });
});

describe('stock', () => {
  test('is the sum of what came and went', async () => {
    const productId = await aProduct(await aProducer());

    await moveStock(productId, -2);
    await moveStock(productId, 1, 'RETURNED');

    expect(await stockOf(productId)).toEqual({ stock: 4, moved: 4 });
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
    const productId = await aProduct(await aProducer(), { stock: 3 });

    const answers = await Promise.all([moveStock(productId, -2), moveStock(productId, -2)]);

    const messages = answers.map(({ errors }) => errors.map(({ code, message }) => [code, message]));
    expect(messages.sort()).toEqual([[], [['STOCK_NOT_ENOUGH', 'Only 1 pieces are there.']]]);
    expect(await stockOf(productId)).toEqual({ stock: 1, moved: 1 });
  });

  test('moves once when the same movement is sent twice at once', async () => {
    const productId = await aProduct(await aProducer());
    const key = randomUUID();

    const answers = await Promise.all([1, 2].map(() => moveStock(productId, -1, 'SOLD', key)));

    expect(answers.map(({ errors }) => errors)).toEqual([[], []]);
    expect(await stockOf(productId)).toEqual({ stock: 4, moved: 4 });
  });

  test('falls below nothing in no way, the database says too', async () => {
    const productId = await aProduct(await aProducer(), { stock: 0 });

    const oversold = world.service.database.owner('update product set stock = stock - 1 where id = $1', [
      productId,
    ]);

    await expect(oversold).rejects.toThrow('product_stock_not_oversold');
  });
});

describe('a product', () => {
  test('tells the marketplace of each change, and that nothing is there once it is withdrawn', async () => {
    const productId = await aProduct(await aProducer());
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
    const producerId = await aProducer();
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

  test.each([marketplace, aCaller('lender_officer', { lenderId: randomUUID() }), aCaller('auditor')])(
    'is not changed by a caller like %j',
    async (caller) => {
      const { status } = await world.service.ask(
        caller,
        'mutation ($input: OfferProductInput!) { offerProduct(input: $input) { errors { code } } }',
        {
          input: { productId: randomUUID() },
        },
      );

      expect(status).toBe(403);
    },
  );
});

describe('crafts and producers', () => {
  test('of crafts everyone may read, without a token', async () => {
    const { craft } = await world.query<{ craft: object }>(
      aCaller('public'),
      'query ($id: ID!) { craft(id: $id) { name { ar en } governorates materials { ar } } }',
      { id: craftId },
    );

    expect(craft).toEqual({
      name: { ar: 'التلي', en: 'Tally weaving' },
      governorates: ['EG_SHG', 'EG_AST'],
      materials: { ar: 'تل وشرائط معدنية' },
    });
    expect(
      (await world.service.ask(aCaller('public'), '{ crafts { nodes { products { nodes { id } } } } }'))
        .status,
    ).toBe(403);
  });

  test('a craft is known by one name once', async () => {
    await expect(aCraft('التلي')).rejects.toThrow('CRAFT_NAME_TAKEN');
  });

  test('a person produces under one name', async () => {
    const nationalId = nationalIdOf({ number: 802 });
    await aProducer({ nationalId });

    await expect(aProducer({ nationalId })).rejects.toThrow('PERSON_PRODUCES_ALREADY');
  });

  test.each([
    ['a cooperative', { kind: 'COOPERATIVE' }],
    ['a person without a national ID', { nationalId: null }],
  ])('%s is told apart by who stands behind it', async (_name, changes) => {
    await expect(aProducer(changes)).rejects.toThrow('PERSON_AND_KIND_DIFFER');
  });

  test('a cooperative has nobody behind it, and no loan', async () => {
    const producerId = await aProducer({ kind: 'COOPERATIVE', nationalId: null });

    const { producer } = await world.query<{ producer: object }>(
      admin,
      'query ($id: ID!) { producer(id: $id) { hasLoan person { id } story { ar } } }',
      { id: producerId },
    );

    expect(producer).toEqual({ hasLoan: false, person: null, story: null });
  });
});
