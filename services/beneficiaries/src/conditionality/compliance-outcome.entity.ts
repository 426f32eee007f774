import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { MonthOutcome, Requirement, Shortfall } from './compliance';

registerEnumType(MonthOutcome, {
  name: 'ComplianceMonthOutcome',
  description: 'How a household kept the conditions of a month.',
  valuesConfig: {
    COMPLIANT: { description: 'All that was asked was kept.' },
    BREACH: { description: 'Something that was asked was not kept.' },
    NOT_REPORTED: { description: 'Something is not reported yet; it is not held against the household.' },
    NOTHING_ASKED: { description: 'Nothing was asked, as in the holidays.' },
  },
});
registerEnumType(Requirement, {
  name: 'ComplianceRequirement',
  description: 'What is asked of a member of a household that a programme with conditions supports.',
  valuesConfig: {
    ATTENDANCE: { description: 'A child of school age attends school.' },
    YEAR_PASSED: {
      description:
        'Who is from 18 and below 26 and studies has passed the last school year. Asked of whom a result is reported.',
    },
    CHILD_VISIT: { description: 'A small child is seen by a health unit.' },
    MOTHER_VISIT: { description: 'A mother is seen by a health unit after a birth.' },
  },
});
registerEnumType(Shortfall, {
  name: 'ComplianceShortfall',
  description: 'Why something that was asked does not count as kept.',
  valuesConfig: {
    NOT_KEPT: { description: 'It is reported, and less than was asked.' },
    NOT_REPORTED: { description: 'Nobody has reported it yet.' },
  },
});

/** What one member did not keep, or what of one is not reported; part of the jsonb of its outcome. */
@ObjectType({ description: 'What of one member was not kept, or is not reported, in a month.' })
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class ComplianceFinding {
  personId!: string;

  @Field(() => Requirement, { description: 'What was asked.' })
  requirement!: Requirement;

  @Field(() => Shortfall, { description: 'Whether it was not kept, or is not reported.' })
  shortfall!: Shortfall;

  @Field(() => String, {
    nullable: true,
    description:
      'What is reported: the attendance in per cent, cut to one decimal, or the day of the visit. Null when nothing is, when the visit did not take place, and of a school year.',
  })
  fact!: string | null;

  @Field(() => String, {
    description:
      'What is asked: the least attendance in per cent, the school year to be passed, such as 2025/2026, or the last day on which the visit counted.',
  })
  limit!: string;
}

/** It names no person outside its findings: it is reached through its enrolment, whose showing is audited. */
@ObjectType({
  description:
    'How a household kept the conditions of a programme in one month, and what follows. It changes when schools or health units report late or correct what they reported.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('compliance_outcome')
export class ComplianceOutcome {
  @Field(() => ID, { description: 'Identifies it.' })
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Field(() => DateScalar, { description: 'The month, as the day of its first.' })
  @Column('date')
  month!: PlainDate;

  @Field(() => MonthOutcome, { description: 'How the conditions were kept.' })
  @Column('text')
  outcome!: MonthOutcome;

  @Field(() => Decision, {
    description: 'The rules, the facts and, in plain words, everything that was not kept or is not reported.',
  })
  @Column('jsonb')
  decision!: Decision;

  @Field(() => [ComplianceFinding], { description: 'The same, member by member.' })
  @Column('jsonb')
  findings!: ComplianceFinding[];

  @Field(() => DateScalar, { description: 'The day on which it was evaluated last.' })
  @Column('date')
  evaluatedOn!: PlainDate;

  @Column('text')
  evaluatedBy!: string;

  @Field(() => Int, {
    description:
      'Where the household stands after the month: 0 in order, 1 warned, and each further breach a step more up to the last. The steps are rules data.',
  })
  @Column('smallint')
  step!: number;

  @Field(() => Float, {
    description: 'How much of a payment this breach withholds, in per cent; 0 when it withholds nothing.',
  })
  @Column('numeric', { precision: 5, scale: 2 })
  withholdPercent!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first month whose payment it makes smaller, as its first day: the next that is not calculated yet. Null when it withholds nothing.',
  })
  @Column('date', { nullable: true })
  withholdsFrom!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first month of which it withholds nothing more, as its first day; earlier once the conditions are kept. Null when it withholds nothing.',
  })
  @Column('date', { nullable: true })
  withholdsUntil!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'When a case that the last step has stopped is looked at again (after 6 months to begin with). Null for other steps.',
  })
  @Column('date', { nullable: true })
  reviewOn!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which a grievance was upheld, since when the breach no longer counts. Null before.',
  })
  @Column('date', { nullable: true })
  excusedOn!: PlainDate | null;

  @Column('text', { nullable: true })
  excusedBy!: string | null;

  @Column('uuid', { nullable: true })
  excusedFor!: string | null;
}
