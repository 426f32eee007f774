import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import { CyclePayload } from '../payments/cycle-payload';

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

@ObjectType({
  description:
    'What came of sending a cycle. Refusals: CYCLE_NOT_FOUND, SENDING_UNDER_WAY, STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class SendPaymentCyclePayload extends CyclePayload {}

@ObjectType({
  description:
    'What came of reconciling a cycle. Refusals: CYCLE_NOT_FOUND, RECONCILING_UNDER_WAY, PAYMENTS_OPEN (how many are open and until when they can be collected), STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class ReconcilePaymentCyclePayload extends CyclePayload {}

@ObjectType({
  description:
    'What came of closing a cycle. Refusals: CYCLE_NOT_FOUND, TOTALS_DIFFER (one for each governorate and channel, with the difference), PAYMENTS_NOT_SETTLED, MONEY_WITH_AGENT, STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({})
export class ClosePaymentCyclePayload extends CyclePayload {}
