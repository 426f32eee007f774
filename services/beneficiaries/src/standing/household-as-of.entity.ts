import { Field, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { EnrolmentState } from '../enrolment/enrolment';

/** A household on a day; its fields are read from the histories when they are asked for. */
@ObjectType({
  description:
    'A household as it was on a day, by what is known now: a correction that came later is in it. For the ministry.',
})
@Access({ scopes: ['registry:read'] })
export class HouseholdAsOf {
  @Field(() => DateScalar, { description: 'The day.' })
  date!: PlainDate;

  householdId!: string;
}

/** An enrolment on a day. */
@ObjectType({ description: 'An enrolment as it was on a day.' })
@Access({ scopes: ['benefits:read'] })
export class EnrolmentAsOf {
  enrolmentId!: string;
  date!: PlainDate;

  @Field(() => EnrolmentState, {
    description:
      'Whether it was in force, suspended or ended on that day. In force from the day on which the household was enrolled, or from the first month for which it is paid when that is earlier; `dueInMonth` tells whether anything was due already.',
  })
  state!: EnrolmentState;
}
