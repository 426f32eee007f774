import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { MaritalStatus, Religion, Schooling } from './eligibility';
import { FosterSex } from './foster-application.entity';

registerEnumType(MaritalStatus, {
  name: 'FosterMaritalStatus',
  description: 'Whether who applies is married.',
  valuesConfig: {
    MARRIED: { description: 'Married: applies together with the spouse.' },
    WIDOWED: { description: 'Widowed.' },
    DIVORCED: { description: 'Divorced.' },
    NEVER_MARRIED: { description: 'Never married.' },
  },
});
registerEnumType(Religion, {
  name: 'FosterReligion',
  description: 'The religion of who applies: a child goes to a family of its own.',
  valuesConfig: {
    MUSLIM: { description: 'Muslim.' },
    CHRISTIAN: { description: 'Christian.' },
    OTHER: { description: 'Another one.' },
  },
});
registerEnumType(Schooling, {
  name: 'FosterSchooling',
  description: 'The highest schooling that somebody has completed.',
  valuesConfig: {
    NONE: { description: 'None completed.' },
    PRIMARY: { description: 'Primary school (ابتدائية).' },
    PREPARATORY: { description: 'Preparatory school (إعدادية).' },
    SECONDARY: { description: 'A secondary certificate (ثانوية), general or technical.' },
    UNIVERSITY: { description: 'A university or higher institute.' },
  },
});

/** One of those who apply, with what they declare. */
@Entity('foster_applicant')
@PersonalRecord('personId')
@ObjectType({ description: 'One of those who ask to take a child in, with what they declare.' })
@Access({ audience: ['partner'], scopes: ['foster:read'] })
export class FosterApplicant {
  @Field(() => ID, { description: 'Identifies the applicant within the application.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  /** The graph shows it as `person`. */
  @Column('uuid')
  personId!: string;

  /** 1 for who applies, 2 for the spouse. */
  @Column('integer')
  place!: number;

  @Field(() => DateScalar, { description: 'The day of birth.' })
  @Column('date')
  birthDate!: PlainDate;

  @Field(() => FosterSex, { description: 'The sex.' })
  @Column('text')
  sex!: Sex;

  @Field(() => MaritalStatus, { description: 'Whether married.' })
  @Column('text')
  maritalStatus!: MaritalStatus;

  @Field(() => Religion, { nullable: true, description: 'The religion; null while it is not recorded.' })
  @Column('text', { nullable: true })
  religion!: Religion | null;

  @Field(() => Schooling, { description: 'The highest schooling completed.' })
  @Column('text')
  schooling!: Schooling;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the course of the ministry was completed; null before.',
  })
  @Column('date', { nullable: true })
  trainedOn!: PlainDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the certificate of the course; null before it.',
  })
  @Column('text', { nullable: true })
  trainingCertificate!: string | null;
}
