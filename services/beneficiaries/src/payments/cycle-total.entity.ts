import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { GovernorateEnum, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from './payment';

@ObjectType({
  description:
    'What a cycle pays in one governorate by one channel. Approval compares it with the lines of the payments. No person is in it.',
})
@Access({ scopes: ['aggregates:read'] })
export class PaymentCycleTotal {
  @Field(() => GovernorateEnum, { description: 'Where the households live.' })
  governorate!: Governorate;

  @Field(() => PaymentChannel, { description: 'How the money reaches them.' })
  channel!: PaymentChannel;

  @Field(() => Int, { description: 'Payments of more than nothing.' })
  payments!: number;

  @Field(() => Int, { description: 'Enrolments to which nothing is due for the month.' })
  nothingDue!: number;

  @Field(() => MoneyScalar, { description: 'The sum of all payments.' })
  amount!: Money;

  @Field(() => MoneyScalar, {
    description: 'What became due by the cycle: the sum without what it carries over from earlier payments.',
  })
  newDues!: Money;
}
