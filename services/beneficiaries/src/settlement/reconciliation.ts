import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PaymentChannel } from '../payments/payment';
import type { CountedMoney, SettledMoney } from './collection';

/** What became of the money of one governorate and channel, with what is open. */
export interface SettledShare extends SettledMoney {
  readonly governorate: Governorate;
  readonly channel: PaymentChannel;
  readonly open: CountedMoney;
}

type Outcome = 'sent' | 'paid' | 'uncollected' | 'rejected' | 'open';

interface ShareRow {
  readonly cycleId: string;
  readonly governorate: Governorate;
  readonly channel: PaymentChannel;
  readonly outcome: Outcome;
  readonly count: number;
  readonly amount: Money;
}

/** What was sent is told by the instructions and what became of it by the payments, so that the two can disagree. */
const SHARES = `
select cycle_id as "cycleId", governorate, channel, outcome, count, amount from (
  select cycle_id, governorate, channel, 'sent' as outcome, count(*)::int as count, sum(amount)::numeric(18,2) as amount
    from payment_instruction where cycle_id = any($1::uuid[]) group by cycle_id, governorate, channel
  union all
  select cycle_id, governorate, channel, case state when 'SENT' then 'open' else lower(state) end,
         count(*)::int, sum(amount)::numeric(18,2)
    from payment where cycle_id = any($1::uuid[]) and state in ('SENT', 'PAID', 'UNCOLLECTED', 'REJECTED')
   group by cycle_id, governorate, channel, state) as share
 order by governorate, channel`;

type Query = (sql: string, values: unknown[]) => Promise<object[]>;

/** What became of the money of cycles, for each of them by governorate and channel. */
export async function settledMoneyOf(query: Query, cycleIds: readonly string[]): Promise<SettledShare[][]> {
  const rows = (await query(SHARES, [cycleIds])) as ShareRow[];
  return cycleIds.map((cycleId) => sharesOf(rows.filter((row) => row.cycleId === cycleId)));
}

const NOTHING: CountedMoney = { count: 0, amount: '0.00' as Money };

function sharesOf(rows: readonly ShareRow[]): SettledShare[] {
  const shares = new Map<string, SettledShare>();
  for (const { governorate, channel, outcome, count, amount } of rows) {
    const known = shares.get(`${governorate} ${channel}`) ?? {
      ...{ governorate, channel, sent: NOTHING, paid: NOTHING },
      ...{ uncollected: NOTHING, rejected: NOTHING, open: NOTHING },
    };
    shares.set(`${governorate} ${channel}`, { ...known, [outcome]: { count, amount } });
  }
  return [...shares.values()];
}
