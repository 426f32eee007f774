import { statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { expectLedgerToAgree } from '../testing/ledger-check';
import { LenderBooks, paid } from '../testing/lender-books';
import { admin } from '../testing/lending-world';
import { somebody } from '../testing/people';

let books: LenderBooks;

beforeAll(async () => {
  books = await LenderBooks.open();
});

afterAll(() => books.close());

describe('a lender’s book', () => {
  it.each<[string, (readonly [on: string, amount: string])[], object]>([
    ['without a repayment', [], { state: 'ACTIVE', credit: 0 }],
    ['with one paid in time', [['2026-02-01', '1060']], { state: 'ACTIVE' }],
    [
      'with one late and one in part',
      [
        ['2026-02-20', '1100'],
        ['2026-03-05', '15.5'],
      ],
      { state: 'ACTIVE' },
    ],
    [
      'settled early, with a credit',
      [
        ['2026-02-01', '1060'],
        ['2026-02-10', '2500'],
      ],
      { state: 'CLOSED' },
    ],
    [
      'paid back as scheduled',
      [
        ['2026-02-01', '1060'],
        ['2026-03-01', '1030'],
        ['2026-04-01', '1030'],
      ],
      { state: 'CLOSED', credit: 0 },
    ],
  ])('comes to the same as approving, disbursing and repaying: %s', async (_name, repayments, outcome) => {
    books.world.clock.moveTo('2026-01-01');
    const byCommand = await books.world.aLoan(books.lender, books.productId, { nationalId: somebody() });
    books.world.clock.moveTo('2026-05-15');
    for (const [paidOn, amount] of repayments) {
      expect((await books.world.repay(books.lender, byCommand, amount, { paidOn })).errors).toEqual([]);
    }
    const loan = books.aLoan();

    const job = await books.bring(repayments.length > 0 ? paid(loan, ...repayments) : [loan]);

    const byBook = await books.loanIdOf(loan);
    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: Math.max(1, repayments.length) });
    expect(await books.everythingOf(byBook)).toEqual(await books.everythingOf(byCommand));
    expect((await books.everythingOf(byBook))['loan']).toMatchObject([outcome]);
    if (repayments.length > 0)
      expect(await books.lastEventOf(byBook)).toEqual(await books.lastEventOf(byCommand));
    await expectLedgerToAgree(books.world, byBook);
  });

  it('is told by one event for each loan, and kept on the trail of its borrower', async () => {
    const loan = books.aLoan();

    await books.bring(paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']));

    const loanId = await books.loanIdOf(loan);
    const personId = books.world.service.personIds.ofNationalId(loan.borrower as NationalId);
    expect(await books.owner('select type from event where subject = $1', [loanId])).toEqual([
      { type: 'loan.changed' },
    ]);
    expect(
      await books.owner(
        'select subject, action, entity from audit_entry where $1 = any(person_ids) order by seq',
        [personId],
      ),
    ).toEqual([
      { subject: admin.subject, action: 'submitted', entity: 'LoanApplication' },
      { subject: admin.subject, action: 'approved', entity: 'LoanApplication' },
      { subject: admin.subject, action: 'disbursed', entity: 'Loan' },
      { subject: admin.subject, action: 'repaid', entity: 'Loan' },
    ]);
  });

  it('pays in the order of the days, whatever the order of the lines', async () => {
    const [sorted, mixed] = [books.aLoan(), books.aLoan()];
    await books.bring(
      paid(sorted, ['2026-02-01', '500', 'a'], ['2026-03-10', '700', 'b'], ['2026-03-10', '80', 'c']),
    );
    await books.bring(
      paid(mixed, ['2026-03-10', '700', 'b'], ['2026-02-01', '500', 'a'], ['2026-03-10', '80', 'c']),
    );

    expect(await books.everythingOf(await books.loanIdOf(mixed))).toEqual(
      await books.everythingOf(await books.loanIdOf(sorted)),
    );
  });

  it('may hold a loan above the limit of its day, which counts from now on and says so', async () => {
    const loan = books.aLoan({ principal: '280000', term: '24' });

    await books.bring([loan]);

    const [kept] = await books.owner<{ decision: { outcome: string; reasons: { code: string }[] } }>(
      'select decision from loan_application where person_id = $1',
      [books.world.service.personIds.ofNationalId(loan.borrower as NationalId)],
    );
    expect(kept?.decision).toMatchObject({
      outcome: 'APPROVED',
      reasons: [{ code: 'WAS_ABOVE_BORROWER_LIMIT', fact: '280000.00', limit: '266000.00' }],
    });
    const next = await books.world.anApplication(books.lender, books.productId, {
      nationalId: loan.borrower,
      amount: '1000',
    });
    expect((await books.world.approve(books.lender, next))[0]?.message).toContain(
      '0.00 are left under the limit',
    );
  });

  it('flags the loan of a borrower who has died', async () => {
    const loan = books.aLoan();
    const personId = books.world.service.personIds.ofNationalId(loan.borrower as NationalId);
    await books.owner(`insert into person_death (person_id, died_on) values ($1, '2026-04-04')`, [personId]);

    await books.bring([loan]);

    expect(
      await books.owner('select borrower_died_on::text as on from loan where person_id = $1', [personId]),
    ).toEqual([{ on: '2026-04-04' }]);
  });
});

it('needs as many statements for fifty loans as for five', async () => {
  await books.takenBy({ chunkRows: 1_000, rangeRows: 1_000 });
  const statementsFor = (count: number): Promise<number> => {
    const lines = Array.from({ length: count }, () =>
      paid(books.aLoan(), ['2026-02-01', '10'], ['2026-02-02', '20']),
    ).flat();
    const pattern =
      /staged_loans|\bloan|lender|repayment|instalment|ledger_|record_transition|audit_note|event_emit|borrower_/;
    return statementsMatching(books.world.service, pattern, async () => {
      expect(await books.bring(lines, 'ALL_OR_NOTHING')).toMatchObject({ rowsCommitted: 2 * count });
    });
  };

  const few = await statementsFor(5);

  expect(few).toBeGreaterThan(30);
  expect(await statementsFor(50)).toBe(few);
});
