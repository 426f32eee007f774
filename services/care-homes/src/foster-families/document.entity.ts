import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { DocumentKind } from './documents';

registerEnumType(DocumentKind, {
  name: 'FosterDocumentKind',
  description: 'What a document of a family proves.',
  valuesConfig: {
    MARRIAGE_CONTRACT: { description: 'The marriage and its day, about the couple.' },
    INFERTILITY_REPORT: {
      description: 'That the couple cannot have children, so that the years of marriage are waived.',
    },
    MARITAL_STATUS_STATEMENT: { description: 'That a woman who applies by herself is not married.' },
    INCOME_STATEMENT: { description: 'What the family earns.' },
    PROOF_OF_RESIDENCE: { description: 'Where the family lives, and whether the dwelling suits a child.' },
    HEALTH_CERTIFICATE: { description: 'Whether the health of an applicant allows it.' },
    CRIMINAL_RECORD: { description: 'Whether an applicant has a criminal record (صحيفة الحالة الجنائية).' },
    SCHOOLING_CERTIFICATE: { description: 'What an applicant has completed.' },
  },
});

/** A document that a family has handed in. Rows are never changed; the latest of a kind counts. */
@Entity('foster_document')
@PersonalRecord('personId')
@ObjectType({ description: 'A document that a family has handed in; the latest of a kind counts.' })
@Access({ audience: ['partner'], scopes: ['foster:read'] })
export class FosterDocument {
  @Field(() => ID, { description: 'Identifies the document.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  /** The graph shows it as `person`. */
  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Field(() => DocumentKind, { description: 'What it proves.' })
  @Column('text')
  kind!: DocumentKind;

  @Field(() => String, { description: 'Its number, or where it is filed.' })
  @Column('text')
  number!: string;

  @Field(() => DateScalar, { description: 'The day on which it was given out.' })
  @Column('date')
  issuedOn!: PlainDate;

  @Field(() => Boolean, {
    description: 'Whether it says what is asked for: fit, no record, a suitable dwelling.',
  })
  @Column('boolean')
  isFavourable!: boolean;

  /** Who took it in, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  receivedBy!: string;

  /** The order in which documents came. */
  @Column({ type: 'bigint', insert: false, update: false })
  seq!: string;
}

/** What was declared before a correction, so that nothing is overwritten; not part of the graph. */
@Entity('foster_correction')
export class FosterCorrection {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  applicationId!: string;

  @Column('jsonb')
  before!: object;

  @Column('text')
  correctedBy!: string;
}
