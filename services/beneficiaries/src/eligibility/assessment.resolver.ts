import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { assessEligibility, type AssessmentResult } from './assessment.commands';
import { EligibilityAssessment, EligibilityAssessmentConnection } from './assessment.entity';
import { AssessEligibilityInput, AssessEligibilityPayload } from './assessment.inputs';

@Resolver(() => Household)
export class HouseholdAssessmentsResolver {
  @FieldResolver(() => EligibilityAssessmentConnection, {
    description: 'How it was looked at for programmes, latest first.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  @Needs('id')
  eligibilityAssessments(
    @Root() { id }: Household,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<EligibilityAssessment>> {
    return reads.byParentPage(EligibilityAssessment, 'householdId', id, askedColumns(info), {
      ...{ first, after, orderBy: ['assessedAt'], descending: true },
    });
  }
}

@Resolver(() => EligibilityAssessment)
export class AssessmentResolver {
  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: EligibilityAssessment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return reads.one(Household, householdId, askedColumns(info));
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'The programme.' })
  @Needs('programmeId')
  programme(
    @Root() { programmeId }: EligibilityAssessment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, programmeId, askedColumns(info));
  }

  @Mutation(() => AssessEligibilityPayload, {
    description:
      'Looks at a household as it stands today under the rules of a programme, and keeps what came of it. For citizens about their own household.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:apply'] })
  assessEligibility(
    @Arg('input', () => AssessEligibilityInput, { description: 'What is to be done.' })
    input: AssessEligibilityInput,
    @Ctx() context: CommandContext,
  ): Promise<AssessmentResult> {
    return assessEligibility(context, input);
  }
}
