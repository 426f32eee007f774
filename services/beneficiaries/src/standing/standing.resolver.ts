import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { requirePageSize } from '@solidarity/subgraph-kit/values/connection';
import { BenefitApplication } from '../enrolment/application.entity';
import { Enrolment } from '../enrolment/enrolment.entity';
import { relatedHousehold } from '../enrolment/related';
import { Grievance } from '../grievances/grievance.entity';
import { Payment } from '../payments/payment.entity';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';
import { applicationStandings, enrolmentStandings } from './case-standing';
import { paymentStandings } from './payment-standing';
import {
  ApplicationStanding,
  EnrolmentStanding,
  HouseholdStanding,
  PaymentStanding,
} from './standing.entity';

const TO_FAMILY = { audience: ['partner' as const], scopes: ['benefits:read' as const] };

@Resolver(() => Household)
export class StandingOfHouseholdResolver {
  @Query(() => HouseholdStanding, {
    nullable: true,
    description:
      'How your own household stands, for a citizen; null for who belongs to no household, and for everybody else.',
  })
  @Access(TO_FAMILY)
  async myStanding(@Ctx() { caller, reads }: ServiceContext): Promise<HouseholdStanding | null> {
    const { personId } = caller.claims;
    if (caller.role !== 'citizen' || personId === undefined) return null;
    const person = await reads.one(Person, personId, ['householdId']);
    return person?.householdId ? { householdId: person.householdId } : null;
  }

  @FieldResolver(() => HouseholdStanding, {
    description: 'How it stands with the programmes, in words that can be read to the family.',
  })
  @Access(TO_FAMILY)
  standing(@Root() { id }: Household): HouseholdStanding {
    return { householdId: id };
  }
}

@Resolver(() => HouseholdStanding)
export class HouseholdStandingResolver {
  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  household(
    @Root() { householdId }: HouseholdStanding,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> | null {
    return relatedHousehold(context, householdId, info);
  }

  @FieldResolver(() => [EnrolmentStanding], { description: 'Its enrolments, the latest first; at most 20.' })
  enrolments(
    @Root() { householdId }: HouseholdStanding,
    @Ctx() context: ServiceContext,
  ): Promise<EnrolmentStanding[]> {
    return enrolmentStandings(context, householdId);
  }

  @FieldResolver(() => [ApplicationStanding], {
    description: 'Its applications, the latest first; at most 20.',
  })
  applications(
    @Root() { householdId }: HouseholdStanding,
    @Ctx() context: ServiceContext,
  ): Promise<ApplicationStanding[]> {
    return applicationStandings(context, householdId);
  }

  @FieldResolver(() => [PaymentStanding], {
    description:
      'Its last payments with the reason of each line, the latest first. What is not sent yet is not told.',
  })
  payments(
    @Root() { householdId }: HouseholdStanding,
    @Arg('first', () => Int, { defaultValue: 6, description: 'How many at most: 1 to 100.' }) first: number,
    @Ctx() context: ServiceContext,
  ): Promise<PaymentStanding[]> {
    return paymentStandings(context, householdId, requirePageSize(first));
  }

  @FieldResolver(() => [Grievance], {
    description: 'Its grievances that wait for an answer, those due first first.',
  })
  openGrievances(
    @Root() { householdId }: HouseholdStanding,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Grievance[]> {
    const where = { sql: `state in ('FILED', 'ASSIGNED')`, values: [] };
    return reads.byParent(Grievance, 'householdId', householdId, askedColumns(info), {
      where,
      orderBy: ['dueOn'],
    });
  }
}

@Resolver(() => EnrolmentStanding)
export class EnrolmentStandingResolver {
  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The enrolment; null when you may not see it.',
  })
  enrolment(
    @Root() { enrolmentId }: EnrolmentStanding,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return reads.one(Enrolment, enrolmentId, askedColumns(info));
  }
}

@Resolver(() => ApplicationStanding)
export class ApplicationStandingResolver {
  @FieldResolver(() => BenefitApplication, {
    nullable: true,
    description: 'The application; null when you may not see it.',
  })
  application(
    @Root() { applicationId }: ApplicationStanding,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication | null> {
    return reads.one(BenefitApplication, applicationId, askedColumns(info));
  }
}

@Resolver(() => PaymentStanding)
export class PaymentStandingResolver {
  @FieldResolver(() => Payment, { nullable: true, description: 'The payment; null when you may not see it.' })
  payment(
    @Root() { paymentId }: PaymentStanding,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Payment | null> {
    return reads.one(Payment, paymentId, askedColumns(info));
  }
}
