import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import type { SqlCondition } from '@solidarity/subgraph-kit/database/where';
import { stateOn, StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { enrolmentLife, type EnrolmentState } from '../enrolment/enrolment';
import { Enrolment } from '../enrolment/enrolment.entity';
import { HouseholdAddress } from '../registry/address.entity';
import { Household } from '../registry/household.entity';
import { Headship, Membership } from '../registry/membership.entity';
import { Person } from '../registry/person.entity';
import { EnrolmentAsOf, HouseholdAsOf } from './household-as-of.entity';

/** More than any household has, also over the years. */
const MOST = 200;

@Resolver(() => Household)
export class HouseholdOnADayResolver {
  @FieldResolver(() => HouseholdAsOf, {
    description:
      'The household as it was on a day: who belonged to it and headed it, where it lived, what it was enrolled in.',
  })
  @Access({ scopes: ['registry:read'] })
  asOf(
    @Root() { id }: Household,
    @Arg('date', () => DateScalar, { description: 'The day.' }) date: PlainDate,
  ): HouseholdAsOf {
    return { householdId: id, date };
  }
}

/** What of a history held on a day. */
const holding = (from: string, until: string, day: PlainDate): SqlCondition => ({
  sql: `${from} <= ? and (${until} is null or ${until} > ?)`,
  values: [day, day],
});

@Resolver(() => HouseholdAsOf)
export class HouseholdAsOfResolver {
  @FieldResolver(() => [Membership], { description: 'Who belonged to it, in the order of joining.' })
  members(
    @Root() { householdId, date }: HouseholdAsOf,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Membership[]> {
    const where = holding('joined_on', 'left_on', date);
    const columns = askedColumns(info);
    return reads.byParent(Membership, 'householdId', householdId, columns, {
      where,
      orderBy: ['joinedOn'],
      limit: MOST,
    });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who headed it; null when nobody did, or you may not see the person.',
  })
  async head(
    @Root() { householdId, date }: HouseholdAsOf,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    const options = { where: holding('since', 'until', date), limit: 1 };
    const [headship] = await reads.byParent(Headship, 'householdId', householdId, ['personId'], options);
    return headship ? reads.one(Person, headship.personId, askedColumns(info)) : null;
  }

  @FieldResolver(() => HouseholdAddress, {
    nullable: true,
    description: 'Where it lived; null when it did not exist, or not yet or no longer.',
  })
  async address(
    @Root() { householdId, date }: HouseholdAsOf,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HouseholdAddress | null> {
    const columns = askedColumns(info);
    const options = { where: holding('since', 'until', date), limit: 1 };
    const [address] = await reads.byParent(HouseholdAddress, 'householdId', householdId, columns, options);
    return address ?? null;
  }

  @FieldResolver(() => [EnrolmentAsOf], {
    description:
      'Its enrolments that had begun by then, in the order of their beginning, also those that had ended.',
  })
  @Access({ scopes: ['benefits:read'] })
  async enrolments(
    @Root() { householdId, date }: HouseholdAsOf,
    @Ctx() { reads }: ServiceContext,
  ): Promise<EnrolmentAsOf[]> {
    const order = { orderBy: ['enrolledOn'] as const };
    const enrolments = await reads.byParent(Enrolment, 'householdId', householdId, [], order);
    const states = await Promise.all(enrolments.map(({ id }) => stateOf(reads, id, date)));
    return enrolments.flatMap(({ id: enrolmentId }, index) => {
      const state = states[index];
      return state ? [{ enrolmentId, date, state }] : [];
    });
  }
}

/** Null before it began. */
async function stateOf(reads: Reads, enrolmentId: string, date: PlainDate): Promise<EnrolmentState | null> {
  const { subjectType } = enrolmentLife;
  const columns = ['ordinal', 'onDate', 'toState'];
  const steps = await reads.byParent(StateTransition, 'subjectId', enrolmentId, columns, {
    where: { subjectType },
    orderBy: ['ordinal'],
    limit: MOST,
  });
  // The history of enrolments holds their states and no other.
  return stateOn(steps, date) as EnrolmentState | null;
}

/** What approved payments have told of a month; those that were not collected bring the same money again. */
const DUE = `
  select enrolment_id, sum(amount)::numeric(14,2)::text as due from (
    select enrolment_id, line.amount
      from payment join payment_line line on line.payment_id = payment.id
      join payment_cycle cycle on cycle.id = payment.cycle_id and cycle.approved_at is not null
     where enrolment_id = any ($1::uuid[]) and for_month = $2 and kind <> 'CARRIED_OVER'
    union all
    select enrolment_id, 0
      from payment join payment_cycle cycle on cycle.id = payment.cycle_id and cycle.approved_at is not null
     where enrolment_id = any ($1::uuid[]) and cycle.month = $2) as told
   group by enrolment_id`;

@Resolver(() => EnrolmentAsOf)
export class EnrolmentAsOfResolver {
  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The enrolment as it is today; null when you may not see it.',
  })
  enrolment(
    @Root() { enrolmentId }: EnrolmentAsOf,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Enrolment | null> {
    return reads.one(Enrolment, enrolmentId, askedColumns(info));
  }

  @FieldResolver(() => MoneyScalar, {
    nullable: true,
    description:
      'What was due for the month of that day, by all payments that are approved today: arrears and deductions that came later are in it. Null while none tells of the month.',
  })
  dueInMonth(
    @Root() { enrolmentId, date }: EnrolmentAsOf,
    @Ctx() { reads }: ServiceContext,
  ): Promise<Money | null> {
    const month = startOfMonth(date);
    return reads.batch(`due in ${month}`, enrolmentId, async (ids) => {
      const rows = await reads.rows<{ enrolment_id: string; due: Money }>(DUE, [[...ids], month]);
      const due = new Map(rows.map((row) => [row.enrolment_id, row.due]));
      return ids.map((id) => due.get(id) ?? null);
    });
  }
}
