import type { SampleLoan } from '@solidarity/subgraph-kit/sample/lending';
import type { SampleLoanProduct } from '@solidarity/subgraph-kit/sample/loan-products';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { approvalOf } from '../loans/application';
import {
  oldestUnpaidDueOn,
  outstandingOf,
  unpaidInstalment,
  type Amounts,
} from '../loans/instalment-balance';
import { disbursementPostings, paidByPart, repaymentPostings } from '../loans/ledger-postings';
import { allocationRows } from '../loans/repayment-allocation';
import { conditionsColumns, conditionsOf } from './conditions';
import { sampleId } from './ids';
import { LoanLedger } from './ledger-rows';
import { loanProductId } from './lender-rows';
import type { LoanStory } from './loan-story';
import type { SampleRow, SampleTables } from './rows';

/** A sample loan with what is reckoned of it. */
export interface ToldLoan {
  readonly seed: SampleLoan;
  readonly product: SampleLoanProduct;
  readonly story: LoanStory;
  readonly assessment: Decision;
  readonly monthlyIncome: Money;
}

/** Between the application and the money. */
const DAYS_TO_DECIDE = 6;
const CHANNELS = ['CASH', 'POST_OFFICE', 'MOBILE_WALLET', 'BANK_TRANSFER'] as const;

const amountColumns = (name: string, { PRINCIPAL, INTEREST, FEE, LATE_FEE }: Amounts): SampleRow => ({
  [`${name}_principal`]: PRINCIPAL,
  [`${name}_interest`]: INTEREST,
  [`${name}_fee`]: FEE,
  [`${name}_late_fee`]: LATE_FEE,
});

const reference = (letters: string, day: PlainDate, number: number): string =>
  `${letters}-${day.slice(0, 4)}-${String(number).padStart(7, '0')}`;

export function addLoan(tables: SampleTables, told: ToldLoan): void {
  const applicationId = sampleId('application', told.seed.index);
  const ledger = new LoanLedger(tables, { ...told.seed, loanIndex: told.seed.index, loanId: told.seed.id });
  addApplication(tables, told, applicationId);
  tables.add('loan', loanRow(told, applicationId));
  tables.add('instalment', ...instalmentRows(told));
  const owed = outstandingOf(told.story.schedule.map(unpaidInstalment));
  const accounts = { loanId: told.seed.id, lenderId: told.seed.lenderId };
  ledger.post(0, 'loan_disbursed', told.seed.startedOn, disbursementPostings(accounts, owed));
  addStep(tables, 'loan', told.seed.id, told.seed.startedOn, 1, [
    null,
    'ACTIVE',
    'disburse',
    'finance_officer',
  ]);
  addRepayments(tables, told, ledger);
  if (told.story.closedOn) {
    addStep(tables, 'loan', told.seed.id, told.story.closedOn, 2, [
      'ACTIVE',
      'CLOSED',
      'close',
      'lender_officer',
    ]);
  }
}

/** A borrower who has paid everything back asks for the same again; it waits for the lender's decision. */
export function addNextApplication(
  tables: SampleTables,
  told: ToldLoan,
  today: PlainDate,
  number: number,
): void {
  const id = sampleId('nextApplication', told.seed.index);
  const submittedOn = addDays(today, -(told.seed.index % 20));
  tables.add('loan_application', {
    ...applicationRow(told, id, submittedOn, number),
    ...{ state: 'SUBMITTED', decision: null, approved_by: null, disbursed_by: null },
  });
  addStep(tables, 'loan_application', id, submittedOn, 1, [null, 'SUBMITTED', 'submit', 'lender_officer']);
}

function addApplication(tables: SampleTables, told: ToldLoan, id: string): void {
  const { startedOn } = told.seed;
  const submittedOn = addDays(startedOn, -DAYS_TO_DECIDE);
  tables.add('loan_application', {
    ...applicationRow(told, id, submittedOn, told.seed.index + 1),
    ...{ state: 'DISBURSED', decision: JSON.stringify(approvalOf(told.assessment)) },
    ...{ approved_by: 'sample approver', disbursed_by: 'sample finance officer' },
  });
  addStep(tables, 'loan_application', id, submittedOn, 1, [null, 'SUBMITTED', 'submit', 'lender_officer']);
  addStep(tables, 'loan_application', id, addDays(submittedOn, 3), 2, [
    'SUBMITTED',
    'APPROVED',
    'approve',
    'lender_officer',
  ]);
  addStep(tables, 'loan_application', id, startedOn, 3, [
    'APPROVED',
    'DISBURSED',
    'disburse',
    'finance_officer',
  ]);
}

function applicationRow(told: ToldLoan, id: string, submittedOn: PlainDate, number: number): SampleRow {
  const { seed, product, assessment, monthlyIncome } = told;
  const { borrower, household, lenderIndex, lenderId, principal, term } = seed;
  return {
    ...{ id, reference: reference('LA', submittedOn, number), lender_id: lenderId },
    ...{ product_id: loanProductId(lenderIndex, product), person_id: borrower.personId },
    ...{
      birth_date: borrower.birthDate,
      sex: borrower.sex,
      area_id: household.areaId,
      amount: principal,
      term,
    },
    ...{
      purpose: 'مشروع متناهي الصغر',
      monthly_income: monthlyIncome,
      assessment: JSON.stringify(assessment),
    },
    ...{ submitted_by: 'sample officer', created_at: `${submittedOn}T09:00:00Z` },
  };
}

function loanRow({ seed, product, story }: ToldLoan, applicationId: string): SampleRow {
  const { index, id, borrower, household, lenderIndex, lenderId, principal, term, startedOn } = seed;
  return {
    ...{
      id,
      reference: reference('L', startedOn, index + 1),
      application_id: applicationId,
      lender_id: lenderId,
    },
    ...{
      product_id: loanProductId(lenderIndex, product),
      person_id: borrower.personId,
      area_id: household.areaId,
    },
    ...{ principal, term, ...conditionsColumns(conditionsOf(product)), disbursed_on: startedOn },
    ...{ state: story.closedOn ? 'CLOSED' : 'ACTIVE', closed_on: story.closedOn, credit: '0.00' },
    ...amountColumns('outstanding', outstandingOf(story.instalments)),
    ...{ oldest_unpaid_due_on: oldestUnpaidDueOn(story.instalments), created_at: `${startedOn}T11:00:00Z` },
  };
}

function instalmentRows({ seed, story }: ToldLoan): SampleRow[] {
  return story.instalments.map(({ number, startsOn, dueOn, due, paid, waivedInterest }, index) => ({
    ...{ loan_id: seed.id, lender_id: seed.lenderId, person_id: seed.borrower.personId, number },
    ...{ starts_on: startsOn, due_on: dueOn, balance: story.schedule[index]?.balance ?? null },
    ...amountColumns('due', due),
    ...amountColumns('paid', paid),
    waived_interest: waivedInterest,
  }));
}

function addRepayments(tables: SampleTables, { seed, story }: ToldLoan, ledger: LoanLedger): void {
  const owner = { lender_id: seed.lenderId, person_id: seed.borrower.personId };
  const accounts = { loanId: seed.id, lenderId: seed.lenderId };
  story.repayments.forEach(({ amount, paidOn, allocation }, index) => {
    const ordinal = index + 1;
    const id = sampleId('repayment', seed.index, ordinal);
    const entryId = ledger.post(ordinal, 'repayment', paidOn, repaymentPostings(accounts, allocation));
    tables.add('repayment', {
      ...{ id, loan_id: seed.id, ...owner, ordinal, amount, paid_on: paidOn },
      ...{ channel: CHANNELS[(seed.index + index) % CHANNELS.length] ?? 'CASH', credit: allocation.credit },
      ...amountColumns('paid', paidByPart(allocation.payments)),
      ...{ state: 'POSTED', entry_id: entryId, created_at: `${paidOn}T12:00:00Z` },
    });
    tables.add(
      'repayment_allocation',
      ...allocationRows(allocation).map(({ place, kind, instalmentNumber, part, amount: share }) => ({
        ...{
          repayment_id: id,
          ...owner,
          place,
          kind,
          instalment_number: instalmentNumber,
          part,
          amount: share,
        },
      })),
    );
    addStep(tables, 'repayment', id, paidOn, 1, [null, 'POSTED', 'post', 'lender_officer']);
  });
}

type Step = readonly [from: string | null, to: string, action: string, role: string];

function addStep(
  tables: SampleTables,
  subjectType: string,
  subjectId: string,
  onDate: PlainDate,
  ordinal: number,
  [from, to, action, role]: Step,
): void {
  tables.add('state_transition', {
    ...{ subject_type: subjectType, subject_id: subjectId, ordinal, from_state: from, to_state: to, action },
    ...{ by_subject: 'sample', by_role: role, at: `${onDate}T12:00:00Z`, on_date: onDate, reason: null },
  });
}
