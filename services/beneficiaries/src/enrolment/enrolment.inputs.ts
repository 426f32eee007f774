import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';
import { ExitReason, SuspensionReason } from './enrolment';
import { Enrolment } from './enrolment.entity';

@InputType({ description: 'That an enrolment is not paid for the time being.' })
export class SuspendEnrolmentInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first month that is not paid, as its first day: the current one or the next; the next when it is left out.',
  })
  fromMonth?: PlainDate | null;

  @Field(() => SuspensionReason, { description: 'Why, as a code.' })
  reasonCode!: SuspensionReason;

  @Field(() => String, { description: 'Why, for the family.' })
  reason!: string;
}

@InputType({ description: 'That an enrolment is paid again.' })
export class LiftSuspensionInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first month that is paid again, as its first day: from the first suspended one to the next; the current one when it is left out.',
  })
  dueAgainFrom?: PlainDate | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the suspension should never have been: then all its months are paid after all.',
  })
  annul!: boolean;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@InputType({ description: 'That an enrolment ends.' })
export class EndEnrolmentInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => ExitReason, { description: 'Why, as a code; not one that follows from the registry.' })
  exitReason!: ExitReason;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first month that is no longer paid, as its first day: at the latest the next, which it is when it is left out. What was paid beyond it is deducted.',
  })
  notPaidFrom?: PlainDate | null;

  @Field(() => String, { description: 'Why, for the family.' })
  reason!: string;
}

@InputType({ description: 'That an enrolment is looked at again.' })
export class RecertifyEnrolmentInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Where the programme pays persons: who is entitled from now on and whose proof, such as the certificate of a disability, you have seen. Who needs no proof beside the birth date is added without being named.',
  })
  personIds?: string[] | null;
}

@InputType({ description: 'How an enrolment is paid from now on.' })
export class ChangePaymentChannelInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => PaymentChannel, { description: 'How it is paid from now on.' })
  channel!: PaymentChannel;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@InputType({ description: 'Who is paid for an enrolment from now on.' })
export class ChangePayeeInput {
  @Field(() => ID, { description: 'The enrolment.' })
  enrolmentId!: string;

  @Field(() => ID, { description: 'A member of the household who is of age.' })
  personId!: string;

  @Field(() => String, { description: 'Why.' })
  reason!: string;
}

@ObjectType({
  description:
    'What came of a command about an enrolment. Refusals: ENROLMENT_NOT_FOUND, TEXT_MISSING, MONTH_OUT_OF_RANGE, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW; of ending REASON_OF_REGISTRY; of recertifying RECERTIFIED_TODAY, RECERTIFIED_TOO_EARLY, PERSONS_NOT_NEEDED, PERSONS_NOT_ENTITLED, PERSON_ENTITLED_ALREADY; of changing how or who is paid NOTHING_CHANGES, NOT_A_MEMBER, PAYEE_TOO_YOUNG.',
})
@Access({})
export class EnrolmentPayload {
  enrolmentId?: string;

  @Field(() => Enrolment, {
    nullable: true,
    description: 'The enrolment as it is now; null when nothing was done.',
  })
  async enrolment(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return this.enrolmentId === undefined ? null : reads.one(Enrolment, this.enrolmentId, askedColumns(info));
  }

  @Field(() => Decision, {
    nullable: true,
    description: 'What a recertification decided: EXTENDED or ENDED; null for other commands.',
  })
  decision?: Decision;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
