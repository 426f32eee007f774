/**
 * Loans with their past repayments, as a lender's own book has them: a line for each repayment with the loan repeated
 * on it, or one line for a loan on which nothing was paid. Keys are the lender's number of the loan and the number of
 * the receipt, so that a later copy of the same book adds what has been paid since. What the rules make of a line stands
 * in `lender-book.ts`.
 *
 * Officers bring the book of their lender, the ministry commits it: an application keeps three different hands, and a
 * lender alone cannot write debts of people into the record (row-level security lets no officer add a loan either).
 */
import { setImmediate as otherWork } from 'node:timers/promises';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  refuseRow,
  type CheckRun,
  type ImportKind,
  type ImportRow,
  type ImportRun,
  type RowRefusal,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { rulesIfAny, rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { isPositive, type Money } from '@solidarity/subgraph-kit/values/money';
import { grouped } from './grouped';
import { judgeBook, takenOver } from './lender-book';
import { BOOK_COLUMNS, BOOK_DERIVED } from './lender-book.columns';
import type { LineProblem } from './lender-book.problems';
import { loansOf, type ListedLoan } from './lender-book.reading';
import { bookRefusals } from './lender-book.refusals';
import { writeEntries, type EntryToWrite } from './lender-book.writing';
import { lendingRules } from './lending-rules';

export const LOANS: ImportKind = {
  name: 'loans',
  title: { ar: 'قروض جهة الإقراض وسداداتها', en: 'Loans of a lender with their repayments' },
  description: {
    ar: 'القروض التي صرفتها جهة الإقراض من قبل وما سُدد منها: سطر لكل سداد، تتكرر فيه بيانات القرض.',
    en: 'Loans that a lender gave in the past, and what was paid back: a line for each repayment, the loan repeated.',
  },
  roles: ['lender_officer', 'ministry_admin'],
  committers: ['ministry_admin'],
  takesTwo: true,
  source: 'NONE',
  columns: BOOK_COLUMNS,
  derived: BOOK_DERIVED,
  groupBy: 'loanNumber',
  refusals: bookRefusals,
  checkRow,
  check,
  commit,
};

const REPAYMENT_CELLS = ['receiptNumber', 'paidOn', 'paidAmount', 'channel'] as const;

/** A repayment is told whole or not at all. */
function checkRow(row: ImportRow): readonly RowRefusal[] {
  const { principal, paidAmount } = row;
  const missing = REPAYMENT_CELLS.filter((name) => row[name] === null);
  const isTold = missing.length < REPAYMENT_CELLS.length;
  return [
    ...(isTold ? missing.map((name) => refuseRow(COMMON_REFUSALS.REQUIRED, {}, name)) : []),
    ...(isPositive(principal as Money) ? [] : [refuseRow(bookRefusals.AMOUNT_NOT_POSITIVE, {}, 'principal')]),
    ...(paidAmount !== null && !isPositive(paidAmount as Money)
      ? [refuseRow(bookRefusals.AMOUNT_NOT_POSITIVE, {}, 'paidAmount')]
      : []),
  ];
}

/** Schedules are reckoned in this process, which has to answer others and renew its lease meanwhile. */
const LOANS_AT_A_STRETCH = 50;

async function check(run: CheckRun): Promise<void> {
  const problems: LineProblem[] = [];
  const unchanged: number[] = [];
  for (const [index, { lines, facts }] of (await loansOf(run)).entries()) {
    if (index % LOANS_AT_A_STRETCH === 0) await otherWork();
    const judged = judgeBook(lines, facts);
    problems.push(...judged.problems);
    unchanged.push(...judged.unchanged);
  }
  const alike = grouped(problems, ({ kind, column }) => `${kind.code} ${column ?? ''}`);
  for (const found of alike.values()) {
    await run.refuse(
      found[0].kind,
      found[0].column,
      'select line, facts from unnest($1::int[], $2::jsonb[]) as found (line, facts)',
      [found.map(({ line }) => line), found.map(({ facts }) => JSON.stringify(facts))],
    );
  }
  await run.leaveUnchanged('select unnest($1::int[]) as line', [unchanged]);
}

async function commit(run: ImportRun): Promise<void> {
  const loans = await loansOf(run);
  await writeEntries(run, entriesOf(run, loans));
}

/** What each loan adds, one after the other: schedules of a whole range would fill the memory. */
async function* entriesOf(run: ImportRun, loans: readonly ListedLoan[]): AsyncGenerator<EntryToWrite> {
  for (const [index, { lines, facts, broughtBy }] of loans.entries()) {
    if (index % LOANS_AT_A_STRETCH === 0) await otherWork();
    const { entry } = judgeBook(lines, facts);
    if (!entry) throw new Error('A loan that was just accepted has something to write.');
    const { disbursedOn } = entry.loan;
    const rules =
      (await rulesIfAny(run.manager, 'lending', disbursedOn, lendingRules)) ??
      (await rulesOn(run.manager, 'lending', run.today, lendingRules));
    yield { entry, broughtBy, assessment: takenOver(entry.loan, rules) };
  }
}
