import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { RepaymentChannel, RepaymentState } from './loan';
import { AllocationKind, type AllocationRow } from './repayment-allocation';
import { Part } from './terms';
import { AmountsByPart } from './terms.entity';

registerEnumType(RepaymentState, {
  name: 'RepaymentState',
  description: 'Whether a repayment counts.',
  valuesConfig: {
    POSTED: { description: 'It counts.' },
    REVERSED: { description: 'It was taken back; the loan is as if it had never been made.' },
  },
});
registerEnumType(RepaymentChannel, {
  name: 'RepaymentChannel',
  description: 'How the money came.',
  valuesConfig: {
    CASH: { description: 'In cash at the lender.' },
    BANK_TRANSFER: { description: 'By bank transfer.' },
    POST_OFFICE: { description: 'At a post office.' },
    MOBILE_WALLET: { description: 'From a mobile wallet.' },
  },
});

registerEnumType(AllocationKind, {
  name: 'AllocationKind',
  description: 'What a repayment did to a part of an instalment.',
  valuesConfig: {
    CHARGED: { description: 'A late fee that had come to be due by its day was charged.' },
    WAIVED: { description: 'Interest need not be paid any more, since the loan was settled.' },
    PAID: { description: 'It was paid.' },
  },
});

@Entity('repayment')
@ObjectType({ description: 'Money that a borrower has paid, and what it was used for.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class Repayment {
  @Field(() => ID, { description: 'Identifies the repayment.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  loanId!: string;

  @Column('uuid')
  lenderId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => Int, {
    description: 'Its place among the repayments of the loan, from 1; reversed ones keep theirs.',
  })
  @Column('integer')
  ordinal!: number;

  @Field(() => MoneyScalar, { description: 'What was paid.' })
  @Column('numeric')
  amount!: Money;

  @Field(() => DateScalar, { description: 'The day on which it was paid, from which it counts.' })
  @Column('date')
  paidOn!: PlainDate;

  @Field(() => RepaymentChannel, { description: 'How the money came.' })
  @Column('text')
  channel!: RepaymentChannel;

  @Field(() => AmountsByPart, { description: 'What of it paid principal, interest, fee and late fees.' })
  @Column(() => AmountsByPart)
  paid!: AmountsByPart;

  @Field(() => MoneyScalar, { description: 'What of it was more than the borrower owed.' })
  @Column('numeric')
  credit!: Money;

  @Field(() => RepaymentState, { description: 'Whether it counts.' })
  @Column('text')
  state!: RepaymentState;

  /** Its entry in the ledger, and the one that took it back. */
  @Column('uuid')
  entryId!: string;

  @Column('uuid', { nullable: true })
  reversalEntryId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const RepaymentConnection = connectionOf(Repayment, 'Repayment');

/** Written once: taking a repayment back undoes exactly these. */
@Entity('repayment_allocation')
@ObjectType({ description: 'What a repayment did to one part of one instalment.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class RepaymentAllocation implements AllocationRow {
  @PrimaryColumn('uuid', { insert: false })
  id!: string;

  @Column('uuid')
  repaymentId!: string;

  @Column('uuid')
  lenderId!: string;

  @Column('uuid')
  personId!: string;

  @Column('integer')
  place!: number;

  @Field(() => AllocationKind, { description: 'Whether it was charged, waived or paid.' })
  @Column('text')
  kind!: AllocationKind;

  @Field(() => Int, { description: 'The number of the instalment.' })
  @Column('integer')
  instalmentNumber!: number;

  @Field(() => Part, { description: 'The part of the instalment.' })
  @Column('text')
  part!: Part;

  @Field(() => MoneyScalar, { description: 'How much.' })
  @Column('numeric')
  amount!: Money;
}
