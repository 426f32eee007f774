import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { SuspensionReason } from '../enrolment/enrolment';
import { Enrolment } from '../enrolment/enrolment.entity';
import { Suspension } from '../enrolment/suspension.entity';
import { CaseToReview, CaseToReviewConnection } from './case-to-review.entity';

const OF_GOVERNORATE = `exists (
  select from enrolment join household on household.id = enrolment.household_id
   where enrolment.id = enrolment_id and household.governorate = ? offset 0)`;

@ArgsType()
class CasesToReviewArgs extends PageArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only those that are to be looked at again by this day; when it is left out, by today.',
  })
  dueBy?: PlainDate | null;

  @Field(() => GovernorateEnum, {
    nullable: true,
    description: 'Only those of households of this governorate.',
  })
  governorate?: Governorate | null;

  @Field(() => SuspensionReason, {
    nullable: true,
    description: 'Only those that are paid nothing for this reason.',
  })
  reason?: SuspensionReason | null;
}

@Resolver(() => CaseToReview)
export class CaseToReviewResolver {
  @Query(() => CaseToReviewConnection, {
    description:
      'Enrolments that are paid nothing and whose day to be looked at again has come, the longest due first. A suspended one leaves the list when the suspension is lifted or the enrolment ends; to leave it suspended, lift it and suspend it anew from the same month. One that breaches have stopped leaves it when it is recertified, suspended or ended, when a grievance is upheld, or when a month is kept. For case workers, of their governorate, and the ministry.',
  })
  @Access({ scopes: ['benefits:decide'] })
  casesToReview(
    @Args(() => CasesToReviewArgs) { dueBy, governorate, reason, first, after }: CasesToReviewArgs,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CaseToReview>> {
    return reads.page(CaseToReview, {
      ...{ first, after, columns: askedColumns(info), orderBy: ['reviewOn'] },
      where: [
        { sql: 'review_on <= ?', values: [dueBy ?? today] },
        ...(governorate ? [{ sql: OF_GOVERNORATE, values: [governorate] }] : []),
        ...(reason ? [{ reason }] : []),
      ],
    });
  }

  @FieldResolver(() => Enrolment, { nullable: true, description: 'The enrolment.' })
  @Needs('enrolmentId')
  enrolment(
    @Root() { enrolmentId }: CaseToReview,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return reads.one(Enrolment, enrolmentId, askedColumns(info));
  }

  @FieldResolver(() => Suspension, {
    nullable: true,
    description: 'The suspension, with the words of who decided it; null where breaches have stopped it.',
  })
  @Needs('suspensionId')
  suspension(
    @Root() { suspensionId }: CaseToReview,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Suspension | null> | null {
    return suspensionId === null ? null : reads.one(Suspension, suspensionId, askedColumns(info));
  }
}
