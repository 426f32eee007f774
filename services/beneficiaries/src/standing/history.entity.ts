import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { HistoryKind } from './history-words';

registerEnumType(HistoryKind, {
  name: 'HistoryKind',
  description: 'What a step of a household’s history is about.',
  valuesConfig: {
    APPLICATION: { description: 'An application for a programme.' },
    ENROLMENT: {
      description:
        'An enrolment that began, ended or was restored, or how or to whom it is paid was changed.',
    },
    SUSPENSION: { description: 'Payments that were suspended or resumed.' },
    WITHHOLDING: { description: 'What was withheld of a payment, or is due after all.' },
    PAYMENT: { description: 'A payment that was sent, what became of it, or a correction of that.' },
    GRIEVANCE: { description: 'A grievance and its steps.' },
  },
});

/** A row of the view `household_history`. It is reached through its household, whose showing is audited. */
@Entity('household_history')
@ObjectType({
  description:
    'One step in the history of a household with programmes of cash support. Seen by who sees its subject.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class HistoryEntry {
  @PrimaryColumn('text')
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Field(() => DateScalar, { description: 'The day from which it held, or on which it happened.' })
  @Column('date')
  onDate!: PlainDate;

  /** Orders the steps of one day. */
  @Column('timestamptz')
  at!: string;

  @Field(() => HistoryKind, { description: 'What it is about.' })
  @Column('text')
  kind!: HistoryKind;

  @Field(() => ID, {
    description: 'The id of that application, enrolment, suspension, withholding, payment or grievance.',
  })
  @Column('uuid')
  subjectId!: string;

  @Field(() => String, {
    description: 'The step, as a code such as APPROVED, EXITED, PAID or CORRECTED_TO_REJECTED.',
  })
  @Column('text')
  step!: string;

  @Column('text', { nullable: true })
  number!: string | null;

  @Column('text', { nullable: true })
  programmeAr!: string | null;

  @Column('text', { nullable: true })
  programmeEn!: string | null;

  @Column('date', { nullable: true })
  month!: PlainDate | null;

  @Column('numeric', { nullable: true })
  amount!: Money | null;

  @Column('numeric', { nullable: true })
  percent!: string | null;

  @Column('text', { nullable: true })
  reasonCode!: string | null;
}

export const HistoryEntryConnection = connectionOf(HistoryEntry, 'HistoryEntry');
