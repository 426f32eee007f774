import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { approvalOf } from './application';
import type { Amounts } from './instalment-balance';
import { paidByPart } from './ledger-postings';
import type { BookEntry, EnteredRepayment } from './lender-book';
import type { Bringer } from './lender-book.reading';
import type { LoanState } from './loan';
import { standingOfLoan } from './loan-standing';
import type { ProductConditions } from './loan-product';
import { allocationRows } from './repayment-allocation';
import type { NewRow } from './row-sets';

/** What a book adds of a loan, with the ids that its rows have. */
export interface PlacedEntry {
  readonly entry: BookEntry;
  readonly broughtBy: Bringer;
  readonly assessment: Decision;
  readonly loanId: string;
  readonly applicationId: string;
  readonly repayments: readonly PlacedRepayment[];
}

export interface PlacedRepayment extends EnteredRepayment {
  readonly id: string;
}

/** The lender gave the money itself, before the book came here: neither who brought the book nor who committed it did. */
export const lendersOwnHand = (lenderId: string): string => `book of lender ${lenderId}`;

type StandingOfEntry = ReturnType<typeof standingOfLoan> & { readonly state: LoanState };

/** How the loan stands after what the book adds. */
export function standingOfEntry({ after, closedOn }: BookEntry): StandingOfEntry {
  return { ...standingOfLoan(after), state: closedOn === null ? 'ACTIVE' : 'CLOSED' };
}

/** The application that the loan would have had: brought by one, approved by who commits, paid out by the lender. */
export function applicationRow(
  { entry: { loan }, broughtBy, assessment, applicationId }: PlacedEntry,
  committedBy: string,
): NewRow {
  const { lenderId, productId, personId, birthDate, sex, areaId, principal, term, purpose, monthlyIncome } =
    loan;
  return {
    ...{ id: applicationId, lender_id: lenderId, product_id: productId, person_id: personId },
    ...{ birth_date: birthDate, sex, area_id: areaId, amount: principal, term, purpose },
    ...{ monthly_income: monthlyIncome, state: 'DISBURSED', assessment, decision: approvalOf(assessment) },
    ...{ submitted_by: broughtBy.subject, approved_by: committedBy, disbursed_by: lendersOwnHand(lenderId) },
  };
}

export function loanRow({ entry, loanId, applicationId }: PlacedEntry, diedOn: string | null): NewRow {
  const { lenderId, productId, personId, areaId, principal, term, disbursedOn, loanNumber } = entry.loan;
  return {
    ...{ id: loanId, application_id: applicationId, lender_id: lenderId, product_id: productId },
    ...{ person_id: personId, area_id: areaId, principal, term, disbursed_on: disbursedOn },
    ...conditionsColumns(entry.conditions),
    ...standingColumns(entry),
    ...{ lender_reference: loanNumber, borrower_died_on: diedOn },
  };
}

/** What further repayments make of a loan that is on record. */
export function loanChanges({ entry, loanId }: PlacedEntry): NewRow {
  return { id: loanId, ...standingColumns(entry) };
}

function standingColumns(entry: BookEntry): NewRow {
  const { state, outstanding, oldestUnpaidDueOn } = standingOfEntry(entry);
  return {
    ...{ state, closed_on: entry.closedOn, credit: entry.credit, oldest_unpaid_due_on: oldestUnpaidDueOn },
    ...{ outstanding_principal: outstanding.principal, outstanding_interest: outstanding.interest },
    ...{ outstanding_fee: outstanding.fee, outstanding_late_fee: outstanding.lateFee },
  };
}

/** The schedule of a new loan, with what was paid of it. */
export function newInstalmentRows({ loan, schedule, after }: BookEntry, loanId: string): NewRow[] {
  return after.map(({ number, startsOn, dueOn, due, paid, waivedInterest }, index) => ({
    ...{ loan_id: loanId, lender_id: loan.lenderId, person_id: loan.personId, number },
    ...{ starts_on: startsOn, due_on: dueOn, balance: schedule[index]?.balance ?? null },
    ...amountColumns('due', due),
    ...amountColumns('paid', paid),
    waived_interest: waivedInterest,
  }));
}

/** What further repayments make of the schedule of a loan on record. */
export function instalmentChanges({ before, after }: BookEntry, loanId: string): NewRow[] {
  const changed = after.filter((instalment, index) => instalment !== before[index]);
  return changed.map(({ number, due, paid, waivedInterest }) => ({
    ...{ loan_id: loanId, number, due_late_fee: due.LATE_FEE },
    ...amountColumns('paid', paid),
    waived_interest: waivedInterest,
  }));
}

export function repaymentRow(
  { entry: { loan }, loanId }: PlacedEntry,
  { id, ordinal, amount, paidOn, channel, allocation, receiptNumber }: PlacedRepayment,
  entryId: string | undefined,
): NewRow {
  if (entryId === undefined) throw new Error('A repayment has its entry in the ledger.');
  return {
    ...{ id, loan_id: loanId, lender_id: loan.lenderId, person_id: loan.personId, ordinal, amount },
    ...{ paid_on: paidOn, channel, credit: allocation.credit, state: 'POSTED', entry_id: entryId },
    ...amountColumns('paid', paidByPart(allocation.payments)),
    receipt_number: receiptNumber,
  };
}

export function repaymentAllocationRows(
  { entry: { loan } }: PlacedEntry,
  { id, allocation }: PlacedRepayment,
): NewRow[] {
  return allocationRows(allocation).map(({ place, kind, instalmentNumber, part, amount }) => ({
    ...{ repayment_id: id, lender_id: loan.lenderId, person_id: loan.personId, place, kind },
    ...{ instalment_number: instalmentNumber, part, amount },
  }));
}

function amountColumns(name: string, { PRINCIPAL, INTEREST, FEE, LATE_FEE }: Amounts): NewRow {
  return {
    [`${name}_principal`]: PRINCIPAL,
    [`${name}_interest`]: INTEREST,
    [`${name}_fee`]: FEE,
    [`${name}_late_fee`]: LATE_FEE,
  };
}

function conditionsColumns(conditions: ProductConditions): NewRow {
  return {
    conditions_interest_method: conditions.interestMethod,
    conditions_repayment_method: conditions.repaymentMethod,
    conditions_frequency: conditions.frequency,
    conditions_grace_periods: conditions.gracePeriods,
    conditions_grace_kind: conditions.graceKind,
    conditions_annual_rate_percent: conditions.annualRatePercent,
    conditions_day_count: conditions.dayCount,
    conditions_fee_percent: conditions.feePercent,
    conditions_late_fee_percent: conditions.lateFeePercent,
    conditions_late_fee_after_days: conditions.lateFeeAfterDays,
    conditions_rounding_unit: conditions.roundingUnit,
    conditions_allocation_order: conditions.allocationOrder,
    conditions_early_settlement: conditions.earlySettlement,
  };
}
