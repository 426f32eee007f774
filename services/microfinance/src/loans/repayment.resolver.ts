import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { disburseLoan } from './disbursement.commands';
import {
  DisburseLoanInput,
  DisburseLoanPayload,
  RecordRepaymentInput,
  RecordRepaymentPayload,
  ReverseRepaymentInput,
  ReverseRepaymentPayload,
} from './loan.inputs';
import { repayment as repaymentLife } from './loan';
import { recordRepayment, reverseRepayment } from './repayment.commands';
import { Repayment, RepaymentAllocation } from './repayment.entity';

/** More than a repayment can do to all instalments of the longest term. */
const ALL_ALLOCATIONS = 1_000;

@Resolver(() => Repayment)
export class RepaymentResolver {
  @FieldResolver(() => [RepaymentAllocation], {
    description: 'What it did to each part of each instalment, in this order.',
  })
  allocations(
    @Root() { id }: Repayment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RepaymentAllocation[]> {
    const options = { orderBy: ['place'] as const, limit: ALL_ALLOCATIONS };
    return reads.byParent(RepaymentAllocation, 'repaymentId', id, askedColumns(info), options);
  }

  @FieldResolver(() => [StateTransition], {
    description: 'When it was posted, and when and why it was reversed.',
  })
  history(
    @Root() { id }: Repayment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: repaymentLife.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
    });
  }

  @Mutation(() => DisburseLoanPayload, {
    description:
      'Gives the money of an approved application, today. For finance officers; not by whoever submitted or approved it.',
  })
  @Access({ scopes: ['loans:approve'] })
  disburseLoan(
    @Arg('input', () => DisburseLoanInput, { description: 'The application.' }) input: DisburseLoanInput,
    @Ctx() context: CommandContext,
  ) {
    return disburseLoan(context, input);
  }

  @Mutation(() => RecordRepaymentPayload, {
    description:
      'Posts what a borrower has paid, once: allocated in the order of the contract, what is too much kept as a credit. For lenders.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  recordRepayment(
    @Arg('input', () => RecordRepaymentInput, { description: 'The repayment.' }) input: RecordRepaymentInput,
    @Ctx() context: CommandContext,
  ) {
    return recordRepayment(context, input);
  }

  @Mutation(() => ReverseRepaymentPayload, {
    description:
      'Takes the latest repayment of a loan back: the loan is then exactly as it was before it. For lenders.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  reverseRepayment(
    @Arg('input', () => ReverseRepaymentInput, { description: 'The repayment, and why.' })
    input: ReverseRepaymentInput,
    @Ctx() context: CommandContext,
  ) {
    return reverseRepayment(context, input);
  }
}
