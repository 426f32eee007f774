import { Directive, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision, type DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import type { EligibilityOutcome, EntitledPerson, ScorePart } from './judging';

/** As registered with type-graphql. */
export const EligibilityOutcomeEnum = {
  ELIGIBLE: 'ELIGIBLE',
  NEAR_MISS: 'NEAR_MISS',
  NOT_ELIGIBLE: 'NOT_ELIGIBLE',
} as const satisfies Record<EligibilityOutcome, EligibilityOutcome>;

registerEnumType(EligibilityOutcomeEnum, {
  name: 'EligibilityOutcome',
  description: 'What a household comes to under the rules of a programme.',
  valuesConfig: {
    ELIGIBLE: { description: 'It may have the programme.' },
    NEAR_MISS: { description: 'It is a little too well off; economic empowerment is offered instead.' },
    NOT_ELIGIBLE: { description: 'It may not have the programme; the reasons say why.' },
  },
});

@ObjectType({ description: 'What a fact has added to the score of a household.' })
@Access({ scopes: ['benefits:read'] })
export class EligibilityScorePart implements ScorePart {
  @Field(() => String, { description: 'The fact, by its code.' })
  fact!: string;

  @Field(() => String, { nullable: true, description: 'Its value; null when it was not known.' })
  value!: string | null;

  @Field(() => Float, { description: 'Points; below zero where it tells of poverty.' })
  points!: string;
}

@ObjectType({ description: 'A member whom a programme is for.' })
@Access({ scopes: ['benefits:read'] })
export class EligiblePerson implements EntitledPerson {
  @Field(() => ID, { description: 'The person, by id.' })
  personId!: string;

  @Field(() => String, {
    description: 'Why: CHILD, OLDER_PERSON, DISABILITY, ORPHAN or what the rules name.',
  })
  category!: string;
}

/** A look at a household under the rules of a programme. Kept for good: an application names the one it went by. */
@ObjectType({
  description:
    'A look at a household under the rules of a programme, with its reasons. A citizen sees those of their own household, without the points.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('eligibility_assessment')
export class EligibilityAssessment {
  @Field(() => ID, { description: 'Identifies the assessment.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  programmeId!: string;

  @Field(() => DateScalar, { description: 'By the rules of which day, and the ages and members on it.' })
  @Column('date')
  onDate!: PlainDate;

  @Field(() => EligibilityOutcomeEnum, { description: 'What it comes to.' })
  @Column('text')
  outcome!: EligibilityOutcome;

  @Field(() => Float, {
    nullable: true,
    description:
      'All points together; more mean better off. Null when nothing could be scored. For the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Column('numeric', { nullable: true })
  score!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The most points with which one is eligible; null when nothing was scored. For the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Column('numeric', { nullable: true })
  threshold!: string | null;

  @Field(() => [EligibilityScorePart], {
    description: 'The score by fact, in the order of the rules. For the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Column('jsonb')
  breakdown!: ScorePart[];

  @Field(() => Decision, { description: 'The decision with its rules, facts and reasons.' })
  @Column('jsonb')
  decision!: DecisionOf<EligibilityOutcome>;

  @Field(() => [EligiblePerson], {
    description: 'The members whom the programme is for, eldest first. For the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Column('jsonb')
  entitled!: EntitledPerson[];

  @Field(() => [String], {
    description:
      'Kinds of facts of which a registry says something else than the family: a visit has to look. For the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  @Column('text', { array: true })
  disputedFacts!: string[];

  @Column('text')
  assessedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @Column('timestamptz')
  assessedAt!: string;
}

export const EligibilityAssessmentConnection = connectionOf(EligibilityAssessment, 'EligibilityAssessment');
