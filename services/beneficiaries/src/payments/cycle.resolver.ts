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
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { BatchProgress, progressOf } from '@solidarity/subgraph-kit/batches/batch-progress';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Programme } from '../programmes/programme.entity';
import { paymentCycleLife } from './cycle';
import {
  approvePaymentCycle,
  calculatePaymentCycle,
  openPaymentCycle,
  type CycleResult,
} from './cycle.commands';
import { PaymentCycle, PaymentCycleConnection } from './cycle.entity';
import {
  ApprovePaymentCycleInput,
  ApprovePaymentCyclePayload,
  CalculatePaymentCycleInput,
  CalculatePaymentCyclePayload,
  OpenPaymentCycleInput,
  OpenPaymentCyclePayload,
} from './cycle.inputs';
import { PaymentCycleTotal } from './cycle-total.entity';
import { totalsOf } from './cycle-totals';

@ArgsType()
class PaymentCyclesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this programme.' })
  programmeId?: string | null;
}

@Resolver(() => PaymentCycle)
export class PaymentCycleResolver {
  @Query(() => PaymentCycle, { nullable: true, description: 'The cycle; null when there is none.' })
  @Access({ audience: ['partner'], scopes: ['benefits:read', 'aggregates:read'] })
  paymentCycle(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PaymentCycle | null> {
    return reads.one(PaymentCycle, id, askedColumns(info));
  }

  @Query(() => PaymentCycleConnection, {
    description: 'The payment cycles, those of the latest month first.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read', 'aggregates:read'] })
  paymentCycles(
    @Args(() => PaymentCyclesArgs) { programmeId, first, after }: PaymentCyclesArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PaymentCycle>> {
    return reads.page(PaymentCycle, {
      ...{ first, after, columns: askedColumns(info) },
      ...(programmeId && { where: { programmeId } }),
      ...{ orderBy: ['month'], descending: true },
    });
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'The programme that it pays.' })
  @Access({ audience: ['partner'], scopes: ['benefits:read', 'aggregates:read'] })
  @Needs('programmeId')
  programme(
    @Root() { programmeId }: PaymentCycle,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, programmeId, askedColumns(info));
  }

  @FieldResolver(() => [PaymentCycleTotal], {
    description:
      'What it pays, by governorate and channel; while it is calculated, of what is calculated already. Without people.',
  })
  @Access({ scopes: ['aggregates:read'] })
  totals(@Root() { id }: PaymentCycle, @Ctx() { reads }: ServiceContext): Promise<PaymentCycleTotal[]> {
    return totalsOf(reads, id);
  }

  @FieldResolver(() => BatchProgress, {
    nullable: true,
    description:
      'How far its calculation or approval is, whichever was ordered last; null before the first. For those who prepare or approve payments.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  @Needs('batchId')
  progress(
    @Root() { batchId }: PaymentCycle,
    @Ctx() { reads }: ServiceContext,
  ): Promise<BatchProgress | null> | null {
    return batchId === null ? null : progressOf(reads, batchId);
  }

  @FieldResolver(() => [StateTransition], {
    description: 'What was done with it, when and by which role, oldest first. For the ministry.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  history(
    @Root() { id }: PaymentCycle,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where: { subjectType: paymentCycleLife.subjectType },
      orderBy: ['ordinal'],
    });
  }

  @Mutation(() => OpenPaymentCyclePayload, {
    description:
      'Opens the cycle of a programme for a month: the one after its last cycle, the coming month at the latest. For those who prepare payments.',
  })
  @Access({ scopes: ['payments:prepare'] })
  openPaymentCycle(
    @Arg('input', () => OpenPaymentCycleInput, { description: 'What is to be done.' })
    input: OpenPaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return openPaymentCycle(context, input);
  }

  @Mutation(() => CalculatePaymentCyclePayload, {
    description:
      'Has a cycle calculated in the background: one payment for each enrolment, arrears and deductions of earlier months as lines of their own. As long as nobody has approved it, it can be calculated again, which replaces what was there. For those who prepare payments.',
  })
  @Access({ scopes: ['payments:prepare'] })
  calculatePaymentCycle(
    @Arg('input', () => CalculatePaymentCycleInput, { description: 'What is to be done.' })
    input: CalculatePaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return calculatePaymentCycle(context, input);
  }

  @Mutation(() => ApprovePaymentCyclePayload, {
    description:
      'Approves a calculated cycle, by somebody other than who had it calculated. In the background each payment is compared with its lines once more; then the cycle is APPROVED, and what became due is owed by the ledger.',
  })
  @Access({ scopes: ['payments:approve'] })
  approvePaymentCycle(
    @Arg('input', () => ApprovePaymentCycleInput, { description: 'What is to be done.' })
    input: ApprovePaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return approvePaymentCycle(context, input);
  }
}
