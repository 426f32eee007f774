/**
 * How settlement stands in the ledger. Sending a cycle gives its money to the payment agent; what the agent pays out ends
 * what is owed to families; what the agent could not pay out comes back when the cycle is reconciled, and stays owed until
 * a later cycle pays it. The agent has a sub-account for each cycle: it stands at zero once the cycle is reconciled.
 */
import type { AccountKind, LedgerEntry } from '@solidarity/subgraph-kit/records/ledger';
import { isZero, negateMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

export const SETTLEMENT_ACCOUNTS = {
  /** Money of the state that benefits are paid from. */
  benefit_funds: 'ASSET',
  /** Money that the payment agent holds. */
  agent_account: 'ASSET',
} as const satisfies Record<string, AccountKind>;

/** What is owed to families; approval of a cycle books it. */
export const PAYABLE = 'benefits_payable';

/** The account of a cycle's money with the agent. */
export const withAgent = (cycleId: string) => ({ code: 'agent_account', subject: cycleId });

/** What happens to the money of a cycle, as the ledger names it. */
export type SettlementDeed = 'payments_sent' | 'payments_paid' | 'payments_returned';

const BETWEEN = {
  payments_sent: (cycleId: string) => ({ debit: withAgent(cycleId), credit: 'benefit_funds' }),
  payments_paid: (cycleId: string) => ({ debit: PAYABLE, credit: withAgent(cycleId) }),
  payments_returned: (cycleId: string) => ({ debit: 'benefit_funds', credit: withAgent(cycleId) }),
} as const;

/** The entry of so much money of a cycle; none when there is no money to move. */
export function settlementEntry(
  type: SettlementDeed,
  cycleId: string,
  amount: Money,
  onDate: PlainDate,
): LedgerEntry[] {
  if (isZero(amount)) return [];
  const { debit, credit } = BETWEEN[type](cycleId);
  const postings: LedgerEntry['postings'] = [
    { account: debit, amount },
    { account: credit, amount: negateMoney(amount) },
  ];
  return [{ type, subject: cycleId, onDate, postings }];
}
