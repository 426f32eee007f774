/** How much work may still be spent on one operation: one can be written so that there is no end of it. */
export interface Allowance {
  left: number;
}
