import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { History } from '../testing/payment-histories';
import { payMonth, type ModelLine, type ModelScale } from '../testing/payment-model';
import type { Cycles, GovernorateTotal } from './every-piastre.cycles.fixture';

const SHARE = 25;
const STAGES = [
  { fromAge: 0, toAge: 6, amount: 60_05 },
  { fromAge: 6, toAge: 12, amount: 60_33 },
  { fromAge: 12, toAge: 18, amount: 100_01 },
];
export const SCALES: readonly ModelScale[] = [
  { from: '2015-01-01', household: 325_00, mostChildren: 3, person: 350_25, mostPersons: 3, stages: STAGES },
  { from: '2026-04-01', household: 400_07, mostChildren: 2, person: 401_11, mostPersons: 2, stages: STAGES },
];

const text = (piastres: number) => (piastres / 100).toFixed(2);
const asText = (lines: readonly ModelLine[]) =>
  lines.map(({ kind, month, personId, piastres }) => [kind, month, personId, text(piastres)]);

/** Months until one, some before the first that any family is entitled to: none is lost for lying before all cycles. */
export function monthsUntil(month: PlainDate, first: PlainDate): PlainDate[] {
  const months: PlainDate[] = [];
  for (let each = addMonths(first, -4); each <= month; each = addMonths(each, 1)) months.push(each);
  return months;
}

/** A family whose payment is not that of the model. */
export interface WrongPayment {
  readonly month: string;
  readonly family: History;
  readonly lines: unknown;
  readonly paid: unknown;
}

/** The model pays a month, and its lines are compared with those of the cycle; gives its totals by governorate, too. */
export async function compareMonth(
  cycles: Cycles,
  month: PlainDate,
  first: PlainDate,
): Promise<{ wrong: WrongPayment[]; totals: GovernorateTotal[] }> {
  const paid = await cycles.lines();
  const earlier = monthsUntil(addMonths(month, -1), first);
  const sums = new Map<string, { payments: number; piastres: number }>();
  const wrong: WrongPayment[] = [];
  for (const family of cycles.families()) {
    const payment = payMonth(family, SCALES, earlier, month, SHARE);
    const lines = payment ? asText(payment.lines) : null;
    const found = paid.get(family.id) ?? null;
    if (JSON.stringify(found) !== JSON.stringify(lines)) wrong.push({ month, family, lines, paid: found });
    paid.delete(family.id);
    if (!payment) continue;
    const governorate = family.areaId.replace('-', '_');
    const { payments, piastres } = sums.get(governorate) ?? { payments: 0, piastres: 0 };
    const isMoney = payment.piastres > 0;
    sums.set(governorate, {
      payments: payments + (isMoney ? 1 : 0),
      piastres: piastres + payment.piastres,
    });
  }
  if (paid.size > 0) throw new Error(`Payments of nobody: ${[...paid.keys()].slice(0, 3).join(', ')}`);
  const totals = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([governorate, { payments, piastres }]) => ({ governorate, payments, amount: text(piastres) }));
  return { wrong, totals };
}
