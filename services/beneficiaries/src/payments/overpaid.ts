import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { ZERO, type Money } from '@solidarity/subgraph-kit/values/money';

const OVERPAID = `
select enrolment_id as "enrolmentId", amount from overpayment where enrolment_id = any ($1::uuid[])`;

/** What is still to be deducted from an enrolment; one statement for all that are asked for in the same moment. */
export function overpaidOf(reads: Reads, enrolmentId: string): Promise<Money> {
  return reads.batch('overpaid', enrolmentId, async (ids) => {
    const rows = await reads.rows<{ enrolmentId: string; amount: Money }>(OVERPAID, [ids]);
    const byEnrolment = new Map(rows.map((row) => [row.enrolmentId, row.amount]));
    return ids.map((id) => byEnrolment.get(id) ?? ZERO);
  });
}

/** What ended enrolments of one governorate were paid too much. */
export interface OverpaidShare {
  readonly governorate: Governorate;
  readonly enrolments: number;
  readonly amount: Money;
}

const SHARES = `
select overpayment.governorate, count(*)::int as enrolments, sum(amount)::numeric(18,2) as amount
  from overpayment join enrolment on enrolment.id = enrolment_id and state = 'EXITED'
 where $1::text is null or overpayment.programme_id = $1
 group by overpayment.governorate order by overpayment.governorate`;

/** What ended enrolments were paid too much, by governorate. */
export function overpaidShares(reads: Reads, programmeId: string | null): Promise<OverpaidShare[]> {
  return reads.rows<OverpaidShare>(SHARES, [programmeId]);
}
