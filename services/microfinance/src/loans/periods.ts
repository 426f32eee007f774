import { money, toDecimal, type Decimal, type Money } from '@solidarity/subgraph-kit/values/money';
import { addDays, addMonths, daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { DayCount, Frequency, LoanTerms } from './terms';

/**
 * The periods of a loan. Each due date is counted from the day of disbursement, so that a loan of the 31st falls due on
 * the 28th of February and on the 31st again in March. Weekends and holidays move nothing.
 */
export interface Period {
  /** From 1. */
  readonly number: number;
  readonly startsOn: PlainDate;
  readonly dueOn: PlainDate;
  /** Days for which it bears interest, by the day count. */
  readonly interestDays: number;
}

type PeriodTerms = Pick<LoanTerms, 'frequency' | 'term' | 'dayCount'>;

const DAYS_OF_YEAR = { THIRTY_360: 360, ACTUAL_365: 365 } as const satisfies Record<DayCount, number>;
const DAYS_OF_MONTH = 30;

/** How far a period reaches, in the calendar's own measure. */
const LENGTHS = {
  WEEKLY: { days: 7 },
  FORTNIGHTLY: { days: 14 },
  MONTHLY: { months: 1 },
  QUARTERLY: { months: 3 },
} as const satisfies Record<Exclude<Frequency, 'AT_END'>, { days: number } | { months: number }>;

export function periodsOf(disbursedOn: PlainDate, { frequency, term, dayCount }: PeriodTerms): Period[] {
  const length = frequency === 'AT_END' ? { months: term } : LENGTHS[frequency];
  const count = frequency === 'AT_END' ? 1 : term;
  const dueOn = (number: number): PlainDate =>
    'days' in length
      ? addDays(disbursedOn, number * length.days)
      : addMonths(disbursedOn, number * length.months);
  return Array.from({ length: count }, (_, index) => {
    const period = { number: index + 1, startsOn: dueOn(index), dueOn: dueOn(index + 1) };
    const nominalDays = 'days' in length ? length.days : length.months * DAYS_OF_MONTH;
    return {
      ...period,
      interestDays: dayCount === 'THIRTY_360' ? nominalDays : daysBetween(period.startsOn, period.dueOn),
    };
  });
}

/** Simple interest for so many days. It is multiplied first and divided once, so that a half piastre is one. */
export function interestFor(
  amount: Money,
  days: number,
  terms: Pick<LoanTerms, 'annualRatePercent' | 'dayCount'>,
): Money {
  return money(
    toDecimal(amount)
      .times(terms.annualRatePercent)
      .times(days)
      .dividedBy(100 * DAYS_OF_YEAR[terms.dayCount]),
  );
}

/** The rate of a period, as a share of 1. */
export function rateOf(
  { interestDays }: Period,
  terms: Pick<LoanTerms, 'annualRatePercent' | 'dayCount'>,
): Decimal {
  return toDecimal(terms.annualRatePercent)
    .times(interestDays)
    .dividedBy(100 * DAYS_OF_YEAR[terms.dayCount]);
}
