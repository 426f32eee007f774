import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { LenderCategory, LenderKind } from './licence';

registerEnumType(LenderKind, {
  name: 'LenderKind',
  description: 'What kind of body lends.',
  valuesConfig: {
    MINISTRY_FUND: { description: 'A fund of the ministry itself.' },
    SOCIAL_BANK: { description: 'Nasser Social Bank (بنك ناصر الاجتماعي).' },
    NGO: { description: 'An NGO that the financial regulator has licensed to lend.' },
  },
});
registerEnumType(LenderCategory, {
  name: 'LenderCategory',
  description:
    'The category of an NGO that lends, by the size of its portfolio; the bounds are data of the regulator.',
  valuesConfig: {
    A: { description: 'The largest portfolios (from EGP 50 million).' },
    B: { description: 'Portfolios in between (from EGP 10 million).' },
    C: { description: 'The smallest portfolios.' },
  },
});

@Entity('lender')
@Directive('@key(fields: "id")')
@ObjectType({ description: 'Who lends money to small enterprises and families under a licence.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class Lender {
  @Field(() => ID, { description: 'Identifies the lender.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LenderKind, { description: 'What kind of body it is.' })
  @Column('text')
  kind!: LenderKind;

  /** The NGO that lends; null for a lender that is none. */
  @Column('uuid', { nullable: true })
  ngoId!: string | null;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

/** A time for which a lender was licensed. The next one is a row of its own. */
@Entity('lender_licence')
@ObjectType({ description: "A lender's licence: under which number and category, from when to when." })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class LenderLicence {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  lenderId!: string;

  @Field(() => String, { description: 'The number under which the licence was given.' })
  @Column('text')
  number!: string;

  @Field(() => LenderCategory, {
    nullable: true,
    description: 'The category it was given for; null for the ministry and the social bank, which have none.',
  })
  @Column('text', { nullable: true })
  category!: LenderCategory | null;

  @Field(() => DateScalar, { description: 'The first day on which it is in force.' })
  @Column('date')
  validFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it is in force; null when it has no end.',
  })
  @Column('date', { nullable: true })
  validUntil!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it no longer is, since it was withdrawn; null when it was not.',
  })
  @Column('date', { nullable: true })
  withdrawnOn!: PlainDate | null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn; null when it was not.' })
  @Column('text', { nullable: true })
  withdrawalReason!: string | null;
}

export const LenderConnection = connectionOf(Lender, 'Lender');
