import { Field, ID, InputType } from 'type-graphql';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { DamanCloseReason } from './daman-case';
import { ClosableFinding } from './daman-work';

@InputType({ description: 'Which batch is looked up in the registry.' })
export class VerifyDamanBatchInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId!: string;
}

@InputType({ description: 'Which case is moved.' })
export class MoveDamanCaseInput {
  @Field(() => ID, { description: 'The case, which somebody else has verified.' })
  caseId!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'Which cases are moved together.' })
export class MoveVerifiedDamanCasesInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only those that go to this programme, such as KARAMA; all when it is left out.',
  })
  programmeId?: string | null;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'That a case ends without being moved.' })
export class CloseDamanCaseInput {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => DamanCloseReason, { description: 'Why.' })
  reasonCode!: DamanCloseReason;

  @Field(() => String, { description: 'Why, in words: 1 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'That all cases of a batch that were found alike end without being moved.' })
export class CloseDamanCasesInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId!: string;

  @Field(() => ClosableFinding, { description: 'What was found of them; it is their reason too.' })
  state!: ClosableFinding;

  @Field(() => String, { description: 'Why, in words: 1 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'Which work over a batch is called off.' })
export class CancelDamanWorkInput {
  @Field(() => ID, { description: 'The work that was ordered.' })
  workId!: string;
}

@InputType({ description: 'Up to which month Daman has paid a case that waits.' })
export class CorrectDamanCaseInput {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => DateScalar, { description: 'The last month that Daman has paid, as its first day.' })
  lastPaidMonth!: PlainDate;

  @Field(() => String, { description: 'Why it is corrected, in words: 1 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'That a case which is held is right as it stands.' })
export class ConfirmDamanCaseInput {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => String, { description: 'How you know, in words: 1 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'Which governorate takes a case over.' })
export class HandOverDamanCaseInput {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => GovernorateEnum, { description: 'Where its person lives.' })
  governorate!: Governorate;

  @Field(() => String, { description: 'Why, in words: 1 to 500 characters.' })
  reason!: string;
}
