import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { MoneyScalar, NationalIdScalar } from '@solidarity/subgraph-kit/values/scalars';
import { LoanApplication } from './application.entity';

@InputType({ description: 'An application for a loan, as the lender takes it in.' })
export class SubmitLoanApplicationInput {
  @Field(() => ID, { description: 'The product that is applied for.' })
  productId!: string;

  @Field(() => NationalIdScalar, {
    description:
      'The national ID of who asks. It tells who it is, the age and the sex, and is not kept here.',
  })
  nationalId!: NationalId;

  @Field(() => MoneyScalar, { description: 'What is asked for.' })
  amount!: Money;

  @Field(() => Int, {
    description: 'For how long, in periods of the product; in months when all is repaid at the end.',
  })
  term!: number;

  @Field(() => ID, {
    description: 'The area in which the money is to be used: governorate, district or village.',
  })
  areaId!: string;

  @Field(() => String, { description: 'What the money is for, in the words of the applicant.' })
  purpose!: string;

  @Field(() => MoneyScalar, {
    description: 'What the applicant earns in an average month, regular or not, as declared.',
  })
  monthlyIncome!: Money;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new application: sent again, it submits nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'An application that the lender agrees to.' })
export class ApproveLoanApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;
}

@InputType({ description: 'An application that the lender refuses.' })
export class RefuseLoanApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => String, { description: 'Why, for the applicant to read.' })
  reason!: string;
}

@InputType({ description: 'An application that the applicant no longer wants.' })
export class WithdrawLoanApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => String, { description: 'Why, as the applicant says.' })
  reason!: string;
}

/** What commands about applications answer with. */
@ObjectType()
abstract class LoanApplicationPayload {
  applicationId?: string;

  @Field(() => LoanApplication, {
    nullable: true,
    description: 'The application as it is now; null when nothing was done.',
  })
  async loanApplication(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanApplication | null> {
    return this.applicationId ? reads.one(LoanApplication, this.applicationId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of submitting an application; whether the rules allow it stands in its assessment. Refusals: LOAN_PRODUCT_NOT_FOUND, AREA_UNKNOWN, AMOUNT_NOT_POSITIVE, AMOUNT_NEGATIVE, TERM_NOT_POSITIVE, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({ audience: ['partner'] })
export class SubmitLoanApplicationPayload extends LoanApplicationPayload {}

@ObjectType({
  description:
    'What came of approving an application. Refusals: APPLICATION_NOT_FOUND, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, SECOND_PERSON_NEEDED (who submitted it does not approve it), NOT_ELIGIBLE.',
})
@Access({ audience: ['partner'] })
export class ApproveLoanApplicationPayload extends LoanApplicationPayload {}

@ObjectType({
  description:
    'What came of refusing an application. Refusals: APPLICATION_NOT_FOUND, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({ audience: ['partner'] })
export class RefuseLoanApplicationPayload extends LoanApplicationPayload {}

@ObjectType({
  description:
    'What came of withdrawing an application. Refusals: APPLICATION_NOT_FOUND, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({ audience: ['partner'] })
export class WithdrawLoanApplicationPayload extends LoanApplicationPayload {}
