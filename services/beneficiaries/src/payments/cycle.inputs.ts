import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentCycle } from './cycle.entity';

@InputType({ description: 'Which month of which programme is to be paid.' })
export class OpenPaymentCycleInput {
  @Field(() => ID, { description: 'The programme, such as TAKAFUL.' })
  programmeId!: string;

  @Field(() => DateScalar, { description: 'The month, as its first day: 2026-11-01.' })
  month!: PlainDate;
}

@InputType({ description: 'Which cycle is to be calculated.' })
export class CalculatePaymentCycleInput {
  @Field(() => ID, { description: 'The cycle.' })
  cycleId!: string;
}

@InputType({ description: 'Which cycle is to be approved.' })
export class ApprovePaymentCycleInput {
  @Field(() => ID, { description: 'The cycle.' })
  cycleId!: string;

  @Field(() => String, {
    description:
      'A key of your own, 8 to 200 characters; sent again with the same input, it gives the same answer and does nothing twice.',
  })
  idempotencyKey!: string;
}

/** The fields of all payloads. */
@ObjectType()
abstract class CyclePayload {
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
    'What came of opening a payment cycle. Refusals: PROGRAMME_NOT_FOUND, NOT_A_MONTH, MONTH_TOO_EARLY, MONTH_TOO_LATE, CYCLE_EXISTS, NOT_THE_NEXT_MONTH.',
})
@Access({})
export class OpenPaymentCyclePayload extends CyclePayload {}

@ObjectType({
  description:
    'What came of ordering the calculation of a cycle. Refusals: CYCLE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW, EARLIER_CYCLE_OPEN, WORK_UNDER_WAY.',
})
@Access({})
export class CalculatePaymentCyclePayload extends CyclePayload {}

@ObjectType({
  description:
    'What came of approving a cycle. Refusals: CYCLE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW, SECOND_PERSON_NEEDED, WORK_UNDER_WAY.',
})
@Access({})
export class ApprovePaymentCyclePayload extends CyclePayload {}
