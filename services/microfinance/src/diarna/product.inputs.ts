import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { StockReason } from './product';
import { Product } from './product.entity';

@InputType({ description: 'Goods of a producer, as a draft without stock.' })
export class AddProductInput {
  @Field(() => ID, { description: 'Who makes it.' })
  producerId!: string;

  @Field(() => ID, { description: 'The craft that it is of.' })
  craftId!: string;

  @Field(() => LocalizedTextInput, { description: 'What it is called.' })
  name!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'What it is, in more words.' })
  description?: LocalizedTextInput | null;

  @Field(() => MoneyScalar, { description: 'What one piece costs; above zero.' })
  price!: Money;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Addresses of pictures (https), the main one first; at most 20.',
  })
  pictures!: string[];

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new product: sent again, it adds nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A product whose price changes from now on.' })
export class ChangeProductPriceInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;

  @Field(() => MoneyScalar, { description: 'What one piece costs from now on; above zero.' })
  price!: Money;
}

@InputType({ description: 'A product that the marketplace may sell from now on.' })
export class OfferProductInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;
}

@InputType({ description: 'A product that is no longer to be sold.' })
export class WithdrawProductInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;

  @Field(() => String, { description: 'Why, for the record.' })
  reason!: string;
}

@InputType({ description: 'Pieces of a product that came or went.' })
export class MoveProductStockInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;

  @Field(() => Int, { description: 'How many pieces came (positive) or went (negative).' })
  quantity!: number;

  @Field(() => StockReason, { description: 'Why.' })
  reason!: StockReason;

  @Field(() => String, { nullable: true, description: 'Anything to be said of it.' })
  note?: string | null;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new movement: sent again, it moves nothing again.',
  })
  idempotencyKey!: string;
}

/** What commands about products answer with. */
@ObjectType()
abstract class ProductPayload {
  productId?: string;

  @Field(() => Product, {
    nullable: true,
    description: 'The product as it is now; null when nothing was done.',
  })
  async product(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Product | null> {
    return this.productId ? reads.one(Product, this.productId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of adding a product. Refusals: PRODUCER_NOT_FOUND, CRAFT_NOT_FOUND, TEXT_MISSING, TEXT_TOO_LONG, PRICE_NOT_POSITIVE, PICTURE_ADDRESS_WRONG.',
})
@Access({})
export class AddProductPayload extends ProductPayload {}

@ObjectType({
  description: 'What came of changing a price. Refusals: PRODUCT_NOT_FOUND, PRICE_NOT_POSITIVE.',
})
@Access({})
export class ChangeProductPricePayload extends ProductPayload {}

@ObjectType({
  description: 'What came of offering a product. Refusals: PRODUCT_NOT_FOUND, STEP_NOT_POSSIBLE.',
})
@Access({})
export class OfferProductPayload extends ProductPayload {}

@ObjectType({
  description:
    'What came of withdrawing a product. Refusals: PRODUCT_NOT_FOUND, STEP_NOT_POSSIBLE, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({})
export class WithdrawProductPayload extends ProductPayload {}

@ObjectType({
  description:
    'What came of moving stock. Refusals: PRODUCT_NOT_FOUND, STOCK_NOT_ENOUGH, STOCK_TOO_MANY, STOCK_WRONG_DIRECTION, TEXT_TOO_LONG.',
})
@Access({})
export class MoveProductStockPayload extends ProductPayload {}
