import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Enrolment } from '../enrolment/enrolment.entity';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';
import { PaymentCycle } from './cycle.entity';
import { Payment, PaymentConnection, PaymentLine } from './payment.entity';
import { governorateListed } from './governorate-listed';
import { linesOf } from './payment-lines';

@Resolver(() => Payment)
export class PaymentResolver {
  @FieldResolver(() => [PaymentLine], {
    description: 'What it is made of: the amounts of the month, what is withheld, then earlier months.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  lines(@Root() { id }: Payment, @Ctx() { reads }: ServiceContext): Promise<PaymentLine[]> {
    return linesOf(reads, id);
  }

  @FieldResolver(() => PaymentCycle, { nullable: true, description: 'The cycle in which it is paid.' })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  @Needs('cycleId')
  cycle(
    @Root() { cycleId }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PaymentCycle | null> {
    return reads.one(PaymentCycle, cycleId, askedColumns(info));
  }

  @FieldResolver(() => Enrolment, { nullable: true, description: 'The enrolment that is paid.' })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  @Needs('enrolmentId')
  enrolment(
    @Root() { enrolmentId }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return reads.one(Enrolment, enrolmentId, askedColumns(info));
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who receives it; null when you may not see the person.',
  })
  @Access({ audience: ['partner'], scopes: [['benefits:read', 'registry:read']] })
  @Needs('payeeId')
  payee(
    @Root() { payeeId }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, payeeId, askedColumns(info));
  }

  @FieldResolver(() => Payment, {
    nullable: true,
    description:
      'The later payment that brings this one again; null when it was collected, or none has yet that you may see.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  @Needs('carriedInto')
  async paidAgainBy(
    @Root() { carriedInto }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Payment | null> {
    return carriedInto === null ? null : reads.one(Payment, carriedInto, askedColumns(info));
  }
}

@Resolver(() => PaymentLine)
export class PaymentLineResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The child or the person whom it is for; null when it is for the household, or you may not see the person.',
  })
  @Access({ audience: ['partner'], scopes: [['benefits:read', 'registry:read']] })
  async person(
    @Root() { personId }: PaymentLine,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return personId === null ? null : reads.one(Person, personId, askedColumns(info));
  }
}

@ArgsType()
class CyclePaymentsArgs extends PageArgs {
  @Field(() => GovernorateEnum, { nullable: true, description: 'Only those of this governorate.' })
  governorate?: Governorate | null;
}

@Resolver(() => PaymentCycle)
export class CyclePaymentsResolver {
  @FieldResolver(() => PaymentConnection, {
    description:
      'Its payments that you may see, governorate by governorate; for a case worker who names none, those that were due in their own.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  payments(
    @Root() { id }: PaymentCycle,
    @Args(() => CyclePaymentsArgs) { governorate, first, after }: CyclePaymentsArgs,
    @Ctx() { reads, caller }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Payment>> {
    const where = governorateListed(caller, governorate);
    return reads.byParentPage(Payment, 'cycleId', id, askedColumns(info), {
      ...{ first, after, orderBy: ['governorate'] },
      ...(where && { where }),
    });
  }
}

@Resolver(() => Enrolment)
export class EnrolmentPaymentsResolver {
  @FieldResolver(() => PaymentConnection, { description: 'What it was paid, the latest first.' })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  payments(
    @Root() { id }: Enrolment,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Payment>> {
    return reads.byParentPage(Payment, 'enrolmentId', id, askedColumns(info), latestFirst(page));
  }
}

@Resolver(() => Household)
export class HouseholdPaymentsResolver {
  @FieldResolver(() => PaymentConnection, {
    description: 'What it was paid by all programmes, the latest first.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  payments(
    @Root() { id }: Household,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Payment>> {
    return reads.byParentPage(Payment, 'householdId', id, askedColumns(info), latestFirst(page));
  }
}

/** Ids of payments follow time. */
const latestFirst = ({ first, after }: PageArgs) => ({
  ...{ first, after, orderBy: ['id' as const], descending: true },
});
