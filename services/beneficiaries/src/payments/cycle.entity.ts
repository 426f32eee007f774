import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentCycleState } from './cycle';

registerEnumType(PaymentCycleState, {
  name: 'PaymentCycleState',
  description: 'Where a payment cycle is in its life.',
  valuesConfig: {
    DRAFT: { description: 'It is open, or being calculated.' },
    CALCULATED: { description: 'Every payment is calculated; nobody has approved them.' },
    APPROVED: {
      description: 'Approved by somebody other than who had it calculated; nothing changes any more.',
    },
    SENT: { description: 'The payment agent has been told what to pay to whom.' },
    RECONCILED: { description: 'Of every payment it is known whether it was paid.' },
    CLOSED: { description: 'Its totals agree, and it is done.' },
  },
});

/** What one programme pays for one month. */
@Entity('payment_cycle')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'What one programme pays for one month (دورة صرف). Whoever may see payments sees that the cycle exists, each only their own payments in it.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read', 'aggregates:read'] })
export class PaymentCycle {
  @Field(() => ID, { description: 'Identifies the cycle.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  programmeId!: string;

  @Field(() => DateScalar, { description: 'The month that it pays, as its first day.' })
  @Column('date')
  month!: PlainDate;

  @Field(() => PaymentCycleState, { description: 'Where it is in its life.' })
  @Column('text')
  state!: PaymentCycleState;

  /** Who opened it, by the opaque id of the identity provider; not part of the graph, as with all that follow. */
  @Column('text')
  openedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  @Column('timestamptz')
  openedAt!: string;

  @Column('text', { nullable: true })
  calculatedBy!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was calculated last; null while that is under way or was never done.',
  })
  @Column('timestamptz', { nullable: true })
  calculatedAt!: string | null;

  @Column('text', { nullable: true })
  approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved; null while it is not.' })
  @Column('timestamptz', { nullable: true })
  approvedAt!: string | null;

  @Column('text', { nullable: true })
  sentBy!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was sent to the payment agent; null while it is not.',
  })
  @Column('timestamptz', { nullable: true })
  sentAt!: string | null;

  /** The version of the rules "payment_terms" by which it was calculated last. */
  @Column('text', { nullable: true })
  termsVersion!: string | null;

  /** The calculation or approval that was ordered last. */
  @Column('uuid', { nullable: true })
  batchId!: string | null;
}

export const PaymentCycleConnection = connectionOf(PaymentCycle, 'PaymentCycle');
