import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PaymentCycle } from '../payments/cycle.entity';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';

/** What the three commands ask for. */
@InputType()
export abstract class SettleCycleInput {
  @Field(() => ID, { description: 'The payment cycle.' })
  cycleId!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'That the payment agent is told of an approved cycle.' })
export class SendPaymentCycleInput extends SettleCycleInput {}

@InputType({ description: 'That the collecting of a cycle is over.' })
export class ReconcilePaymentCycleInput extends SettleCycleInput {}

@InputType({ description: 'That a reconciled cycle is done with.' })
export class ClosePaymentCycleInput extends SettleCycleInput {}

/** The fields of the three payloads. */
@ObjectType()
abstract class SettledCyclePayload {
  cycleId?: string;

  @Field(() => PaymentCycle, {
    nullable: true,
    description: 'The cycle as it stands now; null when nothing was done.',
  })
  async cycle(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PaymentCycle | null> {
    return this.cycleId === undefined ? null : reads.one(PaymentCycle, this.cycleId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of sending a cycle. Refusals: CYCLE_NOT_FOUND, SENDING_UNDER_WAY, STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class SendPaymentCyclePayload extends SettledCyclePayload {}

@ObjectType({
  description:
    'What came of reconciling a cycle. Refusals: CYCLE_NOT_FOUND, RECONCILING_UNDER_WAY, PAYMENTS_OPEN (how many are open and until when they can be collected), STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class ReconcilePaymentCyclePayload extends SettledCyclePayload {}

@ObjectType({
  description:
    'What came of closing a cycle. Refusals: CYCLE_NOT_FOUND, TOTALS_DIFFER (one for each governorate and channel, with the difference), MONEY_WITH_AGENT, STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class ClosePaymentCyclePayload extends SettledCyclePayload {}
