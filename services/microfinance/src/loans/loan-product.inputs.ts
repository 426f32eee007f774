import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { BorrowerSex } from './assessment';
import { LoanProduct } from './loan-product.entity';
import type { OfferedLimits, ProductConditions } from './loan-product';
import {
  DayCount,
  EarlySettlement,
  Frequency,
  GraceKind,
  InterestMethod,
  Part,
  PARTS,
  RepaymentMethod,
} from './terms';

@InputType({ description: 'How loans under a product bear interest and are repaid.' })
export class LoanConditionsInput implements ProductConditions {
  @Field(() => InterestMethod, { description: 'On what interest is reckoned.' })
  interestMethod!: InterestMethod;

  @Field(() => RepaymentMethod, {
    description: 'Whether the instalments are equal, or the principal in them.',
  })
  repaymentMethod!: RepaymentMethod;

  @Field(() => Frequency, { description: 'How often an instalment falls due.' })
  frequency!: Frequency;

  @Field(() => Int, { defaultValue: 0, description: 'In how many of the first periods no principal is due.' })
  gracePeriods!: number;

  @Field(() => GraceKind, {
    defaultValue: 'INTEREST_ONLY',
    description: 'What is paid in the periods of grace.',
  })
  graceKind!: GraceKind;

  @Field(() => String, {
    description:
      'Interest in per cent a year, with at most three decimals: "24"; "0" for a loan free of interest.',
  })
  annualRatePercent!: string;

  @Field(() => DayCount, { description: 'How days become years.' })
  dayCount!: DayCount;

  @Field(() => String, { defaultValue: '0', description: 'The fee in per cent of the principal.' })
  feePercent!: string;

  @Field(() => String, {
    defaultValue: '0',
    description: 'The late fee in per cent of what is unpaid of an instalment.',
  })
  lateFeePercent!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'How many days after its due date an instalment may still be paid without a late fee.',
  })
  lateFeeAfterDays!: number;

  @Field(() => MoneyScalar, {
    defaultValue: '0.01',
    description: 'Instalments are rounded to a multiple of it.',
  })
  roundingUnit!: Money;

  @Field(() => [Part], {
    defaultValue: PARTS,
    description: 'What a repayment pays first within an instalment: each part once.',
  })
  allocationOrder!: Part[];

  @Field(() => EarlySettlement, { description: 'What interest is owed by who pays everything back early.' })
  earlySettlement!: EarlySettlement;
}

@InputType({ description: 'A loan product that a lender begins to offer.' })
export class OfferLoanProductInput implements OfferedLimits {
  @Field(() => ID, { description: 'The lender.' })
  lenderId!: string;

  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  name!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'What it is for and what it asks for, in words.' })
  description!: LocalizedTextInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether goods are given instead of money.' })
  isInKind!: boolean;

  @Field(() => MoneyScalar, { description: 'The least that is lent.' })
  minAmount!: Money;

  @Field(() => MoneyScalar, { description: 'The most that is lent.' })
  maxAmount!: Money;

  @Field(() => Int, {
    description: 'The shortest term, in periods of the frequency; in months when all is repaid at the end.',
  })
  minTerm!: number;

  @Field(() => Int, { description: 'The longest term, in the same measure.' })
  maxTerm!: number;

  @Field(() => Int, { description: 'The least age of a borrower, in completed years.' })
  minAge!: number;

  @Field(() => Int, { description: 'The highest age of a borrower, in completed years.' })
  maxAge!: number;

  @Field(() => BorrowerSex, {
    nullable: true,
    defaultValue: null,
    description: 'For whom alone it is; left out when it is for women and men.',
  })
  onlyFor!: BorrowerSex | null;

  @Field(() => LoanConditionsInput, { description: 'How loans under it bear interest and are repaid.' })
  conditions!: LoanConditionsInput;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new product: sent again, it offers nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A loan product that is no longer to be applied for.' })
export class WithdrawLoanProductInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;

  @Field(() => String, { description: 'Why, for the record.' })
  reason!: string;
}

/** What commands about loan products answer with. */
@ObjectType()
abstract class LoanProductPayload {
  productId?: string;

  @Field(() => LoanProduct, {
    nullable: true,
    description: 'The product as it is now; null when nothing was done.',
  })
  async loanProduct(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanProduct | null> {
    return this.productId ? reads.one(LoanProduct, this.productId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of offering a loan product. Refusals: LENDER_NOT_FOUND, TEXT_MISSING, TEXT_TOO_LONG, AMOUNTS_NOT_IN_ORDER, AMOUNT_BEYOND_MICROFINANCE, TERMS_NOT_IN_ORDER, AGES_NOT_IN_ORDER, GRACE_TOO_LONG, RATE_OUT_OF_RANGE, DAYS_NEGATIVE, ORDER_NOT_WHOLE, ROUNDING_TOO_COARSE.',
})
@Access({ audience: ['partner'] })
export class OfferLoanProductPayload extends LoanProductPayload {}

@ObjectType({
  description:
    'What came of withdrawing a loan product. Refusals: LOAN_PRODUCT_NOT_FOUND, STEP_NOT_POSSIBLE, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({ audience: ['partner'] })
export class WithdrawLoanProductPayload extends LoanProductPayload {}
