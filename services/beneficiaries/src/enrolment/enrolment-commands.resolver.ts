import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  EndEnrolmentInput,
  EnrolmentPayload,
  LiftSuspensionInput,
  RecertifyEnrolmentInput,
  SuspendEnrolmentInput,
  SuspendOverdueEnrolmentsInput,
  SuspendOverdueEnrolmentsPayload,
} from './enrolment.inputs';
import type { EnrolmentChange } from './enrolment-step.commands';
import { endEnrolment } from './exit.commands';
import { recertifyEnrolment } from './recertification.commands';
import { suspendOverdueEnrolments } from './overdue.commands';
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
      'Looks at an enrolment again under the rules of today: extends it, also out of a suspension for being overdue, or ends it.',
  })
  @Access(DECIDE)
  recertifyEnrolment(
    @Arg('input', () => RecertifyEnrolmentInput, WHAT) input: RecertifyEnrolmentInput,
    @Ctx() context: CommandContext,
  ): Promise<EnrolmentChange> {
    return recertifyEnrolment(context, input);
  }

  @Mutation(() => SuspendOverdueEnrolmentsPayload, {
    description:
      'Suspends, from the next month on, enrolments that should have been looked at again so long ago that no grace is left. For the ministry; call it again until none is suspended.',
  })
  @Access({ scopes: ['programmes:write'] })
  suspendOverdueEnrolments(
    @Arg('input', () => SuspendOverdueEnrolmentsInput, WHAT) input: SuspendOverdueEnrolmentsInput,
    @Ctx() context: CommandContext,
  ): Promise<{ suspended: number; errors: Refusal[] }> {
    return suspendOverdueEnrolments(context, input);
  }
}
