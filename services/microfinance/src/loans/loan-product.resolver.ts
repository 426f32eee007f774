import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { withId } from './id-filter';
import { Lender } from './lender.entity';
import { offerLoanProduct, withdrawLoanProduct } from './loan-product.commands';
import { LoanProduct, LoanProductConnection } from './loan-product.entity';
import {
  OfferLoanProductInput,
  OfferLoanProductPayload,
  WithdrawLoanProductInput,
  WithdrawLoanProductPayload,
} from './loan-product.inputs';
import { LoanProductState } from './loan-product';

@ArgsType()
class LoanProductArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this lender.' })
  lenderId?: string | null;

  @Field(() => LoanProductState, { nullable: true, description: 'Only those in this state.' })
  state?: LoanProductState | null;
}

@Resolver(() => LoanProduct)
export class LoanProductResolver {
  @Query(() => LoanProduct, {
    nullable: true,
    description: 'A loan product; null when there is none that the caller may see.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loanProduct(
    @Arg('id', () => ID, { description: 'The product.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanProduct | null> {
    return reads.one(LoanProduct, id, askedColumns(info));
  }

  @Query(() => LoanProductConnection, {
    description: 'The loan products that the caller may see, the latest first.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loanProducts(
    @Args(() => LoanProductArgs) { first, after, lenderId, state }: LoanProductArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LoanProduct>> {
    const where = [...withId('lenderId', lenderId), ...(state ? [{ state }] : [])];
    return reads.page(LoanProduct, {
      columns: askedColumns(info),
      where,
      orderBy: ['createdAt'],
      descending: true,
      first,
      after,
    });
  }

  @FieldResolver(() => Lender, {
    nullable: true,
    description: 'Who offers it; null when the caller may not see the lender.',
  })
  @Needs('lenderId')
  lender(
    @Root() { lenderId }: LoanProduct,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Lender | null> {
    return reads.one(Lender, lenderId, askedColumns(info));
  }

  @Mutation(() => OfferLoanProductPayload, {
    description:
      'Begins to offer a loan product. It stays as it is: to change it, offer another and withdraw this one. For lenders.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  offerLoanProduct(
    @Arg('input', () => OfferLoanProductInput, { description: 'The product.' }) input: OfferLoanProductInput,
    @Ctx() context: CommandContext,
  ) {
    return offerLoanProduct(context, input);
  }

  @Mutation(() => WithdrawLoanProductPayload, {
    description: 'Ends a loan product: nobody can apply for it any more, loans under it go on. For lenders.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:write'] })
  withdrawLoanProduct(
    @Arg('input', () => WithdrawLoanProductInput, { description: 'The product, and why.' })
    input: WithdrawLoanProductInput,
    @Ctx() context: CommandContext,
  ) {
    return withdrawLoanProduct(context, input);
  }
}
