import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Ngo } from '../references/ngo';
import { isInForce } from './consent';
import { recordServiceConsent, withdrawServiceConsent, type ConsentResult } from './consent.commands';
import { ServiceConsent } from './consent.entity';
import {
  RecordServiceConsentInput,
  RecordServiceConsentPayload,
  WithdrawServiceConsentInput,
  WithdrawServiceConsentPayload,
} from './consent.inputs';
import { Household } from './household.entity';
import { Person } from './person.entity';

/** By whom a household agrees to be served. */
@Resolver(() => Household)
export class HouseholdConsentsResolver {
  @FieldResolver(() => [ServiceConsent], {
    description:
      'By which organisations it agrees and agreed to be served, oldest first. An organisation sees its own only.',
  })
  consents(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceConsent[]> {
    return reads.byParent(ServiceConsent, 'householdId', id, askedColumns(info), { orderBy: ['givenOn'] });
  }
}

@Resolver(() => ServiceConsent)
export class ConsentResolver {
  @FieldResolver(() => Ngo, { description: 'The organisation.' })
  @Needs('ngoId')
  ngo(@Root() { ngoId }: ServiceConsent): Ngo {
    return { id: ngoId };
  }

  @FieldResolver(() => Boolean, { description: 'Whether it holds, today or on another day.' })
  @Needs('givenOn', 'withdrawnOn')
  isInForce(
    @Root() consent: ServiceConsent,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when it is left out.' })
    on: PlainDate | null,
    @Ctx() { today }: ServiceContext,
  ): boolean {
    return isInForce(consent, on ?? today);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who gave it; null when you may not see the person.',
  })
  @Needs('givenById')
  givenBy(
    @Root() { givenById }: ServiceConsent,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, givenById, askedColumns(info));
  }

  @Mutation(() => RecordServiceConsentPayload, {
    description:
      'Records that a household agrees to be served by an organisation, which from then on sees it.',
  })
  @Access({ scopes: ['registry:write'] })
  recordServiceConsent(
    @Arg('input', () => RecordServiceConsentInput, { description: 'What is to be done.' })
    input: RecordServiceConsentInput,
    @Ctx() context: CommandContext,
  ): Promise<ConsentResult> {
    return recordServiceConsent(context, input);
  }

  @Mutation(() => WithdrawServiceConsentPayload, {
    description: 'Records that a household agrees no longer; the organisation stops seeing it at once.',
  })
  @Access({ scopes: ['registry:write'] })
  withdrawServiceConsent(
    @Arg('input', () => WithdrawServiceConsentInput, { description: 'What is to be done.' })
    input: WithdrawServiceConsentInput,
    @Ctx() context: CommandContext,
  ): Promise<ConsentResult> {
    return withdrawServiceConsent(context, input);
  }
}
