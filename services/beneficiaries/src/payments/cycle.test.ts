import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { paymentCycleLife, type PaymentCycleAction, PaymentCycleState } from './cycle';

const ACTIONS: readonly PaymentCycleAction[] = [
  'calculate',
  'recalculate',
  'approve',
  'send',
  'reconcile',
  'close',
];

const ALLOWED: Readonly<Record<PaymentCycleState, Partial<Record<PaymentCycleAction, PaymentCycleState>>>> = {
  DRAFT: { calculate: 'CALCULATED' },
  CALCULATED: { recalculate: 'DRAFT', approve: 'APPROVED' },
  APPROVED: { send: 'SENT' },
  SENT: { reconcile: 'RECONCILED' },
  RECONCILED: { close: 'CLOSED' },
  CLOSED: {},
};

describe('the life of a payment cycle', () => {
  const cases = Object.values(PaymentCycleState).flatMap((from) =>
    ACTIONS.map((action) => ({ from, action })),
  );

  it.each(cases)('$action from $from', ({ from, action }) => {
    const step = move(paymentCycleLife, from, action, { role: 'ministry_admin' });

    const to = ALLOWED[from][action];
    if (to) {
      expect(step).toMatchObject({ ok: true, from, action, to });
      return;
    }
    const possible = Object.keys(ALLOWED[from]).map((each) => ({ action: each }));
    expect(step).toMatchObject({ ok: false, why: 'NOT_POSSIBLE', from, action, possible, reason: null });
  });

  it.each<[Role, PaymentCycleState, PaymentCycleAction, boolean]>([
    ['finance_officer', 'DRAFT', 'calculate', false],
    ['finance_officer', 'CALCULATED', 'recalculate', false],
    ['finance_officer', 'CALCULATED', 'approve', true],
    ['finance_officer', 'APPROVED', 'send', true],
    ['case_worker', 'CALCULATED', 'approve', false],
    ['case_worker', 'APPROVED', 'send', false],
    ['auditor', 'RECONCILED', 'close', false],
  ])('%s, %s: %s is %s', (role, from, action, isAllowed) => {
    const step = move(paymentCycleLife, from, action, { role });

    expect(step).toMatchObject(isAllowed ? { ok: true } : { ok: false, why: 'NOT_BY_YOU' });
  });
});
