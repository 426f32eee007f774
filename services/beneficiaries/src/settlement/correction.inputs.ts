import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CollectionCorrection, CollectionResult, UnpaidReason } from './correction.entity';
import type { ReturnedResult, ReturnReason } from './settlement-code';

@InputType({ description: 'What became of a payment of which something else was said.' })
export class CorrectCollectionInput {
  @Field(() => ID, { description: 'The payment.' })
  paymentId!: string;

  @Field(() => CollectionResult, { description: 'What became of it.' })
  result!: ReturnedResult;

  @Field(() => DateScalar, {
    description: 'The day on which it was paid; of what was not, the day on which that was known.',
  })
  settledOn!: PlainDate;

  @Field(() => UnpaidReason, {
    nullable: true,
    description: 'Why it was not paid: needed of REJECTED, left out of PAID.',
  })
  reasonCode?: ReturnReason | null;

  @Field(() => String, { description: 'Why it is corrected, in words: at most 1000 characters.' })
  reason!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'Whether a correction is right.' })
export class DecideCollectionCorrectionInput {
  @Field(() => ID, { description: 'The correction.' })
  correctionId!: string;

  @Field(() => Boolean, { description: 'True confirms it and changes the payment; false declines it.' })
  confirm!: boolean;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

/** The fields of both payloads. */
@ObjectType()
abstract class CorrectionPayload {
  correctionId?: string;

  @Field(() => CollectionCorrection, {
    nullable: true,
    description: 'The correction as it stands now; null when nothing was done.',
  })
  async correction(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CollectionCorrection | null> {
    return this.correctionId === undefined
      ? null
      : reads.one(CollectionCorrection, this.correctionId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of proposing a correction. Refusals: PAYMENT_NOT_FOUND, WORDS_MISSING, CORRECTION_OPEN, NOT_SETTLED, REASON_NEEDED, REASON_OF_PAID, DAY_NOT_POSSIBLE, NOTHING_TO_CORRECT, PAID_AGAIN (the month that pays it again).',
})
@Access({})
export class CorrectCollectionPayload extends CorrectionPayload {}

@ObjectType({
  description:
    'What came of deciding a correction. Refusals: CORRECTION_NOT_FOUND, STEP_NOT_POSSIBLE, SECOND_PERSON_NEEDED, PAYMENT_CHANGED, PAID_AGAIN (the month that pays it again).',
})
@Access({})
export class DecideCollectionCorrectionPayload extends CorrectionPayload {}
