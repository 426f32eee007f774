/**
 * The life of a payment cycle: what one programme pays for one month.
 *
 * A cycle is opened, calculated, approved by somebody other than who had it calculated, sent to the payment agent,
 * reconciled with what the agent returns, and closed (P: maker and checker, as in every payment system; DOMAIN.md 1).
 * While it is calculated, also once more, it is a draft, so that nobody approves half of it. From its approval on it is
 * never calculated again: what changes later is paid or deducted by the next cycle.
 */
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';

/** Where a cycle is in its life. */
export const PaymentCycleState = {
  DRAFT: 'DRAFT',
  CALCULATED: 'CALCULATED',
  APPROVED: 'APPROVED',
  SENT: 'SENT',
  RECONCILED: 'RECONCILED',
  CLOSED: 'CLOSED',
} as const;
export type PaymentCycleState = keyof typeof PaymentCycleState;

/** `recalculate` throws a calculation away and begins another one; `calculate` ends it. */
export type PaymentCycleAction = 'recalculate' | 'calculate' | 'approve' | 'send' | 'reconcile' | 'close';

const PREPARERS = ['ministry_admin', 'system'] as const;
const MONEY_MOVERS = ['ministry_admin', 'finance_officer'] as const;

export const paymentCycleLife = defineStateMachine<PaymentCycleState, PaymentCycleAction>({
  subjectType: 'payment_cycle',
  actions: {
    recalculate: { en: 'calculate the cycle again', ar: 'إعادة حساب الدورة' },
    calculate: { en: 'calculate the cycle', ar: 'حساب الدورة' },
    approve: { en: 'approve the cycle', ar: 'اعتماد الدورة' },
    send: { en: 'send the cycle', ar: 'إرسال الدورة' },
    reconcile: { en: 'reconcile the cycle', ar: 'تسوية الدورة' },
    close: { en: 'close the cycle', ar: 'إقفال الدورة' },
  },
  states: {
    DRAFT: { calculate: { to: 'CALCULATED', by: PREPARERS } },
    CALCULATED: {
      recalculate: { to: 'DRAFT', by: PREPARERS },
      approve: { to: 'APPROVED', by: MONEY_MOVERS },
    },
    APPROVED: { send: { to: 'SENT', by: MONEY_MOVERS } },
    SENT: { reconcile: { to: 'RECONCILED', by: MONEY_MOVERS } },
    RECONCILED: { close: { to: 'CLOSED', by: MONEY_MOVERS } },
    CLOSED: {},
  },
});
