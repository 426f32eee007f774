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

const reverse = (repaymentId: string, changes: object = {}) =>
  world.command<{ loan: { state: string } | null }>(
    lender.officer,
    'reverseRepayment',
    { repaymentId, reason: 'قُيد على تمويل آخر', idempotencyKey: randomUUID(), ...changes },
    'loan { state }',
  );

beforeAll(async () => {
  world = await LendingWorld.begin();
  lender = await world.aLender();
  productId = await world.aProduct(lender);
});
afterAll(() => world.end());

describe('a reversal', () => {
  test('restores exactly what was before, and the ledger shows both', async () => {
    const loanId = await aLoan();
    world.clock.moveTo('2026-02-10');
    await world.repay(lender, loanId, '500');
    const before = await rowsOf(loanId);
    const ledgerBefore = await ledgerOf(world, loanId);
    world.clock.moveTo('2026-03-10');
    const { repayment } = await world.repay(lender, loanId, '4000');
    expect((await rowsOf(loanId)).loan[0]).toMatchObject({ state: 'CLOSED' });

    const { loan, errors } = await reverse(repayment?.id ?? '');

    expect(errors).toEqual([]);
    expect(loan).toEqual({ state: 'ACTIVE' });
    expect(await rowsOf(loanId)).toEqual(before);
    expect(await ledgerOf(world, loanId)).toMatchObject({ ...ledgerBefore, borrower_credit: '0.00' });
    await expectLedgerToAgree(world, loanId);
    const { loan: told } = await world.query<{ loan: { history: object[]; repayments: object } }>(
      lender.officer,
      `query ($id: ID!) { loan(id: $id) {
        history { fromState toState onDate }
        repayments { nodes { state amount history { toState reason } } } } }`,
      { id: loanId },
    );
    expect(told.history).toEqual([
      { fromState: null, toState: 'ACTIVE', onDate: '2026-01-01' },
      { fromState: 'ACTIVE', toState: 'CLOSED', onDate: '2026-03-10' },
      { fromState: 'CLOSED', toState: 'ACTIVE', onDate: '2026-03-10' },
    ]);
    expect(told.repayments).toEqual({
      nodes: [
        {
          state: 'REVERSED',
          amount: '4000.00',
          history: [
            { toState: 'POSTED', reason: null },
            { toState: 'REVERSED', reason: 'قُيد على تمويل آخر' },
          ],
        },
        { state: 'POSTED', amount: '500.00', history: [{ toState: 'POSTED', reason: null }] },
      ],
    });
  });

  test('is refused while later repayments rest on it, and nothing changes', async () => {
    const loanId = await aLoan();
    const first = await world.repay(lender, loanId, '100');
    await world.repay(lender, loanId, '100');
    const before = await rowsOf(loanId);

    const { errors } = await reverse(first.repayment?.id ?? '');

    expect(errors).toEqual([
      {
        code: 'LATER_REPAYMENTS',
        field: 'input.repaymentId',
        message: 'Later repayments rest on this one. Reverse repayment number 2 first.',
      },
    ]);
    expect(await rowsOf(loanId)).toEqual(before);
  });

  test('happens once, also when two ask for it at once', async () => {
    const loanId = await aLoan();
    const { repayment } = await world.repay(lender, loanId, '100');

    const take = () => reverse(repayment?.id ?? '');
    const answers = await atOnce(world, 'ledger_entry', take, take);

    expect(answers.map(({ errors }) => errors.map(({ code }) => code)).sort()).toEqual([
      [],
      ['STEP_NOT_POSSIBLE'],
    ]);
    await expectLedgerToAgree(world, loanId);
  });

  test('leaves its number taken, so that the next repayment has another', async () => {
    const loanId = await aLoan();
    const { repayment } = await world.repay(lender, loanId, '100');
    await reverse(repayment?.id ?? '');

    await world.repay(lender, loanId, '200');

    const rows = await world.service.database.owner(
      'select ordinal, state from repayment where loan_id = $1 order by ordinal',
      [loanId],
    );
    expect(rows).toEqual([
      { ordinal: 1, state: 'REVERSED' },
      { ordinal: 2, state: 'POSTED' },
    ]);
  });
});
