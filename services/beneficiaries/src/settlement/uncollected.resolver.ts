import { Args, ArgsType, Ctx, Field, Info, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { governorateListed } from '../payments/governorate-listed';
import { Payment, PaymentConnection } from '../payments/payment.entity';

@ArgsType()
class UncollectedPaymentsArgs extends PageArgs {
  @Field(() => GovernorateEnum, { nullable: true, description: 'Only those of this governorate.' })
  governorate?: Governorate | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether those are told too that a later payment brings again already.',
  })
  withCarriedOver!: boolean;
}

@Resolver(() => Payment)
export class UncollectedPaymentsResolver {
  @Query(() => PaymentConnection, {
    description:
      'Payments that nobody came for, the earliest first: whom to visit or to call. For case workers, of their governorate (where it was due, when they name none), and the ministry.',
  })
  @Access({ scopes: ['benefits:read'] })
  uncollectedPayments(
    @Args(() => UncollectedPaymentsArgs)
    { governorate, withCarriedOver, first, after }: UncollectedPaymentsArgs,
    @Ctx() { reads, caller }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Payment>> {
    const listed = governorateListed(caller, governorate);
    return reads.page(Payment, {
      ...{ first, after, columns: askedColumns(info), orderBy: ['id'] },
      where: [
        // The column that the indexes know: payments go through their states without touching one.
        { sql: 'is_uncollected', values: [] },
        ...(listed ? [listed] : []),
        {
          state: 'UNCOLLECTED',
          ...(!withCarriedOver && { carriedInto: null }),
        },
      ],
    });
  }
}
