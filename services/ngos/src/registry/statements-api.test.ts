import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, anyone, inspector, partnerOf, type TestRegister } from '../testing/register';
import { smallRegister, type SmallRegister } from '../testing/small-register';

let small: SmallRegister;
let register: TestRegister;
let amal: string;
let hidden: string;

beforeAll(async () => {
  small = await smallRegister('2024-01-28');
  ({ register, amal, hidden } = small);
});

afterAll(() => register.close());

describe('statements', () => {
  beforeAll(async () => {
    const lanes = [0, 1, 2, 3].map(async (lane) => {
      for (let number = lane; number < 50; number += 4) {
        const name = { ar: `جمعية التكافل رقم ${number}` };
        await register.aRegistered({ name, seatAreaId: 'EG-KN-01-002' });
      }
    });
    await Promise.all(lanes);
  }, 120_000);

  it.each([
    [
      'the public part',
      anyone,
      'id name { ar } standing { state since } licence { isValid } registrationNumber',
      1,
    ],
    ['standing on a past day', anyone, 'id standing(on: "2024-01-27") { state }', 3],
    [
      'the whole file',
      inspector,
      `id status documents(first: 3) { nodes { kind } } notifications { round } measures { kind } history { action }
       licences { kind } board { office } registrationCheck { outcome }`,
      9,
    ],
  ])('%s of five NGOs and of fifty needs as many', async (_name, caller, fields, expected) => {
    const ask = (first: number) => () =>
      register.ask(caller, `{ ngoRegister(search: "التكافل", first: ${first}) { nodes { ${fields} } } }`);
    await ask(1)();

    const five = await register.statementsOf(ask(5));
    const fifty = await register.statementsOf(ask(50));

    expect([five, fifty]).toEqual([expected, expected]);
  });

  it('counts NGOs in good standing by the area of the seat: one statement for areas of a level', async () => {
    const suspended = await register.aRegistered({ seatAreaId: 'EG-KN-01' });
    await register.itIs('2024-02-01');
    await register.does(inspector, 'warnNgo', { ngoId: suspended, article: '1', grounds: 'س' });
    const ids = [
      'EG-GZ',
      'EG-GZ-03',
      'EG-GZ-03-012',
      'EG-KN',
      'EG-C',
      'EG-LX',
      'EG-KN-01',
      'EG-KN-01-002',
      'XX',
    ];
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Area { id ngosInGoodStanding } } }';
    const count = (areas: readonly string[]) =>
      register.ask<{ _entities: { ngosInGoodStanding: number }[] }>(aCaller('analyst'), query, {
        r: areas.map((id) => ({ __typename: 'Area', id })),
      });

    const { data } = await count(ids);
    const statements = await register.statementsOf(() => count(['EG-GZ', 'EG-KN', 'EG-C', 'EG-LX']));

    expect(data._entities.map(({ ngosInGoodStanding }) => ngosInGoodStanding)).toEqual([
      1, 1, 1, 50, 1, 0, 50, 50, 0,
    ]);
    expect(statements).toBe(1);
    expect((await register.ask(anyone, query, { r: [{ __typename: 'Area', id: 'EG-GZ' }] })).status).toBe(
      403,
    );
    expect((await register.ask(partnerOf(amal), query, { r: [] })).status).toBe(403);
    await register.itIs('2024-01-28');
  });

  it('answers searches and pages from indexes although the register has policies', async () => {
    await register.database.owner(`insert into ngo
      (id, name_ar, kind, fields_of_work, seat_governorate, seat_area_id, governorates, status, status_since)
      select gen_random_uuid(), 'اتحاد رقم ' || n, 'UNION', '{HEALTH}', 'EG_C', 'EG-C', '{EG_C}', 'SUBMITTED', '2030-01-01'
        from generate_series(1, 5000) as n`);
    await register.database.owner('vacuum analyze ngo, ngo_search');
    const plan = async (sql: string, values: unknown[] = []) =>
      JSON.stringify(await register.database.as(anyone).rows(`explain (costs off) ${sql}`, values));

    const search = await plan(
      'select id from ngo where id in (select ngo_id from ngo_search where words @@ $1::tsquery) order by sort_name, id limit 21',
      [`'النور':* & '@FOUNDATION'`],
    );
    const page = await plan('select id from ngo order by sort_name, id limit 21');

    expect(search).toContain('Bitmap Index Scan on ngo_search_words');
    expect(page).toContain('Index Scan using ngo_in_order');
  });
});

test('lists what waits for the ministry, the longest first, with the terms that are over left out', async () => {
  await register.itIs('2024-06-02');
  const waiting = await register.anApplicant();
  const complete = await register.does(admin, 'confirmNgoNotification', { ngoId: hidden });
  const query =
    'query ($status: NgoStatus!) { ngosInStatus(status: $status, first: 100) { nodes { id status } } }';
  const inStatus = async (status: string) => {
    const { data } = await register.ask<{ ngosInStatus: { nodes: { id: string; status: string }[] } }>(
      inspector,
      query,
      {
        status,
      },
    );
    expect(data.ngosInStatus.nodes.every((ngo) => ngo.status === status)).toBe(true);
    return data.ngosInStatus.nodes.map(({ id }) => id);
  };

  expect(await inStatus('SUBMITTED')).toContain(waiting);
  expect(await inStatus('COMPLETE')).toEqual([complete]);
  await register.itIs('2025-01-01');
  expect(await inStatus('COMPLETE')).toEqual([]);
  expect(await inStatus('REGISTERED')).toContain(complete);
  expect((await register.ask(partnerOf(amal), query, { status: 'SUBMITTED' })).status).toBe(403);
});
