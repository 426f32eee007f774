import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { aList, ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { expectLedgerToAgree } from '../testing/ledger-check';
import { admin, LendingWorld, type TestLender } from '../testing/lending-world';
import { somebody } from '../testing/people';

let world: LendingWorld;
let desk: ImportingService;
let lender: TestLender;
let productId: string;
let counted = 0;

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  lender = await world.aLender();
  productId = await world.aProduct(lender);
  world.clock.moveTo('2026-05-15');
  desk = await ImportingService.over(world.service);
});

afterAll(async () => {
  await desk.end();
  await world.end();
});

const COLUMNS = {
  number: 'رقم القرض',
  lender: 'معرّف جهة الإقراض',
  borrower: 'الرقم القومي للمقترض',
  product: 'معرّف المنتج',
  principal: 'أصل المبلغ',
  term: 'المدة',
  rate: 'الفائدة السنوية %',
  frequency: 'دورية السداد',
  on: 'تاريخ الصرف',
  area: 'كود المنطقة',
  purpose: 'الغرض',
  income: 'الدخل الشهري',
  receipt: 'رقم الإيصال',
  paidOn: 'تاريخ السداد',
  paid: 'المبلغ المسدد',
  channel: 'طريقة السداد',
};
type Line = Partial<Record<keyof typeof COLUMNS, string>>;

/** A loan of 3,000 over three months from the first of January, on which nothing was paid. */
function aLoan(differing: Line = {}): Line {
  counted += 1;
  return {
    ...{ number: `ق-${counted}`, borrower: somebody(), product: productId, principal: '3000', term: '3' },
    ...{ on: '2026-01-01', area: 'EG-GZ-03-012', purpose: 'ماكينة خياطة', income: '60000', ...differing },
  };
}

/** The loan on a line of its own for each repayment: its day and amount, and the receipt when it is not the next. */
function paid(
  loan: Line,
  ...repayments: readonly (readonly [on: string, amount: string, receipt?: string])[]
): Line[] {
  return repayments.map(([paidOn, amount, receipt], index) => ({
    ...loan,
    ...{ receipt: receipt ?? `إ-${index + 1}`, paidOn, paid: amount, channel: 'نقدًا' },
  }));
}

const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const bookOf = (...lines: readonly Line[]): Buffer =>
  aList(Object.values(COLUMNS), ...lines.map((line) => names.map((name) => line[name] ?? '')));

async function bring(lines: readonly Line[], mode: 'ALL_OR_NOTHING' | 'ROW_BY_ROW' = 'ROW_BY_ROW') {
  const { id } = await desk.checked(lender.officer, 'loans', bookOf(...lines));
  return desk.committed(admin, id, mode);
}

async function refusedOf(caller: Caller, ...lines: readonly Line[]) {
  const { id } = await desk.checked(caller, 'loans', bookOf(...lines));
  return desk.refused(caller, id);
}

const { owner } = {
  owner: <T extends object>(sql: string, values: readonly unknown[] = []) =>
    world.service.database.owner<T>(sql, values),
};

async function loanIdOf({ number }: Line): Promise<string> {
  const [row] = await owner<{ id: string }>('select id from loan where lender_reference = $1', [number]);
  return row?.id ?? '';
}

/** All that is kept of a loan, but ids, instants, the person, who acted and what only a book has. */
async function everythingOf(loanId: string): Promise<Record<string, unknown[]>> {
  const rows = async (table: string, where: string, without: string): Promise<unknown[]> => {
    const cut = without
      .split(' ')
      .map((column) => ` - '${column}'`)
      .join('');
    const found = await owner<{ row: object }>(
      `select to_jsonb(r)${cut} as row from ${table} r where ${where}`,
      [loanId],
    );
    return found.map(({ row }) => row);
  };
  const ids = 'id loan_id person_id application_id created_at reference';
  const steps = 'id subject_id by_subject by_role at reason';
  return {
    application: await rows(
      'loan_application',
      'id = (select application_id from loan where id = $1)',
      `${ids} submitted_by approved_by disbursed_by assessment decision`,
    ),
    loan: await rows('loan', 'id = $1', `${ids} lender_reference`),
    instalments: await rows('instalment', 'loan_id = $1 order by number', ids),
    repayments: await rows('repayment', 'loan_id = $1 order by ordinal', `${ids} receipt_number entry_id`),
    allocations: await rows(
      '(select repayment.ordinal, a.* from repayment_allocation a join repayment on repayment.id = a.repayment_id)',
      'repayment_id in (select id from repayment where loan_id = $1) order by ordinal, place',
      `${ids} repayment_id`,
    ),
    ledger: await rows(
      `(select e.type, e.on_date, e.subject_id, a.code, a.subject_id = e.subject_id as is_of_loan, p.amount, p.id as place
          from ledger_entry e join ledger_posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id)`,
      'subject_id = $1 order by place',
      'subject_id place',
    ),
    history: await rows(
      'state_transition',
      `subject_id in (select $1::uuid union select application_id from loan where id = $1
        union select id from repayment where loan_id = $1) order by subject_type, on_date, ordinal`,
      steps,
    ),
  };
}

const lastEventOf = (loanId: string) =>
  owner<{ payload: object }>(
    `select payload - 'loanId' - 'borrowerId' as payload from event where subject = $1 order by seq desc limit 1`,
    [loanId],
  );

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
    world.clock.moveTo('2026-01-01');
    const byCommand = await world.aLoan(lender, productId, { nationalId: somebody() });
    world.clock.moveTo('2026-05-15');
    for (const [paidOn, amount] of repayments) {
      expect((await world.repay(lender, byCommand, amount, { paidOn })).errors).toEqual([]);
    }
    const loan = aLoan();

    const job = await bring(repayments.length > 0 ? paid(loan, ...repayments) : [loan]);

    const byBook = await loanIdOf(loan);
    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: Math.max(1, repayments.length) });
    expect(await everythingOf(byBook)).toEqual(await everythingOf(byCommand));
    expect((await everythingOf(byBook))['loan']).toMatchObject([outcome]);
    if (repayments.length > 0) expect(await lastEventOf(byBook)).toEqual(await lastEventOf(byCommand));
    await expectLedgerToAgree(world, byBook);
  });

  it('is told by one event for each loan, and kept on the trail of its borrower', async () => {
    const loan = aLoan();

    await bring(paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']));

    const loanId = await loanIdOf(loan);
    const personId = world.service.personIds.ofNationalId(loan.borrower as NationalId);
    expect(await owner('select type from event where subject = $1', [loanId])).toEqual([
      { type: 'loan.changed' },
    ]);
    expect(
      await owner('select subject, action, entity from audit_entry where $1 = any(person_ids) order by seq', [
        personId,
      ]),
    ).toEqual([
      { subject: admin.subject, action: 'submitted', entity: 'LoanApplication' },
      { subject: admin.subject, action: 'approved', entity: 'LoanApplication' },
      { subject: admin.subject, action: 'disbursed', entity: 'Loan' },
      { subject: admin.subject, action: 'repaid', entity: 'Loan' },
    ]);
  });

  it('keeps three hands apart: who brought it, who committed it, and the lender’s own', async () => {
    const loan = aLoan();

    await bring([loan]);

    expect(
      await owner(
        `select submitted_by, approved_by, disbursed_by from loan_application
          where id = (select application_id from loan where lender_reference = $1)`,
        [loan.number],
      ),
    ).toEqual([
      {
        submitted_by: lender.officer.subject,
        approved_by: admin.subject,
        disbursed_by: `book of lender ${lender.id}`,
      },
    ]);
  });

  it('changes nothing when it is sent again, and adds what has been paid since', async () => {
    const loan = aLoan();
    await bring(paid(loan, ['2026-02-01', '1060']));
    const loanId = await loanIdOf(loan);
    const before = await everythingOf(loanId);
    const lines = paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']);

    const again = await desk.checked(admin, 'loans', bookOf({ ...lines[0], lender: lender.id }));
    expect(again).toMatchObject({ rowsAccepted: 1, rowsUnchanged: 1 });
    expect(await everythingOf(loanId)).toEqual(before);

    expect(await bring(lines)).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 1 });
    const [byCommand, after] = [await theSamePaidByHand(), await everythingOf(loanId)];
    expect(after).toEqual(byCommand);
    await expectLedgerToAgree(world, loanId);

    async function theSamePaidByHand(): Promise<object> {
      world.clock.moveTo('2026-01-01');
      const id = await world.aLoan(lender, productId, { nationalId: somebody() });
      world.clock.moveTo('2026-05-15');
      await world.repay(lender, id, '1060', { paidOn: '2026-02-01' });
      await world.repay(lender, id, '1030', { paidOn: '2026-03-01' });
      return everythingOf(id);
    }
  });

  it('closes a loan on record with the last of it', async () => {
    const loan = aLoan();
    await bring(paid(loan, ['2026-02-01', '1060']));

    await bring(paid(loan, ['2026-02-01', '1060'], ['2026-04-01', '2100']));

    const loanId = await loanIdOf(loan);
    expect(await owner('select state, closed_on::text as on from loan where id = $1', [loanId])).toEqual([
      { state: 'CLOSED', on: '2026-04-01' },
    ]);
    expect(
      await owner(`select action from state_transition where subject_id = $1 order by ordinal`, [loanId]),
    ).toEqual([{ action: 'disburse' }, { action: 'close' }]);
    await expectLedgerToAgree(world, loanId);
  });

  it('is mended and sent again', async () => {
    const [right, wrong] = [aLoan(), aLoan()];
    await bring([right, ...paid(wrong, ['2026-02-01', '1060'], ['2026-02-01', ''])]);

    const mended = await bring([right, ...paid(wrong, ['2026-02-01', '1060'], ['2026-03-01', '1030'])]);

    expect(mended).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 2, rowsRefused: 0 });
  });

  it('pays in the order of the days, whatever the order of the lines', async () => {
    const [sorted, mixed] = [aLoan(), aLoan()];
    await bring(
      paid(sorted, ['2026-02-01', '500', 'a'], ['2026-03-10', '700', 'b'], ['2026-03-10', '80', 'c']),
    );
    await bring(
      paid(mixed, ['2026-03-10', '700', 'b'], ['2026-02-01', '500', 'a'], ['2026-03-10', '80', 'c']),
    );

    expect(await everythingOf(await loanIdOf(mixed))).toEqual(await everythingOf(await loanIdOf(sorted)));
  });

  it('may hold a loan above the limit of its day, which counts from now on and says so', async () => {
    const loan = aLoan({ principal: '280000', term: '24' });

    await bring([loan]);

    const [kept] = await owner<{ decision: { outcome: string; reasons: { code: string }[] } }>(
      'select decision from loan_application where person_id = $1',
      [world.service.personIds.ofNationalId(loan.borrower as NationalId)],
    );
    expect(kept?.decision).toMatchObject({
      outcome: 'APPROVED',
      reasons: [{ code: 'WAS_ABOVE_BORROWER_LIMIT', fact: '280000.00', limit: '266000.00' }],
    });
    const next = await world.anApplication(lender, productId, { nationalId: loan.borrower, amount: '1000' });
    expect((await world.approve(lender, next))[0]?.message).toContain('0.00 are left under the limit');
  });

  it('flags the loan of a borrower who has died', async () => {
    const loan = aLoan();
    const personId = world.service.personIds.ofNationalId(loan.borrower as NationalId);
    await owner(`insert into person_death (person_id, died_on) values ($1, '2026-04-04')`, [personId]);

    await bring([loan]);

    expect(
      await owner('select borrower_died_on::text as on from loan where person_id = $1', [personId]),
    ).toEqual([{ on: '2026-04-04' }]);
  });

  it('keeps no national ID where it is staged', async () => {
    const loan = aLoan();

    await desk.checked(lender.officer, 'loans', bookOf(loan));

    const staged = await owner<{ row: string }>(
      'select row_to_json(r)::text as row from import_staging.loans r where loan_number = $1',
      [loan.number],
    );
    expect(staged).toHaveLength(1);
    expect(staged[0]?.row).not.toContain(loan.borrower);
  });
});

describe('a line is refused', () => {
  const onOne = async (differing: Line) =>
    (await refusedOf(lender.officer, aLoan(differing))).map(([, column, code]) => [column, code]);

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
    const lines = paid(aLoan(), ['2026-02-01', '5000'], ['2026-02-02', '10']);

    expect(await refusedOf(lender.officer, ...lines)).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, COLUMNS.paidOn, 'LOAN_CLOSED'],
    ]);
  });

  it('that says otherwise of the loan than its first line, or has its receipt twice', async () => {
    const loan = aLoan();
    const [first, ...others] = paid(
      loan,
      ['2026-02-01', '10'],
      ['2026-03-01', '20'],
      ['2026-03-01', '30', 'إ-1'],
    );

    expect(
      await refusedOf(lender.officer, { ...first }, { ...others[0], principal: '4000' }, { ...others[1] }),
    ).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, null, 'LOAN_DIFFERS'],
      [4, COLUMNS.receipt, 'DUPLICATE_IN_FILE'],
    ]);
  });

  it('that says otherwise of what is on record', async () => {
    const loan = aLoan();
    const [line] = paid(loan, ['2026-02-01', '1060']);
    await bring([line ?? {}]);

    expect(await refusedOf(lender.officer, { ...line, principal: '3001' })).toEqual([
      [2, null, 'LOAN_OTHERWISE'],
    ]);
    expect(await refusedOf(lender.officer, { ...line, paid: '1061' })).toEqual([
      [2, COLUMNS.receipt, 'RECEIPT_OTHERWISE'],
    ]);
    expect(await refusedOf(lender.officer, ...paid(loan, ['2026-01-31', '10', 'later']))).toEqual([
      [2, COLUMNS.paidOn, 'PAID_TOO_EARLY'],
    ]);
  });

  it('that was perhaps recorded by hand', async () => {
    const loan = aLoan();
    await bring([loan]);
    await world.repay(lender, await loanIdOf(loan), '500', { paidOn: '2026-02-01' });

    expect(await refusedOf(lender.officer, ...paid(loan, ['2026-02-01', '500']))).toEqual([
      [2, COLUMNS.paidOn, 'RECORDED_BY_HAND'],
    ]);
    expect(await refusedOf(lender.officer, ...paid(loan, ['2026-02-01', '500.01']))).toEqual([]);
  });
});

describe('who may', () => {
  it('bring a book is not who may commit it', async () => {
    const { id, canCommit } = await desk.checked(lender.officer, 'loans', bookOf(aLoan()));

    const answer = await desk.ask(lender.officer, 'POST', `/imports/jobs/${id}/commit`, {
      mode: 'ROW_BY_ROW',
    });

    expect(canCommit).toBe(false);
    expect(answer.status).toBe(403);
  });

  it('commit a book is not who brought it', async () => {
    const loan = aLoan({ lender: lender.id });
    const { id, canCommit } = await desk.checked(admin, 'loans', bookOf(loan));

    const answer = await desk.ask(admin, 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' });

    expect(canCommit).toBe(false);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'IMPORT_TAKES_TWO' } }] });
    expect(await loanIdOf(loan)).toBe('');
  });

  it('of another lender finds neither product, lender nor list', async () => {
    const other = await world.aLender();
    const { id } = await desk.checked(lender.officer, 'loans', bookOf(aLoan()));

    expect(await refusedOf(other.officer, aLoan())).toEqual([[2, COLUMNS.product, 'LOAN_PRODUCT_NOT_FOUND']]);
    expect(await refusedOf(other.officer, aLoan({ lender: lender.id }))).toEqual([
      [2, COLUMNS.lender, 'LENDER_NOT_FOUND'],
    ]);
    expect((await desk.ask(other.officer, 'GET', `/imports/jobs/${id}`)).status).toBe(404);
  });

  it.each(['finance_officer', 'ngo_partner', 'citizen', 'case_worker'] as const)(
    'is not the role %s',
    async (role) => {
      const answer = await desk.ask(aCaller(role), 'POST', '/imports/loans', bookOf(aLoan()));

      expect([403, 404]).toContain(answer.status);
    },
  );
});

it('is written once when two copies are committed at once', async () => {
  const lines = Array.from({ length: 5 }, () => aLoan()).flatMap((loan) =>
    paid(loan, ['2026-02-01', '1060'], ['2026-03-01', '1030']),
  );
  const second = await ImportingService.over(world.service);
  const [one, other] = [
    await desk.checked(lender.officer, 'loans', bookOf(...lines)),
    await desk.checked(lender.approver, 'loans', bookOf(...lines)),
  ];

  const ended = await Promise.all([desk.committed(admin, one.id), second.committed(admin, other.id)]);
  await second.end();

  expect(ended.map(({ state }) => state)).toEqual(['COMMITTED', 'COMMITTED']);
  expect(ended.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(10);
  expect(ended.reduce((sum, { rowsUnchanged }) => sum + rowsUnchanged, 0)).toBe(10);
});

it('needs as many statements for fifty loans as for five', async () => {
  await desk.end();
  desk = await ImportingService.over(world.service, { chunkRows: 1_000, rangeRows: 1_000 });
  const statementsFor = (count: number): Promise<number> => {
    const lines = Array.from({ length: count }, () =>
      paid(aLoan(), ['2026-02-01', '10'], ['2026-02-02', '20']),
    ).flat();
    const pattern =
      /staged_loans|\bloan|lender|repayment|instalment|ledger_|record_transition|audit_note|event_emit|borrower_/;
    return statementsMatching(world.service, pattern, async () => {
      expect(await bring(lines, 'ALL_OR_NOTHING')).toMatchObject({ rowsCommitted: 2 * count });
    });
  };

  const few = await statementsFor(5);

  expect(few).toBeGreaterThan(30);
  expect(await statementsFor(50)).toBe(few);
});
