import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { DamanBatch } from './batch.entity';
import { DamanCase } from './case.entity';

const COUNT = 'null when nothing was done.';

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

  @Field(() => DamanBatch, {
    nullable: true,
    description: 'The batch as it stands now; null when nothing was done.',
  })
  async batch(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanBatch | null> {
    return this.batchId === undefined ? null : reads.one(DamanBatch, this.batchId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description: 'What came of verifying a batch. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_VERIFY.',
})
@Access({})
export class VerifyDamanBatchPayload extends DamanBatchPayload {
  @Field(() => Int, { nullable: true, description: `How many cases were looked up; ${COUNT}` })
  verifiedCases?: number;
}

@ObjectType({
  description:
    'What came of moving a case. Refusals: DAMAN_CASE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW (you have verified it yourself, no programme fits, the registry says something else since, or another member’s case has to be verified first), HOUSEHOLD_NOT_YOURS. The error CONFLICT: somebody enrolled the household at the same moment; try again.',
})
@Access({})
export class MoveDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of moving the verified cases of a batch: how many were moved, and how many were left. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_MOVE. The error CONFLICT: somebody enrolled one of the households at the same moment; nothing was moved, try again.',
})
@Access({})
export class MoveVerifiedDamanCasesPayload extends DamanBatchPayload {
  @Field(() => Int, { nullable: true, description: `How many were moved; ${COUNT}` })
  movedCases?: number;

  @Field(() => Int, { nullable: true, description: `Left, since you have verified them yourself; ${COUNT}` })
  leftVerifiedByYou?: number;

  @Field(() => Int, { nullable: true, description: `Left, since no programme fits them; ${COUNT}` })
  leftWithoutProgramme?: number;

  @Field(() => Int, {
    nullable: true,
    description: `Left, since the registry says something else since they were verified, or another member’s case has to be verified first; ${COUNT}`,
  })
  leftToVerifyAgain?: number;

  @Field(() => Int, {
    nullable: true,
    description: `Left to the ministry, since their households are not yours to enrol; ${COUNT}`,
  })
  leftToMinistry?: number;
}

@ObjectType({
  description:
    'What came of closing a case. Refusals: DAMAN_CASE_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, REASON_MISSING.',
})
@Access({})
export class CloseDamanCasePayload extends DamanCasePayload {}

@ObjectType({
  description:
    'What came of closing cases of a batch. Refusals: DAMAN_BATCH_NOT_FOUND, NOTHING_TO_CLOSE, REASON_MISSING.',
})
@Access({})
export class CloseDamanCasesPayload extends DamanBatchPayload {
  @Field(() => Int, { nullable: true, description: `How many were closed; ${COUNT}` })
  closedCases?: number;
}

@ObjectType({
  description:
    'What came of correcting the last month paid. Refusals: DAMAN_CASE_NOT_FOUND, CASE_SETTLED, MOVED_ALREADY, NOT_A_MONTH, MONTH_TOO_LATE, MONTH_THE_SAME, REASON_MISSING.',
})
@Access({})
export class CorrectDamanCasePayload extends DamanCasePayload {}
