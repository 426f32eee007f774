import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { BookFacts, BookLine, BookLoan, BookRepayment, LoanOnRecord } from './lender-book';
import { grouped } from './grouped';
import { Lender, LenderLicence } from './lender.entity';
import type { RepaymentChannel } from './loan';
import { balanceOf } from './loan-standing';
import { Instalment, Loan } from './loan.entity';
import { LoanProduct } from './loan-product.entity';

/** Who brought a book. */
export interface Bringer {
  readonly subject: string;
  readonly role: string;
}

/** All lines of one loan, with what they are held against. */
export interface ListedLoan {
  readonly lines: readonly [BookLine, ...BookLine[]];
  readonly facts: BookFacts;
  readonly broughtBy: Bringer;
}

interface StagedLine extends BookLoan {
  readonly line: number;
  readonly receiptNumber: string | null;
  readonly paidOn: PlainDate | null;
  readonly paidAmount: Money | null;
  readonly channel: RepaymentChannel | null;
  readonly broughtBy: string;
  readonly broughtByRole: string;
}

/** Reads the loans of a range and what they are held against; a fixed number of statements, however many there are. */
export async function loansOf(run: ImportRun): Promise<ListedLoan[]> {
  const { manager } = run;
  const staged = await stagedLines(run);
  const lenderIds = distinct(staged.map(({ lenderId }) => lenderId));
  const productIds = distinct(staged.map(({ productId }) => productId));
  const lenders = byId(await rowsWith(manager, Lender, 'id', lenderIds));
  const licences = grouped(
    await rowsWith(manager, LenderLicence, 'lenderId', lenderIds),
    ({ lenderId }) => lenderId,
  );
  const products = byId(await rowsWith(manager, LoanProduct, 'id', productIds));
  const onRecord = await loansOnRecord(run, staged);
  return [...grouped(staged, keyOf)].map(([key, [first, ...others]]) => ({
    lines: [bookLine(first), ...others.map(bookLine)],
    facts: {
      isLender: lenders.has(first.lenderId),
      licences: licences.get(first.lenderId) ?? [],
      product: products.get(first.productId) ?? null,
      onRecord: onRecord.get(key) ?? null,
    },
    broughtBy: { subject: first.broughtBy, role: first.broughtByRole },
  }));
}

/** A loan by its lender and the lender's number. */
const keyOf = ({ lenderId, loanNumber }: BookLoan): string => `${lenderId} ${loanNumber}`;

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** The rows that have one of these ids: they are one parameter, however many there are. */
function rowsWith<Row extends object>(
  manager: ImportRun['manager'],
  entity: new () => Row,
  column: keyof Row & string,
  ids: readonly string[],
  inOrderOf: keyof Row & string = column,
): Promise<Row[]> {
  const rows = manager.createQueryBuilder(entity, 'row').where(`row.${column} = any(:ids)`, { ids });
  return rows.orderBy(`row.${inOrderOf}`).getMany();
}

function stagedLines(run: ImportRun): Promise<StagedLine[]> {
  return run.query<StagedLine>(
    `select line, lender_id as "lenderId", loan_number as "loanNumber", person_id as "personId",
            birth_date::text as "birthDate", sex, product_id as "productId", area_id as "areaId",
            principal::text as principal, term, annual_rate_percent as "annualRatePercent", frequency,
            disbursed_on::text as "disbursedOn", purpose, monthly_income::text as "monthlyIncome",
            receipt_number as "receiptNumber", paid_on::text as "paidOn", paid_amount::text as "paidAmount",
            channel, brought_by as "broughtBy", brought_by_role as "broughtByRole"
       from ${run.rows} as staged order by lender_id, loan_number, line`,
  );
}

function bookLine(staged: StagedLine): BookLine {
  const {
    line,
    receiptNumber,
    paidOn,
    paidAmount,
    channel,
    broughtBy: _by,
    broughtByRole: _role,
    ...loan
  } = staged;
  const isWhole = receiptNumber !== null && paidOn !== null && paidAmount !== null && channel !== null;
  return { line, loan, repayment: isWhole ? { receiptNumber, paidOn, amount: paidAmount, channel } : null };
}

interface KeptRepayment extends Omit<BookRepayment, 'receiptNumber'> {
  readonly loanId: string;
  readonly ordinal: number;
  readonly isPosted: boolean;
  /** Null of one that was recorded by hand. */
  readonly receiptNumber: string | null;
}

/** Loans of the range that are on record, by lender and number, held until the transaction ends. */
async function loansOnRecord(
  run: ImportRun,
  staged: readonly StagedLine[],
): Promise<Map<string, LoanOnRecord>> {
  const { manager } = run;
  const held = await run.query<{ id: string; key: string }>(
    `select id, lender_id || ' ' || lender_reference as key from loan
      where (lender_id, lender_reference) in (select lender_id, loan_number from ${run.rows} as staged)
      order by id for update`,
  );
  const ids = held.map(({ id }) => id);
  const loans = byId(await rowsWith(manager, Loan, 'id', ids));
  const paid = await paidSoFar(run, ids);
  const lines = grouped(staged, keyOf);
  const repaid = held.filter(({ id, key }) => lines.get(key)?.some((line) => !isKept(line, paid.get(id))));
  const instalments = grouped(
    await rowsWith(
      manager,
      Instalment,
      'loanId',
      repaid.map(({ id }) => id),
      'number',
    ),
    ({ loanId }) => loanId,
  );
  return new Map(
    held.flatMap(({ id, key }) => {
      const loan = loans.get(id);
      if (!loan) return [];
      const kept = paid.get(id) ?? NOTHING_PAID;
      return [[key, { ...loan, ...kept, instalments: (instalments.get(id) ?? []).map(balanceOf) }]];
    }),
  );
}

/** Of a loan on which nothing is new the schedule is not needed. */
function isKept({ receiptNumber }: StagedLine, paid: PaidSoFar = NOTHING_PAID): boolean {
  return receiptNumber === null || paid.receipts.has(receiptNumber);
}

type PaidSoFar = Pick<LoanOnRecord, 'lastOrdinal' | 'lastPaidOn' | 'receipts' | 'byHand'>;

const NOTHING_PAID: PaidSoFar = { lastOrdinal: 0, lastPaidOn: null, receipts: new Map(), byHand: [] };

async function paidSoFar(run: ImportRun, loanIds: readonly string[]): Promise<Map<string, PaidSoFar>> {
  const kept = await run.query<KeptRepayment>(
    `select loan_id as "loanId", ordinal, amount::text as amount, paid_on::text as "paidOn", channel,
            state = 'POSTED' as "isPosted", receipt_number as "receiptNumber"
       from repayment where loan_id = any($1::uuid[]) order by loan_id, ordinal`,
    [loanIds],
  );
  return new Map(
    [...grouped(kept, ({ loanId }) => loanId)].map(([loanId, repayments]) => {
      const posted = repayments.filter(({ isPosted }) => isPosted);
      const receipts = repayments.flatMap(({ receiptNumber, ...repayment }) =>
        receiptNumber === null ? [] : [[receiptNumber, { ...repayment, receiptNumber }] as const],
      );
      return [
        loanId,
        {
          lastOrdinal: repayments.at(-1)?.ordinal ?? 0,
          lastPaidOn: posted.at(-1)?.paidOn ?? null,
          receipts: new Map(receipts),
          byHand: posted.filter(({ receiptNumber }) => receiptNumber === null),
        },
      ];
    }),
  );
}
