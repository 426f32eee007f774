import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { productChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { adviceOf } from '@solidarity/subgraph-kit/records/refused-move';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { isPositive } from '@solidarity/subgraph-kit/values/money';
import { findRow, lockRow } from '../loans/found.commands';
import { Craft } from './craft.entity';
import { Producer } from './producer.entity';
import { product as productLife, type ProductAction } from './product';
import { Product, ProductPrice } from './product.entity';
import type {
  AddProductInput,
  ChangeProductPriceInput,
  OfferProductInput,
  WithdrawProductInput,
} from './product.inputs';
import { refusals } from './refusals';
import { pictureProblems, textProblems } from './written';

/** What a command about a product has done: the id to read it by, or why nothing was done. */
export interface ProductChange {
  productId?: string;
  errors: Refusal[];
}

/** Prepares a product as a draft: it has no stock yet, and no marketplace sees it. */
export function addProduct(context: CommandContext, input: AddProductInput): Promise<ProductChange> {
  return idempotently(
    context,
    'addProduct',
    input.idempotencyKey,
    input,
    async (): Promise<ProductChange> => {
      const { manager, caller } = context;
      const { name, description, price, pictures } = input;
      const errors = problemsOf(input);
      if (errors.length > 0) return { errors };
      const producer = await findRow(manager, Producer, input.producerId);
      if (!producer) return refuse(refusals.PRODUCER_NOT_FOUND, {}, 'input.producerId');
      const craft = await findRow(manager, Craft, input.craftId);
      if (!craft) return refuse(refusals.CRAFT_NOT_FOUND, {}, 'input.craftId');
      const product = {
        ...{ id: randomUUID(), producerId: producer.id, craftId: craft.id, price, pictures, stock: 0 },
        ...{ name: localized(name.ar, name.en), state: 'DRAFT' as const },
        ...(description ? { description: localized(description.ar, description.en) } : {}),
      };
      await manager.insert(Product, product);
      await manager.insert(ProductPrice, { productId: product.id, price, bySubject: caller.subject });
      const step = { subjectType: productLife.subjectType, from: null, action: 'add', to: 'DRAFT' };
      await recordTransition(context, { subjectId: product.id, step });
      await tellProductChanged(manager, product);
      return { productId: product.id, errors: [] };
    },
  );
}

/** What a piece costs from now on; what it cost before stays on record. */
export async function changeProductPrice(
  { manager, caller }: CommandContext,
  { productId, price }: ChangeProductPriceInput,
): Promise<ProductChange> {
  if (!isPositive(price)) return refuse(refusals.PRICE_NOT_POSITIVE, {}, 'input.price');
  const product = await lockRow(manager, Product, productId);
  if (!product) return refuse(refusals.PRODUCT_NOT_FOUND, {}, 'input.productId');
  if (product.price === price) return { productId: product.id, errors: [] };
  await manager.update(Product, { id: product.id }, { price });
  await manager.insert(ProductPrice, { productId: product.id, price, bySubject: caller.subject });
  await tellProductChanged(manager, { ...product, price });
  return { productId: product.id, errors: [] };
}

/** Lets the marketplace sell a product. */
export function offerProduct(
  context: CommandContext,
  { productId }: OfferProductInput,
): Promise<ProductChange> {
  return take(context, productId, 'offer', null);
}

/** Ends the sale of a product; it may be offered again. */
export async function withdrawProduct(
  context: CommandContext,
  { productId, reason }: WithdrawProductInput,
): Promise<ProductChange> {
  const errors = textProblems(reason, 'input.reason');
  return errors.length > 0 ? { errors } : take(context, productId, 'withdraw', reason.trim());
}

/** Tells other services and the marketplace how a product stands from now on. */
export async function tellProductChanged(
  manager: EntityManager,
  { id, producerId, state, price, stock }: Pick<Product, 'id' | 'producerId' | 'state' | 'price' | 'stock'>,
): Promise<void> {
  const available = state === 'OFFERED' ? stock : 0;
  await emit(manager, productChanged.of(id, { productId: id, producerId, state, price, available }));
}

async function take(
  context: CommandContext,
  productId: string,
  action: ProductAction,
  reason: string | null,
): Promise<ProductChange> {
  const { manager, caller } = context;
  const product = await lockRow(manager, Product, productId);
  if (!product) return refuse(refusals.PRODUCT_NOT_FOUND, {}, 'input.productId');
  const step = move(productLife, product.state, action, { role: caller.role });
  if (!step.ok) return refuse(refusals.STEP_NOT_POSSIBLE, adviceOf(step), 'input.productId');
  await manager.update(Product, { id: product.id }, { state: step.to });
  await recordTransition(context, { subjectId: product.id, step, reason });
  await tellProductChanged(manager, { ...product, state: step.to });
  return { productId: product.id, errors: [] };
}

function problemsOf({ name, description, price, pictures }: AddProductInput): Refusal[] {
  const errors = [
    ...textProblems(name.ar, 'input.name.ar'),
    ...(description ? textProblems(description.ar, 'input.description.ar') : []),
    ...pictureProblems(pictures, 'input.pictures'),
  ];
  if (!isPositive(price)) errors.push(refusal(refusals.PRICE_NOT_POSITIVE, {}, 'input.price'));
  return errors;
}
