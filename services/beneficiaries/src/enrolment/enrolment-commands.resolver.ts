import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  ChangePayeeInput,
  ChangePaymentChannelInput,
  EndEnrolmentInput,
  EnrolmentPayload,
  LiftSuspensionInput,
  RecertifyEnrolmentInput,
  SuspendEnrolmentInput,
} from './enrolment.inputs';
import type { EnrolmentChange } from './enrolment-step.commands';
import { endEnrolment } from './exit.commands';
import { changePayee, changePaymentChannel } from './paying.commands';
import { recertifyEnrolment } from './recertification.commands';
import { liftSuspension, suspendEnrolment } from './suspension.commands';

const WHAT = { description: 'What is to be done.' };
const DECIDE = { scopes: ['benefits:decide' as const] };

@Resolver()
export class EnrolmentCommandsResolver {
  @Mutation(() => EnrolmentPayload, {
    description: 'Suspends an enrolment: it is not paid from a month on. The household may contest it.',
  })
  @Access(DECIDE)
  suspendEnrolment(
    @Arg('input', () => SuspendEnrolmentInput, WHAT) input: SuspendEnrolmentInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return suspendEnrolment(context, input);
  }

  @Mutation(() => EnrolmentPayload, {
    description:
      'Ends a suspension: months are paid again from one on, or all of them when it should never have been.',
  })
  @Access(DECIDE)
  liftSuspension(
    @Arg('input', () => LiftSuspensionInput, WHAT) input: LiftSuspensionInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return liftSuspension(context, input);
  }

  @Mutation(() => EnrolmentPayload, {
    description: 'Ends an enrolment from a month on. The household may contest it.',
  })
  @Access(DECIDE)
  endEnrolment(
    @Arg('input', () => EndEnrolmentInput, WHAT) input: EndEnrolmentInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return endEnrolment(context, input);
  }

  @Mutation(() => EnrolmentPayload, {
    description:
      'Looks at an enrolment again under the rules of today: extends it, also out of a suspension for being overdue, or ends it. Once a day, and not long before it is due (rules `enrolment_terms`) unless it stands in `casesToReview`.',
  })
  @Access(DECIDE)
  recertifyEnrolment(
    @Arg('input', () => RecertifyEnrolmentInput, WHAT) input: RecertifyEnrolmentInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return recertifyEnrolment(context, input);
  }

  @Mutation(() => EnrolmentPayload, {
    description:
      'Changes how an enrolment is paid, by card or at the post office. Holds from the next cycle that is calculated, also for money of earlier months.',
  })
  @Access(DECIDE)
  changePaymentChannel(
    @Arg('input', () => ChangePaymentChannelInput, WHAT) input: ChangePaymentChannelInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return changePaymentChannel(context, input);
  }

  @Mutation(() => EnrolmentPayload, {
    description:
      'Changes who is paid for an enrolment, to another member of the household who is of age. Holds from the next cycle that is calculated.',
  })
  @Access(DECIDE)
  changePayee(
    @Arg('input', () => ChangePayeeInput, WHAT) input: ChangePayeeInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return changePayee(context, input);
  }
}
