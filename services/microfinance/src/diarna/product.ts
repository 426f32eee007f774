/**
 * A product of Diarna and its stock. A product is prepared as a draft, offered to the marketplace, withdrawn, and may be
 * offered again. Its stock is the sum of its movements; it never falls below nothing, so that nothing is sold twice.
 */
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';

export const ProductState = { DRAFT: 'DRAFT', OFFERED: 'OFFERED', WITHDRAWN: 'WITHDRAWN' } as const;
export type ProductState = keyof typeof ProductState;
export type ProductAction = 'offer' | 'withdraw';

export const product = defineStateMachine<ProductState, ProductAction>({
  subjectType: 'product',
  actions: {
    offer: { en: 'offer the product', ar: 'عرض السلعة' },
    withdraw: { en: 'withdraw the product', ar: 'سحب السلعة' },
  },
  states: {
    DRAFT: { offer: 'OFFERED', withdraw: 'WITHDRAWN' },
    OFFERED: { withdraw: 'WITHDRAWN' },
    WITHDRAWN: { offer: 'OFFERED' },
  },
});

/** Why stock moves. */
export const StockReason = {
  PRODUCED: 'PRODUCED',
  SOLD: 'SOLD',
  RETURNED: 'RETURNED',
  DAMAGED: 'DAMAGED',
  COUNTED: 'COUNTED',
} as const;
export type StockReason = keyof typeof StockReason;

/** Whether a reason adds pieces or takes them away; a count may do either. */
const DIRECTIONS = {
  PRODUCED: 1,
  RETURNED: 1,
  SOLD: -1,
  DAMAGED: -1,
  COUNTED: null,
} as const satisfies Record<StockReason, 1 | -1 | null>;

/** More than any producer makes. */
export const MOST_PIECES = 1_000_000;

export type StockChange =
  | { readonly ok: true; readonly stock: number }
  | { readonly ok: false; readonly why: 'WRONG_DIRECTION' | 'NOT_ENOUGH' | 'TOO_MANY' };

/** The stock after so many pieces came (positive) or went (negative), or why they cannot. */
export function moveStock(stock: number, quantity: number, reason: StockReason): StockChange {
  const direction = DIRECTIONS[reason];
  if (quantity === 0 || (direction !== null && Math.sign(quantity) !== direction)) {
    return { ok: false, why: 'WRONG_DIRECTION' };
  }
  if (stock + quantity < 0) return { ok: false, why: 'NOT_ENOUGH' };
  return stock + quantity > MOST_PIECES
    ? { ok: false, why: 'TOO_MANY' }
    : { ok: true, stock: stock + quantity };
}
