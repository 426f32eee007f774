import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { DiarnaWorld, text } from '../testing/diarna-world';
import { admin, LendingWorld } from '../testing/lending-world';
import { nationalIdOf } from '../testing/people';

const marketplace = aCaller('marketplace');

let world: LendingWorld;
let diarna: DiarnaWorld;
let craftId: string;

const CATALOGUE = `query ($first: Int! = 20, $after: String, $craft: ID) { products(first: $first, after: $after, craft: $craft) {
  nodes { id name { ar } price stock craft { id name { ar } } producer { name { ar } hasLoan } } pageInfo { hasNextPage endCursor } } }`;

interface Catalogue {
  readonly products: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  diarna = new DiarnaWorld(world);
  craftId = await diarna.aCraft('التلي');
});
afterAll(() => world.end());

describe('the catalogue', () => {
  test('tells a marketplace of a product what it needs to sell it', async () => {
    const craft = await diarna.aCraft('الخوص');
    const producerId = await diarna.aProducer();
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
    await diarna.moveStock(product.id, 3, 'PRODUCED');
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
    const producerId = await diarna.aProducer();
    const draft = await diarna.aProduct({ producerId, craftId, isOffered: false });
    const withdrawn = await diarna.aProduct({ producerId, craftId });
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
    const craft = await diarna.aCraft();
    const producerId = await diarna.aProducer();
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
    const producerId = await diarna.aProducer();
    for (let count = 0; count < 50; count += 5) {
      await Promise.all([1, 2, 3, 4, 5].map(() => diarna.aProduct({ producerId, craftId, stock: 0 })));
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
    const producerId = await diarna.aProducer({ nationalId });
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
    const producerId = await diarna.aProducer({ nationalId });
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
    await expect(diarna.aCraft('التلي')).rejects.toThrow('CRAFT_NAME_TAKEN');
  });

  test('a person produces under one name', async () => {
    const nationalId = nationalIdOf({ number: 802 });
    await diarna.aProducer({ nationalId });

    await expect(diarna.aProducer({ nationalId })).rejects.toThrow('PERSON_PRODUCES_ALREADY');
  });

  test.each([
    ['a cooperative', { kind: 'COOPERATIVE' }],
    ['a person without a national ID', { nationalId: null }],
  ])('%s is told apart by who stands behind it', async (_name, changes) => {
    await expect(diarna.aProducer(changes)).rejects.toThrow('PERSON_AND_KIND_DIFFER');
  });

  test('a cooperative has nobody behind it, and no loan', async () => {
    const producerId = await diarna.aProducer({ kind: 'COOPERATIVE', nationalId: null });

    const { producer } = await world.query<{ producer: object }>(
      admin,
      'query ($id: ID!) { producer(id: $id) { hasLoan person { id } story { ar } } }',
      { id: producerId },
    );

    expect(producer).toEqual({ hasLoan: false, person: null, story: null });
  });
});
