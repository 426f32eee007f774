import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  AcceptNgoMendingInput,
  AcceptNgoMendingPayload,
  ConfirmNgoNotificationInput,
  ConfirmNgoNotificationPayload,
  ObjectToNgoInput,
  ObjectToNgoPayload,
  RecordNgoDissolutionInput,
  RecordNgoDissolutionPayload,
  RegisterNgoInput,
  RegisterNgoPayload,
  RegulariseNgoInput,
  RegulariseNgoPayload,
  ReinstateNgoInput,
  ReinstateNgoPayload,
  RenewNgoLicenceInput,
  RenewNgoLicencePayload,
  SuspendNgoInput,
  SuspendNgoPayload,
  WarnNgoInput,
  WarnNgoPayload,
} from './decision.inputs';
import { DeclareOfficialHolidayInput, DeclareOfficialHolidayPayload } from './file.inputs';
import { declareOfficialHoliday } from './holidays.commands';
import * as measures from './measure.commands';
import type { NgoChange } from './ngo.commands';
import * as reviews from './review.commands';

const INPUT = { description: 'What is decided.' };

/** What the ministry decides on NGOs. */
@Resolver()
export class DecisionResolver {
  @Mutation(() => ConfirmNgoNotificationPayload, {
    description:
      'Finds a notification complete: the NGO has legal personality from today, and the term to object runs. Not by who took the notification in.',
  })
  @Access({ scopes: ['ngos:write'] })
  confirmNgoNotification(
    @Arg('input', () => ConfirmNgoNotificationInput, INPUT) input: ConfirmNgoNotificationInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return reviews.confirmNgoNotification(context, input);
  }

  @Mutation(() => ObjectToNgoPayload, { description: 'Objects to a complete notification, within its term.' })
  @Access({ scopes: ['ngos:write'] })
  objectToNgo(
    @Arg('input', () => ObjectToNgoInput, INPUT) input: ObjectToNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return reviews.objectToNgo(context, input);
  }

  @Mutation(() => RegisterNgoPayload, {
    description:
      'Registers an NGO before the term to object has passed. Not by who took its notification in.',
  })
  @Access({ scopes: ['ngos:write'] })
  registerNgo(
    @Arg('input', () => RegisterNgoInput, INPUT) input: RegisterNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return reviews.registerNgo(context, input);
  }

  @Mutation(() => RegulariseNgoPayload, {
    description: 'Regularises an NGO older than Law 149/2019 that asked for it in time (توفيق الأوضاع).',
  })
  @Access({ scopes: ['ngos:write'] })
  regulariseNgo(
    @Arg('input', () => RegulariseNgoInput, INPUT) input: RegulariseNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return reviews.regulariseNgo(context, input);
  }

  @Mutation(() => RenewNgoLicencePayload, {
    description: 'Renews the licence of an NGO, in the months before it ends or later.',
  })
  @Access({ scopes: ['ngos:write'] })
  renewNgoLicence(
    @Arg('input', () => RenewNgoLicenceInput, INPUT) input: RenewNgoLicenceInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return reviews.renewNgoLicence(context, input);
  }

  @Mutation(() => WarnNgoPayload, {
    description: 'Warns an NGO, which then has 30 working days (data) to mend.',
  })
  @Access({ scopes: ['ngos:write'] })
  warnNgo(
    @Arg('input', () => WarnNgoInput, INPUT) input: WarnNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return measures.warnNgo(context, input);
  }

  @Mutation(() => AcceptNgoMendingPayload, { description: 'Finds that a warning was heeded.' })
  @Access({ scopes: ['ngos:write'] })
  acceptNgoMending(
    @Arg('input', () => AcceptNgoMendingInput, INPUT) input: AcceptNgoMendingInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return measures.acceptNgoMending(context, input);
  }

  @Mutation(() => SuspendNgoPayload, {
    description: 'Suspends an NGO that has not heeded a warning in time. Not by who gave the warning.',
  })
  @Access({ scopes: ['ngos:write'] })
  suspendNgo(
    @Arg('input', () => SuspendNgoInput, INPUT) input: SuspendNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return measures.suspendNgo(context, input);
  }

  @Mutation(() => ReinstateNgoPayload, { description: 'Lifts a suspension.' })
  @Access({ scopes: ['ngos:write'] })
  reinstateNgo(
    @Arg('input', () => ReinstateNgoInput, INPUT) input: ReinstateNgoInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return measures.reinstateNgo(context, input);
  }

  @Mutation(() => RecordNgoDissolutionPayload, {
    description: 'Records that a court has dissolved an NGO, from the day of its judgment.',
  })
  @Access({ scopes: ['ngos:write'] })
  recordNgoDissolution(
    @Arg('input', () => RecordNgoDissolutionInput, INPUT) input: RecordNgoDissolutionInput,
    @Ctx() context: CommandContext,
  ): Promise<NgoChange> {
    return measures.recordNgoDissolution(context, input);
  }

  @Mutation(() => DeclareOfficialHolidayPayload, {
    description:
      'Makes a day an official holiday; terms that are running and would have counted it become longer. By the administrator.',
  })
  @Access({ scopes: ['ngos:write'] })
  declareOfficialHoliday(
    @Arg('input', () => DeclareOfficialHolidayInput, INPUT) input: DeclareOfficialHolidayInput,
    @Ctx() context: CommandContext,
  ): ReturnType<typeof declareOfficialHoliday> {
    return declareOfficialHoliday(context, input);
  }
}
