import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { assignGrievance, decideGrievance } from './deciding.commands';
import { fileGrievance, withdrawGrievance } from './filing.commands';
import type { GrievanceResult } from './grievance-step.commands';
import {
  AssignGrievanceInput,
  AssignGrievancePayload,
  DecideGrievanceInput,
  DecideGrievancePayload,
  FileGrievanceInput,
  FileGrievancePayload,
  WithdrawGrievanceInput,
  WithdrawGrievancePayload,
} from './grievance.inputs';

const WHAT = { description: 'What is to be done.' };

@Resolver()
export class GrievanceCommandsResolver {
  @Mutation(() => FileGrievancePayload, {
    description:
      'Files a grievance against a decision about a household: by a citizen about their own, or by a case worker in the name of one.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:apply'] })
  fileGrievance(
    @Arg('input', () => FileGrievanceInput, WHAT) input: FileGrievanceInput,
    @Ctx() context: CommandContext,
  ): Promise<GrievanceResult> {
    return fileGrievance(context, input);
  }

  @Mutation(() => WithdrawGrievancePayload, {
    description: 'Takes a grievance back while it is open; the same decision may be contested again in time.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:apply'] })
  withdrawGrievance(
    @Arg('input', () => WithdrawGrievanceInput, WHAT) input: WithdrawGrievanceInput,
    @Ctx() context: CommandContext,
  ): Promise<GrievanceResult> {
    return withdrawGrievance(context, input);
  }

  @Mutation(() => AssignGrievancePayload, {
    description:
      'Gives a grievance to an officer who took no part in the decision: a case worker takes it on, the ministry assigns it to anybody.',
  })
  @Access({ scopes: ['grievances:decide'] })
  assignGrievance(
    @Arg('input', () => AssignGrievanceInput, WHAT) input: AssignGrievanceInput,
    @Ctx() context: CommandContext,
  ): Promise<GrievanceResult> {
    return assignGrievance(context, input);
  }

  @Mutation(() => DecideGrievancePayload, {
    description:
      'Decides a grievance with its ground and reason, by the officer to whom it is assigned. Upholding it undoes what it was filed against; the next payment brings the arrears.',
  })
  @Access({ scopes: ['grievances:decide'] })
  decideGrievance(
    @Arg('input', () => DecideGrievanceInput, WHAT) input: DecideGrievanceInput,
    @Ctx() context: CommandContext,
  ): Promise<GrievanceResult> {
    return decideGrievance(context, input);
  }
}
