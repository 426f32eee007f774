import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';
import { BenefitApplication } from './application.entity';
import { Recertification } from './case.entity';
import { enrolmentLife, EnrolmentState, isRecertificationOverdue } from './enrolment';
import { Enrolment, EnrolmentConnection, EnrolmentPerson } from './enrolment.entity';
import { relatedHousehold, relatedPerson } from './related';
import { Suspension } from './suspension.entity';

const SEEN = { audience: ['partner' as const], scopes: ['benefits:read' as const] };
const MOST = 100;

@ArgsType()
class EnrolmentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those in this programme.' })
  programmeId?: string | null;

  @Field(() => EnrolmentState, { nullable: true, description: 'Only those in this state.' })
  state?: EnrolmentState | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those that should have been looked at again before today, the longest overdue first; with false those that are not overdue.',
  })
  recertificationOverdue?: boolean | null;
}

@Resolver(() => Enrolment)
export class EnrolmentResolver {
  @Query(() => Enrolment, {
    nullable: true,
    description: 'An enrolment; null when there is none that you may see.',
  })
  @Access(SEEN)
  enrolment(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return reads.one(Enrolment, id, askedColumns(info));
  }

  @Query(() => EnrolmentConnection, {
    description:
      'The enrolments that you may see, in the order in which they were recorded; when asked by recertification, in the order of the day by which they are looked at again.',
  })
  @Access(SEEN)
  enrolments(
    @Args(() => EnrolmentsArgs)
    { programmeId, state, recertificationOverdue: isOverdue = null, first, after }: EnrolmentsArgs,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Enrolment>> {
    const plain = { ...(programmeId ? { programmeId } : {}), ...(state ? { state } : {}) };
    const page = { first, after, columns: askedColumns(info) };
    if (isOverdue === null) return reads.page(Enrolment, { ...page, where: plain });
    const sql = `state <> 'EXITED' and recertify_by ${isOverdue ? '<' : '>='} ?`;
    const where = [plain, { sql, values: [today] }];
    return reads.page(Enrolment, { ...page, where, orderBy: ['recertifyBy'] });
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is in force and should have been looked at again before today.',
  })
  @Needs('state', 'recertifyBy')
  isRecertificationOverdue(@Root() enrolment: Enrolment, @Ctx() { today }: ServiceContext): boolean {
    return isRecertificationOverdue(enrolment, today);
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'The programme.' })
  @Needs('programmeId')
  programme(
    @Root() { programmeId }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, programmeId, askedColumns(info));
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: Enrolment,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> | null {
    return relatedHousehold(context, householdId, info);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who is paid for the household; null when you may not see the person.',
  })
  @Needs('payeeId')
  payee(
    @Root() { payeeId }: Enrolment,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    return relatedPerson(context, payeeId, info);
  }

  @FieldResolver(() => BenefitApplication, {
    nullable: true,
    description: 'The application of which it came; null when it came from elsewhere.',
  })
  @Needs('applicationId')
  application(
    @Root() { applicationId }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication | null> | null {
    return applicationId === null ? null : reads.one(BenefitApplication, applicationId, askedColumns(info));
  }

  @FieldResolver(() => [EnrolmentPerson], {
    description: 'Who is or was entitled, the longest first; none where the programme pays the household.',
  })
  persons(
    @Root() { id }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentPerson[]> {
    const order = { orderBy: ['entitledFrom'] as const, limit: MOST };
    return reads.byParent(EnrolmentPerson, 'enrolmentId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [Suspension], { description: 'Its suspensions, also those that ended, oldest first.' })
  suspensions(
    @Root() { id }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Suspension[]> {
    const order = { orderBy: ['fromMonth'] as const, limit: MOST };
    return reads.byParent(Suspension, 'enrolmentId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [Recertification], { description: 'When it was looked at again, oldest first.' })
  recertifications(
    @Root() { id }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Recertification[]> {
    const order = { orderBy: ['decidedOn'] as const, limit: MOST };
    return reads.byParent(Recertification, 'enrolmentId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [StateTransition], { description: 'Every step so far, oldest first.' })
  history(
    @Root() { id }: Enrolment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: enrolmentLife.subjectType };
    const order = { where, orderBy: ['ordinal'] as const, limit: MOST };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), order);
  }
}

@Resolver(() => EnrolmentPerson)
export class EnrolmentPersonResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person; null when you may not see the person.',
  })
  @Needs('personId')
  person(
    @Root() { personId }: EnrolmentPerson,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    return relatedPerson(context, personId, info);
  }
}
