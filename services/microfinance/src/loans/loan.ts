/**
 * The life of a loan and of a repayment. A loan is active from its disbursement; the repayment that pays the last of it
 * closes it, and taking that repayment back reopens it. Repayments are never changed or removed: a wrong one is
 * reversed, the latest first, so that each reversal restores exactly what was before.
 */
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';

export const LoanState = { ACTIVE: 'ACTIVE', CLOSED: 'CLOSED' } as const;
export type LoanState = keyof typeof LoanState;
export type LoanAction = 'close' | 'reopen';

export const loan = defineStateMachine<LoanState, LoanAction>({
  subjectType: 'loan',
  actions: {
    close: null,
    reopen: null,
  },
  states: {
    ACTIVE: { close: 'CLOSED' },
    CLOSED: { reopen: 'ACTIVE' },
  },
});

export const RepaymentState = { POSTED: 'POSTED', REVERSED: 'REVERSED' } as const;
export type RepaymentState = keyof typeof RepaymentState;
export type RepaymentAction = 'reverse';

export const repayment = defineStateMachine<RepaymentState, RepaymentAction>({
  subjectType: 'repayment',
  actions: {
    reverse: { en: 'reverse the repayment', ar: 'عكس السداد' },
  },
  states: { POSTED: { reverse: 'REVERSED' }, REVERSED: {} },
});

/** How the money came. */
export const RepaymentChannel = {
  CASH: 'CASH',
  BANK_TRANSFER: 'BANK_TRANSFER',
  POST_OFFICE: 'POST_OFFICE',
  MOBILE_WALLET: 'MOBILE_WALLET',
} as const;
export type RepaymentChannel = keyof typeof RepaymentChannel;
