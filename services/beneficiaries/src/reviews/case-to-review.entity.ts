import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { SuspensionReason } from '../enrolment/enrolment';

/** Triggers write it. It names nobody: people are reached through its enrolment, whose showing is audited. */
@ObjectType({
  description:
    'An enrolment that is paid nothing for the time being and is to be looked at again: it is suspended, or its last breach of the conditions has stopped its payments. Seen by case workers of its governorate and the ministry.',
})
@Access({ scopes: ['benefits:decide'] })
@Entity('case_to_review')
export class CaseToReview {
  @PrimaryColumn('uuid')
  enrolmentId!: string;

  @Column('uuid', { nullable: true })
  suspensionId!: string | null;

  @Field(() => DateScalar, { description: 'The day on which it is to be looked at again.' })
  @Column('date')
  reviewOn!: PlainDate;

  @Field(() => SuspensionReason, { description: 'Why it is paid nothing.' })
  @Column('text')
  reason!: SuspensionReason;

  @Field(() => DateScalar, {
    description:
      'The first month that is not paid, as its first day. Where breaches have stopped it, payments come again by themselves with the month of the review.',
  })
  @Column('date')
  since!: PlainDate;
}

export const CaseToReviewConnection = connectionOf(CaseToReview, 'CaseToReview');
