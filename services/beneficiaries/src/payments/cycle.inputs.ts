import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CyclePayload } from './cycle-payload';

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

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
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
