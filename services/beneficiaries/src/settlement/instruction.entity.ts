import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';

/** What the payment agent is told to pay. Written once, when the cycle is sent. */
@Entity('payment_instruction')
@PersonalRecord('payeeId')
@ObjectType({
  description:
    'What the payment agent is told: to pay so much to whom. Payee and amount stand as they were when it was sent. Seen by whoever sees the payment.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class PaymentInstruction {
  @Field(() => ID, { description: 'Identifies the instruction; the same as of its payment.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, {
    description:
      'Its number, such as "P0000000042": the agent prints it on the slip and names it in the return file.',
  })
  @Column('text')
  number!: string;

  @Column('uuid')
  cycleId!: string;

  @Field(() => PaymentChannel, { description: 'How the money reaches the payee.' })
  @Column('text')
  channel!: PaymentChannel;

  @Field(() => GovernorateEnum, { description: 'The governorate in which it is paid.' })
  @Column('text')
  governorate!: Governorate;

  @Column('uuid')
  payeeId!: string;

  @Field(() => String, { description: 'The Arabic name of the payee when it was sent.' })
  @Column('text')
  payeeName!: string;

  /** Shown in full only to who pays and to who holds `pii:read`. */
  @Column('text', { nullable: true })
  payeeNationalId!: NationalId | null;

  /** As the national ID: kind, country and number of a guest's document. */
  @Column('text', { nullable: true })
  payeeDocument!: string | null;

  @Field(() => MoneyScalar, { description: 'What is to be paid, in EGP.' })
  @Column('numeric')
  amount!: Money;
}

export const PaymentInstructionConnection = connectionOf(PaymentInstruction, 'PaymentInstruction');
