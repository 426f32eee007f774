import { COLUMNS, LenderBooks, paid, type Line } from '../testing/lender-books';

let books: LenderBooks;

beforeAll(async () => {
  books = await LenderBooks.open();
});

afterAll(() => books.close());

describe('a line is refused', () => {
  const onOne = async (differing: Line) =>
    (await books.refusedOf(books.lender.officer, books.aLoan(differing))).map(([, column, code]) => [
      column,
      code,
    ]);

  it.each<[string, Line, keyof typeof COLUMNS, string]>([
    ['of a day without a licence', { on: '2024-12-31' }, 'on', 'LENDER_NOT_LICENSED_ON'],
    ['below the product’s amounts', { principal: '999.99' }, 'principal', 'AMOUNT_OUTSIDE_PRODUCT'],
    ['above the product’s amounts', { principal: '300000.01' }, 'principal', 'AMOUNT_OUTSIDE_PRODUCT'],
    ['of nothing', { principal: '0' }, 'principal', 'AMOUNT_NOT_POSITIVE'],
    ['with a term that the product has not', { term: '25' }, 'term', 'TERM_OUTSIDE_PRODUCT'],
    ['with another rate than the product’s', { rate: '12.5' }, 'rate', 'RATE_DIFFERS'],
    ['repaid otherwise than the product', { frequency: 'أسبوعي' }, 'frequency', 'FREQUENCY_DIFFERS'],
    [
      'of a product that is none',
      { product: '00000000-0000-4000-8000-000000000009' },
      'product',
      'LOAN_PRODUCT_NOT_FOUND',
    ],
    [
      'of a lender that is none',
      { lender: '00000000-0000-4000-8000-000000000009' },
      'lender',
      'LENDER_NOT_FOUND',
    ],
    ['with a receipt alone', { receipt: '9', paidOn: '2026-02-01', paid: '10' }, 'channel', 'REQUIRED'],
    [
      'with a repayment of nothing',
      { receipt: '9', paidOn: '2026-02-01', paid: '0', channel: 'CASH' },
      'paid',
      'AMOUNT_NOT_POSITIVE',
    ],
    [
      'with a repayment before the loan',
      { receipt: '9', paidOn: '2025-12-31', paid: '5', channel: 'CASH' },
      'paidOn',
      'PAID_TOO_EARLY',
    ],
    [
      'with a repayment tomorrow',
      { receipt: '9', paidOn: '2026-05-16', paid: '5', channel: 'CASH' },
      'paidOn',
      'DATE_IN_FUTURE',
    ],
  ])('%s', async (_name, differing, column, code) => {
    expect(await onOne(differing)).toEqual([[COLUMNS[column], code]]);
  });

  it('of the first day of the licence, at the ends of the product and with its conditions it is not', async () => {
    const same = { rate: '12', frequency: 'MONTHLY', principal: '1000', on: '2025-01-01' };

    expect(await onOne(same)).toEqual([]);
    expect(await onOne({ principal: '300000', term: '24' })).toEqual([]);
  });

  it('that pays on a loan that is paid back, with all lines of the loan', async () => {
    const lines = paid(books.aLoan(), ['2026-02-01', '5000'], ['2026-02-02', '10']);

    expect(await books.refusedOf(books.lender.officer, ...lines)).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, COLUMNS.paidOn, 'LOAN_CLOSED'],
    ]);
  });

  it('that says otherwise of the loan than its first line, or has its receipt twice', async () => {
    const loan = books.aLoan();
    const [first, ...others] = paid(
      loan,
      ['2026-02-01', '10'],
      ['2026-03-01', '20'],
      ['2026-03-01', '30', 'إ-1'],
    );

    expect(
      await books.refusedOf(
        books.lender.officer,
        { ...first },
        { ...others[0], principal: '4000' },
        { ...others[1] },
      ),
    ).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, null, 'LOAN_DIFFERS'],
      [4, COLUMNS.receipt, 'DUPLICATE_IN_FILE'],
    ]);
  });

  it('that says otherwise of what is on record', async () => {
    const loan = books.aLoan();
    const [line] = paid(loan, ['2026-02-01', '1060']);
    await books.bring([line ?? {}]);

    expect(await books.refusedOf(books.lender.officer, { ...line, principal: '3001' })).toEqual([
      [2, null, 'LOAN_OTHERWISE'],
    ]);
    expect(await books.refusedOf(books.lender.officer, { ...line, paid: '1061' })).toEqual([
      [2, COLUMNS.receipt, 'RECEIPT_OTHERWISE'],
    ]);
    expect(await books.refusedOf(books.lender.officer, ...paid(loan, ['2026-01-31', '10', 'later']))).toEqual(
      [[2, COLUMNS.paidOn, 'PAID_TOO_EARLY']],
    );
  });

  it('that was perhaps recorded by hand', async () => {
    const loan = books.aLoan();
    await books.bring([loan]);
    await books.world.repay(books.lender, await books.loanIdOf(loan), '500', { paidOn: '2026-02-01' });

    expect(await books.refusedOf(books.lender.officer, ...paid(loan, ['2026-02-01', '500']))).toEqual([
      [2, COLUMNS.paidOn, 'RECORDED_BY_HAND'],
    ]);
    expect(await books.refusedOf(books.lender.officer, ...paid(loan, ['2026-02-01', '500.01']))).toEqual([]);
  });
});
