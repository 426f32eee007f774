import { randomUUID } from 'node:crypto';
import { admin, type LendingWorld } from './lending-world';
import { somebody } from './people';

export const text = (ar: string) => ({ ar, en: null });

/** The steps that lead to a product of Diarna. */
export class DiarnaWorld {
  constructor(readonly world: LendingWorld) {}

  async aCraft(name = `حرفة ${randomUUID()}`): Promise<string> {
    const input = {
      ...{ name: { ar: name, en: 'Tally weaving' }, description: text('تطريز بخيوط معدنية') },
      ...{ materials: text('تل وشرائط معدنية'), technique: text('تطريز يدوي') },
      ...{ governorates: ['EG_SHG', 'EG_AST'], idempotencyKey: randomUUID() },
    };
    const { craft } = await this.world.do<{ craft: { id: string } }>(
      admin,
      'addCraft',
      input,
      'craft { id }',
    );
    return craft.id;
  }

  async aProducer(changes: object = {}): Promise<string> {
    const input = {
      ...{ kind: 'PERSON', nationalId: somebody(), name: text('تلي سوهاج'), governorate: 'EG_SHG' },
      ...{ idempotencyKey: randomUUID(), ...changes },
    };
    const { producer } = await this.world.do<{ producer: { id: string } }>(
      admin,
      'registerProducer',
      input,
      'producer { id }',
    );
    return producer.id;
  }

  /** A shawl for 1,250 pounds, of which so many were made; of a producer and a craft of its own unless said otherwise. */
  async aProduct({
    stock = 5,
    isOffered = true,
    ...changes
  }: { stock?: number; isOffered?: boolean; producerId?: string; craftId?: string } = {}): Promise<string> {
    const { producerId = await this.aProducer(), craftId = await this.aCraft() } = changes;
    const input = { producerId, craftId, name: text('شال تلي'), price: '1250', idempotencyKey: randomUUID() };
    const { product } = await this.world.do<{ product: { id: string } }>(
      admin,
      'addProduct',
      input,
      'product { id }',
    );
    if (stock > 0) expect((await this.moveStock(product.id, stock, 'PRODUCED')).errors).toEqual([]);
    if (isOffered) await this.world.do(admin, 'offerProduct', { productId: product.id });
    return product.id;
  }

  moveStock(productId: string, quantity: number, reason = 'SOLD', idempotencyKey: string = randomUUID()) {
    const input = { productId, quantity, reason, idempotencyKey };
    return this.world.command<{ product: { stock: number } | null }>(
      admin,
      'moveProductStock',
      input,
      'product { stock }',
    );
  }

  /** The stock of a product, and the sum of what came and went. */
  async stockOf(productId: string) {
    const [row] = await this.world.service.database.owner(
      `select stock, (select coalesce(sum(quantity), 0)::int from stock_movement where product_id = product.id) as moved
       from product where id = $1`,
      [productId],
    );
    return row;
  }
}
