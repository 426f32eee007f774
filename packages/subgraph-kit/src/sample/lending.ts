import { money, type Money } from '../values/money';
import { addYears, type PlainDate } from '../values/plain-date';
import { dateOf, dayOf } from './calendar';
import { chooseHousehold, type Row } from './choosing';
import { lenderId, loanId } from './ids';
import { DEMO_LENDER, LENDERS, lenderOf, lenderOfNgo, type LenderKind } from './lenders';
import { LOAN_PRODUCTS, type LoanProductKind, type SampleLoanProduct } from './loan-products';
import type { SampleHousehold, SampleMember } from './population';
import { randomOf, type Random, type Weighted } from './random';
import { demoNgoServing } from './served-households';
import type { Sample } from './size';

/** How a borrower has repaid until the sample's day. */
export type RepaymentBehaviour =
  /** Every instalment on the day it was due; instalments are still to come. */
  | 'ON_TIME'
  /** Every instalment some days late. */
  | 'LATE'
  /** On time at first, and nothing since some days. */
  | 'IN_ARREARS'
  /** All of it, on time. */
  | 'CLOSED';

export interface SampleLoan {
  readonly index: number;
  readonly id: string;
  /** The borrower's household. */
  readonly household: SampleHousehold;
  /** Its head. */
  readonly borrower: SampleMember;
  readonly lenderIndex: number;
  readonly lenderId: string;
  readonly productKind: LoanProductKind;
  readonly principal: Money;
  /** In periods of the product's frequency. */
  readonly term: number;
  /** The day of the disbursement. */
  readonly startedOn: PlainDate;
  readonly behaviour: RepaymentBehaviour;
  /**
   * LATE: how many days after it was due each instalment was paid. IN_ARREARS: how many days ago, from the sample's day,
   * the borrower stopped paying; instalments due since then are unpaid. Otherwise 0.
   */
  readonly daysLate: number;
}

/** Of every twenty loans one is by NGO 0 to a household it serves, and one by NGO 1. */
const EVERY = 20;

const BEHAVIOURS: Weighted<RepaymentBehaviour> = [
  ['ON_TIME', 50],
  ['CLOSED', 24],
  ['LATE', 13],
  ['IN_ARREARS', 13],
];

/** One for each age class of arrears. */
const DAYS_SINCE_STOPPED = [35, 60, 85, 120, 170, 230] as const;

/** An average period in days; quarters by the longest. */
const DAYS_OF_PERIOD = { WEEKLY: 7, MONTHLY: 31, QUARTERLY: 92 } as const;

const CHANCE_OF_WOMENS_PRODUCT = 0.75;
const AMOUNT_STEP = 500;
const AGE_OF_BORROWER = { least: 27, most: 60 } as const;
const AGE_OF_MAJORITY = 21;

/** The loan of an index from 0. Loan 0 is the demo citizen's, by NGO 0. */
export function loanSeedOf({ population, size }: Sample, index: number): SampleLoan {
  const random = randomOf(population.seed, 'loan', index);
  const row: Row = { length: size.loans, every: EVERY };
  const household = chooseHousehold(population, row, index, ({ members: [head] }) => {
    const isOldEnough = addYears(head.birthDate, AGE_OF_BORROWER.least) <= population.today;
    return isOldEnough && addYears(head.birthDate, AGE_OF_BORROWER.most) > population.today;
  });
  const [borrower] = household.members;
  const ngo = demoNgoServing(household.index);
  const lenderIndex = ngo === null ? drawLender(random, household) : lenderOfNgo(ngo);
  const product = drawProduct(random, lenderOf(lenderIndex).kind, borrower);
  const term = random.pick(product.terms);
  return {
    index,
    id: loanId(index),
    household,
    borrower,
    lenderIndex,
    lenderId: lenderId(lenderIndex),
    productKind: product.kind,
    principal: drawAmount(random, product),
    term,
    ...drawHistory(random, product, term, borrower, population.today),
  };
}

/** An NGO of the governorate, where one lends; otherwise the fund or the bank. */
function drawLender(random: Random, { governorate }: SampleHousehold): number {
  // Those of the demo NGOs lend to whom they serve, and the last lender has no licence any more.
  const nearby = Array.from({ length: LENDERS - 1 }, (_, index) => index).filter(
    (index) => index > lenderOfNgo(1) && lenderOf(index).governorate === governorate,
  );
  if (nearby.length > 0 && random.chance(0.5)) return random.pick(nearby);
  return random.chance(0.6) ? DEMO_LENDER : 1;
}

/** What is for women only mostly goes before what is for all. */
function drawProduct(random: Random, lenderKind: LenderKind, { sex }: SampleMember): SampleLoanProduct {
  const offered = LOAN_PRODUCTS.filter((product) => product.lenderKind === lenderKind);
  const forWomen = offered.filter(({ forWomenOnly }) => forWomenOnly);
  const isForWomen = sex === 'FEMALE' && forWomen.length > 0 && random.chance(CHANCE_OF_WOMENS_PRODUCT);
  return random.pick(isForWomen ? forWomen : offered.filter(({ forWomenOnly }) => !forWomenOnly));
}

function drawAmount(random: Random, { leastAmount, mostAmount }: SampleLoanProduct): Money {
  return money(leastAmount + AMOUNT_STEP * random.int(0, (mostAmount - leastAmount) / AMOUNT_STEP));
}

function drawHistory(
  random: Random,
  { frequency, gracePeriods }: SampleLoanProduct,
  term: number,
  { birthDate }: SampleMember,
  today: PlainDate,
): Pick<SampleLoan, 'startedOn' | 'behaviour' | 'daysLate'> {
  const period = DAYS_OF_PERIOD[frequency];
  const whole = period * term;
  const behaviour = random.weighted(BEHAVIOURS);
  const daysLate = drawDaysLate(random, behaviour, period);
  const daysAgo = {
    ON_TIME: () => random.int(5, whole - period),
    LATE: () => random.int((gracePeriods + 1) * period + daysLate, whole - period),
    IN_ARREARS: () => random.int((gracePeriods + 1) * period + daysLate, whole + daysLate - period),
    CLOSED: () => whole + random.int(30, 500),
  }[behaviour]();
  const startedOn = dateOf(dayOf(today) - daysAgo);
  if (addYears(birthDate, AGE_OF_MAJORITY) <= startedOn) return { startedOn, behaviour, daysLate };
  // Too young then: the loan is a new one.
  return { startedOn: dateOf(dayOf(today) - random.int(5, 60)), behaviour: 'ON_TIME', daysLate: 0 };
}

function drawDaysLate(random: Random, behaviour: RepaymentBehaviour, period: number): number {
  if (behaviour === 'LATE') return random.int(2, Math.min(25, period - 1));
  // At least one instalment has fallen due since.
  return behaviour === 'IN_ARREARS' ? Math.max(random.pick(DAYS_SINCE_STOPPED), period + 5) : 0;
}
