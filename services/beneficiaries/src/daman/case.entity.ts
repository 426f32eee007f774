import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  DateScalar,
  DateTimeScalar,
  GovernorateEnum,
  MoneyScalar,
} from '@solidarity/subgraph-kit/values/scalars';
import { EntitlementCategory } from '../enrolment/terms';
import { DamanBasis, DamanCloseReason, DamanState } from './daman-case';

registerEnumType(DamanState, {
  name: 'DamanCaseState',
  description: 'How far a case of Daman has come on its way to another programme.',
  valuesConfig: {
    RECEIVED: { description: 'It came in by a list and was not looked up yet.' },
    VERIFIED: { description: 'Its person is registered and alive, and it is the only one.' },
    NOT_FOUND: { description: 'The registry knows no such person in its governorate, or in no household.' },
    DUPLICATE: { description: 'Another case, or an enrolment, serves the same person or household.' },
    DECEASED: { description: 'Its person is recorded as dead.' },
    HELD: {
      description:
        'The registry has another name for the number, or the last month paid is long ago: somebody confirms it, mends it or closes it.',
    },
    MOVED: { description: 'Another programme pays since the month after the last that Daman has paid.' },
    CLOSED: { description: 'It ended without being moved; its reason tells why.' },
  },
});
registerEnumType(DamanBasis, {
  name: 'DamanBasis',
  description: 'What Daman granted a pension for.',
  valuesConfig: {
    OLD_AGE: { description: 'Old age (شيخوخة).' },
    DISABILITY: { description: 'A disability (عجز).' },
    ORPHAN: { description: 'The loss of parents (أيتام).' },
    WIDOW: { description: 'The loss of a husband (أرملة).' },
    DIVORCED: { description: 'A divorce (مطلقة).' },
    OTHER: { description: 'Something else.' },
  },
});
registerEnumType(DamanCloseReason, {
  name: 'DamanCloseReason',
  description: 'Why a case of Daman ended without being moved.',
  valuesConfig: {
    DECEASED: { description: 'Who had the pension is dead.' },
    DUPLICATE: { description: 'The person or household is served by another case or enrolment.' },
    NOT_FOUND: { description: 'Nobody could find the person.' },
    NOT_ENTITLED: { description: 'No programme is meant for the person or household.' },
    RENOUNCED: { description: 'The person no longer wants it.' },
  },
});

/** A pension of the old social security, on its way to another programme. */
@ObjectType({
  description:
    'A pension of Daman, the old social security that is being closed, on its way to Takaful or Karama. A case worker sees those of their governorate.',
})
@Directive('@key(fields: "id")')
@Access({ scopes: ['benefits:read'] })
@Entity('daman_case')
@PersonalRecord('personId')
export class DamanCase {
  @Field(() => ID, { description: 'Identifies the case.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  batchId!: string;

  @Field(() => String, { description: 'The number of its file at Daman.' })
  @Column('text')
  caseNumber!: string;

  /** Shown in full only to who holds `pii:read`. */
  @Column('text')
  nationalId!: NationalId;

  @Column('uuid')
  personId!: string;

  @Field(() => String, { description: 'The name as the file of Daman has it.' })
  @Column('text')
  name!: string;

  @Field(() => GovernorateEnum, { description: 'The governorate in charge of it.' })
  @Column('text')
  governorate!: Governorate;

  @Field(() => DamanBasis, { description: 'What it was granted for.' })
  @Column('text')
  basis!: DamanBasis;

  @Field(() => MoneyScalar, { description: 'What Daman pays a month, in EGP.' })
  @Column('numeric')
  monthlyAmount!: Money;

  @Field(() => DateScalar, { description: 'The last month that Daman has paid, as its first day.' })
  @Column('date')
  lastPaidMonth!: PlainDate;

  @Field(() => Int, { description: 'How many people it is for.' })
  @Column('smallint')
  persons!: number;

  @Field(() => DamanState, { description: 'How far it has come.' })
  @Column('text')
  state!: DamanState;

  @Field(() => Decision, {
    nullable: true,
    description: 'What verifying it came to, with every reason; null before.',
  })
  @Column('jsonb', { nullable: true })
  decision!: Decision | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was verified last; null before.' })
  @Column('date', { nullable: true })
  verifiedOn!: PlainDate | null;

  /** By the opaque id of the identity provider; not part of the graph. */
  @Column('text', { nullable: true })
  verifiedBy!: string | null;

  @Column('text', { nullable: true })
  confirmedName!: string | null;

  @Column('date', { nullable: true })
  confirmedMonth!: PlainDate | null;

  @Column('text', { nullable: true })
  programmeId!: string | null;

  @Field(() => EntitlementCategory, {
    nullable: true,
    description: 'Why the person is entitled there; null of a programme that pays the household.',
  })
  @Column('text', { nullable: true })
  category!: EntitlementCategory | null;

  @Column('uuid', { nullable: true })
  householdId!: string | null;

  @Column('uuid', { nullable: true })
  enrolmentId!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first month that the new programme pays, as its first day; null before it is moved.',
  })
  @Column('date', { nullable: true })
  entitledFrom!: PlainDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was moved; null before.' })
  @Column('date', { nullable: true })
  movedOn!: PlainDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'When it was closed; null unless it is.' })
  @Column('date', { nullable: true })
  closedOn!: PlainDate | null;

  @Field(() => DamanCloseReason, { nullable: true, description: 'Why it was closed; null unless it is.' })
  @Column('text', { nullable: true })
  closeReason!: DamanCloseReason | null;
}

export const DamanCaseConnection = connectionOf(DamanCase, 'DamanCase');

/** What a list or a case worker has changed of a case that waits. Never changed. */
@ObjectType({ description: 'Something of a case of Daman that was changed before it was settled.' })
@Access({ scopes: ['benefits:read'] })
@Entity('daman_case_correction')
export class DamanCaseCorrection {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  caseId!: string;

  @Field(() => String, {
    description: 'What: LAST_PAID_MONTH, MONTHLY_AMOUNT, PERSONS, BASIS, NAME or GOVERNORATE.',
  })
  @Column('text')
  field!: string;

  @Field(() => String, { description: 'What was there before.' })
  @Column('text')
  oldValue!: string;

  @Field(() => String, { description: 'What is there since.' })
  @Column('text')
  newValue!: string;

  @Field(() => String, {
    description: 'Why, in the words of who did it; "list" of what a later list has brought.',
  })
  @Column('text')
  reason!: string;

  /** By the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  bySubject!: string;

  @Column('text')
  byRole!: Role;

  @Field(() => DateTimeScalar, { description: 'When it was changed.' })
  @Column('timestamptz')
  at!: string;
}
