import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { LoanState } from './loan';
import { AmountsByPart, LoanConditions } from './terms.entity';

registerEnumType(LoanState, {
  name: 'LoanState',
  description: 'Where a loan is in its life.',
  valuesConfig: {
    ACTIVE: { description: 'The money has been given, and something is still owed.' },
    CLOSED: { description: 'Everything has been paid back or waived.' },
  },
});

@Entity('loan')
@PersonalRecord('personId')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Money that a lender has lent to a person. Seen by the borrower, the lender, its NGO and the ministry.',
})
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class Loan {
  @Field(() => ID, { description: 'Identifies the loan.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The number of the contract, such as L-2026-0000123.' })
  @Column({ type: 'text', insert: false, update: false })
  reference!: string;

  @Column('uuid')
  applicationId!: string;

  @Column('uuid')
  lenderId!: string;

  @Column('uuid')
  productId!: string;

  @Column('uuid')
  personId!: string;

  @Column('text')
  areaId!: string;

  @Field(() => GovernorateEnum, { description: 'Where the money is used.' })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Field(() => MoneyScalar, { description: 'What was lent.' })
  @Column('numeric')
  principal!: Money;

  @Field(() => Int, {
    description: 'For how long, in periods of the frequency; in months when all is repaid at the end.',
  })
  @Column('integer')
  term!: number;

  @Field(() => LoanConditions, {
    description: 'The conditions that were agreed; they stay, whatever the lender offers later.',
  })
  @Column(() => LoanConditions)
  conditions!: LoanConditions;

  @Field(() => DateScalar, { description: 'The day on which the money was given.' })
  @Column('date')
  disbursedOn!: PlainDate;

  @Field(() => LoanState, { description: 'Where it is in its life.' })
  @Column('text')
  state!: LoanState;

  @Field(() => AmountsByPart, {
    description: 'What is still to be paid, due or not; late fees once they have been charged.',
  })
  @Column(() => AmountsByPart)
  outstanding!: AmountsByPart;

  @Field(() => MoneyScalar, {
    description: 'What was paid beyond what was owed: the lender owes it to the borrower.',
  })
  @Column('numeric')
  credit!: Money;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the oldest instalment that is not paid in full fell or falls due; null when all are.',
  })
  @Column('date', { nullable: true })
  oldestUnpaidDueOn!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the last of it was paid; null while it is active.',
  })
  @Column('date', { nullable: true })
  closedOn!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the borrower died, as the registry has told; null when it has not.',
  })
  @Column('date', { nullable: true })
  borrowerDiedOn!: PlainDate | null;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const LoanConnection = connectionOf(Loan, 'Loan');

@Entity('instalment')
@ObjectType({ description: 'A part of a loan that falls due on a day, with what has been paid of it.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class Instalment {
  @PrimaryColumn('uuid', { insert: false })
  id!: string;

  @Column('uuid')
  loanId!: string;

  @Column('uuid')
  lenderId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => Int, { description: 'Its place in the schedule, from 1.' })
  @Column('integer')
  number!: number;

  @Field(() => DateScalar, { description: 'The first day for which it bears interest.' })
  @Column('date')
  startsOn!: PlainDate;

  @Field(() => DateScalar, { description: 'The last day on which it is paid in time.' })
  @Column('date')
  dueOn!: PlainDate;

  @Field(() => MoneyScalar, {
    description: 'The principal that is still owed once it is paid, as scheduled.',
  })
  @Column('numeric')
  balance!: Money;

  @Field(() => AmountsByPart, { description: 'What is to be paid; a late fee once it has been charged.' })
  @Column(() => AmountsByPart)
  due!: AmountsByPart;

  @Field(() => AmountsByPart, { description: 'What has been paid of it.' })
  @Column(() => AmountsByPart)
  paid!: AmountsByPart;

  @Field(() => MoneyScalar, {
    description: 'Interest that need not be paid, since the loan was settled early.',
  })
  @Column('numeric')
  waivedInterest!: Money;
}
