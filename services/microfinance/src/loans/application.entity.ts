import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateTimeScalar, GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ApplicationState } from './application';

registerEnumType(ApplicationState, {
  name: 'LoanApplicationState',
  description: 'How far an application for a loan has come.',
  valuesConfig: {
    SUBMITTED: { description: 'It waits for the decision of the lender.' },
    APPROVED: { description: 'The lender has agreed; the money is still to be given.' },
    REFUSED: { description: 'The lender has refused, and its reasons are told.' },
    WITHDRAWN: { description: 'The applicant no longer wants the loan.' },
    DISBURSED: { description: 'The money has been given; the loan has begun.' },
  },
});

@Entity('loan_application')
@PersonalRecord('personId')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Somebody asks a lender for a loan. Seen by the borrower, the lender, its NGO and the ministry.',
})
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class LoanApplication {
  @Field(() => ID, { description: 'Identifies the application.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, {
    description: 'The number under which the applicant can ask for it, such as LA-2026-0000123.',
  })
  @Column({ type: 'text', insert: false, update: false })
  reference!: string;

  @Column('uuid')
  lenderId!: string;

  @Column('uuid')
  productId!: string;

  @Column('uuid')
  personId!: string;

  /** What the national ID told, to reckon the age on the day of each assessment. */
  @Column('date')
  birthDate!: PlainDate;

  @Column('text')
  sex!: Sex;

  @Column('text')
  areaId!: string;

  @Field(() => GovernorateEnum, { description: 'Where the money is to be used.' })
  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;

  @Field(() => MoneyScalar, { description: 'What is asked for.' })
  @Column('numeric')
  amount!: Money;

  @Field(() => Int, {
    description: 'For how long, in periods of the product; in months when all is repaid at the end.',
  })
  @Column('integer')
  term!: number;

  @Field(() => String, { description: 'What the money is for, in the words of the applicant.' })
  @Column('text')
  purpose!: string;

  @Field(() => MoneyScalar, { description: 'What the applicant earns in an average month, as declared.' })
  @Column('numeric')
  monthlyIncome!: Money;

  @Field(() => ApplicationState, { description: 'How far it has come.' })
  @Column('text')
  state!: ApplicationState;

  @Field(() => Decision, {
    description: 'Whether the rules allowed it on the day on which it was submitted, and if not, why.',
  })
  @Column('jsonb')
  assessment!: Decision;

  @Field(() => Decision, {
    nullable: true,
    description: 'APPROVED or REFUSED, with the rules, facts and reasons; null until it is decided.',
  })
  @Column('jsonb', { nullable: true })
  decision!: Decision | null;

  /** The opaque ids of who did what: not part of the graph, kept so that no one does two of the three. */
  @Column('text')
  submittedBy!: string;

  @Column('text', { nullable: true })
  approvedBy!: string | null;

  @Column('text', { nullable: true })
  disbursedBy!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was submitted.' })
  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const LoanApplicationConnection = connectionOf(LoanApplication, 'LoanApplication');
