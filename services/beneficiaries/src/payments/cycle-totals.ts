import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { PaymentCycleTotal } from './cycle-total.entity';

const TOTALS = `
select cycle_id as "cycleId", governorate, channel, sum(payments)::int as payments, sum(nothing_due)::int as "nothingDue",
       sum(amount)::numeric(18,2) as amount, sum(new_dues)::numeric(18,2) as "newDues"
  from payment_cycle_total where cycle_id = any ($1::uuid[])
 group by cycle_id, governorate, channel order by governorate, channel`;

/** The totals of a cycle; one statement for all cycles that are asked for in the same moment. */
export function totalsOf(reads: Reads, cycleId: string): Promise<PaymentCycleTotal[]> {
  return reads.batch('payment cycle totals', cycleId, async (ids) => {
    const rows = await reads.rows<PaymentCycleTotal & { cycleId: string }>(TOTALS, [ids]);
    const byCycle = new Map<string, PaymentCycleTotal[]>(ids.map((id) => [id, []]));
    for (const { cycleId: of, ...total } of rows) {
      byCycle.get(of)?.push(Object.assign(new PaymentCycleTotal(), total));
    }
    return ids.map((id) => byCycle.get(id) ?? []);
  });
}
