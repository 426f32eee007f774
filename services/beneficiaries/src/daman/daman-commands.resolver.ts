import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  CloseDamanCaseInput,
  CloseDamanCasesInput,
  CorrectDamanCaseInput,
  MoveDamanCaseInput,
  MoveVerifiedDamanCasesInput,
  VerifyDamanBatchInput,
} from './daman.inputs';
import {
  CloseDamanCasePayload,
  CloseDamanCasesPayload,
  CorrectDamanCasePayload,
  MoveDamanCasePayload,
  MoveVerifiedDamanCasesPayload,
  VerifyDamanBatchPayload,
} from './daman-payloads.inputs';
import {
  moveDamanCase,
  moveVerifiedDamanCases,
  type DamanCaseChange,
  type MovedBatch,
} from './move.commands';
import { closeDamanCase, closeDamanCases, correctDamanCase, type ClosedBatch } from './settle.commands';
import { verifyDamanBatch, type VerifiedBatch } from './verify.commands';

const DONE = { description: 'What is to be done.' };

/** What is done with cases of Daman. */
@Resolver()
export class DamanCommandsResolver {
  @Mutation(() => VerifyDamanBatchPayload, {
    description:
      'Looks up in the registry all cases of a batch that are not settled, those that were looked up before once more. For case workers, in their governorate, and the ministry.',
  })
  @Access({ scopes: ['benefits:write'] })
  verifyDamanBatch(
    @Arg('input', () => VerifyDamanBatchInput, DONE) input: VerifyDamanBatchInput,
    @Ctx() context: CommandContext,
  ): Promise<VerifiedBatch> {
    return verifyDamanBatch(context, input);
  }

  @Mutation(() => MoveDamanCasePayload, {
    description:
      'Enrols the person or household of a verified case in its programme, from the month after the last that Daman has paid. For somebody else than who verified it.',
  })
  @Access({ scopes: ['benefits:decide'] })
  moveDamanCase(
    @Arg('input', () => MoveDamanCaseInput, DONE) input: MoveDamanCaseInput,
    @Ctx() context: CommandContext,
  ): Promise<DamanCaseChange> {
    return moveDamanCase(context, input);
  }

  @Mutation(() => MoveVerifiedDamanCasesPayload, {
    description:
      'Moves all verified cases of a batch that the caller may move: those that somebody else has verified and of which the registry says the same still.',
  })
  @Access({ scopes: ['benefits:decide'] })
  moveVerifiedDamanCases(
    @Arg('input', () => MoveVerifiedDamanCasesInput, DONE) input: MoveVerifiedDamanCasesInput,
    @Ctx() context: CommandContext,
  ): Promise<MovedBatch> {
    return moveVerifiedDamanCases(context, input);
  }

  @Mutation(() => CloseDamanCasePayload, {
    description: 'Ends a case that is not moved, with the reason. What is closed stays closed.',
  })
  @Access({ scopes: ['benefits:decide'] })
  closeDamanCase(
    @Arg('input', () => CloseDamanCaseInput, DONE) input: CloseDamanCaseInput,
    @Ctx() context: CommandContext,
  ): Promise<DamanCaseChange> {
    return closeDamanCase(context, input);
  }

  @Mutation(() => CloseDamanCasesPayload, {
    description: 'Ends all cases of a batch that were found alike, such as those of the dead.',
  })
  @Access({ scopes: ['benefits:decide'] })
  closeDamanCases(
    @Arg('input', () => CloseDamanCasesInput, DONE) input: CloseDamanCasesInput,
    @Ctx() context: CommandContext,
  ): Promise<ClosedBatch> {
    return closeDamanCases(context, input);
  }

  @Mutation(() => CorrectDamanCasePayload, {
    description: 'Corrects up to which month Daman has paid a case, while it is not settled.',
  })
  @Access({ scopes: ['benefits:write'] })
  correctDamanCase(
    @Arg('input', () => CorrectDamanCaseInput, DONE) input: CorrectDamanCaseInput,
    @Ctx() context: CommandContext,
  ): Promise<DamanCaseChange> {
    return correctDamanCase(context, input);
  }
}
