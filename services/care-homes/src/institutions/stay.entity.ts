import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

/** The time that a person lives in a home. A child's stay is among the most guarded data of all. */
@Entity('care_home_stay')
@PersonalRecord('personId')
@ObjectType({
  description:
    'The time that a person lives in a home. Only the home’s own staff and the officers in charge see it.',
})
@Access({ audience: ['partner'], scopes: ['care:read'] })
export class CareHomeStay {
  @Field(() => ID, { description: 'Identifies the stay.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  careHomeId!: string;

  /** The graph shows it as `person`. */
  @Column('uuid')
  personId!: string;

  @Field(() => DateScalar, { description: 'The day of admission.' })
  @Column('date')
  admittedOn!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of discharge; null while the person lives there.',
  })
  @Column('date', { nullable: true })
  dischargedOn!: PlainDate | null;

  @Field(() => String, { description: 'The number of the decision by which the person was admitted.' })
  @Column('text')
  decisionReference!: string;

  @Field(() => String, { nullable: true, description: 'Why the stay ended; null while it lasts.' })
  @Column('text', { nullable: true })
  dischargeReason!: string | null;
}

export const CareHomeStayConnection = connectionOf(CareHomeStay, 'CareHomeStay');
