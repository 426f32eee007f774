import { registerEnumType, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { sumMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { dueBy, settlementAmount } from './amounts-due';
import { ArrearsAge, arrearsAge, daysLate, overdueOn } from './arrears';
import type { InstalmentBalance } from './instalment-balance';
import { balanceOf, toColumns } from './loan-standing';
import { Instalment, Loan } from './loan.entity';
import { AmountsByPart } from './terms.entity';

registerEnumType(ArrearsAge, {
  name: 'ArrearsAge',
  description: 'How late a loan is, by its oldest instalment that is not paid in full.',
  valuesConfig: {
    NONE: { description: 'Nothing is late.' },
    DAYS_1_TO_30: { description: 'At most 30 days.' },
    DAYS_31_TO_60: { description: 'From 31 to 60 days.' },
    DAYS_61_TO_90: { description: 'From 61 to 90 days.' },
    DAYS_91_TO_180: { description: 'From 91 to 180 days.' },
    OVER_180_DAYS: { description: 'More than 180 days.' },
  },
});

/** More than any term. */
const ALL_INSTALMENTS = 1_000;
const BALANCE_COLUMNS = ['number', 'startsOn', 'dueOn', 'due', 'paid', 'waivedInterest'] as const;

async function balancesOf({ id }: Loan, { reads }: ServiceContext): Promise<InstalmentBalance[]> {
  const options = { orderBy: ['number'] as const, limit: ALL_INSTALMENTS };
  return (await reads.byParent(Instalment, 'loanId', id, BALANCE_COLUMNS, options)).map(balanceOf);
}

/** How a loan stands today: what changes with the day, and so is reckoned when it is asked for. */
@Resolver(() => Loan)
export class LoanTodayResolver {
  @FieldResolver(() => Int, {
    description:
      'Days since the oldest instalment that is not paid in full fell due; 0 when nothing is late.',
  })
  @Needs('oldestUnpaidDueOn')
  daysLate(@Root() { oldestUnpaidDueOn }: Loan, @Ctx() { today }: ServiceContext): number {
    return daysLate(oldestUnpaidDueOn, today);
  }

  @FieldResolver(() => ArrearsAge, { description: 'How late it is, in the classes of the regulator.' })
  @Needs('oldestUnpaidDueOn')
  arrearsAge(@Root() { oldestUnpaidDueOn }: Loan, @Ctx() { today }: ServiceContext): ArrearsAge {
    return arrearsAge(daysLate(oldestUnpaidDueOn, today));
  }

  @FieldResolver(() => MoneyScalar, {
    description: 'What fell due before today and is unpaid; late fees that are not charged yet left out.',
  })
  async overdue(@Root() loan: Loan, @Ctx() context: ServiceContext): Promise<Money> {
    return overdueOn(await balancesOf(loan, context), context.today);
  }

  @FieldResolver(() => AmountsByPart, {
    description:
      'What is to be paid today to owe nothing that is due, with the late fees that have come to be due by today.',
  })
  @Needs('conditions')
  async dueToday(@Root() loan: Loan, @Ctx() context: ServiceContext): Promise<AmountsByPart> {
    return toColumns(dueBy(await balancesOf(loan, context), context.today, loan.conditions));
  }

  @FieldResolver(() => MoneyScalar, { description: 'What closes the loan if it is paid today.' })
  @Needs('conditions')
  async settlementToday(@Root() loan: Loan, @Ctx() context: ServiceContext): Promise<Money> {
    return settlementAmount(await balancesOf(loan, context), context.today, loan.conditions);
  }
}

@Resolver(() => AmountsByPart)
export class AmountsByPartResolver {
  @FieldResolver(() => MoneyScalar, { description: 'All of them together.' })
  total(@Root() { principal, interest, fee, lateFee }: AmountsByPart): Money {
    return sumMoney([principal, interest, fee, lateFee]);
  }
}
