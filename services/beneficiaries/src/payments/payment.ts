/** What a payment is made of, and what became of it. */

/** How the money reaches the payee. */
export const PaymentChannel = { SMART_CARD: 'SMART_CARD', POST_OFFICE: 'POST_OFFICE' } as const;
export type PaymentChannel = keyof typeof PaymentChannel;

/** What became of a payment. */
export const PaymentState = {
  CALCULATED: 'CALCULATED',
  APPROVED: 'APPROVED',
  SENT: 'SENT',
  PAID: 'PAID',
  UNCOLLECTED: 'UNCOLLECTED',
  REJECTED: 'REJECTED',
  NOTHING_DUE: 'NOTHING_DUE',
} as const;
export type PaymentState = keyof typeof PaymentState;

/** What a line of a payment is for, in the order in which lines stand. */
export const PaymentLineKind = {
  HOUSEHOLD: 'HOUSEHOLD',
  CHILD: 'CHILD',
  PERSON: 'PERSON',
  WITHHELD: 'WITHHELD',
  ARREARS: 'ARREARS',
  DEDUCTION: 'DEDUCTION',
  CARRIED_OVER: 'CARRIED_OVER',
} as const;
export type PaymentLineKind = keyof typeof PaymentLineKind;
