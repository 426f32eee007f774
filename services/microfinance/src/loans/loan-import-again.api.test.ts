import { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import { expectLedgerToAgree } from '../testing/ledger-check';
import { bookOf, LenderBooks, paid } from '../testing/lender-books';
import { admin } from '../testing/lending-world';
import { somebody } from '../testing/people';

let books: LenderBooks;

beforeAll(async () => {
  books = await LenderBooks.open();
});

afterAll(() => books.close());

describe('a lender’s book', () => {
  it('changes nothing when it is sent again, and adds what has been paid since', async () => {
    const loan = books.aLoan();
    await books.bring(paid(loan, ['2026-02-01', '1060']));
    const loanId = await books.loanIdOf(loan);
    const before = await books.everythingOf(loanId);
    const lines = paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']);

    const again = await books.desk.checked(admin, 'loans', bookOf({ ...lines[0], lender: books.lender.id }));
    expect(again).toMatchObject({ rowsAccepted: 1, rowsUnchanged: 1 });
    expect(await books.everythingOf(loanId)).toEqual(before);

    expect(await books.bring(lines)).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 1 });
    const [byCommand, after] = [await theSamePaidByHand(), await books.everythingOf(loanId)];
    expect(after).toEqual(byCommand);
    await expectLedgerToAgree(books.world, loanId);

    async function theSamePaidByHand(): Promise<object> {
      books.world.clock.moveTo('2026-01-01');
      const id = await books.world.aLoan(books.lender, books.productId, { nationalId: somebody() });
      books.world.clock.moveTo('2026-05-15');
      await books.world.repay(books.lender, id, '1060', { paidOn: '2026-02-01' });
      await books.world.repay(books.lender, id, '1030', { paidOn: '2026-03-01' });
      return books.everythingOf(id);
    }
  });

  it('closes a loan on record with the last of it', async () => {
    const loan = books.aLoan();
    await books.bring(paid(loan, ['2026-02-01', '1060']));

    await books.bring(paid(loan, ['2026-02-01', '1060'], ['2026-04-01', '2100']));

    const loanId = await books.loanIdOf(loan);
    expect(
      await books.owner('select state, closed_on::text as on from loan where id = $1', [loanId]),
    ).toEqual([{ state: 'CLOSED', on: '2026-04-01' }]);
    expect(
      await books.owner(`select action from state_transition where subject_id = $1 order by ordinal`, [
        loanId,
      ]),
    ).toEqual([{ action: 'disburse' }, { action: 'close' }]);
    await expectLedgerToAgree(books.world, loanId);
  });

  it('is mended and sent again', async () => {
    const [right, wrong] = [books.aLoan(), books.aLoan()];
    await books.bring([right, ...paid(wrong, ['2026-02-01', '1060'], ['2026-02-01', ''])]);

    const mended = await books.bring([right, ...paid(wrong, ['2026-02-01', '1060'], ['2026-03-01', '1030'])]);

    expect(mended).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 2, rowsRefused: 0 });
  });
});

it('is written once when two copies are committed at once', async () => {
  const lines = Array.from({ length: 5 }, () => books.aLoan()).flatMap((loan) =>
    paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']),
  );
  const second = await ImportingService.over(books.world.service);
  const [one, other] = [
    await books.desk.checked(books.lender.officer, 'loans', bookOf(...lines)),
    await books.desk.checked(books.lender.approver, 'loans', bookOf(...lines)),
  ];

  const ended = await Promise.all([books.desk.committed(admin, one.id), second.committed(admin, other.id)]);
  await second.end();

  expect(ended.map(({ state }) => state)).toEqual(['COMMITTED', 'COMMITTED']);
  expect(ended.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(10);
  expect(ended.reduce((sum, { rowsUnchanged }) => sum + rowsUnchanged, 0)).toBe(10);
});
