/**
 * A loan as its lender's own book tells it: given on a past day, with the repayments since. It comes to the same as if
 * it had been approved and disbursed on that day and each repayment recorded on its own: the same schedule, allocation,
 * late fees, waivers and credit, by the same rules.
 *
 * What is held against it: the lender had a licence on the day on which it lent, and the product has such amounts and
 * terms, for only within them its schedule is exact. What is not: the regulator's limit for a borrower, arrears, age,
 * income, the standing of the NGO, and whether the product is still offered. The money was given, so that the debt is a
 * fact and counts against the limit from now on; to refuse the record would hide it from the next lender. A loan that
 * by itself was above the limit of its day says so in its decision. (What others lent on that day, and how the NGO stood,
 * is not known here.)
 */
import { decide, defineReasons, type Decision } from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { addMoney, compareMoney, ZERO, type Money } from '@solidarity/subgraph-kit/values/money';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import { ageOn, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { allocate, applyAllocation, type Allocation } from './allocation';
import { oldestUnpaidDueOn, unpaidInstalment, type InstalmentBalance } from './instalment-balance';
import { isOnRecord, problem, problemsOfBook, type LineProblem } from './lender-book.problems';
import { bookRefusals } from './lender-book.refusals';
import type { LendingRules } from './lending-rules';
import type { LicencePeriod } from './licence';
import type { RepaymentChannel } from './loan';
import type { OfferedLimits, ProductConditions } from './loan-product';
import { scheduleOf, type ScheduledInstalment } from './schedule';
import type { Frequency } from './terms';

/** A repayment as the book has it. */
export interface BookRepayment {
  readonly receiptNumber: string;
  readonly paidOn: PlainDate;
  readonly amount: Money;
  readonly channel: RepaymentChannel;
}

/** What every line of a loan says of the loan. */
export interface BookLoan {
  readonly lenderId: string;
  readonly loanNumber: string;
  readonly personId: string;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
  readonly productId: string;
  readonly areaId: string;
  readonly principal: Money;
  readonly term: number;
  readonly annualRatePercent: string | null;
  readonly frequency: Frequency | null;
  readonly disbursedOn: PlainDate;
  readonly purpose: string;
  readonly monthlyIncome: Money;
}

/** A line of the book: a loan, and one of its repayments if there was any. */
export interface BookLine {
  readonly line: number;
  readonly loan: BookLoan;
  readonly repayment: BookRepayment | null;
}

export interface BookProduct extends OfferedLimits {
  readonly lenderId: string;
  readonly conditions: ProductConditions;
}

/** A loan of the book that is on record already, as it stands. */
export interface LoanOnRecord extends Pick<
  BookLoan,
  'personId' | 'productId' | 'areaId' | 'principal' | 'term' | 'disbursedOn'
> {
  readonly id: string;
  readonly conditions: ProductConditions;
  readonly instalments: readonly InstalmentBalance[];
  readonly credit: Money;
  readonly closedOn: PlainDate | null;
  /** Of all repayments; reversed ones keep their place. */
  readonly lastOrdinal: number;
  /** The day of the last repayment that counts; null before the first. */
  readonly lastPaidOn: PlainDate | null;
  /** The repayments that came by the book, reversed ones too: what was taken back does not come again. */
  readonly receipts: ReadonlyMap<string, BookRepayment>;
  /** Repayments that count and were recorded one by one, without the number of a receipt. */
  readonly byHand: readonly Pick<BookRepayment, 'paidOn' | 'amount'>[];
}

export interface BookFacts {
  /** Whether the caller sees such a lender. */
  readonly isLender: boolean;
  readonly licences: readonly LicencePeriod[];
  readonly product: BookProduct | null;
  readonly onRecord: LoanOnRecord | null;
}

/** A repayment with what it did. */
export interface EnteredRepayment extends BookRepayment {
  readonly line: number;
  readonly ordinal: number;
  readonly allocation: Allocation;
}

/** What the book adds: a loan, or repayments to one on record. */
export interface BookEntry {
  readonly loan: BookLoan;
  /** Null when the loan is new. */
  readonly onRecord: LoanOnRecord | null;
  readonly conditions: ProductConditions;
  /** Of a new loan. */
  readonly schedule: readonly ScheduledInstalment[];
  readonly before: readonly InstalmentBalance[];
  readonly after: readonly InstalmentBalance[];
  readonly repayments: readonly EnteredRepayment[];
  readonly credit: Money;
  readonly closedOn: PlainDate | null;
}

export interface BookJudgement {
  readonly problems: readonly LineProblem[];
  /** Lines that say what is on record. */
  readonly unchanged: readonly number[];
  /** Null when there are problems, or nothing is new. */
  readonly entry: BookEntry | null;
}

/** Judges all lines of one loan together; at least one. */
export function judgeBook(lines: readonly [BookLine, ...BookLine[]], facts: BookFacts): BookJudgement {
  const [first] = lines;
  const problems = problemsOfBook(lines, facts);
  const known = lines.filter(({ repayment }) => isOnRecord(repayment, facts.onRecord));
  const unchanged = known.map(({ line }) => line);
  if (problems.length > 0 || !facts.product) return { problems, unchanged, entry: null };
  if (known.length === lines.length) return { problems, unchanged, entry: null };
  const fresh = lines.filter((line) => !known.includes(line));
  return { unchanged, ...enter(first.loan, fresh, facts.product, facts.onRecord) };
}

/** Pays what is new, in the order of the days and of a day in that of the lines, onto the loan as it stands. */
function enter(
  loan: BookLoan,
  fresh: readonly BookLine[],
  product: BookProduct,
  onRecord: LoanOnRecord | null,
): Omit<BookJudgement, 'unchanged'> {
  const conditions = onRecord?.conditions ?? product.conditions;
  const terms = { ...conditions, term: loan.term };
  const schedule = onRecord ? [] : scheduleOf(loan.principal, loan.disbursedOn, terms);
  const before = onRecord?.instalments ?? schedule.map(unpaidInstalment);
  const earliest = onRecord?.lastPaidOn ?? loan.disbursedOn;
  let after = before;
  let closedOn = onRecord?.closedOn ?? null;
  let credit = onRecord?.credit ?? ZERO;
  let ordinal = onRecord?.lastOrdinal ?? 0;
  const repayments: EnteredRepayment[] = [];
  const problems: LineProblem[] = [];
  for (const { line, repayment } of inOrderOfPayment(fresh)) {
    const { amount, paidOn } = repayment;
    if (paidOn < earliest) {
      problems.push(problem({ line }, bookRefusals.PAID_TOO_EARLY, { earliest }, 'paidOn'));
    } else if (closedOn !== null) {
      problems.push(problem({ line }, bookRefusals.LOAN_CLOSED, { on: closedOn }, 'paidOn'));
    } else {
      const allocation = allocate(after, { amount, paidOn }, terms);
      after = applyAllocation(after, allocation);
      credit = addMoney(credit, allocation.credit);
      if (oldestUnpaidDueOn(after) === null) closedOn = paidOn;
      repayments.push({ ...repayment, line, allocation, ordinal: (ordinal += 1) });
    }
  }
  if (problems.length > 0) return { problems, entry: null };
  return {
    problems,
    entry: { loan, onRecord, conditions, schedule, before, after, repayments, credit, closedOn },
  };
}

function inOrderOfPayment(lines: readonly BookLine[]): { line: number; repayment: BookRepayment }[] {
  return lines
    .flatMap(({ line, repayment }) => (repayment ? [{ line, repayment }] : []))
    .sort((a, b) => compare(a.repayment.paidOn, b.repayment.paidOn) || a.line - b.line);
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const because = defineReasons({
  WAS_ABOVE_BORROWER_LIMIT: {
    en: 'Lent {fact} pounds, above the limit of that day for one borrower, {limit}.',
    ar: 'صُرف {fact} جنيه، بما يتجاوز الحد الأقصى للعميل في ذلك اليوم وهو {limit}.',
  },
});

/** What stands in the place of the assessment of a loan that the lender gave by itself. */
export function takenOver(loan: BookLoan, { version, value }: Rules<LendingRules>): Decision {
  const { principal: amount, term, birthDate, sex, monthlyIncome, disbursedOn, loanNumber } = loan;
  const { borrowerLimit } = value;
  const age = ageOn(birthDate, disbursedOn);
  return decide(version, { amount, term, age, sex, monthlyIncome, disbursedOn, lenderReference: loanNumber })
    .check(
      compareMoney(amount, borrowerLimit) <= 0,
      because('WAS_ABOVE_BORROWER_LIMIT', amount, borrowerLimit),
    )
    .outcomeBy(() => 'TAKEN_OVER');
}
