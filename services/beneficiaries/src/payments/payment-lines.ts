import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { PaymentLine } from './payment.entity';

const LINES = `
select payment_id as "paymentId", ordinal, kind, for_month::text as "forMonth", person_id as "personId", amount
  from payment_line where payment_id = any ($1::uuid[]) order by payment_id, ordinal`;

/** The lines of a payment, in their order; one statement for all payments that are asked for in the same moment. */
export function linesOf(reads: Reads, paymentId: string): Promise<PaymentLine[]> {
  return reads.batch('payment lines', paymentId, async (ids) => {
    const byPayment = new Map<string, PaymentLine[]>(ids.map((id) => [id, []]));
    for (const row of await reads.rows<PaymentLine>(LINES, [ids])) {
      byPayment.get(row.paymentId)?.push(Object.assign(new PaymentLine(), row));
    }
    return ids.map((id) => byPayment.get(id) ?? []);
  });
}
