import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Clock } from '@solidarity/subgraph-kit/values/clock';
import { service as definition } from '../service';
import { nationalIdOf } from './people';

/** Ten in the morning of a day in Cairo; a test says when the next day has come. */
class CalendarClock implements Clock {
  constructor(private day: string) {}

  now(): Date {
    return new Date(`${this.day}T08:00:00Z`);
  }

  moveTo(day: string): void {
    this.day = day;
  }
}

export interface Told {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

export const codesOf = (errors: readonly Told[]): string[] => errors.map(({ code }) => code);

/** A lender with two officers, so that one submits and the other approves. */
export interface TestLender {
  readonly id: string;
  readonly ngoId: string | null;
  readonly officer: Caller;
  readonly approver: Caller;
}

export const admin = aCaller('ministry_admin');
export const finance = aCaller('finance_officer');

const REFUSALS = 'errors { code field message }';

/** A whole microfinance service of its own, and the steps that lead to a loan. */
export class LendingWorld {
  private constructor(
    readonly service: TestService,
    readonly clock: CalendarClock,
  ) {}

  static async begin(day = '2026-01-01'): Promise<LendingWorld> {
    const clock = new CalendarClock(day);
    return new LendingWorld(await testService(definition, clock), clock);
  }

  async end(): Promise<void> {
    expect(this.service.faults).toEqual([]);
    await this.service.close();
  }

  /** What a query gives; an error of the graph fails the test. */
  async query<T = Record<string, never>>(caller: Caller, query: string, variables = {}): Promise<T> {
    const { data, errors } = await this.service.ask<T>(caller, query, variables);
    expect(errors).toBeUndefined();
    return data;
  }

  /** What a mutation with one input gives back. */
  async command<T>(
    caller: Caller,
    name: string,
    input: object,
    selection = '',
  ): Promise<T & { errors: Told[] }> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${selection} ${REFUSALS} } }`;
    return (await this.query<{ done: T & { errors: Told[] } }>(caller, text, { input })).done;
  }

  /** The same, that must be done. */
  async do<T>(caller: Caller, name: string, input: object, selection = ''): Promise<T> {
    const done = await this.command<T>(caller, name, input, selection);
    expect(done.errors).toEqual([]);
    return done;
  }

  /** An NGO in good standing that lends under a licence, unless said otherwise. */
  async aLender({ isNgo = true, isLicensed = true } = {}): Promise<TestLender> {
    const ngoId = isNgo ? randomUUID() : null;
    const kind = isNgo ? 'NGO' : 'MINISTRY_FUND';
    const input = {
      kind,
      ngoId,
      name: { ar: 'جمعية الأمل للتمويل', en: 'Hope for Lending' },
      idempotencyKey: randomUUID(),
    };
    const { lender } = await this.do<{ lender: { id: string } }>(
      admin,
      'registerLender',
      input,
      'lender { id }',
    );
    if (ngoId) await this.tellStanding(ngoId, 'GOOD');
    if (isLicensed) await this.licence(lender.id, { category: isNgo ? 'C' : null });
    const officer = (subject: string) =>
      aCaller('lender_officer', { lenderId: lender.id }, `${subject} of ${lender.id}`);
    return { id: lender.id, ngoId, officer: officer('officer'), approver: officer('approver') };
  }

  async licence(lenderId: string, changes: object = {}): Promise<void> {
    const input = { lenderId, number: randomUUID(), category: 'C', validFrom: '2025-01-01', ...changes };
    await this.do(admin, 'grantLenderLicence', input);
  }

  /** What the service of NGOs has told of one. */
  async tellStanding(ngoId: string, standing: string): Promise<void> {
    await this.service.database.owner(
      `insert into ngo_standing (ngo_id, standing, since) values ($1, $2, '2020-01-01')
       on conflict (ngo_id) do update set standing = excluded.standing`,
      [ngoId, standing],
    );
  }

  /** 1,000 to 300,000 for 3 to 24 months at 12 % flat, with a fee of 1 %, late fees of 2 % after 5 days. */
  async aProduct(lender: TestLender, changes: object = {}, conditions: object = {}): Promise<string> {
    const input = {
      lenderId: lender.id,
      name: { ar: 'تمويل متناهي الصغر' },
      description: { ar: 'لأصحاب المشروعات الصغيرة' },
      ...{ minAmount: '1000', maxAmount: '300000', minTerm: 3, maxTerm: 24, minAge: 21, maxAge: 65 },
      conditions: {
        ...{
          interestMethod: 'FLAT',
          repaymentMethod: 'EQUAL_INSTALMENTS',
          frequency: 'MONTHLY',
          dayCount: 'THIRTY_360',
        },
        ...{ annualRatePercent: '12', feePercent: '1', lateFeePercent: '2', lateFeeAfterDays: 5 },
        ...{ earlySettlement: 'INTEREST_TO_DATE', ...conditions },
      },
      idempotencyKey: randomUUID(),
      ...changes,
    };
    const { loanProduct } = await this.do<{ loanProduct: { id: string } }>(
      lender.officer,
      'offerLoanProduct',
      input,
      'loanProduct { id }',
    );
    return loanProduct.id;
  }

  /** An application of a woman of 35 for 3,000 over three months; gives its id. */
  async anApplication(lender: TestLender, productId: string, changes: object = {}): Promise<string> {
    const { loanApplication } = await this.do<{ loanApplication: { id: string } }>(
      lender.officer,
      'submitLoanApplication',
      this.applicationInput(productId, changes),
      'loanApplication { id }',
    );
    return loanApplication.id;
  }

  applicationInput(productId: string, changes: object = {}) {
    return {
      productId,
      nationalId: nationalIdOf(),
      amount: '3000',
      term: 3,
      areaId: 'EG-GZ-03-012',
      purpose: 'ماكينة خياطة',
      monthlyIncome: '60000',
      idempotencyKey: randomUUID(),
      ...changes,
    };
  }

  async approve(lender: TestLender, applicationId: string): Promise<Told[]> {
    return (await this.command<object>(lender.approver, 'approveLoanApplication', { applicationId })).errors;
  }

  /** An approved application. */
  async anApproval(lender: TestLender, productId: string, changes: object = {}): Promise<string> {
    const applicationId = await this.anApplication(lender, productId, changes);
    expect(await this.approve(lender, applicationId)).toEqual([]);
    return applicationId;
  }

  /** The money of an approved application, or why it is not given. */
  disburse(applicationId: string, caller = finance, idempotencyKey: string = randomUUID()) {
    const input = { applicationId, idempotencyKey };
    return this.command<{ loan: { id: string } | null }>(caller, 'disburseLoan', input, 'loan { id }');
  }

  /** A loan that was disbursed today; gives its id. */
  async aLoan(lender: TestLender, productId: string, changes: object = {}): Promise<string> {
    const applicationId = await this.anApproval(lender, productId, changes);
    const { loan, errors } = await this.disburse(applicationId);
    expect(errors).toEqual([]);
    return loan?.id ?? '';
  }

  /** A repayment in cash, today unless said otherwise. */
  repay(lender: TestLender, loanId: string, amount: string, changes: object = {}) {
    const input = { loanId, amount, channel: 'CASH', idempotencyKey: randomUUID(), ...changes };
    return this.command<{ repayment: { id: string } | null }>(
      lender.officer,
      'recordRepayment',
      input,
      'repayment { id }',
    );
  }
}
