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
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { connectionFrom, PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Craft } from './craft.entity';
import { Producer } from './producer.entity';
import { addProduct, changeProductPrice, offerProduct, withdrawProduct } from './product.commands';
import {
  Product,
  ProductConnection,
  ProductPrice,
  StockMovement,
  StockMovementConnection,
} from './product.entity';
import {
  AddProductInput,
  AddProductPayload,
  ChangeProductPriceInput,
  ChangeProductPricePayload,
  MoveProductStockInput,
  MoveProductStockPayload,
  OfferProductInput,
  OfferProductPayload,
  WithdrawProductInput,
  WithdrawProductPayload,
} from './product.inputs';
import { moveProductStock } from './stock.commands';

const CATALOGUE = { audience: ['partner', 'marketplace'], scopes: ['catalogue:read'] } as const;

@ArgsType()
class ProductArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this craft.' })
  craft?: string | null;
}

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'A product; null when there is none that the caller may see.',
  })
  @Access(CATALOGUE)
  product(
    @Arg('id', () => ID, { description: 'The product.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Product | null> {
    return reads.one(Product, id, askedColumns(info));
  }

  @Query(() => ProductConnection, {
    description:
      'The catalogue of Diarna, the latest first. A marketplace sees what is offered; the ministry also drafts and what was withdrawn.',
  })
  @Access(CATALOGUE)
  async products(
    @Args(() => ProductArgs) { first, after, craft }: ProductArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Product>> {
    const craftId = craft ? knownId(craft, 'uuid') : undefined;
    if (craftId === null) return connectionFrom<Product>([], { first, after }, ({ id }) => [id]);
    const where = craftId === undefined ? [] : [{ craftId }];
    return reads.page(Product, {
      columns: askedColumns(info),
      where,
      orderBy: ['createdAt'],
      descending: true,
      first,
      after,
    });
  }

  @FieldResolver(() => Producer, {
    nullable: true,
    description: 'Who makes it; null when the caller may not see the producer.',
  })
  @Needs('producerId')
  producer(
    @Root() { producerId }: Product,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Producer | null> {
    return reads.one(Producer, producerId, askedColumns(info));
  }

  @FieldResolver(() => Craft, { nullable: true, description: 'The craft that it is of.' })
  @Needs('craftId')
  craft(
    @Root() { craftId }: Product,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Craft | null> {
    return reads.one(Craft, craftId, askedColumns(info));
  }

  @FieldResolver(() => StockMovementConnection, {
    description: 'Pieces that came and went, the latest first. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write', 'audit:read'] })
  stockMovements(
    @Root() { id }: Product,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<StockMovement>> {
    const options = { orderBy: ['at'] as const, descending: true, first, after };
    return reads.byParentPage(StockMovement, 'productId', id, askedColumns(info), options);
  }

  @FieldResolver(() => [ProductPrice], {
    description: 'What it has cost, the latest price first; at most 100. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write', 'audit:read'] })
  prices(
    @Root() { id }: Product,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPrice[]> {
    return reads.byParent(ProductPrice, 'productId', id, askedColumns(info), {
      orderBy: ['at'],
      descending: true,
    });
  }

  @Mutation(() => AddProductPayload, {
    description: 'Prepares a product of a producer as a draft without stock. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write'] })
  addProduct(
    @Arg('input', () => AddProductInput, { description: 'The product.' }) input: AddProductInput,
    @Ctx() context: CommandContext,
  ) {
    return addProduct(context, input);
  }

  @Mutation(() => ChangeProductPricePayload, {
    description: 'Sets what a product costs from now on. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write'] })
  changeProductPrice(
    @Arg('input', () => ChangeProductPriceInput, { description: 'The product and its price.' })
    input: ChangeProductPriceInput,
    @Ctx() context: CommandContext,
  ) {
    return changeProductPrice(context, input);
  }

  @Mutation(() => OfferProductPayload, {
    description: 'Lets the marketplace sell a product. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write'] })
  offerProduct(
    @Arg('input', () => OfferProductInput, { description: 'The product.' }) input: OfferProductInput,
    @Ctx() context: CommandContext,
  ) {
    return offerProduct(context, input);
  }

  @Mutation(() => WithdrawProductPayload, {
    description: 'Ends the sale of a product; it may be offered again. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write'] })
  withdrawProduct(
    @Arg('input', () => WithdrawProductInput, { description: 'The product, and why.' })
    input: WithdrawProductInput,
    @Ctx() context: CommandContext,
  ) {
    return withdrawProduct(context, input);
  }

  @Mutation(() => MoveProductStockPayload, {
    description: 'Records pieces that came or went; the stock never falls below nothing. For the ministry.',
  })
  @Access({ scopes: ['catalogue:write'] })
  moveProductStock(
    @Arg('input', () => MoveProductStockInput, { description: 'The product, how many pieces, and why.' })
    input: MoveProductStockInput,
    @Ctx() context: CommandContext,
  ) {
    return moveProductStock(context, input);
  }
}
