import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Area } from '../references/area';
import { Person } from '../references/person';
import { application, ApplicationState } from './application';
import {
  approveLoanApplication,
  refuseLoanApplication,
  submitLoanApplication,
  withdrawLoanApplication,
} from './application.commands';
import { LoanApplication, LoanApplicationConnection } from './application.entity';
import {
  ApproveLoanApplicationInput,
  ApproveLoanApplicationPayload,
  RefuseLoanApplicationInput,
  RefuseLoanApplicationPayload,
  SubmitLoanApplicationInput,
  SubmitLoanApplicationPayload,
  WithdrawLoanApplicationInput,
  WithdrawLoanApplicationPayload,
} from './application.inputs';
import { withId } from './id-filter';
import { Lender } from './lender.entity';
import { Loan } from './loan.entity';
import { LoanProduct } from './loan-product.entity';

@ArgsType()
class LoanApplicationArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those to this lender.' })
  lenderId?: string | null;

  @Field(() => ApplicationState, { nullable: true, description: 'Only those in this state.' })
  state?: ApplicationState | null;
}

@Resolver(() => LoanApplication)
export class LoanApplicationResolver {
  @Query(() => LoanApplication, {
    nullable: true,
    description: 'An application for a loan; null when there is none that the caller may see.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loanApplication(
    @Arg('id', () => ID, { description: 'The application.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanApplication | null> {
    return reads.one(LoanApplication, id, askedColumns(info));
  }

  @Query(() => LoanApplicationConnection, {
    description: 'The applications for loans that the caller may see, the latest first.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loanApplications(
    @Args(() => LoanApplicationArgs) { first, after, lenderId, state }: LoanApplicationArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LoanApplication>> {
    const where = [...withId('lenderId', lenderId), ...(state ? [{ state }] : [])];
    return reads.page(LoanApplication, {
      columns: askedColumns(info),
      where,
      orderBy: ['createdAt'],
      descending: true,
      first,
      after,
    });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who asks for the loan; what is known of a person is asked of the registry.',
  })
  @Needs('personId')
  applicant(@Root() { personId }: LoanApplication): Person {
    return { id: personId };
  }

  @FieldResolver(() => Area, { nullable: true, description: 'Where the money is to be used.' })
  @Needs('areaId')
  area(@Root() { areaId }: LoanApplication): Area {
    return { id: areaId };
  }

  @FieldResolver(() => Lender, {
    nullable: true,
    description: 'Who is asked; null when the caller may not see the lender.',
  })
  @Needs('lenderId')
  lender(
    @Root() { lenderId }: LoanApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Lender | null> {
    return reads.one(Lender, lenderId, askedColumns(info));
  }

  @FieldResolver(() => LoanProduct, {
    nullable: true,
    description: 'What is applied for; null when the caller may not see it.',
  })
  @Needs('productId')
  product(
    @Root() { productId }: LoanApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanProduct | null> {
    return reads.one(LoanProduct, productId, askedColumns(info));
  }

  @FieldResolver(() => Loan, {
    nullable: true,
    description: 'The loan that came of it; null until the money has been given.',
  })
  async loan(
    @Root() { id }: LoanApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Loan | null> {
    const [loan] = await reads.byParent(Loan, 'applicationId', id, askedColumns(info), { limit: 1 });
    return loan ?? null;
  }

  @FieldResolver(() => [StateTransition], {
    description: 'What happened to it: from state to state, when and why, the earliest first.',
  })
  history(
    @Root() { id }: LoanApplication,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: application.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
    });
  }

  @Mutation(() => SubmitLoanApplicationPayload, {
    description:
      'Takes an application in, and says in its assessment whether the rules allow it. For lenders.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  submitLoanApplication(
    @Arg('input', () => SubmitLoanApplicationInput, { description: 'The application.' })
    input: SubmitLoanApplicationInput,
    @Ctx() context: CommandContext,
  ) {
    return submitLoanApplication(context, input);
  }

  @Mutation(() => ApproveLoanApplicationPayload, {
    description: 'The lender agrees to an application that the rules allow; not by whoever submitted it.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  approveLoanApplication(
    @Arg('input', () => ApproveLoanApplicationInput, { description: 'The application.' })
    input: ApproveLoanApplicationInput,
    @Ctx() context: CommandContext,
  ) {
    return approveLoanApplication(context, input);
  }

  @Mutation(() => RefuseLoanApplicationPayload, {
    description: 'The lender refuses an application and tells why.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  refuseLoanApplication(
    @Arg('input', () => RefuseLoanApplicationInput, { description: 'The application, and why.' })
    input: RefuseLoanApplicationInput,
    @Ctx() context: CommandContext,
  ) {
    return refuseLoanApplication(context, input);
  }

  @Mutation(() => WithdrawLoanApplicationPayload, {
    description: 'The applicant no longer wants the loan. Entered by the lender.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  withdrawLoanApplication(
    @Arg('input', () => WithdrawLoanApplicationInput, { description: 'The application, and why.' })
    input: WithdrawLoanApplicationInput,
    @Ctx() context: CommandContext,
  ) {
    return withdrawLoanApplication(context, input);
  }
}
