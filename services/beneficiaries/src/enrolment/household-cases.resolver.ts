import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { Household } from '../registry/household.entity';
import { BenefitApplication } from './application.entity';
import { Enrolment } from './enrolment.entity';

const SEEN = { audience: ['partner' as const], scopes: ['benefits:read' as const] };

/** What a household applied for and is enrolled in. */
@Resolver(() => Household)
export class HouseholdCasesResolver {
  @FieldResolver(() => [Enrolment], {
    description: 'The enrolments of the household, also those that ended, in the order of their beginning.',
  })
  @Access(SEEN)
  enrolments(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment[]> {
    const order = { orderBy: ['enrolledOn'] as const };
    return reads.byParent(Enrolment, 'householdId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [BenefitApplication], {
    description: 'The applications of the household in the order in which they were handed in.',
  })
  @Access(SEEN)
  benefitApplications(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication[]> {
    const order = { orderBy: ['submittedOn'] as const };
    return reads.byParent(BenefitApplication, 'householdId', id, askedColumns(info), order);
  }
}
