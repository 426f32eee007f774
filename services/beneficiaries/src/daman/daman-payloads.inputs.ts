import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { DamanBatch } from './batch.entity';
import { DamanCase } from './case.entity';
import { DamanWork } from './work.entity';

/** What payloads about one case have in common. */
@ObjectType()
abstract class DamanCasePayload {
  caseId?: string;

  @Field(() => DamanCase, {
    nullable: true,
    description: 'The case as it stands now; null when nothing was done.',
  })
  async case(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<DamanCase | null> {
    return this.caseId === undefined ? null : reads.one(DamanCase, this.caseId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

/** What payloads about a batch have in common. */
@ObjectType()
abstract class DamanBatchPayload {
  batchId?: string;
  workId?: string;

  @Field(() => DamanWork, {
    nullable: true,
    description: 'What was ordered, and how far it is; null when nothing was.',
  })
  async work(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<DamanWork | null> {
    return this.workId === undefined ? null : reads.one(DamanWork, this.workId, askedColumns(info));
  }

  @Field(() => DamanBatch, {
    nullable: true,
    description: 'The batch as it stands now; null when nothing was ordered.',
  })
  async batch(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanBatch | null> {
    return this.batchId === undefined ? null : reads.one(DamanBatch, this.batchId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was ordered; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of calling work over a batch off. Refusals: DAMAN_WORK_NOT_FOUND, WORK_NOT_YOURS, WORK_ENDED.',
})
@Access({})
export class CancelDamanWorkPayload {
  workId?: string;

  @Field(() => DamanWork, {
    nullable: true,
    description: 'The work, which ends with the step that it is in; null when nothing was done.',
  })
  async work(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<DamanWork | null> {
    return this.workId === undefined ? null : reads.one(DamanWork, this.workId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of ordering that a batch is verified. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_VERIFY, WORK_UNDER_WAY.',
})
@Access({})
export class VerifyDamanBatchPayload extends DamanBatchPayload {}

@ObjectType({
  description:
    'What came of moving a case. Refusals: DAMAN_CASE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW (you have verified it yourself, no programme fits, the registry says something else since, or another member’s case has to be verified first). The error CONFLICT: somebody enrolled the household at the same moment; try again.',
})
@Access({})
export class MoveDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of ordering that the verified cases of a batch are moved. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_MOVE (none that is verified, by somebody else than you, and has a programme), WORK_UNDER_WAY.',
})
@Access({})
export class MoveVerifiedDamanCasesPayload extends DamanBatchPayload {}

@ObjectType({
  description:
    'What came of closing a case. Refusals: DAMAN_CASE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, REASON_MISSING.',
})
@Access({})
export class CloseDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of ordering that cases of a batch are closed. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_CLOSE, REASON_MISSING, WORK_UNDER_WAY.',
})
@Access({})
export class CloseDamanCasesPayload extends DamanBatchPayload {}

@ObjectType({
  description:
    'What came of correcting the last month paid. Refusals: DAMAN_CASE_NOT_FOUND, CASE_SETTLED, MOVED_ALREADY, NOT_A_MONTH, MONTH_TOO_EARLY, MONTH_TOO_LATE, MONTH_THE_SAME, REASON_MISSING.',
})
@Access({})
export class CorrectDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of confirming a case. Refusals: DAMAN_CASE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, REASON_MISSING.',
})
@Access({})
export class ConfirmDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of handing a case over. Refusals: DAMAN_CASE_NOT_FOUND, MINISTRY_HANDS_OVER, CASE_SETTLED, GOVERNORATE_THE_SAME, REASON_MISSING.',
})
@Access({})
export class HandOverDamanCasePayload extends DamanCasePayload {}
