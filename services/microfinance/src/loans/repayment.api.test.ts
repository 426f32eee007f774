import { randomUUID } from 'node:crypto';
import { atOnce } from '../testing/at-once';
import { expectLedgerToAgree, keptLoan, ledgerOf } from '../testing/ledger-check';
import { LendingWorld, type TestLender } from '../testing/lending-world';
import { somebody } from '../testing/people';

let world: LendingWorld;
let lender: TestLender;
let productId: string;

/** 3,000 on 1 January: 1,060.00 on 1 February (30.00 fee, 30.00 interest), 1,030.00 on 1 March and on 1 April. */
const aLoan = () => {
  world.clock.moveTo('2026-01-01');
  return world.aLoan(lender, productId, { nationalId: somebody() });
};

const rowsOf = (loanId: string) => keptLoan(world, loanId);

const paidOf = async (repaymentId: string) =>
  world.service.database.owner(
    'select kind, instalment_number, part, amount from repayment_allocation where repayment_id = $1 order by place',
    [repaymentId],
  );

const countOf = async (table: string, loanId: string) => {
  const [row] = await world.service.database.owner<{ count: string }>(
    `select count(*) from ${table} where loan_id = $1`,
    [loanId],
  );
  return Number(row?.count);
};

beforeAll(async () => {
  world = await LendingWorld.begin();
  lender = await world.aLender();
  productId = await world.aProduct(lender, { maxAmount: '100000' });
});
afterAll(() => world.end());

describe('a disbursement', () => {
  test('is booked: principal out of cash, interest and fee owed and not yet earned', async () => {
    const loanId = await aLoan();

    await expectLedgerToAgree(world, loanId);
    expect(await ledgerOf(world, loanId)).toEqual({
      fees_deferred: '-30.00',
      interest_deferred: '-90.00',
      loan_fee: '30.00',
      loan_interest: '90.00',
      loan_principal: '3000.00',
    });
  });
});

describe('a repayment', () => {
  test('pays fee, interest and principal, and is booked', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-02-01');

    const { repayment, errors } = await world.repay(lender, loanId, '1060');

    expect(errors).toEqual([]);
    expect(await paidOf(repayment?.id ?? '')).toEqual([
      { kind: 'PAID', instalment_number: 1, part: 'FEE', amount: '30.00' },
      { kind: 'PAID', instalment_number: 1, part: 'INTEREST', amount: '30.00' },
      { kind: 'PAID', instalment_number: 1, part: 'PRINCIPAL', amount: '1000.00' },
    ]);
    expect((await rowsOf(loanId)).loan[0]).toMatchObject({
      outstanding_principal: '2000.00',
      outstanding_interest: '60.00',
      outstanding_fee: '0.00',
      oldest_unpaid_due_on: '2026-03-01',
      state: 'ACTIVE',
    });
    await expectLedgerToAgree(world, loanId);
  });

  test('charges the late fee that has come to be due, and pays it in its turn', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-02-10');

    const { repayment } = await world.repay(lender, loanId, '100');

    expect(await paidOf(repayment?.id ?? '')).toEqual([
      { kind: 'CHARGED', instalment_number: 1, part: 'LATE_FEE', amount: '20.60' },
      { kind: 'PAID', instalment_number: 1, part: 'FEE', amount: '30.00' },
      { kind: 'PAID', instalment_number: 1, part: 'LATE_FEE', amount: '20.60' },
      { kind: 'PAID', instalment_number: 1, part: 'INTEREST', amount: '30.00' },
      { kind: 'PAID', instalment_number: 1, part: 'PRINCIPAL', amount: '19.40' },
    ]);
    await expectLedgerToAgree(world, loanId);
  });

  test('of everything that is owed early waives later interest and closes the loan', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-02-15');

    const { errors } = await world.repay(lender, loanId, '3095.60');

    // 3,000.00 + 30.00 fee + 30.00 and 15.00 of interest + 20.60 late fee; 45.00 of interest are waived.
    expect(errors).toEqual([]);
    expect((await rowsOf(loanId)).loan[0]).toMatchObject({
      state: 'CLOSED',
      closed_on: '2026-02-15',
      credit: '0.00',
    });
    await expectLedgerToAgree(world, loanId);
    expect(await ledgerOf(world, loanId)).toMatchObject({ interest_deferred: '0.00', fees_deferred: '0.00' });
  });

  test('beyond everything that is owed is kept as a credit of the borrower, and shown', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-01-01');

    await world.repay(lender, loanId, '3100');

    const { loan } = await world.query<{ loan: object }>(
      lender.officer,
      'query ($id: ID!) { loan(id: $id) { state credit outstanding { total } repayments { nodes { credit } } } }',
      { id: loanId },
    );
    expect(loan).toEqual({
      state: 'CLOSED',
      credit: '70.00',
      outstanding: { total: '0.00' },
      repayments: { nodes: [{ credit: '70.00' }] },
    });
    await expectLedgerToAgree(world, loanId);
  });

  test('tells other services how the loan stands', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-03-02');

    await world.repay(lender, loanId, '100');

    const [event] = await world.service.database.owner<{ payload: object }>(
      "select payload from event where type = 'loan.changed' and subject = $1 order by seq desc limit 1",
      [loanId],
    );
    // 30.00 fee, 20.60 late fee, 30.00 interest and 19.40 of principal.
    expect(event?.payload).toMatchObject({
      loanId,
      lenderId: lender.id,
      state: 'ACTIVE',
      outstanding: '2980.60',
      overdueSince: '2026-02-01',
    });
  });
});

describe('the same repayment', () => {
  test('sent twice at once is posted once, and answered twice', async () => {
    const loanId = await aLoan();
    const idempotencyKey = randomUUID();

    const send = () => world.repay(lender, loanId, '500', { idempotencyKey });
    const answers = await atOnce(world, 'ledger_entry', send, send);

    expect(answers[0]?.errors).toEqual([]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await countOf('repayment', loanId)).toBe(1);
    await expectLedgerToAgree(world, loanId);
  });

  test('sent with another amount is refused, and nothing is posted', async () => {
    const loanId = await aLoan();
    const input = { loanId, amount: '500', channel: 'CASH', idempotencyKey: randomUUID() };
    const text =
      'mutation ($input: RecordRepaymentInput!) { recordRepayment(input: $input) { errors { code } } }';
    await world.service.ask(lender.officer, text, { input });

    const { errors } = await world.service.ask(lender.officer, text, { input: { ...input, amount: '501' } });

    expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await countOf('repayment', loanId)).toBe(1);
  });

  test('and another at the same moment are posted one after the other', async () => {
    const loanId = await aLoan();

    const answers = await atOnce(
      world,
      'ledger_entry',
      () => world.repay(lender, loanId, '30'),
      () => world.repay(lender, loanId, '60'),
    );

    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    // 30.00 of fee, 30.00 of interest, 30.00 of principal, whoever came first.
    expect((await rowsOf(loanId)).instalments[0]).toMatchObject({
      paid_fee: '30.00',
      paid_interest: '30.00',
      paid_principal: '30.00',
    });
    await expectLedgerToAgree(world, loanId);
  });
});

describe('a repayment is refused', () => {
  test.each([
    ['of nothing', '0', {}, 'AMOUNT_NOT_POSITIVE'],
    ['below nothing', '-5', {}, 'AMOUNT_NOT_POSITIVE'],
    ['after today', '10', { paidOn: '2026-02-03' }, 'PAID_IN_FUTURE'],
    ['before the last one', '10', { paidOn: '2026-01-31' }, 'PAID_TOO_EARLY'],
    ['of a loan that does not exist', '10', { loanId: randomUUID() }, 'LOAN_NOT_FOUND'],
    ['of what is no loan at all', '10', { loanId: 'no loan' }, 'LOAN_NOT_FOUND'],
  ])('%s, and nothing changes', async (_name, amount, changes, code) => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-02-02');
    await world.repay(lender, loanId, '10', { paidOn: '2026-02-01' });
    const before = await rowsOf(loanId);

    const { repayment, errors } = await world.repay(lender, loanId, amount, changes);

    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(repayment).toBeNull();
    expect(await rowsOf(loanId)).toEqual(before);
    expect(await countOf('repayment', loanId)).toBe(1);
  });

  test('of a loan that is closed', async () => {
    const loanId = await aLoan();
    await world.repay(lender, loanId, '3030');

    const { errors } = await world.repay(lender, loanId, '1');

    expect(errors).toEqual([
      {
        code: 'LOAN_CLOSED',
        field: 'input.loanId',
        message: 'This loan was paid back in full on 2026-01-01; nothing more is owed.',
      },
    ]);
  });

  test('by the database itself, if more were paid than is due', async () => {
    const loanId = await aLoan();

    const overpaid = world.service.database.owner(
      'update instalment set paid_principal = 1000.01 where loan_id = $1 and number = 1',
      [loanId],
    );

    await expect(overpaid).rejects.toThrow('instalment_not_overpaid');
  });
});
