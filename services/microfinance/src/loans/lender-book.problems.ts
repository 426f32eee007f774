import type { RefusalKind } from '@solidarity/subgraph-kit/errors/refusal';
import type { Facts, FactsFor } from '@solidarity/subgraph-kit/errors/text';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { compareMoney, toDecimal } from '@solidarity/subgraph-kit/values/money';
import type { BookFacts, BookLine, BookProduct, BookRepayment, LoanOnRecord } from './lender-book';
import { bookRefusals } from './lender-book.refusals';
import { licenceInForce } from './licence';

/** Why a line is not taken. */
export interface LineProblem {
  readonly line: number;
  readonly kind: RefusalKind;
  readonly column: string | null;
  readonly facts: Facts;
}

/** All that speaks against the lines of one loan before any of it is reckoned. */
export function problemsOfBook(lines: readonly [BookLine, ...BookLine[]], facts: BookFacts): LineProblem[] {
  const [first] = lines;
  return [
    ...problemsOfLoan(first, facts),
    ...linesThatDiffer(first, lines),
    ...receiptsListedTwice(lines),
    ...receiptsOtherwise(lines, facts.onRecord),
    ...perhapsByHand(lines, facts.onRecord),
  ];
}

/** Whether the loan, and the repayment if the line has one, came by the book before. */
export function isOnRecord(repayment: BookRepayment | null, onRecord: LoanOnRecord | null): boolean {
  if (!onRecord) return false;
  return repayment === null || onRecord.receipts.has(repayment.receiptNumber);
}

/** A problem with the facts that its texts name. */
export function problem<English extends string>(
  { line }: Pick<BookLine, 'line'>,
  kind: RefusalKind<English>,
  facts: FactsFor<English>,
  column: string | null,
): LineProblem {
  return { line, kind, column, facts };
}

/** What speaks against the loan is told of its first line; the others are refused with it. */
function problemsOfLoan(
  first: BookLine,
  { isLender, licences, product, onRecord }: BookFacts,
): LineProblem[] {
  const { loan } = first;
  if (!isLender) return [problem(first, bookRefusals.LENDER_NOT_FOUND, {}, 'lender')];
  if (product?.lenderId !== loan.lenderId) {
    return [problem(first, bookRefusals.LOAN_PRODUCT_NOT_FOUND, {}, 'productId')];
  }
  if (onRecord) {
    const isTheSame = RECORDED.every((name) => loan[name] === onRecord[name]);
    return isTheSame ? [] : [problem(first, bookRefusals.LOAN_OTHERWISE, {}, null)];
  }
  const { disbursedOn: on } = loan;
  const problems = problemsOfTerms(first, product);
  if (licenceInForce(licences, on) !== null) return problems;
  return [problem(first, bookRefusals.LENDER_NOT_LICENSED_ON, { on }, 'disbursedOn'), ...problems];
}

const RECORDED = ['personId', 'productId', 'areaId', 'principal', 'term', 'disbursedOn'] as const;

function problemsOfTerms(first: BookLine, product: BookProduct): LineProblem[] {
  const { principal, term, annualRatePercent, frequency } = first.loan;
  const { minAmount, maxAmount, minTerm, maxTerm, conditions } = product;
  const problems: LineProblem[] = [];
  if (compareMoney(principal, minAmount) < 0 || compareMoney(principal, maxAmount) > 0) {
    const range = { least: minAmount, most: maxAmount };
    problems.push(problem(first, bookRefusals.AMOUNT_OUTSIDE_PRODUCT, range, 'principal'));
  }
  if (term < minTerm || term > maxTerm) {
    const range = { least: minTerm, most: maxTerm };
    problems.push(problem(first, bookRefusals.TERM_OUTSIDE_PRODUCT, range, 'term'));
  }
  const rate = conditions.annualRatePercent;
  if (annualRatePercent !== null && !toDecimal(annualRatePercent).equals(rate)) {
    problems.push(problem(first, bookRefusals.RATE_DIFFERS, { rate }, 'annualRatePercent'));
  }
  if (frequency !== null && frequency !== conditions.frequency) {
    const told = { frequency: conditions.frequency };
    problems.push(problem(first, bookRefusals.FREQUENCY_DIFFERS, told, 'frequency'));
  }
  return problems;
}

function linesThatDiffer(first: BookLine, lines: readonly BookLine[]): LineProblem[] {
  const said = JSON.stringify(first.loan);
  return lines
    .filter(({ loan }) => JSON.stringify(loan) !== said)
    .map((line) => problem(line, bookRefusals.LOAN_DIFFERS, { line: first.line }, null));
}

function receiptsListedTwice(lines: readonly BookLine[]): LineProblem[] {
  const listed = new Map<string, number>();
  return lines.flatMap((line) => {
    if (!line.repayment) return [];
    const { receiptNumber } = line.repayment;
    const earlier = listed.get(receiptNumber);
    if (earlier !== undefined) {
      return [problem(line, COMMON_REFUSALS.DUPLICATE_IN_FILE, { line: earlier }, 'receiptNumber')];
    }
    listed.set(receiptNumber, line.line);
    return [];
  });
}

function receiptsOtherwise(lines: readonly BookLine[], onRecord: LoanOnRecord | null): LineProblem[] {
  return lines.flatMap((line) => {
    const { repayment } = line;
    const kept = repayment && onRecord?.receipts.get(repayment.receiptNumber);
    if (!kept) return [];
    const isTheSame =
      kept.amount === repayment.amount &&
      kept.paidOn === repayment.paidOn &&
      kept.channel === repayment.channel;
    return isTheSame ? [] : [problem(line, bookRefusals.RECEIPT_OTHERWISE, {}, 'receiptNumber')];
  });
}

/** What an officer has recorded by hand and the book has too must not be posted twice. */
function perhapsByHand(lines: readonly BookLine[], onRecord: LoanOnRecord | null): LineProblem[] {
  return lines.flatMap((line) => {
    const { repayment } = line;
    if (!onRecord || !repayment || isOnRecord(repayment, onRecord)) return [];
    const { paidOn, amount } = repayment;
    const isPerhapsKept = onRecord.byHand.some((kept) => kept.paidOn === paidOn && kept.amount === amount);
    return isPerhapsKept ? [problem(line, bookRefusals.RECORDED_BY_HAND, { paidOn, amount }, 'paidOn')] : [];
  });
}
