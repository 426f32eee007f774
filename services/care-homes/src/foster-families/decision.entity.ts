import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

/** Who has decided about an application. */
export const FosterDecisionKind = { ELIGIBILITY: 'ELIGIBILITY', COMMITTEE: 'COMMITTEE' } as const;
export type FosterDecisionKind = (typeof FosterDecisionKind)[keyof typeof FosterDecisionKind];

registerEnumType(FosterDecisionKind, {
  name: 'FosterDecisionKind',
  description: 'Who has decided about an application.',
  valuesConfig: {
    ELIGIBILITY: { description: 'The rules: ELIGIBLE, COMMITTEE_TO_AGREE or NOT_ELIGIBLE.' },
    COMMITTEE: { description: 'The committee: APPROVED, REFUSED or RETURNED.' },
  },
});

/** A decision about an application. Rows are never changed. */
@Entity('foster_decision')
@ObjectType({ description: 'A decision about an application, by the rules or by the committee.' })
@Access({ audience: ['partner'], scopes: ['foster:read'] })
export class FosterDecision {
  @Field(() => ID, { description: 'Identifies the decision.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Field(() => FosterDecisionKind, { description: 'Who has decided.' })
  @Column('text')
  kind!: FosterDecisionKind;

  @Field(() => Decision, { description: 'The outcome with the rules, the facts and the reasons.' })
  @Column('jsonb')
  decision!: Decision;

  @Field(() => DateScalar, { description: 'The day of the decision.' })
  @Column('date')
  decidedOn!: PlainDate;

  @Column('text')
  decidedBy!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'The members of the committee, by their opaque ids; null when the rules decided. For the ministry.',
  })
  @Access({ scopes: ['foster:read'] })
  @Column('text', { array: true, nullable: true })
  committee!: string[] | null;

  @Column('uuid', { nullable: true })
  homeStudyId!: string | null;

  /** Who studied the home and who entered the application: none of them is in the committee. */
  @Column('text', { nullable: true })
  studiedBy!: string | null;

  @Column('text', { nullable: true })
  startedBy!: string | null;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

/** What a social worker found in the home. Rows are never changed. */
@Entity('foster_home_study')
@ObjectType({
  description: 'What a social worker found in the home of a family. For the officers in charge.',
})
@Access({ scopes: ['foster:read'] })
export class FosterHomeStudy {
  @Field(() => ID, { description: 'Identifies the study.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Field(() => DateScalar, { description: 'The day of the visit.' })
  @Column('date')
  visitedOn!: PlainDate;

  @Field(() => String, { description: 'What was found.' })
  @Column('text')
  report!: string;

  @Field(() => Boolean, { description: 'Whether the social worker recommends the family.' })
  @Column('boolean')
  isRecommended!: boolean;

  /** The social worker, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  studiedBy!: string;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}
