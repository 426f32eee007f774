import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { randomOf } from '@solidarity/subgraph-kit/sample/random';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { aHistory, livesOn, Round, type History } from '../testing/payment-histories';
import { writeHistories, writeRound } from '../testing/payment-histories.writing';
import { dueLines, payMonth, toldOf, type ModelLine, type ModelScale } from '../testing/payment-model';
import { PaymentDesk } from '../testing/payments';
import { registryService } from '../testing/registry';

const SEED = 'every piastre';
const SEQUENCES = 5_000;
const CYCLES = 7;
const FIRST = '2026-02-01' as PlainDate;
const SHARE = 25;

const STAGES = [
  { fromAge: 0, toAge: 6, amount: 60_05 },
  { fromAge: 6, toAge: 12, amount: 60_33 },
  { fromAge: 12, toAge: 18, amount: 100_01 },
];
const SCALES: readonly ModelScale[] = [
  { from: '2015-01-01', household: 325_00, mostChildren: 3, person: 350_25, mostPersons: 3, stages: STAGES },
  { from: '2026-04-01', household: 400_07, mostChildren: 2, person: 401_11, mostPersons: 2, stages: STAGES },
];
const PROGRAMMES = [
  ['MODEL_HOUSEHOLD', true],
  ['MODEL_PERSON', false],
] as const;

let service: TestService;
const desk = new PaymentDesk(() => service);
const histories: History[] = [];

beforeAll(async () => {
  service = await registryService();
  for (let number = 0; number < SEQUENCES; number += 1) histories.push(aHistory(SEED, number, FIRST));
  await writeHistories(service.database, histories, SCALES, PROGRAMMES);
}, 60_000);
afterAll(() => service.close());

const text = (piastres: number) => (piastres / 100).toFixed(2);
const asText = (lines: readonly ModelLine[]) =>
  lines.map(({ kind, month, personId, piastres }) => [kind, month, personId, text(piastres)]);

it('pays every month of every family once and in full, whatever happens to it', async () => {
  const months: PlainDate[] = [];
  for (let number = 0; number < CYCLES; number += 1) {
    const month = addMonths(FIRST, number);
    const rounds = [new Round(), new Round()] as const;
    if (number > 0) for (const history of histories) livesOn(history, SEED, month, rounds);
    for (const round of rounds) await writeRound(service.database, round);

    const paid = await desk.payDirectly(
      PROGRAMMES.map(([id]) => id),
      month,
      { twice: number % 2 === 1 },
    );

    // All months from the first of any family on: none is lost for lying before the first cycle.
    const earlier = Array.from({ length: number + 2 }, (_, index) => addMonths(FIRST, index - 2));
    const expected = new Map(
      histories.flatMap((history) => {
        const payment = payMonth(history, SCALES, earlier, month, SHARE);
        return payment ? [[history.id, asText(payment.lines)]] : [];
      }),
    );
    expect(paid.size).toBe(expected.size);
    const wrong = [...expected].filter(
      ([id, lines]) => JSON.stringify(paid.get(id)) !== JSON.stringify(lines),
    );
    expect(wrong.slice(0, 3).map(([id, lines]) => ({ id, lines, paid: paid.get(id) }))).toEqual([]);
    await collect(month);
    months.push(month);
  }

  // What was paid and what is still owed is what was due, and what is still to be deducted of it.
  const looked = Array.from({ length: CYCLES + 2 }, (_, index) => addMonths(FIRST, index - 2));
  const sums = { due: 0, told: 0, overpaid: 0, lost: 0, paid: 0, open: 0 };
  for (const history of histories) {
    for (const month of looked) {
      const due = dueLines(history, SCALES, month).reduce((total, { piastres }) => total + piastres, 0);
      const told = toldOf(history, month);
      sums.due += due;
      sums.told += told;
      sums.overpaid += Math.max(told - due, 0);
      sums.lost += Math.max(due - told, 0);
    }
    for (const { state, isCarried, piastres } of history.payments) {
      if (state === 'PAID') sums.paid += piastres;
      else if (!isCarried) sums.open += piastres;
    }
  }
  expect(sums.lost).toBe(0);
  expect(sums.paid + sums.open).toBe(sums.due + sums.overpaid);
  expect(sums.overpaid).toBeGreaterThan(0);
  expect(await booked()).toEqual({ payable: text(-sums.told), expense: text(sums.told), sum: '0.00' });
  expect(await stillToDeduct(months.at(-1))).toBe(text(sums.overpaid));
}, 120_000);

/** Of every four payments about one is not collected. */
async function collect(month: PlainDate): Promise<void> {
  const uncollected: string[] = [];
  for (const history of histories) {
    const payment = history.payments.at(-1);
    if (payment?.month !== month || payment.piastres === 0) continue;
    payment.state = randomOf(SEED, history.id, month, 'collect').chance(0.25) ? 'UNCOLLECTED' : 'PAID';
    if (payment.state === 'UNCOLLECTED') uncollected.push(history.id);
  }
  await service.database.owner(
    `update payment set state = case when enrolment_id = any ($2::uuid[]) then 'UNCOLLECTED' else 'PAID' end
       from payment_cycle cycle where cycle.id = cycle_id and cycle.month = $1 and payment.state = 'APPROVED'`,
    [month, uncollected],
  );
}

async function booked() {
  const [row] = await service.database.owner(`select ledger_total('benefits_payable', null)::text as payable,
    ledger_total('benefit_expense', null)::text as expense, (select sum(amount)::text from ledger_posting) as sum`);
  return row;
}

async function stillToDeduct(month: PlainDate | undefined) {
  const [row] = await service.database.owner<{ amount: string }>(
    `select sum(amount)::text as amount from deduction_left join payment_cycle cycle on cycle.id = cycle_id where month = $1`,
    [month],
  );
  return row?.amount;
}
