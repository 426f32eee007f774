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
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { SqlCondition } from '@solidarity/subgraph-kit/database/where';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { relatedHousehold, relatedPerson } from '../enrolment/related';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';
import { escalatedOn, grievanceLife, GrievanceState, isOverdueOn } from './grievance';
import { Grievance, GrievanceConnection } from './grievance.entity';

const OF_BENEFITS = { audience: ['partner' as const], scopes: ['benefits:read' as const] };

@ArgsType()
class GrievancesArgs extends PageArgs {
  @Field(() => GrievanceState, { nullable: true, description: 'Only those that have come so far.' })
  state?: GrievanceState | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that wait for an answer after the day on which one was due.',
  })
  overdue?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that are assigned to you and open.',
  })
  mine?: boolean | null;

  @Field(() => GovernorateEnum, {
    nullable: true,
    description: 'Only those that were filed in this governorate.',
  })
  governorate?: Governorate | null;
}

@Resolver(() => Grievance)
export class GrievanceResolver {
  @Query(() => Grievance, {
    nullable: true,
    description: 'A grievance by its id; null when there is none that you may see.',
  })
  @Access(OF_BENEFITS)
  grievance(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Grievance | null> {
    return reads.one(Grievance, id, askedColumns(info));
  }

  @Query(() => GrievanceConnection, {
    description: 'The grievances that you may see, those that are due first first.',
  })
  @Access(OF_BENEFITS)
  grievances(
    @Args(() => GrievancesArgs) { first, after, ...filter }: GrievancesArgs,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Grievance>> {
    const where = conditionsOf(filter, context);
    const columns = askedColumns(info);
    return context.reads.page(Grievance, { where, orderBy: ['dueOn'], first, after, columns });
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: Grievance,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> | null {
    return relatedHousehold(context, householdId, info);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who objects; null when you may not see the person.',
  })
  @Needs('complainantId')
  complainant(
    @Root() { complainantId }: Grievance,
    @Ctx() context: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> | null {
    return relatedPerson(context, complainantId, info);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it waits for an answer after the day on which one was due.',
  })
  @Needs('state', 'dueOn', 'closedOn')
  isOverdue(@Root() grievance: Grievance, @Ctx() { today }: ServiceContext): boolean {
    return isOverdueOn(grievance, today);
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The day from which it was the ministry’s to decide, the one after it was due; null when it did not come to that.',
  })
  @Needs('state', 'dueOn', 'closedOn')
  escalatedOn(@Root() grievance: Grievance, @Ctx() { today }: ServiceContext): PlainDate | null {
    return escalatedOn(grievance, today);
  }

  @FieldResolver(() => [StateTransition], {
    description: 'Every step so far, the first one first; at most 100.',
  })
  @Needs('id')
  history(
    @Root() { id }: Grievance,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where: { subjectType: grievanceLife.subjectType },
      orderBy: ['ordinal'],
    });
  }
}

/** What a list is narrowed to; the open ones are told by constants, so that the index of what is due serves them. */
function conditionsOf(
  { state, overdue, mine, governorate }: Omit<GrievancesArgs, 'first' | 'after'>,
  { today, caller }: ServiceContext,
): SqlCondition[] {
  const conditions: (SqlCondition | null)[] = [
    state ? { sql: 'state = ?', values: [state] } : null,
    overdue ? { sql: `state in ('FILED', 'ASSIGNED') and due_on < ?`, values: [today] } : null,
    mine ? { sql: `state = 'ASSIGNED' and assigned_to = ?`, values: [caller.subject] } : null,
    governorate ? { sql: 'governorate = ?', values: [governorate] } : null,
  ];
  return conditions.filter((condition) => condition !== null);
}

/** What a household objects and has objected to. */
@Resolver(() => Household)
export class HouseholdGrievancesResolver {
  @FieldResolver(() => GrievanceConnection, {
    description: 'What the household objects and has objected to, the latest first.',
  })
  @Access(OF_BENEFITS)
  grievances(
    @Root() { id }: Household,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Grievance>> {
    const page = { orderBy: ['filedOn'] as const, descending: true, first, after };
    return reads.byParentPage(Grievance, 'householdId', id, askedColumns(info), page);
  }
}
