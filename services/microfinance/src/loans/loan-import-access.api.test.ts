import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { bookOf, COLUMNS, LenderBooks } from '../testing/lender-books';
import { admin } from '../testing/lending-world';

let books: LenderBooks;

beforeAll(async () => {
  books = await LenderBooks.open();
});

afterAll(() => books.close());

describe('who may', () => {
  it('bring a book is not who may commit it', async () => {
    const { id, canCommit } = await books.desk.checked(books.lender.officer, 'loans', bookOf(books.aLoan()));

    const answer = await books.desk.ask(books.lender.officer, 'POST', `/imports/jobs/${id}/commit`, {
      mode: 'ROW_BY_ROW',
    });

    expect(canCommit).toBe(false);
    expect(answer.status).toBe(403);
  });

  it('commit a book is not who brought it', async () => {
    const loan = books.aLoan({ lender: books.lender.id });
    const { id, canCommit } = await books.desk.checked(admin, 'loans', bookOf(loan));

    const answer = await books.desk.ask(admin, 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' });

    expect(canCommit).toBe(false);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'IMPORT_TAKES_TWO' } }] });
    expect(await books.loanIdOf(loan)).toBe('');
  });

  it('of another lender finds neither product, lender nor list', async () => {
    const other = await books.world.aLender();
    const { id } = await books.desk.checked(books.lender.officer, 'loans', bookOf(books.aLoan()));

    expect(await books.refusedOf(other.officer, books.aLoan())).toEqual([
      [2, COLUMNS.product, 'LOAN_PRODUCT_NOT_FOUND'],
    ]);
    expect(await books.refusedOf(other.officer, books.aLoan({ lender: books.lender.id }))).toEqual([
      [2, COLUMNS.lender, 'LENDER_NOT_FOUND'],
    ]);
    expect((await books.desk.ask(other.officer, 'GET', `/imports/jobs/${id}`)).status).toBe(404);
  });

  it.each(['finance_officer', 'ngo_partner', 'citizen', 'case_worker'] as const)(
    'is not the role %s',
    async (role) => {
      const answer = await books.desk.ask(aCaller(role), 'POST', '/imports/loans', bookOf(books.aLoan()));

      expect([403, 404]).toContain(answer.status);
    },
  );
});

describe('a lender’s book', () => {
  it('keeps three hands apart: who brought it, who committed it, and the lender’s own', async () => {
    const loan = books.aLoan();

    await books.bring([loan]);

    expect(
      await books.owner(
        `select submitted_by, approved_by, disbursed_by from loan_application
          where id = (select application_id from loan where lender_reference = $1)`,
        [loan.number],
      ),
    ).toEqual([
      {
        submitted_by: books.lender.officer.subject,
        approved_by: admin.subject,
        disbursed_by: `book of lender ${books.lender.id}`,
      },
    ]);
  });

  it('keeps no national ID where it is staged', async () => {
    const loan = books.aLoan();

    await books.desk.checked(books.lender.officer, 'loans', bookOf(loan));

    const staged = await books.owner<{ row: string }>(
      'select row_to_json(r)::text as row from import_staging.loans r where loan_number = $1',
      [loan.number],
    );
    expect(staged).toHaveLength(1);
    expect(staged[0]?.row).not.toContain(loan.borrower);
  });
});
