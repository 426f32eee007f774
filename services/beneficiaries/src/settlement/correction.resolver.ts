import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Payment } from '../payments/payment.entity';
import { CorrectionState } from './correction';
import { correctCollection, decideCollectionCorrection, type CorrectionResult } from './correction.commands';
import { CollectionCorrection, CollectionCorrectionConnection } from './correction.entity';
import {
  CorrectCollectionInput,
  CorrectCollectionPayload,
  DecideCollectionCorrectionInput,
  DecideCollectionCorrectionPayload,
} from './correction.inputs';

@ArgsType()
class CollectionCorrectionsArgs extends PageArgs {
  @Field(() => CorrectionState, { nullable: true, description: 'Only those in this state.' })
  state?: CorrectionState | null;
}

@Resolver(() => CollectionCorrection)
export class CollectionCorrectionResolver {
  @Query(() => CollectionCorrectionConnection, {
    description:
      'Corrections of what the payment agent has said, the earliest first. For those who prepare or approve payments, and auditors.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  collectionCorrections(
    @Args(() => CollectionCorrectionsArgs) { state, first, after }: CollectionCorrectionsArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CollectionCorrection>> {
    return reads.page(CollectionCorrection, {
      ...{ first, after, columns: askedColumns(info), orderBy: ['id'] },
      ...(state && { where: { state } }),
    });
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The payment; null when you may not see it.' })
  @Needs('paymentId')
  payment(
    @Root() { paymentId }: CollectionCorrection,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Payment | null> {
    return reads.one(Payment, paymentId, askedColumns(info));
  }

  @Mutation(() => CorrectCollectionPayload, {
    description:
      'Proposes what became of a payment of which a return file, or its time being over, has said something else; also when the cycle is closed. Nothing changes before somebody else confirms it. For those who prepare or approve payments.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  correctCollection(
    @Arg('input', () => CorrectCollectionInput, { description: 'What is to be done.' })
    input: CorrectCollectionInput,
    @Ctx() context: CommandContext,
  ): Promise<CorrectionResult> {
    return correctCollection(context, input);
  }

  @Mutation(() => DecideCollectionCorrectionPayload, {
    description:
      'Confirms or declines a correction, by somebody other than who proposed it. What was not paid after all is owed again, and the next cycle brings it. What was paid after all is taken out of a later payment that is not approved yet.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  decideCollectionCorrection(
    @Arg('input', () => DecideCollectionCorrectionInput, { description: 'What is to be done.' })
    input: DecideCollectionCorrectionInput,
    @Ctx() context: CommandContext,
  ): Promise<CorrectionResult> {
    return decideCollectionCorrection(context, input);
  }
}

@Resolver(() => Payment)
export class CorrectionsOfPaymentResolver {
  @FieldResolver(() => [CollectionCorrection], {
    description:
      'What was said wrongly of it and corrected, or is proposed to be; oldest first, 100 at most.',
  })
  @Access({ scopes: ['benefits:read'] })
  corrections(
    @Root() { id }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CollectionCorrection[]> {
    return reads.byParent(CollectionCorrection, 'paymentId', id, askedColumns(info), {
      ...{ orderBy: ['id'], limit: 100 },
    });
  }
}
