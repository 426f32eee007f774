import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel, PaymentLineKind, PaymentState } from './payment';

registerEnumType(PaymentChannel, {
  name: 'PaymentChannel',
  description: 'How money reaches the payee.',
  valuesConfig: {
    SMART_CARD: { description: 'On the card of the payee (بطاقة ميزة).' },
    POST_OFFICE: { description: 'In cash at a post office.' },
  },
});

registerEnumType(PaymentState, {
  name: 'PaymentState',
  description: 'What became of a payment.',
  valuesConfig: {
    CALCULATED: { description: 'Calculated; not approved yet.' },
    APPROVED: { description: 'Approved; the payment agent does not know of it yet.' },
    SENT: { description: 'The payment agent has been told; nothing has come back.' },
    PAID: { description: 'The payee has the money.' },
    UNCOLLECTED: { description: 'Nobody came for it in time; a later payment brings it again.' },
    REJECTED: { description: 'The payment agent could not pay it; a later payment brings it again.' },
    NOTHING_DUE: { description: 'Nothing is due for the month, so nothing is paid.' },
  },
});

registerEnumType(PaymentLineKind, {
  name: 'PaymentLineKind',
  description: 'What a line of a payment is for.',
  valuesConfig: {
    HOUSEHOLD: { description: 'The amount for the household as one.' },
    CHILD: { description: 'For a child that counts, by the stage of school of its age.' },
    PERSON: { description: 'For a person who is entitled.' },
    WITHHELD: { description: 'Withheld since a condition of the programme was not kept; negative.' },
    ARREARS: { description: 'What an earlier month was paid too little.' },
    DEDUCTION: { description: 'What an earlier month was paid too much; negative.' },
    CARRIED_OVER: { description: 'An earlier payment that was not collected or could not be paid.' },
  },
});

/** What an enrolment is paid in one cycle. */
@Entity('payment')
@PersonalRecord('payeeId')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'What an enrolment is paid in one cycle: one payment for each, ever. Seen by case workers of the governorate and the ministry, and by the household once its cycle is sent.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class Payment {
  @Field(() => ID, { description: 'Identifies the payment.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  cycleId!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  payeeId!: string;

  @Field(() => GovernorateEnum, { description: 'Where the household lived when it was calculated.' })
  @Column('text')
  governorate!: Governorate;

  @Field(() => PaymentChannel, { description: 'How the money reaches the payee.' })
  @Column('text')
  channel!: PaymentChannel;

  @Field(() => MoneyScalar, { description: 'What is paid: the sum of its lines, never below zero.' })
  @Column('numeric')
  amount!: Money;

  @Field(() => PaymentState, { description: 'What became of it.' })
  @Column('text')
  state!: PaymentState;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was paid, or known not to be; null while nothing has come back.',
  })
  @Column('date', { nullable: true })
  settledOn!: PlainDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the payment agent did not pay, by its code; null when it did or nothing has come back.',
  })
  @Column('text', { nullable: true })
  settlementCode!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which what was said of it was corrected last: `state` is what is known since. Null when it never was.',
  })
  @Column('date', { nullable: true })
  correctedOn!: PlainDate | null;

  /** The later payment that pays this one, which was not collected. */
  @Column('uuid', { nullable: true })
  carriedInto!: string | null;
}

/** What a part of a payment is for. */
@Entity('payment_line')
@ObjectType({ description: 'What a part of a payment is for. Seen by whoever sees the payment.' })
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class PaymentLine {
  @PrimaryColumn('uuid')
  paymentId!: string;

  @Field(() => Int, { description: 'Its place among the lines of the payment, from 1.' })
  @PrimaryColumn('smallint')
  ordinal!: number;

  @Field(() => PaymentLineKind, { description: 'What it is for.' })
  @Column('text')
  kind!: PaymentLineKind;

  @Field(() => DateScalar, { description: 'The month that it is for, as its first day.' })
  @Column('date')
  forMonth!: PlainDate;

  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Field(() => MoneyScalar, { description: 'The amount; negative when it makes the payment smaller.' })
  @Column('numeric')
  amount!: Money;
}

export const PaymentConnection = connectionOf(Payment, 'Payment');
