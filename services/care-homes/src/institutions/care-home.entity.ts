import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { Needs } from '@solidarity/subgraph-kit/schema/selection';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { HomeKind, LicenceStatus, type LicenceState } from './licence';

registerEnumType(HomeKind, {
  name: 'CareHomeKind',
  description: 'What kind of people a home is for.',
  valuesConfig: {
    ORPHANAGE: { description: 'An institution for children without parental care (دار أيتام).' },
    SMALL_HOME: { description: 'A home for a few children, licensed by rules of its own (البيوت الصغيرة).' },
    OLDER_PEOPLE: { description: 'A home for older people (دار مسنين).' },
    DISABILITY: { description: 'A home for persons with disabilities.' },
    WOMEN: { description: 'A home that takes in women (دار استضافة المرأة).' },
  },
});
registerEnumType(LicenceStatus, {
  name: 'CareHomeLicenceStatus',
  description: 'Where a home stands with its licence today.',
  valuesConfig: {
    APPLIED: { description: 'It has applied and waits for an inspection.' },
    INSPECTED: { description: 'It was inspected and waits for the decision.' },
    LICENSED: { description: 'It may take people in.' },
    EXPIRED: { description: 'Its licence has passed its last day and was not renewed.' },
    REFUSED: { description: 'Its application was refused.' },
    SUSPENDED: { description: 'The ministry has suspended its licence: nobody may be taken in.' },
    CLOSED: { description: 'It was closed for good.' },
  },
});

/** A place that people live in. What it is and whether it has room is public once it was licensed. */
@Entity('care_home')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'An institution that people live in. It is public once it was licensed; before that its NGO and the ministry see it.',
})
@Access.everyone()
export class CareHome {
  @Field(() => ID, { description: 'Identifies the home.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => HomeKind, { description: 'What kind of people it is for.' })
  @Column('text')
  kind!: HomeKind;

  /** The NGO that runs it; the graph shows it as `operator`. */
  @Column('uuid')
  operatorNgoId!: string;

  @Field(() => GovernorateEnum, { description: 'The governorate that it stands in.' })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Column('text')
  areaId!: string;

  @Field(() => String, { description: 'Street and number, in Arabic.' })
  @Column('text')
  address!: string;

  @Field(() => Int, { description: 'How many people may live in it.' })
  @Column('integer')
  capacity!: number;

  @Field(() => Int, { description: 'How many people live in it now: never more than its capacity.' })
  @Column({ type: 'integer', insert: false, update: false })
  occupied!: number;

  @Column('text')
  licenceState!: LicenceState;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day of its licence; null while it never had one.',
  })
  @Column('date', { nullable: true })
  licensedFrom!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day of its licence; null while it never had one.',
  })
  @Column('date', { nullable: true })
  licensedUntil!: PlainDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its grade from A to D by the ministry’s standards; null while it was not assessed.',
  })
  @Column('text', { nullable: true })
  grade!: string | null;

  @Field(() => Decision, {
    nullable: true,
    description:
      'The last decision about its licence with its reasons; null before the first. For the ministry and its NGO.',
  })
  @Access({ audience: ['partner'], scopes: ['care:read'] })
  @Needs('licenceDecision', 'operatorNgoId')
  @Column('jsonb', { nullable: true })
  licenceDecision!: Decision | null;

  /** Who applied, by the opaque id of the identity provider. */
  @Column('text')
  appliedBy!: string;

  @Column('date')
  appliedOn!: PlainDate;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const CareHomeConnection = connectionOf(CareHome, 'CareHome');

/** One visit by an inspector, as it was found. Rows are never changed. */
@Entity('care_home_inspection')
@ObjectType({ description: 'An inspection of a home for its licence.' })
@Access({ audience: ['partner'], scopes: ['care:read'] })
export class CareHomeInspection {
  @Field(() => ID, { description: 'Identifies the inspection.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  careHomeId!: string;

  @Field(() => DateScalar, { description: 'The day of the visit.' })
  @Column('date')
  inspectedOn!: PlainDate;

  /** The inspector, by the opaque id of the identity provider. */
  @Column('text')
  inspectedBy!: string;

  @Field(() => String, { description: 'What was found.' })
  @Column('text')
  findings!: string;

  @Field(() => Boolean, { description: 'Whether the inspector recommends a licence.' })
  @Column('boolean')
  isRecommended!: boolean;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}
