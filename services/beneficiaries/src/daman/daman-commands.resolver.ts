import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  CancelDamanWorkInput,
  CloseDamanCaseInput,
  CloseDamanCasesInput,
  ConfirmDamanCaseInput,
  CorrectDamanCaseInput,
  HandOverDamanCaseInput,
  MoveDamanCaseInput,
  MoveVerifiedDamanCasesInput,
  VerifyDamanBatchInput,
} from './daman.inputs';
import {
  CancelDamanWorkPayload,
  CloseDamanCasePayload,
  CloseDamanCasesPayload,
  ConfirmDamanCasePayload,
  CorrectDamanCasePayload,
  HandOverDamanCasePayload,
  MoveDamanCasePayload,
  MoveVerifiedDamanCasesPayload,
  VerifyDamanBatchPayload,
} from './daman-payloads.inputs';
import { confirmDamanCase, handOverDamanCase } from './doubt.commands';
import { moveDamanCase, moveVerifiedDamanCases, type DamanCaseChange } from './move.commands';
import { closeDamanCase, closeDamanCases, correctDamanCase } from './settle.commands';
import { verifyDamanBatch } from './verify.commands';
import { cancelDamanWork, type CancelledWork, type OrderedWork } from './work.commands';

const BACKGROUND =
  'It is done in the background, some thousand cases at a time; `progress` of the batch says how far it is.';
const DONE = { description: 'What is to be done.' };

/** What is done with cases of Daman. */
@Resolver()
export class DamanCommandsResolver {
  @Mutation(() => VerifyDamanBatchPayload, {
    description: `Has all cases of a batch that are not settled looked up in the registry, those that were looked up before once more. ${BACKGROUND} For case workers, in their governorate, and the ministry.`,
  })
  @Access({ scopes: ['benefits:write'] })
  verifyDamanBatch(
    @Arg('input', () => VerifyDamanBatchInput, DONE) input: VerifyDamanBatchInput,
    @Ctx() context: CommandContext,
  ): Promise<OrderedWork> {
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
    description: `Has all verified cases of a batch moved that the caller may move: those that somebody else has verified and of which the registry says the same still. ${BACKGROUND}`,
  })
  @Access({ scopes: ['benefits:decide'] })
  moveVerifiedDamanCases(
    @Arg('input', () => MoveVerifiedDamanCasesInput, DONE) input: MoveVerifiedDamanCasesInput,
    @Ctx() context: CommandContext,
  ): Promise<OrderedWork> {
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
    description: `Has all cases of a batch end that were found alike, such as those of the dead. ${BACKGROUND}`,
  })
  @Access({ scopes: ['benefits:decide'] })
  closeDamanCases(
    @Arg('input', () => CloseDamanCasesInput, DONE) input: CloseDamanCasesInput,
    @Ctx() context: CommandContext,
  ): Promise<OrderedWork> {
    return closeDamanCases(context, input);
  }

  @Mutation(() => CancelDamanWorkPayload, {
    description:
      'Calls off verifying, moving or closing a batch, such as one that was ordered by mistake. What was done of it stays done. For the ministry, and for case workers what was ordered for their governorate.',
  })
  @Access({ scopes: ['benefits:write'] })
  cancelDamanWork(
    @Arg('input', () => CancelDamanWorkInput, DONE) input: CancelDamanWorkInput,
    @Ctx() context: CommandContext,
  ): Promise<CancelledWork> {
    return cancelDamanWork(context, input);
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

  @Mutation(() => ConfirmDamanCasePayload, {
    description:
      'Says of a case that is held that its name and its last month paid are right as they stand. It is then verified again; another name or month is held anew.',
  })
  @Access({ scopes: ['benefits:write'] })
  confirmDamanCase(
    @Arg('input', () => ConfirmDamanCaseInput, DONE) input: ConfirmDamanCaseInput,
    @Ctx() context: CommandContext,
  ): Promise<DamanCaseChange> {
    return confirmDamanCase(context, input);
  }

  @Mutation(() => HandOverDamanCasePayload, {
    description:
      'Gives a case that waits to the governorate where its person lives, which alone sees it from then on. For the ministry.',
  })
  @Access({ scopes: ['benefits:write'] })
  handOverDamanCase(
    @Arg('input', () => HandOverDamanCaseInput, DONE) input: HandOverDamanCaseInput,
    @Ctx() context: CommandContext,
  ): Promise<DamanCaseChange> {
    return handOverDamanCase(context, input);
  }
}
