import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { moveStock, product, type ProductAction, type ProductState, type StockReason } from './product';

describe('stock', () => {
  test.each<[string, number, number, StockReason, unknown]>([
    ['grows by what is made', 3, 5, 'PRODUCED', { ok: true, stock: 8 }],
    ['grows by what comes back', 0, 1, 'RETURNED', { ok: true, stock: 1 }],
    ['falls by what is sold', 3, -3, 'SOLD', { ok: true, stock: 0 }],
    ['never falls below nothing', 3, -4, 'SOLD', { ok: false, why: 'NOT_ENOUGH' }],
    ['falls by what is spoilt', 3, -1, 'DAMAGED', { ok: true, stock: 2 }],
    ['is counted up', 3, 2, 'COUNTED', { ok: true, stock: 5 }],
    ['is counted down', 3, -2, 'COUNTED', { ok: true, stock: 1 }],
    ['is moved by something', 3, 0, 'COUNTED', { ok: false, why: 'WRONG_DIRECTION' }],
    ['does not grow by a sale', 3, 1, 'SOLD', { ok: false, why: 'WRONG_DIRECTION' }],
    ['does not fall by making', 3, -1, 'PRODUCED', { ok: false, why: 'WRONG_DIRECTION' }],
    ['may reach a million', 999_999, 1, 'PRODUCED', { ok: true, stock: 1_000_000 }],
    ['does not pass it', 1_000_000, 1, 'PRODUCED', { ok: false, why: 'TOO_MANY' }],
  ])('%s', (_name, stock, quantity, reason, expected) => {
    expect(moveStock(stock, quantity, reason)).toEqual(expected);
  });
});

test.each<[ProductState, ProductAction, ProductState | null]>([
  ['DRAFT', 'offer', 'OFFERED'],
  ['DRAFT', 'withdraw', 'WITHDRAWN'],
  ['OFFERED', 'withdraw', 'WITHDRAWN'],
  ['OFFERED', 'offer', null],
  ['WITHDRAWN', 'offer', 'OFFERED'],
  ['WITHDRAWN', 'withdraw', null],
])('a product that is %s: %s leads to %s', (from, action, expected) => {
  const step = move(product, from, action, { role: 'ministry_admin' });

  expect(step.ok ? step.to : null).toBe(expected);
});
