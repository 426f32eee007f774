import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { lockRow } from '../loans/found.commands';
import { MOST_PIECES, moveStock } from './product';
import { tellProductChanged, type ProductChange } from './product.commands';
import { Product, StockMovement } from './product.entity';
import type { MoveProductStockInput } from './product.inputs';
import { refusals } from './refusals';
import { textProblems } from './written';

/** Records pieces that came or went. The product is held meanwhile, so that two sales cannot both take the last one. */
export function moveProductStock(
  context: CommandContext,
  input: MoveProductStockInput,
): Promise<ProductChange> {
  return idempotently(
    context,
    'moveProductStock',
    input.idempotencyKey,
    input,
    async (): Promise<ProductChange> => {
      const { manager, caller } = context;
      const { productId, quantity, reason } = input;
      const note = input.note?.trim() || null;
      const errors = note === null ? [] : textProblems(note, 'input.note');
      if (errors.length > 0) return { errors };
      const product = await lockRow(manager, Product, productId);
      if (!product) return refuse(refusals.PRODUCT_NOT_FOUND, {}, 'input.productId');
      const change = moveStock(product.stock, quantity, reason);
      if (!change.ok) {
        switch (change.why) {
          case 'NOT_ENOUGH':
            return refuse(refusals.STOCK_NOT_ENOUGH, { stock: product.stock }, 'input.quantity');
          case 'TOO_MANY':
            return refuse(refusals.STOCK_TOO_MANY, { most: MOST_PIECES }, 'input.quantity');
          case 'WRONG_DIRECTION':
            return refuse(refusals.STOCK_WRONG_DIRECTION, {}, 'input.quantity');
        }
      }
      await manager.update(Product, { id: product.id }, { stock: change.stock });
      await manager.insert(StockMovement, {
        productId: product.id,
        quantity,
        reason,
        note,
        bySubject: caller.subject,
      });
      await tellProductChanged(manager, { ...product, stock: change.stock });
      return { productId: product.id, errors: [] };
    },
  );
}
