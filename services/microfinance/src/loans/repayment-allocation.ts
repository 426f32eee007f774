import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { InstalmentChanges } from './allocation';
import type { Part } from './terms';

/** What a repayment did to a part of an instalment: a late fee charged, interest waived, or a part paid. */
export const AllocationKind = { CHARGED: 'CHARGED', WAIVED: 'WAIVED', PAID: 'PAID' } as const;
export type AllocationKind = keyof typeof AllocationKind;

/** One deed of a repayment, as it is kept: taking the repayment back undoes exactly these. */
export interface AllocationRow {
  /** Its place among the deeds of the repayment, from 1. */
  readonly place: number;
  readonly kind: AllocationKind;
  readonly instalmentNumber: number;
  readonly part: Part;
  readonly amount: Money;
}

export function allocationRows({ lateFees, waivers, payments }: InstalmentChanges): AllocationRow[] {
  const deeds = [
    ...lateFees.map((fee) => ({ ...fee, kind: 'CHARGED' as const, part: 'LATE_FEE' as const })),
    ...waivers.map((waiver) => ({ ...waiver, kind: 'WAIVED' as const, part: 'INTEREST' as const })),
    ...payments.map((payment) => ({ ...payment, kind: 'PAID' as const })),
  ];
  return deeds.map(({ number, kind, part, amount }, index) => ({
    place: index + 1,
    kind,
    instalmentNumber: number,
    part,
    amount,
  }));
}

export function allocationFrom(rows: readonly AllocationRow[]): InstalmentChanges {
  const of = (kind: AllocationKind) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ instalmentNumber, part, amount }) => ({ number: instalmentNumber, part, amount }));
  return { lateFees: of('CHARGED'), waivers: of('WAIVED'), payments: of('PAID') };
}
