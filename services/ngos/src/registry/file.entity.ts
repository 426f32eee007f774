import { Access } from '@solidarity/subgraph-kit/access/access';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NgoDocumentKind, NgoLicenceKind } from './ngo-enums.entity';

/** What founders told the ministry. What they mend is a row of its own, so that what was objected to stays. */
@Entity('ngo_notification')
@ObjectType({
  description:
    'A notification (إخطار) of an NGO to the ministry, as it was at one time. Seen by the ministry and by the NGO itself.',
})
@Access({ audience: ['partner'], scopes: ['ngos:read'] })
export class NgoNotification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Field(() => Int, { description: 'From 1; each time that it is mended there is a next round.' })
  @Column('integer')
  round!: number;

  @Field(() => Int, { description: 'How many founders there are.' })
  @Column('integer')
  foundersCount!: number;

  @Field(() => Int, { description: 'How many of them are foreigners.' })
  @Column('integer')
  foreignFoundersCount!: number;

  @Field(() => MoneyScalar, {
    nullable: true,
    description: 'The capital of a foundation, in EGP; null when none is dedicated.',
  })
  @Column('numeric', { precision: 18, scale: 2, nullable: true })
  capital!: Money | null;

  @Field(() => DateScalar, { description: 'The day on which it came in.' })
  @Column('date')
  submittedOn!: PlainDate;

  /** Who took it in; never who confirms it. */
  @Column('text')
  submittedBy!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was complete, from which the term to object counts; null before.',
  })
  @Column('date', { nullable: true })
  completedOn!: PlainDate | null;

  @Column('text', { nullable: true })
  confirmedBy!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which the ministry may object: 60 working days (data). Null while it is not complete.',
  })
  @Column('date', { nullable: true })
  objectionUntil!: PlainDate | null;

  @Field(() => Decision, {
    nullable: true,
    description: 'The decision that it is complete, with the facts and rules it stands on; null before.',
  })
  @Column('jsonb', { nullable: true })
  decision!: Decision | null;
}

@Entity('ngo_document')
@ObjectType({ description: "A paper of an NGO's file. Seen by the ministry and by the NGO itself." })
@Access({ audience: ['partner'], scopes: ['ngos:read'] })
export class NgoDocument {
  @Field(() => ID, { description: 'Identifies the paper.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Field(() => NgoDocumentKind, { description: 'What it is.' })
  @Column('text')
  kind!: NgoDocumentKind;

  @Field(() => String, { description: 'Under which number or name it is kept.' })
  @Column('text')
  reference!: string;

  @Field(() => DateScalar, { description: 'The day on which the ministry received it.' })
  @Column('date')
  receivedOn!: PlainDate;
}

export const NgoDocumentConnection = connectionOf(NgoDocument, 'NgoDocument');

@Entity('ngo_licence')
@ObjectType({ description: 'A time for which an NGO was licensed, both days included.' })
@Access.everyone()
export class NgoLicence {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Field(() => NgoLicenceKind, { description: 'By what it was given.' })
  @Column('text')
  kind!: NgoLicenceKind;

  @Field(() => DateScalar, { description: 'The first day.' })
  @Column('date')
  validFrom!: PlainDate;

  @Field(() => DateScalar, { description: 'The last day.' })
  @Column('date')
  validUntil!: PlainDate;

  @Field(() => DateScalar, { description: 'The day on which it was given.' })
  @Column('date')
  grantedOn!: PlainDate;

  /** The version of the rules that gave it its length. */
  @Column('text')
  rulesVersion!: string;
}
