import type { Money } from '@solidarity/subgraph-kit/values/money';

/** More than any family or person is paid, or draws as a pension, in a month: an amount beyond it is a slip of the pen. */
export const MOST_A_MONTH = '100000.00' as Money;
