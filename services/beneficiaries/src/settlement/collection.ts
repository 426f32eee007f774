/**
 * Money that waits to be collected, and when a cycle is done with.
 *
 * A payment can be collected for a number of days after it was sent. A cycle is reconciled once every payment is settled,
 * or once these days are over: what is open then counts as uncollected (P: the agent gives back what nobody came for).
 * It is closed when, in each governorate and channel, what was sent equals what was paid, uncollected and rejected
 * together, no payment is left open, and the agent holds none of its money any more (DOMAIN.md 1, payments: totals agree). Nothing is lost by not
 * being collected: the next cycle brings it again. But who does not come several times in a row may no longer be there, so
 * the enrolment is suspended until somebody asks.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { addMoney, isZero, subtractMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refusals } from './refusals';

/** The values that change by a row of the rules' data. */
export interface CollectionRules {
  /** How many days after it was sent a payment can be collected. */
  readonly collectionDays: number;
  /** After so many uncollected payments in a row the enrolment is suspended. */
  readonly mostUncollectedInARow: number;
}

/** The last day on which what was sent on a day can be collected. */
export function lastCollectionDay(sentOn: PlainDate, { collectionDays }: CollectionRules): PlainDate {
  return addDays(sentOn, collectionDays);
}

/** A cycle that was sent, as far as its reconciliation goes. */
export interface SentCycle {
  readonly sentOn: PlainDate;
  /** Payments of which nothing has come back. */
  readonly openPayments: number;
}

/** Why a cycle cannot be reconciled today; null when it can. */
export function refuseReconciliation(
  { sentOn, openPayments }: SentCycle,
  rules: CollectionRules,
  today: PlainDate,
): Refusal | null {
  const lastDay = lastCollectionDay(sentOn, rules);
  if (openPayments === 0 || today > lastDay) return null;
  return refusal(refusals.PAYMENTS_OPEN, { open: openPayments, lastDay }, 'input.cycleId');
}

/** How many payments, and how much money. */
export interface CountedMoney {
  readonly count: number;
  readonly amount: Money;
}

/** What became of the money of one governorate and channel. */
export interface SettledMoney {
  readonly governorate: string;
  readonly channel: string;
  readonly sent: CountedMoney;
  readonly paid: CountedMoney;
  readonly uncollected: CountedMoney;
  readonly rejected: CountedMoney;
}

/** Everything that speaks against closing a cycle: shares of it that do not agree, open payments, money left with the agent. */
export function refuseClosing(
  shares: readonly SettledMoney[],
  openPayments: number,
  withAgent: Money,
): Refusal[] {
  const field = 'input.cycleId';
  const differing = shares.flatMap(({ governorate, channel, sent, paid, uncollected, rejected }) => {
    const settled = addMoney(addMoney(paid.amount, uncollected.amount), rejected.amount);
    const settledPayments = paid.count + uncollected.count + rejected.count;
    const difference = subtractMoney(sent.amount, settled);
    if (isZero(difference) && settledPayments === sent.count) return [];
    const facts = { governorate, channel, sent: sent.amount, settled, difference };
    return [refusal(refusals.TOTALS_DIFFER, { ...facts, payments: sent.count, settledPayments }, field)];
  });
  const open =
    openPayments === 0 ? [] : [refusal(refusals.PAYMENTS_NOT_SETTLED, { open: openPayments }, field)];
  const held = isZero(withAgent) ? [] : [refusal(refusals.MONEY_WITH_AGENT, { amount: withAgent }, field)];
  return [...differing, ...open, ...held];
}
