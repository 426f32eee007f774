import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { DateTimeScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ProductState, StockReason } from './product';

registerEnumType(ProductState, {
  name: 'ProductState',
  description: 'Whether a product can be bought.',
  valuesConfig: {
    DRAFT: { description: 'It is being prepared; no marketplace sees it.' },
    OFFERED: { description: 'The marketplace may sell it while there is stock.' },
    WITHDRAWN: { description: 'It is no longer sold.' },
  },
});
registerEnumType(StockReason, {
  name: 'StockReason',
  description: 'Why the stock of a product moves.',
  valuesConfig: {
    PRODUCED: { description: 'Pieces were made: adds.' },
    SOLD: { description: 'Pieces were sold: takes away.' },
    RETURNED: { description: 'A buyer gave pieces back: adds.' },
    DAMAGED: { description: 'Pieces were spoilt or lost: takes away.' },
    COUNTED: { description: 'A count found another number: adds or takes away.' },
  },
});

@Entity('product')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    "Goods of Diarna (ديارنا), the ministry's marketplace of productive families. Loan products are LoanProduct.",
})
@Access({ audience: ['partner', 'marketplace'], scopes: ['catalogue:read'] })
export class Product {
  @Field(() => ID, { description: 'Identifies the product.' })
  @Access({ audience: ['partner', 'marketplace'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'The number under which it is kept in stock, such as DYR-00001.' })
  @Column({ type: 'text', insert: false, update: false })
  sku!: string;

  @Column('uuid')
  producerId!: string;

  @Column('uuid')
  craftId!: string;

  @Field(() => LocalizedText, { description: 'What it is called.' })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'What it is, in more words; null when nobody has written any.',
  })
  @Column(() => LocalizedText)
  description!: LocalizedText | null;

  @Field(() => MoneyScalar, { description: 'What one piece costs.' })
  @Column('numeric')
  price!: Money;

  @Field(() => Int, { description: 'How many pieces can be sold now.' })
  @Column('integer')
  stock!: number;

  @Field(() => [String], { description: 'Addresses of pictures, the main one first.' })
  @Column('text', { array: true })
  pictures!: string[];

  @Field(() => ProductState, { description: 'Whether it can be bought.' })
  @Column('text')
  state!: ProductState;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: string;
}

export const ProductConnection = connectionOf(Product, 'Product');

/** Written once, never changed: the stock of a product is the sum of its movements. */
@Entity('stock_movement')
@ObjectType({ description: 'Pieces of a product that came or went. For the ministry.' })
@Access({ scopes: ['catalogue:read'] })
export class StockMovement {
  @Field(() => ID, { description: 'Identifies the movement.' })
  @PrimaryColumn('uuid', { insert: false })
  id!: string;

  @Column('uuid')
  productId!: string;

  @Field(() => Int, { description: 'How many pieces came (positive) or went (negative).' })
  @Column('integer')
  quantity!: number;

  @Field(() => StockReason, { description: 'Why.' })
  @Column('text')
  reason!: StockReason;

  @Field(() => String, { nullable: true, description: 'What was said of it; null when nothing was.' })
  @Column('text', { nullable: true })
  note!: string | null;

  /** Who recorded it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  bySubject!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @Column({ type: 'timestamptz', insert: false, update: false })
  at!: string;
}

export const StockMovementConnection = connectionOf(StockMovement, 'StockMovement');

/** Written once, never changed: what a product cost, and from when. */
@Entity('product_price')
@ObjectType({ description: 'A price of a product and when it began to hold. For the ministry.' })
@Access({ scopes: ['catalogue:read'] })
export class ProductPrice {
  @PrimaryColumn('uuid', { insert: false })
  id!: string;

  @Column('uuid')
  productId!: string;

  @Field(() => MoneyScalar, { description: 'What one piece cost from then on.' })
  @Column('numeric')
  price!: Money;

  /** Who set it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  bySubject!: string;

  @Field(() => DateTimeScalar, { description: 'When it began to hold.' })
  @Column({ type: 'timestamptz', insert: false, update: false })
  at!: string;
}
