import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  addFosterDocument,
  correctFosterApplication,
  startFosterApplication,
  submitFosterApplication,
  withdrawFosterApplication,
} from './application.commands';
import { approveFosterApplication, declineFosterApplication } from './committee.commands';
import {
  AddFosterDocumentInput,
  ApproveFosterApplicationInput,
  CorrectFosterApplicationInput,
  FosterApplicationInput,
  FosterApplicationPayload,
  FosterCommitteeReasonInput,
  FosterReasonInput,
  RecordFosterHomeStudyInput,
  RecordFosterTrainingInput,
  StartFosterApplicationInput,
} from './foster-application.inputs';
import {
  checkFosterEligibility,
  recordFosterHomeStudy,
  recordFosterTraining,
  returnFosterApplication,
} from './review.commands';
import type { FosterChange } from './step.commands';

const WHAT = { description: 'What is asked for.' };
const BY_ASSISTANTS = { audience: ['partner' as const], scopes: ['foster:write' as const] };
const BY_OFFICERS = { scopes: ['foster:write' as const] };
const BY_COMMITTEE = { scopes: ['foster:decide' as const] };

@Resolver()
export class FosterCommandsResolver {
  @Mutation(() => FosterApplicationPayload, {
    description: 'Begins an application of a family: a draft, for which papers are then gathered.',
  })
  @Access(BY_ASSISTANTS)
  startFosterApplication(
    @Arg('input', () => StartFosterApplicationInput, WHAT) input: StartFosterApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return startFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'Corrects what a family declares, in a draft or an application that was returned.',
  })
  @Access(BY_ASSISTANTS)
  correctFosterApplication(
    @Arg('input', () => CorrectFosterApplicationInput, WHAT) input: CorrectFosterApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return correctFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description:
      'Takes a document in, for a draft or an application that was returned; the latest of a kind counts.',
  })
  @Access(BY_ASSISTANTS)
  addFosterDocument(
    @Arg('input', () => AddFosterDocumentInput, WHAT) input: AddFosterDocumentInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return addFosterDocument(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description:
      'Hands an application in, the first time or again, once every document that is asked for is there.',
  })
  @Access(BY_ASSISTANTS)
  submitFosterApplication(
    @Arg('input', () => FosterApplicationInput, WHAT) input: FosterApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return submitFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'Ends an application because the family no longer wants it; possible until it is over.',
  })
  @Access(BY_ASSISTANTS)
  withdrawFosterApplication(
    @Arg('input', () => FosterReasonInput, WHAT) input: FosterReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return withdrawFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'Lets the rules decide about an application; what they say is kept with every reason.',
  })
  @Access(BY_OFFICERS)
  checkFosterEligibility(
    @Arg('input', () => FosterApplicationInput, WHAT) input: FosterApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return checkFosterEligibility(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'Gives an application that was handed in back to the family, to be completed.',
  })
  @Access(BY_OFFICERS)
  returnFosterApplication(
    @Arg('input', () => FosterReasonInput, WHAT) input: FosterReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return returnFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, { description: 'Keeps what a social worker found in the home.' })
  @Access(BY_OFFICERS)
  recordFosterHomeStudy(
    @Arg('input', () => RecordFosterHomeStudyInput, WHAT) input: RecordFosterHomeStudyInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return recordFosterHomeStudy(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description:
      'Keeps that an applicant has completed the course; with the last of them the committee comes next.',
  })
  @Access(BY_OFFICERS)
  recordFosterTraining(
    @Arg('input', () => RecordFosterTrainingInput, WHAT) input: RecordFosterTrainingInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return recordFosterTraining(context, input);
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'The committee approves: the family joins the waiting list. Not by who studied the home.',
  })
  @Access(BY_COMMITTEE)
  approveFosterApplication(
    @Arg('input', () => ApproveFosterApplicationInput, WHAT) input: ApproveFosterApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return approveFosterApplication(context, input);
  }

  @Mutation(() => FosterApplicationPayload, { description: 'The committee refuses, with its reason.' })
  @Access(BY_COMMITTEE)
  refuseFosterApplication(
    @Arg('input', () => FosterCommitteeReasonInput, WHAT) input: FosterCommitteeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return declineFosterApplication(context, input, 'refuse');
  }

  @Mutation(() => FosterApplicationPayload, {
    description: 'The committee sends an application back to the family; it is then examined anew.',
  })
  @Access(BY_COMMITTEE)
  sendFosterApplicationBack(
    @Arg('input', () => FosterCommitteeReasonInput, WHAT) input: FosterCommitteeReasonInput,
    @Ctx() context: CommandContext,
  ): Promise<FosterChange> {
    return declineFosterApplication(context, input, 'send_back');
  }
}
