import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { DocumentKind } from './terms';

registerEnumType(DocumentKind, {
  name: 'BenefitDocumentKind',
  description: 'What a document of an application proves.',
  valuesConfig: {
    NATIONAL_ID: { description: 'Who the grown-up members are.' },
    BIRTH_CERTIFICATES: { description: 'Whose children the children are.' },
    PROOF_OF_RESIDENCE: { description: 'Where the household lives.' },
    INCOME_STATEMENT: { description: 'What the household lives on.' },
    SCHOOL_ENROLMENT: { description: 'That the children go to school.' },
    MARRIAGE_OR_DIVORCE: { description: 'That the head is married, divorced or widowed.' },
    DISABILITY_CERTIFICATE: { description: 'That a person has a disability; about that person.' },
    DEATH_OF_PARENTS: { description: 'That a child has lost parents; about that child.' },
  },
});

/** A document of an application. Rows are never changed; the latest of a kind, and of a person, counts. */
@ObjectType({ description: 'A document of an application; the latest of a kind counts.' })
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('benefit_document')
@PersonalRecord('personId')
export class BenefitDocument {
  @Field(() => ID, { description: 'Identifies the document.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Field(() => DocumentKind, { description: 'What it proves.' })
  @Column('text')
  kind!: DocumentKind;

  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Field(() => String, { description: 'Its number, or where it is filed.' })
  @Column('text')
  number!: string;

  @Field(() => DateScalar, { description: 'The day on which it was given out.' })
  @Column('date')
  issuedOn!: PlainDate;

  @Field(() => Boolean, { description: 'Whether a case worker has seen the original.' })
  @Column('boolean')
  isVerified!: boolean;

  @Field(() => DateScalar, { description: 'The day on which it was taken in.' })
  @Column('date')
  receivedOn!: PlainDate;

  @Column('text')
  receivedBy!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: string;
}

@ObjectType({
  description: 'What a visit found of a fact of which the family and a registry say different things.',
})
@InputType('VisitAnswerInput', {
  description: 'What a visit found of a fact of which the family and a registry say different things.',
})
@Access({ scopes: ['benefits:read'] })
export class VisitAnswer {
  @Field(() => String, { description: 'The kind of fact, as the assessment of eligibility names it.' })
  fact!: string;

  @Field(() => String, { description: 'What was found.' })
  finding!: string;
}

/** What a case worker found at the household. Rows are never changed. */
@ObjectType({ description: 'What a case worker found at the household. For the ministry.' })
@Access({ scopes: ['benefits:read'] })
@Entity('field_visit')
export class FieldVisit {
  @Field(() => ID, { description: 'Identifies the visit.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Field(() => DateScalar, { description: 'The day of the visit.' })
  @Column('date')
  visitedOn!: PlainDate;

  /** The visitor, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  visitedBy!: string;

  @Field(() => String, { description: 'What was found.' })
  @Column('text')
  findings!: string;

  @Field(() => [VisitAnswer], { description: 'What was found of each fact in question.' })
  @Column('jsonb')
  answers!: VisitAnswer[];

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: string;
}

/** A decision about an application. Rows are never changed. */
@ObjectType({ description: 'A decision about an application, also one that a grievance has undone.' })
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('application_decision')
export class ApplicationDecision {
  @Field(() => ID, { description: 'Identifies the decision.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Field(() => Decision, { description: 'APPROVED or REFUSED, with the rules, the facts and the reasons.' })
  @Column('jsonb')
  decision!: Decision;

  @Column('uuid')
  assessmentId!: string;

  @Field(() => DateScalar, { description: 'The day of the decision.' })
  @Column('date')
  decidedOn!: PlainDate;

  @Column('text')
  decidedBy!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: string;
}

/** That an enrolment was looked at again. Rows are never changed. */
@ObjectType({ description: 'That an enrolment was looked at again, and what came of it.' })
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('recertification')
export class Recertification {
  @Field(() => ID, { description: 'Identifies it.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Field(() => Decision, { description: 'EXTENDED or ENDED, with the rules, the facts and the reasons.' })
  @Column('jsonb')
  decision!: Decision;

  @Column('uuid')
  assessmentId!: string;

  @Field(() => DateScalar, { description: 'The day on which it was looked at.' })
  @Column('date')
  decidedOn!: PlainDate;

  @Column('text')
  decidedBy!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day by which it is looked at the next time; null when it ended.',
  })
  @Column('date', { nullable: true })
  recertifyBy!: PlainDate | null;
}
