import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  DateScalar,
  DateTimeScalar,
  GovernorateEnum,
  MoneyScalar,
} from '@solidarity/subgraph-kit/values/scalars';
import { FosterState } from './foster-application';

/** Who asks to take a child in. */
export const FosterKind = { COUPLE: 'COUPLE', SINGLE_WOMAN: 'SINGLE_WOMAN' } as const;
export type FosterKind = (typeof FosterKind)[keyof typeof FosterKind];

/** The sex of a child or an applicant. */
export const FosterSex = { FEMALE: 'FEMALE', MALE: 'MALE' } as const satisfies Record<Sex, Sex>;

registerEnumType(FosterSex, {
  name: 'FosterSex',
  description: 'The sex of a child who is wished for, or of who applies.',
  valuesConfig: { FEMALE: { description: 'Female.' }, MALE: { description: 'Male.' } },
});
registerEnumType(FosterKind, {
  name: 'FosterKind',
  description: 'Who asks to take a child in.',
  valuesConfig: {
    COUPLE: { description: 'A man and a woman who are married to each other.' },
    SINGLE_WOMAN: { description: 'A woman by herself; the committee has to agree.' },
  },
});
registerEnumType(FosterState, {
  name: 'FosterState',
  description: 'How far an application to take a child in has come.',
  valuesConfig: {
    DRAFT: { description: 'Its papers are being gathered.' },
    SUBMITTED: { description: 'All papers are handed in; it waits for the check of eligibility.' },
    RETURNED: { description: 'It went back to the family, to be completed and handed in again.' },
    ELIGIBLE: {
      description: 'The rules allow it, or leave it to the committee; the study of the home comes next.',
    },
    NOT_ELIGIBLE: { description: 'The rules exclude it; its decision tells every reason.' },
    HOME_STUDIED: { description: 'A social worker has reported on the home; the course comes next.' },
    TRAINED: {
      description: 'All applicants have taken the course of the ministry; the committee comes next.',
    },
    WAITING: { description: 'The committee has approved; the family waits for a child.' },
    REFUSED: { description: 'The committee has refused; its decision tells the reasons.' },
    WITHDRAWN: { description: 'The family no longer wants it.' },
  },
});

/** Which child a family would take in. */
@ObjectType({ description: 'Which child a family would take in.' })
@Access({ audience: ['partner'], scopes: ['foster:read'] })
export class FosterWish {
  @Field(() => Int, { description: 'From which age, in completed years.' })
  @Column('integer')
  ageFrom!: number;

  @Field(() => Int, { description: 'Up to which age, in completed years, at most 17.' })
  @Column('integer')
  ageTo!: number;

  @Field(() => FosterSex, { nullable: true, description: 'Of which sex; null when either is welcome.' })
  @Column('text', { nullable: true })
  sex!: Sex | null;

  @Field(() => Boolean, { description: 'Whether brothers and sisters could come together.' })
  @Column('boolean')
  takesSiblings!: boolean;
}

/** A family asks to take a child in. */
@Entity('foster_application')
@PersonalRecord('applicantPersonId', 'spousePersonId')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A family asks to take a child in (كفالة). Seen by the family, the NGO that assists it, and the officers in charge.',
})
@Access({ audience: ['partner'], scopes: ['foster:read'] })
export class FosterApplication {
  @Field(() => ID, { description: 'Identifies the application.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => FosterKind, { description: 'Whether a couple or a woman by herself applies.' })
  @Column('text')
  kind!: FosterKind;

  @Field(() => FosterState, { description: 'How far it has come.' })
  @Column('text')
  state!: FosterState;

  @Field(() => DateTimeScalar, {
    description:
      'Since when it is in this state; of who waits: the instant of approval, by which the list is ordered.',
  })
  @Column('timestamptz')
  stateSince!: string;

  @Column('uuid')
  applicantPersonId!: string;

  @Column('uuid', { nullable: true })
  spousePersonId!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the couple married; null for a woman by herself.',
  })
  @Column('date', { nullable: true })
  marriedOn!: PlainDate | null;

  @Field(() => GovernorateEnum, {
    description: 'Where the family lives; each governorate has a waiting list.',
  })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Column('text')
  areaId!: string;

  @Field(() => String, { description: 'Street and number where the family lives, in Arabic.' })
  @Column('text')
  address!: string;

  @Field(() => MoneyScalar, {
    description: 'What the applicants earn together in an average month, as declared.',
  })
  @Column('numeric')
  monthlyIncome!: Money;

  @Field(() => FosterWish, { description: 'Which child the family would take in.' })
  @Column(() => FosterWish)
  wish!: FosterWish;

  /** The NGO that helps the family to apply; the graph shows it as `assistedBy`. */
  @Column('uuid', { nullable: true })
  assistedByNgoId!: string | null;

  /** Who entered it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  startedBy!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When it was handed in, the last time; null for a draft.',
  })
  @Column('date', { nullable: true })
  submittedOn!: PlainDate | null;

  @Field(() => DateTimeScalar, { description: 'When it was begun.' })
  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const FosterApplicationConnection = connectionOf(FosterApplication, 'FosterApplication');
