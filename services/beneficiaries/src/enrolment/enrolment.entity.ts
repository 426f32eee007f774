import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';
import { EnrolmentState, ExitReason } from './enrolment';
import { EntitlementCategory } from './terms';

registerEnumType(EnrolmentState, {
  name: 'EnrolmentState',
  description: 'Whether a household is paid by a programme.',
  valuesConfig: {
    ACTIVE: { description: 'Paid, month by month.' },
    SUSPENDED: { description: 'Not paid for the time being; its suspension tells from which month and why.' },
    EXITED: { description: 'Ended; its exit reason tells why.' },
  },
});
registerEnumType(ExitReason, {
  name: 'EnrolmentExitReason',
  description: 'Why an enrolment has ended.',
  valuesConfig: {
    NO_LONGER_ELIGIBLE: { description: 'The rules of eligibility no longer find the household eligible.' },
    AT_OWN_WISH: { description: 'The household no longer wants it.' },
    GRADUATED: { description: 'The household supports itself.' },
    LEFT_THE_COUNTRY: { description: 'The household lives abroad.' },
    FALSE_INFORMATION: { description: 'It was enrolled on facts that were not true.' },
    HOUSEHOLD_DISSOLVED: {
      description: 'Nobody belongs to the household any more. Follows from the registry.',
    },
    NOBODY_ENTITLED: {
      description: 'Nobody of the household is entitled any more. Follows from the registry.',
    },
  },
});
registerEnumType(EntitlementCategory, {
  name: 'EntitlementCategory',
  description: 'Why a person is entitled by themselves.',
  valuesConfig: {
    OLDER_PERSON: { description: 'Has reached the age of the rules, 65 to begin with.' },
    DISABILITY: { description: 'A person with a disability.' },
    ORPHAN: { description: 'A child who has lost parents.' },
  },
});

/** That a household is enrolled in a programme. */
@ObjectType({
  description:
    'That a household is, or was, enrolled in a programme. A citizen sees those of their own household, a case worker those of their governorate.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('enrolment')
@PersonalRecord('payeeId')
export class Enrolment {
  @Field(() => ID, { description: 'Identifies the enrolment.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The number by which people name it, such as E0000000123.' })
  @Column({ type: 'text', insert: false, update: false })
  number!: string;

  @Column('text')
  programmeId!: string;

  @Column('uuid')
  householdId!: string;

  /** Null when it came from elsewhere, such as the Daman transfer. */
  @Column('uuid', { nullable: true })
  applicationId!: string | null;

  @Column('uuid')
  payeeId!: string;

  @Field(() => PaymentChannel, { description: 'How it is paid.' })
  @Column('text')
  channel!: PaymentChannel;

  @Field(() => EnrolmentState, { description: 'Whether it is paid.' })
  @Column('text')
  state!: EnrolmentState;

  @Field(() => DateScalar, { description: 'The first month that is paid, as its first day.' })
  @Column('date')
  entitledFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first month that is no longer paid, as its first day; null while it has not ended.',
  })
  @Column('date', { nullable: true })
  entitledUntil!: PlainDate | null;

  @Field(() => DateScalar, { description: 'The day by which eligibility is to be looked at again.' })
  @Column('date')
  recertifyBy!: PlainDate;

  @Field(() => DateScalar, { description: 'The day on which it was enrolled.' })
  @Column('date')
  enrolledOn!: PlainDate;

  @Column('text')
  enrolledBy!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it ended; null before.' })
  @Column('date', { nullable: true })
  exitedOn!: PlainDate | null;

  @Field(() => ExitReason, { nullable: true, description: 'Why it ended; null before.' })
  @Column('text', { nullable: true })
  exitReason!: ExitReason | null;

  /** Who ended it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text', { nullable: true })
  exitedBy!: string | null;
}

export const EnrolmentConnection = connectionOf(Enrolment, 'Enrolment');

/** A person who is entitled by an enrolment of a programme that pays persons. */
@ObjectType({
  description: 'A person who is, or was, entitled by an enrolment of a programme that pays persons.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('enrolment_person')
@PersonalRecord('personId')
export class EnrolmentPerson {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => EntitlementCategory, { description: 'Why the person is entitled.' })
  @Column('text')
  category!: EntitlementCategory;

  @Field(() => DateScalar, { description: 'The first month, as its first day.' })
  @Column('date')
  entitledFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first month no longer, as its first day; null while the person is entitled.',
  })
  @Column('date', { nullable: true })
  entitledUntil!: PlainDate | null;

  /** EXIT with the enrolment, LEFT, DIED, or NOT_ENTITLED any more; null while the person is entitled. */
  @Column('text', { nullable: true })
  endReason!: 'EXIT' | 'LEFT' | 'DIED' | 'NOT_ENTITLED' | null;
}
