import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { RepaymentChannel } from './loan';
import { Loan } from './loan.entity';
import { Repayment } from './repayment.entity';

@InputType({ description: 'An approved application whose money is given today.' })
export class DisburseLoanInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new disbursement: sent again, it gives nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'Money that a borrower has paid.' })
export class RecordRepaymentInput {
  @Field(() => ID, { description: 'The loan.' })
  loanId!: string;

  @Field(() => MoneyScalar, { description: 'What was paid; above zero.' })
  amount!: Money;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it was paid: not before the last repayment, not after today; today when left out.',
  })
  paidOn?: PlainDate | null;

  @Field(() => RepaymentChannel, { description: 'How the money came.' })
  channel!: RepaymentChannel;

  @Field(() => String, {
    description:
      "A text of 8 to 200 characters that is new for each new repayment, such as the receipt's number: sent again, it posts nothing again.",
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A repayment that was recorded wrongly.' })
export class ReverseRepaymentInput {
  @Field(() => ID, { description: 'The repayment; the latest of its loan that still counts.' })
  repaymentId!: string;

  @Field(() => String, { description: 'Why, for the record.' })
  reason!: string;

  @Field(() => String, { description: 'A text of 8 to 200 characters that is new for each new reversal.' })
  idempotencyKey!: string;
}

@ObjectType({
  description:
    'What came of disbursing a loan. Refusals: APPLICATION_NOT_FOUND, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, SECOND_PERSON_NEEDED (who submitted or approved it does not give the money), NOT_ELIGIBLE.',
})
@Access({})
export class DisburseLoanPayload {
  loanId?: string;

  @Field(() => Loan, { nullable: true, description: 'The new loan; null when nothing was done.' })
  async loan(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Loan | null> {
    return this.loanId ? reads.one(Loan, this.loanId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

/** What commands about repayments answer with. */
@ObjectType()
abstract class RepaymentPayload {
  loanId?: string;
  repaymentId?: string;

  @Field(() => Repayment, {
    nullable: true,
    description: 'The repayment as it is now; null when nothing was done.',
  })
  async repayment(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Repayment | null> {
    return this.repaymentId ? reads.one(Repayment, this.repaymentId, askedColumns(info)) : null;
  }

  @Field(() => Loan, { nullable: true, description: 'The loan as it is now; null when nothing was done.' })
  async loan(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Loan | null> {
    return this.loanId ? reads.one(Loan, this.loanId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of recording a repayment. Refusals: LOAN_NOT_FOUND, LOAN_CLOSED, AMOUNT_NOT_POSITIVE, PAID_IN_FUTURE, PAID_TOO_EARLY.',
})
@Access({ audience: ['partner'] })
export class RecordRepaymentPayload extends RepaymentPayload {}

@ObjectType({
  description:
    'What came of reversing a repayment. Refusals: REPAYMENT_NOT_FOUND, STEP_NOT_POSSIBLE, LATER_REPAYMENTS, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({ audience: ['partner'] })
export class ReverseRepaymentPayload extends RepaymentPayload {}
