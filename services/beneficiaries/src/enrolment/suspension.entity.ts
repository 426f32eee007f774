import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { SuspensionReason } from './enrolment';

registerEnumType(SuspensionReason, {
  name: 'SuspensionReason',
  description: 'Why an enrolment is suspended.',
  valuesConfig: {
    RECERTIFICATION_OVERDUE: { description: 'It was not looked at again in time.' },
    UNDER_REVIEW: { description: 'Something about it is being looked into.' },
    CONDITIONS_NOT_KEPT: { description: 'The conditions of the programme were not kept.' },
    HOUSEHOLD_NOT_FOUND: { description: 'The household was not found where it lives.' },
    MONEY_NOT_COLLECTED: { description: 'The money was not collected again and again.' },
  },
});

/** A time for which an enrolment is not paid. */
@ObjectType({ description: 'A time for which an enrolment is not paid. Visible to whom the enrolment is.' })
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('suspension')
export class Suspension {
  @Field(() => ID, { description: 'Identifies the suspension.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Field(() => DateScalar, { description: 'The first month that is not paid, as its first day.' })
  @Column('date')
  fromMonth!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first month that is paid again, as its first day; null while it lasts.',
  })
  @Column('date', { nullable: true })
  untilMonth!: PlainDate | null;

  @Field(() => SuspensionReason, { description: 'Why, as a code.' })
  @Column('text')
  reasonCode!: SuspensionReason;

  @Field(() => String, { description: 'Why, in the words of who decided.' })
  @Column('text')
  reason!: string;

  @Field(() => DateScalar, { description: 'The day of the decision.' })
  @Column('date')
  decidedOn!: PlainDate;

  @Column('text')
  decidedBy!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the case is to be looked at again; null when none is set.',
  })
  @Column('date', { nullable: true })
  reviewOn!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was lifted or annulled; null while it lasts.',
  })
  @Column('date', { nullable: true })
  liftedOn!: PlainDate | null;

  @Column('text', { nullable: true })
  liftedBy!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it should never have been: then all its months are due after all.',
  })
  @Column('boolean')
  isAnnulled!: boolean;
}
