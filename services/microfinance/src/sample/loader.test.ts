import { Client } from 'pg';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { TEST_PEPPER } from '@solidarity/subgraph-kit/testing/service';
import { DEMO_ROWS, demoCitizen } from '@solidarity/subgraph-kit/sample/demo';
import { fillDatabase } from '@solidarity/subgraph-kit/sample/load';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { sampleSize, type SampleSize } from '@solidarity/subgraph-kit/sample/size';
import { LendingWorld } from '../testing/lending-world';
import { sampleLoader } from './loader';

/** The sample of two thousand households on the sample's day, and of how many households said otherwise. */
async function loaded(households: number): Promise<LendingWorld> {
  const world = await LendingWorld.begin('2026-11-01');
  const client = new Client({ connectionString: world.service.database.ownerUrl });
  await client.connect();
  const population = new Population({ households, pepper: TEST_PEPPER });
  await fillDatabase(client, sampleLoader, { population, size: sampleSize(households) });
  await client.end();
  return world;
}

let world: LendingWorld;
const size: SampleSize = sampleSize(2_000);

const rows = <Row extends object>(sql: string) => world.service.database.owner<Row>(sql);

beforeAll(async () => {
  world = await loaded(2_000);
}, 60_000);
afterAll(() => world.end());

test('has as many of everything as was asked for', async () => {
  const [counts] = await rows(`select
    (select count(*)::int from lender) as lenders, (select count(*)::int from loan) as loans,
    (select count(*)::int from producer) as producers, (select count(*)::int from product) as products,
    (select count(*)::int from ngo_standing) as ngos`);

  const { lenders, loans, producers, products, ngos } = size;
  expect(counts).toEqual({ lenders, loans, producers, products, ngos });
});

test('owes what its ledger says, loan by loan, and the ledger is in balance', async () => {
  const disagreeing = await rows(`
    with ledger as (
      select account.subject_id, sum(posting.amount) filter (where account.code = 'loan_principal') as principal,
        sum(posting.amount) filter (where account.code = 'loan_interest') as interest,
        sum(posting.amount) filter (where account.code = 'loan_fee') as fee,
        coalesce(sum(posting.amount) filter (where account.code = 'loan_late_fee'), 0) as late_fee
      from ledger_posting posting join ledger_account account on account.id = posting.account_id
      group by account.subject_id)
    select loan.id from loan left join ledger on ledger.subject_id = loan.id
    where (outstanding_principal, outstanding_interest, outstanding_fee, outstanding_late_fee)
      is distinct from (ledger.principal, coalesce(ledger.interest, 0), coalesce(ledger.fee, 0), ledger.late_fee)`);

  expect(disagreeing).toEqual([]);
  expect(await rows('select sum(amount) from ledger_posting')).toEqual([{ sum: '0.00' }]);
});

test('owes what its instalments leave, and has been paid what its repayments brought', async () => {
  const disagreeing = await rows(`
    select loan.id from loan
    where outstanding_principal <> (select sum(due_principal - paid_principal) from instalment where loan_id = loan.id)
       or principal <> (select sum(due_principal) from instalment where loan_id = loan.id)
       or (select coalesce(sum(amount), 0) from repayment where loan_id = loan.id)
          <> (select sum(paid_principal + paid_interest + paid_fee + paid_late_fee) from instalment where loan_id = loan.id)`);

  expect(disagreeing).toEqual([]);
});

test('lends only what the rules allow', async () => {
  expect(
    await rows("select assessment from loan_application where assessment->>'outcome' <> 'ELIGIBLE'"),
  ).toEqual([]);
});

test('has loans that are paid back, that are paid in time, and that are late by every age', async () => {
  const [states] = await rows(`select
    count(*) filter (where state = 'CLOSED') > 50 as "closed",
    count(*) filter (where oldest_unpaid_due_on >= '2026-11-01') > 100 as "in time",
    count(*) filter (where oldest_unpaid_due_on between '2026-05-05' and '2026-10-01') > 5 as "late",
    count(*) filter (where oldest_unpaid_due_on < '2026-05-05') > 2 as "very late"
    from loan`);

  expect(states).toEqual({ closed: true, 'in time': true, late: true, 'very late': true });
});

test('gives each step its place in the history', async () => {
  const gaps = await rows(`select subject_id from state_transition group by subject_type, subject_id
    having count(*) <> max(ordinal)`);

  expect(gaps).toEqual([]);
});

test('is worked with as if it had come in day by day', async () => {
  const { ngoId } = DEMO_ROWS;
  const citizen = aCaller('citizen', { personId: demoCitizen(TEST_PEPPER).personId });
  const { loans } = await world.query<{
    loans: { nodes: { id: string; lender: object; history: object[] }[] };
  }>(citizen, '{ loans { nodes { id lender { ngo { id } } history { toState } } } }');
  expect(loans.nodes).toMatchObject([{ lender: { ngo: { id: ngoId } } }]);

  const [own] = await rows<{ id: string; lender_id: string }>(
    `select id, lender_id from loan where lender_id = '${DEMO_ROWS.lenderId}' and state = 'ACTIVE' limit 1`,
  );
  const officer = aCaller('lender_officer', { lenderId: DEMO_ROWS.lenderId });
  const input = { loanId: own?.id, amount: '10', channel: 'CASH', idempotencyKey: 'a first repayment' };
  const done = await world.command<{ loan: { credit: string } }>(
    officer,
    'recordRepayment',
    input,
    'loan { credit }',
  );
  expect(done).toEqual({ loan: { credit: '0.00' }, errors: [] });
});

test('fills a catalogue in which some producers have a loan and some have none', async () => {
  const { products } = await world.query<{
    products: { nodes: { sku: string; producer: { hasLoan: boolean } }[] };
  }>(
    aCaller('marketplace'),
    '{ products(first: 100) { nodes { sku price stock craft { name { ar } } producer { hasLoan } } } }',
  );

  const answers = new Set(products.nodes.map(({ producer }) => producer.hasLoan));
  expect(products.nodes).toHaveLength(100);
  expect([...answers].sort()).toEqual([false, true]);
});

test.each([1, 37, 300])(
  'is loaded for %i households as well',
  async (households) => {
    const small = await loaded(households);

    const [counts] = await small.service.database.owner('select count(*)::int as loans from loan');
    expect(counts).toEqual({ loans: sampleSize(households).loans });
    await small.end();
  },
  60_000,
);
