import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Enrolment, EnrolmentConnection } from '../enrolment/enrolment.entity';
import { overpaidOf, overpaidShares, type OverpaidShare } from './overpaid';

@ObjectType({
  description: 'What ended enrolments of a governorate were paid too much. No person is in it.',
})
@Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
export class OverpaidTotal {
  @Field(() => GovernorateEnum, { description: 'Where the households lived when it was calculated.' })
  governorate!: Governorate;

  @Field(() => Int, { description: 'How many enrolments.' })
  enrolments!: number;

  @Field(() => MoneyScalar, { description: 'What they were paid too much, in EGP.' })
  amount!: Money;
}

@ArgsType()
class OverpaidEnrolmentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those in this programme.' })
  programmeId?: string | null;

  @Field(() => GovernorateEnum, { nullable: true, description: 'Only those of this governorate.' })
  governorate?: Governorate | null;
}

/** What was paid too much and cannot be deducted, since the enrolment has ended. */
@Resolver(() => Enrolment)
export class OverpaidResolver {
  @FieldResolver(() => MoneyScalar, {
    description:
      'What it was paid too much and is still to be deducted, in EGP, by the last approved cycle of the programme; 0 if nothing. Once it has ended it is taken off only what turns out to be due for its own months, or when it is restored: a later enrolment of the household does not pay for it, and nothing else collects it. For the ministry, and case workers of the governorate.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Needs('id')
  overpaid(@Root() { id }: Enrolment, @Ctx() { reads }: ServiceContext): Promise<Money> {
    return overpaidOf(reads, id);
  }

  @Query(() => EnrolmentConnection, {
    description:
      'Enrolments that have ended and were paid too much, in the order in which they were recorded. For those who prepare or approve payments, and auditors.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  overpaidEnrolments(
    @Args(() => OverpaidEnrolmentsArgs) { programmeId, governorate, first, after }: OverpaidEnrolmentsArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Enrolment>> {
    const inGovernorate = governorate
      ? { sql: 'id in (select enrolment_id from overpayment where governorate = ?)', values: [governorate] }
      : { sql: 'id in (select enrolment_id from overpayment)', values: [] };
    return reads.page(Enrolment, {
      ...{ first, after, columns: askedColumns(info), orderBy: ['id'] },
      where: [{ state: 'EXITED', ...(programmeId && { programmeId }) }, inGovernorate],
    });
  }

  @Query(() => [OverpaidTotal], {
    description:
      'What enrolments that have ended were paid too much, by governorate. For those who prepare or approve payments, and auditors.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  overpaidTotals(
    @Arg('programmeId', () => ID, { nullable: true, description: 'Only of this programme.' })
    programmeId: string | null,
    @Ctx() { reads }: ServiceContext,
  ): Promise<OverpaidShare[]> {
    return overpaidShares(reads, programmeId);
  }
}
