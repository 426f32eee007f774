import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';
import { ApplicationState } from './application';

registerEnumType(ApplicationState, {
  name: 'BenefitApplicationState',
  description: 'How far an application for a programme has come.',
  valuesConfig: {
    SUBMITTED: { description: 'Handed in; documents are being gathered.' },
    DOCUMENTS_COMPLETE: { description: 'All documents are there; a visit to the household comes next.' },
    VERIFIED: { description: 'The household was visited; the decision comes next.' },
    APPROVED: { description: 'Approved: the household is enrolled.' },
    REFUSED: { description: 'Refused; its decision tells the reasons.' },
    WITHDRAWN: { description: 'The household no longer wants it.' },
  },
});

/** A household applies for a programme. */
@ObjectType({
  description:
    'An application of a household for a programme of cash support. A citizen sees those of their own household, a case worker those of their governorate.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('benefit_application')
@PersonalRecord('applicantId')
export class BenefitApplication {
  @Field(() => ID, { description: 'Identifies the application.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The number by which the family follows it, such as A0000000123.' })
  @Column({ type: 'text', insert: false, update: false })
  number!: string;

  @Column('text')
  programmeId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  applicantId!: string;

  @Field(() => PaymentChannel, { description: 'How the family would be paid.' })
  @Column('text')
  channel!: PaymentChannel;

  @Field(() => ApplicationState, { description: 'How far it has come.' })
  @Column('text')
  state!: ApplicationState;

  @Field(() => DateScalar, {
    description: 'The day on which it was handed in; the rules of eligibility of that day decide.',
  })
  @Column('date')
  submittedOn!: PlainDate;

  /** Who entered it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  submittedBy!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the decision; null before it.' })
  @Column('date', { nullable: true })
  decidedOn!: PlainDate | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Field(() => Decision, {
    nullable: true,
    description:
      'The decision that holds, APPROVED or REFUSED, with its reasons; null before it, and again when it was reopened.',
  })
  @Column('jsonb', { nullable: true })
  decision!: Decision | null;

  /** The assessment of eligibility on which the decision rests. */
  @Column('uuid', { nullable: true })
  assessmentId!: string | null;
}

export const BenefitApplicationConnection = connectionOf(BenefitApplication, 'BenefitApplication');
