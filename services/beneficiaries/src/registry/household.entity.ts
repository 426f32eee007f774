import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';

/** People who live and spend together, with one head. */
@ObjectType({
  description:
    'A household (أسرة): people who live and spend together, with one head. A case worker sees the households of their governorate, a partner NGO those that it serves with consent, a citizen their own.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['registry:read'] })
@Entity('household')
@PersonalRecord('headId')
export class Household {
  @Field(() => ID, { description: 'Identifies the household in all services.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, {
    description: 'The number of its file, "H000001234", to be read out and written down.',
  })
  @Column({ type: 'text', insert: false, update: false })
  referenceNumber!: string;

  /** Who heads it; of a dissolved household, who did so last. */
  @Column('uuid')
  headId!: string;

  /** Where it lives today. */
  @Column('text')
  areaId!: string;

  @Column({ type: 'text', nullable: true, insert: false, update: false })
  districtId!: string | null;

  @Field(() => GovernorateEnum, {
    description: 'The governorate in which it lives, whose directorate is in charge of it.',
  })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Field(() => DateScalar, { description: 'Since when its members live together, as far as is known.' })
  @Column('date')
  formedOn!: PlainDate;

  @Field(() => DateTimeScalar, { description: 'When it was registered.' })
  @Column('timestamptz')
  registeredAt!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day from which nobody belonged to it any more; null while it exists.',
  })
  @Column('date', { nullable: true })
  dissolvedOn!: PlainDate | null;
}

/** A household as one that an organisation serves with consent: a row for each consent that is in force. */
@Entity('served_household')
@PersonalRecord('headId')
export class ServedHousehold extends Household {
  @Column('uuid')
  ngoId!: string;

  /** Since when there is consent. */
  @Column('date')
  servedSince!: PlainDate;
}

export const HouseholdConnection = connectionOf(Household, 'Household');
