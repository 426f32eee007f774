import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { BorrowerSex } from './assessment';
import { LoanProductState, type OfferedLimits } from './loan-product';
import { LoanConditions } from './terms.entity';

registerEnumType(LoanProductState, {
  name: 'LoanProductState',
  description: 'Whether a product can be applied for.',
  valuesConfig: {
    OFFERED: { description: 'It can be applied for.' },
    WITHDRAWN: { description: 'It no longer can; loans given under it go on as agreed.' },
  },
});

registerEnumType(BorrowerSex, {
  name: 'BorrowerSex',
  description: 'For whom alone a loan product is.',
  valuesConfig: { FEMALE: { description: 'For women.' }, MALE: { description: 'For men.' } },
});

/** What a lender offers. It is never changed once offered: another takes its place, and loans keep their conditions. */
@Entity('loan_product')
@Directive('@key(fields: "id")')
@ObjectType({
  description: 'A kind of loan that a lender offers: how much, for how long, for whom, on what conditions.',
})
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class LoanProduct implements OfferedLimits {
  @Field(() => ID, { description: 'Identifies the product.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  lenderId!: string;

  @Field(() => LocalizedText, { description: 'Its name.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => LocalizedText, { description: 'What it is for and what it asks for, in words.' })
  @Column(() => LocalizedText)
  description!: LocalizedText;

  @Field(() => LoanProductState, { description: 'Whether it can be applied for.' })
  @Column('text')
  state!: LoanProductState;

  @Field(() => Boolean, {
    description: 'Whether the borrower is given goods for the enterprise instead of money.',
  })
  @Column('boolean')
  isInKind!: boolean;

  @Field(() => MoneyScalar, { description: 'The least that is lent.' })
  @Column('numeric')
  minAmount!: Money;

  @Field(() => MoneyScalar, { description: 'The most that is lent.' })
  @Column('numeric')
  maxAmount!: Money;

  @Field(() => Int, {
    description: 'The shortest term, in periods of the frequency; in months when all is repaid at the end.',
  })
  @Column('integer')
  minTerm!: number;

  @Field(() => Int, { description: 'The longest term, in the same measure.' })
  @Column('integer')
  maxTerm!: number;

  @Field(() => Int, { description: 'The least age of a borrower, in completed years.' })
  @Column('integer')
  minAge!: number;

  @Field(() => Int, { description: 'The highest age of a borrower, in completed years.' })
  @Column('integer')
  maxAge!: number;

  @Field(() => BorrowerSex, {
    nullable: true,
    description: 'For whom alone it is; null when it is for women and men.',
  })
  @Column('text', { nullable: true })
  onlyFor!: BorrowerSex | null;

  @Field(() => LoanConditions, { description: 'How loans under it bear interest and are repaid.' })
  @Column(() => LoanConditions)
  conditions!: LoanConditions;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const LoanProductConnection = connectionOf(LoanProduct, 'LoanProduct');
