import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  applyForBenefit,
  recordApplicationDocument,
  recordFieldVisit,
  withdrawApplication,
} from './application.commands';
import {
  ApplyForBenefitInput,
  BenefitApplicationPayload,
  DecideApplicationInput,
  RecordApplicationDocumentInput,
  RecordFieldVisitInput,
  WithdrawApplicationInput,
} from './application.inputs';
import type { ApplicationChange } from './application-step.commands';
import { decideApplication } from './deciding.commands';

const WHAT = { description: 'What is to be done.' };
const BY_FAMILIES = { audience: ['partner' as const], scopes: ['benefits:apply' as const] };

@Resolver()
export class ApplicationCommandsResolver {
  @Mutation(() => BenefitApplicationPayload, {
    description:
      'Applies for a programme: a citizen for their own household, a case worker for one of their governorate. Gives the number by which the family follows it.',
  })
  @Access(BY_FAMILIES)
  applyForBenefit(
    @Arg('input', () => ApplyForBenefitInput, WHAT) input: ApplyForBenefitInput,
    @Ctx() context: CommandContext,
  ): Promise<ApplicationChange> {
    return applyForBenefit(context, input);
  }

  @Mutation(() => BenefitApplicationPayload, {
    description:
      'Takes a document of an application in. With the last one that the programme asks for its documents are complete.',
  })
  @Access({ scopes: ['benefits:write'] })
  recordApplicationDocument(
    @Arg('input', () => RecordApplicationDocumentInput, WHAT) input: RecordApplicationDocumentInput,
    @Ctx() context: CommandContext,
  ): Promise<ApplicationChange> {
    return recordApplicationDocument(context, input);
  }

  @Mutation(() => BenefitApplicationPayload, {
    description: 'Records a visit to the household. Whoever visited it does not decide.',
  })
  @Access({ scopes: ['benefits:write'] })
  recordFieldVisit(
    @Arg('input', () => RecordFieldVisitInput, WHAT) input: RecordFieldVisitInput,
    @Ctx() context: CommandContext,
  ): Promise<ApplicationChange> {
    return recordFieldVisit(context, input);
  }

  @Mutation(() => BenefitApplicationPayload, {
    description:
      'Approves or refuses an application by the rules of eligibility. An approval enrols the household at once, so the programme must still be open.',
  })
  @Access({ scopes: ['benefits:decide'] })
  decideApplication(
    @Arg('input', () => DecideApplicationInput, WHAT) input: DecideApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<ApplicationChange> {
    return decideApplication(context, input);
  }

  @Mutation(() => BenefitApplicationPayload, {
    description: 'Takes an application back; possible until it is decided.',
  })
  @Access(BY_FAMILIES)
  withdrawApplication(
    @Arg('input', () => WithdrawApplicationInput, WHAT) input: WithdrawApplicationInput,
    @Ctx() context: CommandContext,
  ): Promise<ApplicationChange> {
    return withdrawApplication(context, input);
  }
}
