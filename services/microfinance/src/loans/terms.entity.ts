import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import {
  DayCount,
  EarlySettlement,
  Frequency,
  GraceKind,
  InterestMethod,
  Part,
  RepaymentMethod,
} from './terms';
import type { ProductConditions } from './loan-product';

registerEnumType(InterestMethod, {
  name: 'InterestMethod',
  description: 'On what interest is reckoned.',
  valuesConfig: {
    DECLINING_BALANCE: { description: 'On what is still owed (الرصيد المتناقص).' },
    FLAT: { description: 'On the whole principal for the whole term (الفائدة الثابتة).' },
  },
});
registerEnumType(RepaymentMethod, {
  name: 'RepaymentMethod',
  description: 'What stays the same from one instalment to the next.',
  valuesConfig: {
    EQUAL_INSTALMENTS: { description: 'Principal and interest together are the same each time.' },
    EQUAL_PRINCIPAL: {
      description: 'The principal is the same each time, the interest on top of it is not.',
    },
  },
});
registerEnumType(Frequency, {
  name: 'RepaymentFrequency',
  description: 'How often an instalment falls due.',
  valuesConfig: {
    WEEKLY: { description: 'Every 7 days.' },
    FORTNIGHTLY: { description: 'Every 14 days.' },
    MONTHLY: { description: 'On the same day of each month, or its last day where it has no such day.' },
    QUARTERLY: { description: 'Every three months, on the same day.' },
    AT_END: { description: 'Everything at once when the term is over.' },
  },
});
registerEnumType(GraceKind, {
  name: 'GraceKind',
  description: 'What is paid in the first periods, in which no principal is due.',
  valuesConfig: {
    INTEREST_ONLY: { description: 'Their interest.' },
    MORATORIUM: {
      description:
        'Nothing; their interest is due with the first instalment after them, without interest on it.',
    },
  },
});
registerEnumType(DayCount, {
  name: 'DayCount',
  description: 'How days become years when interest is reckoned.',
  valuesConfig: {
    THIRTY_360: { description: 'A month has 30 days, a quarter 90, a week 7, and the year 360.' },
    ACTUAL_365: { description: 'The days of the calendar, the year 365 of them.' },
  },
});
registerEnumType(EarlySettlement, {
  name: 'EarlySettlement',
  description: 'What interest is owed by who pays everything back early.',
  valuesConfig: {
    INTEREST_TO_DATE: { description: 'That of the days gone by; the rest is waived.' },
    FULL_INTEREST: { description: 'All that was scheduled.' },
  },
});
registerEnumType(Part, {
  name: 'InstalmentPart',
  description: 'What an instalment is made of.',
  valuesConfig: {
    FEE: { description: 'The fee of the loan, due with its first instalment.' },
    LATE_FEE: { description: 'What is charged once for an instalment that is late.' },
    INTEREST: { description: 'The interest of the period.' },
    PRINCIPAL: { description: 'What is paid back of the money that was lent.' },
  },
});

@ObjectType({
  description: 'The conditions of a loan: how it bears interest, how it is repaid, and what it costs beside.',
})
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class LoanConditions implements ProductConditions {
  @Field(() => InterestMethod, { description: 'On what interest is reckoned.' })
  @Column('text')
  interestMethod!: InterestMethod;

  @Field(() => RepaymentMethod, {
    description: 'Whether the instalments are equal, or the principal in them.',
  })
  @Column('text')
  repaymentMethod!: RepaymentMethod;

  @Field(() => Frequency, { description: 'How often an instalment falls due.' })
  @Column('text')
  frequency!: Frequency;

  @Field(() => Int, {
    description: 'In how many of the first periods no principal is due; they count in the term.',
  })
  @Column('integer')
  gracePeriods!: number;

  @Field(() => GraceKind, {
    description: 'What is paid in the periods of grace; without meaning where there are none.',
  })
  @Column('text')
  graceKind!: GraceKind;

  @Field(() => String, {
    description:
      'Interest in per cent a year, with three decimals: "24.000"; "0.000" when the loan is free of interest.',
  })
  @Column('numeric')
  annualRatePercent!: string;

  @Field(() => DayCount, { description: 'How days become years.' })
  @Column('text')
  dayCount!: DayCount;

  @Field(() => String, {
    description:
      'The fee in per cent of the principal, with three decimals; due once, with the first instalment.',
  })
  @Column('numeric')
  feePercent!: string;

  @Field(() => String, {
    description:
      'The late fee in per cent of what is unpaid of an instalment, with three decimals; charged once for each.',
  })
  @Column('numeric')
  lateFeePercent!: string;

  @Field(() => Int, {
    description: 'How many days after its due date an instalment may still be paid without a late fee.',
  })
  @Column('integer')
  lateFeeAfterDays!: number;

  @Field(() => MoneyScalar, {
    description: 'Instalments are rounded to a multiple of it; the last one takes the difference.',
  })
  @Column('numeric')
  roundingUnit!: Money;

  @Field(() => [Part], { description: 'What a repayment pays first within an instalment, and what then.' })
  @Column('text', { array: true })
  allocationOrder!: Part[];

  @Field(() => EarlySettlement, { description: 'What interest is owed by who pays everything back early.' })
  @Column('text')
  earlySettlement!: EarlySettlement;
}

@ObjectType({ description: 'Amounts by what they are for.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class AmountsByPart {
  @Field(() => MoneyScalar, { description: 'Money that was lent.' })
  @Column('numeric')
  principal!: Money;

  @Field(() => MoneyScalar, { description: 'Interest.' })
  @Column('numeric')
  interest!: Money;

  @Field(() => MoneyScalar, { description: 'The fee of the loan.' })
  @Column('numeric')
  fee!: Money;

  @Field(() => MoneyScalar, { description: 'Late fees.' })
  @Column('numeric')
  lateFee!: Money;
}
