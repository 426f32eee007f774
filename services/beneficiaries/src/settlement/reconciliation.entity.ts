import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';

@ObjectType({ description: 'So many payments with so much money.' })
@Access({})
export class CountedPayments {
  @Field(() => Int, { description: 'How many payments.' })
  count!: number;

  @Field(() => MoneyScalar, { description: 'Their amounts together, in EGP.' })
  amount!: Money;
}

/** What became of the money of a cycle in one governorate, by one channel. */
@ObjectType({
  description:
    'What became of the money of a cycle in one governorate by one channel. What was sent is told by the instructions, the rest by the payments: once reconciled, paid, uncollected and rejected together equal what was sent.',
})
@Access({})
export class PaymentReconciliation {
  @Field(() => GovernorateEnum, { description: 'The governorate.' })
  governorate!: Governorate;

  @Field(() => PaymentChannel, { description: 'The channel.' })
  channel!: PaymentChannel;

  @Field(() => CountedPayments, { description: 'What the payment agent was told to pay.' })
  sent!: CountedPayments;

  @Field(() => CountedPayments, { description: 'What payees have.' })
  paid!: CountedPayments;

  @Field(() => CountedPayments, { description: 'What nobody came for.' })
  uncollected!: CountedPayments;

  @Field(() => CountedPayments, { description: 'What the payment agent could not pay.' })
  rejected!: CountedPayments;

  @Field(() => CountedPayments, { description: 'Of what nothing has come back.' })
  open!: CountedPayments;
}
