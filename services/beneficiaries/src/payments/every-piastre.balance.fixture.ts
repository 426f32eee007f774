import type { TestDatabase } from '@solidarity/subgraph-kit/testing/database';
import type { History } from '../testing/payment-histories';
import { dueLines, toldOf, type ModelScale } from '../testing/payment-model';

type Owner = Pick<TestDatabase, 'owner'>;
/** Whole piastres of an amount as text. */
const piastres = (amount: string | undefined) => Math.round(Number(amount ?? 0) * 100);
const add = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** What payments have told of an enrolment and month. */
const TOLD = `
select enrolment_id as id, for_month::text as month, sum(line.amount)::text as amount
  from payment_line line join payment on payment.id = payment_id where kind <> 'CARRIED_OVER' group by 1, 2`;

/** What an enrolment was paid, what it is still to be paid, and what is still to be deducted. */
const HELD = `
select enrolment.id,
       coalesce(sum(payment.amount) filter (where payment.state = 'PAID'), 0)::text as paid,
       coalesce(sum(payment.amount) filter (where payment.is_uncollected and carried_into is null), 0)::text as owed,
       count(*) filter (where payment.state not in ('PAID', 'UNCOLLECTED', 'REJECTED', 'NOTHING_DUE'))::int as open,
       (select amount from deduction_left still join payment_cycle cycle on cycle.id = still.cycle_id
         where still.enrolment_id = enrolment.id and month = $1)::text as overpaid
  from enrolment left join payment on payment.enrolment_id = enrolment.id group by enrolment.id`;

interface Held {
  readonly id: string;
  readonly paid: string;
  readonly owed: string;
  readonly open: number;
  readonly overpaid: string | null;
}

/** An enrolment of which paid and owed are not what was due. */
export interface Unbalanced {
  readonly householdId: string;
  readonly months: readonly { readonly month: string; readonly due: number; readonly told: number }[];
  readonly held: Held | undefined;
}

/**
 * Compares what the tables hold of each enrolment with what the model finds due in these months. Of each month no less
 * was told than is due; what was told beyond it is what is still to be deducted, and no month is told of that is not
 * looked at. What was paid and is owed is due, or beyond it.
 */
export async function unbalanced(
  { owner }: Owner,
  families: readonly History[],
  scales: readonly ModelScale[],
  months: readonly string[],
): Promise<Unbalanced[]> {
  const told = new Map<string, number>();
  const toldInAll = new Map<string, number>();
  for (const { id, month, amount } of await owner<{ id: string; month: string; amount: string }>(TOLD)) {
    told.set(`${id} ${month}`, piastres(amount));
    toldInAll.set(id, (toldInAll.get(id) ?? 0) + piastres(amount));
  }
  const held = new Map((await owner<Held>(HELD, [months.at(-1)])).map((row) => [row.id, row]));
  return families.flatMap((family) => {
    const { id, householdId } = family;
    const looked = months.map((month) => ({
      ...{ month, told: told.get(`${id} ${month}`) ?? 0 },
      due: add(dueLines(family, scales, month).map((line) => line.piastres)),
    }));
    const due = add(looked.map((each) => each.due));
    const beyond = add(looked.map((each) => Math.max(each.told - each.due, 0)));
    const has = held.get(id);
    const isBalanced =
      has?.open === 0 &&
      looked.every((each) => each.told >= each.due) &&
      add(looked.map((each) => each.told)) === (toldInAll.get(id) ?? 0) &&
      piastres(has.overpaid ?? '0') === beyond &&
      piastres(has.paid) + piastres(has.owed) === due + beyond;
    const differing = looked.filter((each) => each.told !== each.due);
    return isBalanced ? [] : [{ householdId, months: differing, held: has }];
  });
}

/** What the ledger says, in pounds: what was spent and is owed to families, and money that has left the state. */
export async function booked({ owner }: Owner) {
  const [row] = await owner<{ expense: string; payable: string; gone: string; sum: string }>(
    `select ledger_total('benefit_expense', null)::text as expense, ledger_total('benefits_payable', null)::text as payable,
            (ledger_total('benefit_funds', null) + ledger_total('agent_account', null))::text as gone,
            (select sum(amount)::text from ledger_posting) as sum`,
  );
  return row;
}

/** What the ledger has to say, by the payments of the model. */
export function booksOf(families: readonly History[]) {
  const told = add(families.flatMap((family) => [...toldOf(family).values()]));
  const paid = add(
    families.flatMap(({ payments }) => payments.map((each) => (each.state === 'PAID' ? each.piastres : 0))),
  );
  const text = (amount: number) => (amount / 100).toFixed(2);
  return { expense: text(told), payable: text(paid - told), gone: text(-paid), sum: '0.00' };
}
