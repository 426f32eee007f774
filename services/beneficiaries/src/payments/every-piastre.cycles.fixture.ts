import { randomOf } from '@solidarity/subgraph-kit/sample/random';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { History } from '../testing/payment-histories';
import type { ModelPayment } from '../testing/payment-model';
import { PaymentDesk } from '../testing/payments';
import { aReturn, type SettlementWorld } from '../testing/settlement';

/** What a cycle pays in a governorate: payments with money in them, and pounds. */
export interface GovernorateTotal {
  readonly governorate: string;
  readonly payments: number;
  readonly amount: string;
}

interface Instruction {
  readonly number: string;
  readonly amount: string;
  readonly enrolmentId: string;
}

const RESULTS = [
  ['PAID', 58],
  ['UNCOLLECTED', 17],
  ['REJECTED', 8],
  ['SENT', 17],
] as const;

/** The cycles of one programme, by the commands of the service, and what becomes of their payments in the model. */
export class Cycles {
  readonly #desk: PaymentDesk;
  readonly #cycles: { readonly id: string; readonly month: PlainDate; sentOn: string }[] = [];

  constructor(
    private readonly world: SettlementWorld,
    readonly programmeId: string,
    private readonly seed: string,
    /** Those who are enrolled in the programme. */
    readonly families: () => readonly History[],
  ) {
    this.#desk = new PaymentDesk(() => world.service);
  }

  get #last() {
    const cycle = this.#cycles.at(-1);
    if (!cycle) throw new Error('No cycle was opened.');
    return cycle;
  }

  async calculate(month: PlainDate): Promise<void> {
    if (this.#cycles.at(-1)?.month !== month)
      this.#cycles.push({ month, id: await this.#desk.opened(this.programmeId, month), sentOn: '' });
    await this.#desk.calculate(this.#last.id);
  }

  /** The lines of each enrolment that has a payment in the last cycle. */
  async lines(): Promise<Map<string, unknown[]>> {
    const rows = await this.world.owner<{ id: string; lines: unknown[] }>(
      `select enrolment_id as id, coalesce((select jsonb_agg(jsonb_build_array(kind, for_month, person_id, amount::text)
                order by ordinal) from payment_line where payment_id = payment.id), '[]') as lines
         from payment where cycle_id = $1`,
      [this.#last.id],
    );
    return new Map(rows.map(({ id, lines }) => [id, lines]));
  }

  /** What the cycle of a month says of each governorate: its totals, and its payments themselves. */
  async totals(month: PlainDate): Promise<{ shown: GovernorateTotal[]; paid: GovernorateTotal[] }> {
    const cycleId = this.#cycles.find((cycle) => cycle.month === month)?.id;
    const of = (rows: string, payments: string) =>
      this.world.owner<GovernorateTotal>(
        `select governorate, ${payments}::int as payments, sum(amount)::numeric(18,2)::text as amount from ${rows}
          where cycle_id = $1 group by governorate order by governorate`,
        [cycleId],
      );
    return {
      shown: await of('payment_cycle_total', 'sum(payments)'),
      paid: await of('payment', 'count(*) filter (where amount > 0)'),
    };
  }

  /** Approves the cycle, on the day of the service. */
  async approve(day: string): Promise<void> {
    const { id } = this.#last;
    const { errors } = await this.#desk.approve(id);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    await this.world.owner('update payment_cycle set approved_at = $2 where id = $1', [
      id,
      `${day}T09:00:00Z`,
    ]);
  }

  /** Sends the cycle; a file tells of most payments. */
  async send(day: string): Promise<void> {
    const { id, month } = this.#last;
    this.#last.sentOn = day;
    const instructions = await this.world.sent(id);
    const payments = this.#paymentsOf(month);
    for (const payment of payments.values()) payment.state = 'SENT';
    const households = this.#households();
    const file = instructions.map((instruction) => {
      const random = randomOf(this.seed, households.get(instruction.enrolmentId) ?? '', month, 'result');
      return { instruction, result: random.weighted<ModelPayment['state']>(RESULTS), on: day };
    });
    await this.#bring(
      file.filter(({ result }) => result !== 'SENT'),
      payments,
    );
  }

  /**
   * Of a month that was sent a late file comes in, which tells of some payments once more; the rest is given up, and the
   * cycle is closed.
   */
  async settle(month: PlainDate, day: string): Promise<void> {
    const cycle = this.#cycles.find((each) => each.month === month);
    if (!cycle) return;
    const payments = this.#paymentsOf(month);
    const instructions = await this.world.instructions(cycle.id);
    const inState = (state: ModelPayment['state']) =>
      instructions.filter(({ enrolmentId }) => payments.get(enrolmentId)?.state === state);
    const households = this.#households();
    const late = inState('SENT').filter(({ enrolmentId }) =>
      randomOf(this.seed, households.get(enrolmentId) ?? '', month, 'late').chance(0.4),
    );
    const again = inState('PAID').slice(0, 50);
    const paid = (on: string) => (instruction: Instruction) => ({ instruction, result: 'PAID' as const, on });
    await this.#bring([...late.map(paid(day)), ...again.map(paid(cycle.sentOn))], payments);
    const reconciled = await this.world.reconcile(cycle.id);
    const closed = await this.world.close(cycle.id);
    const errors = [...reconciled.errors, ...closed.errors];
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    for (const payment of payments.values()) if (payment.state === 'SENT') payment.state = 'UNCOLLECTED';
    await this.#suspendUncollected(cycle.month, `${day.slice(0, 7)}-01` as PlainDate);
  }

  /** Enrolments of whose last three payments none was collected are suspended from the first month not calculated. */
  async #suspendUncollected(month: PlainDate, thisMonth: PlainDate): Promise<void> {
    const calculated = this.#last.month > thisMonth ? this.#last.month : thisMonth;
    const from = addMonths(calculated, 1);
    const expected = this.families().filter(({ entitledUntil, suspensions, payments }) => {
      const sent = payments.filter(({ state, piastres }) => state !== 'WAITING' && piastres > 0);
      const last = sent.slice(-3);
      const isActive = entitledUntil === null && suspensions.every(({ until }) => until !== null);
      const isOfMonth = payments.some((each) => each.month === month && each.state === 'UNCOLLECTED');
      return isActive && isOfMonth && last.length === 3 && last.every(({ state }) => state === 'UNCOLLECTED');
    });
    const rows = await this.world.owner<{ id: string; enrolmentId: string }>(
      `select suspension.id, enrolment_id as "enrolmentId" from suspension join enrolment on enrolment.id = enrolment_id
        where programme_id = $1 and reason_code = 'MONEY_NOT_COLLECTED' and from_month = $2`,
      [this.programmeId, from],
    );
    const suspended = new Map(rows.map(({ id, enrolmentId }) => [enrolmentId, id]));
    expect(expected.filter(({ id }) => !suspended.has(id)).map(({ id }) => id)).toEqual([]);
    for (const { id, suspensions } of expected) {
      const stands = { id: suspended.get(id) ?? '', from, until: null, isAnnulled: false };
      suspensions.push({ ...stands, isForUncollected: true });
      suspended.delete(id);
    }
    const known = new Set(this.families().flatMap(({ suspensions }) => suspensions.map(({ id }) => id)));
    expect([...suspended.values()].filter((id) => !known.has(id))).toEqual([]);
  }

  async #bring(
    told: readonly { instruction: Instruction; result: ModelPayment['state']; on: string }[],
    payments: ReadonlyMap<string, ModelPayment>,
  ): Promise<void> {
    if (told.length === 0) return;
    const rows = told.map(({ instruction, result, on }) =>
      aReturn(instruction, result, { on, reason: result === 'REJECTED' ? 'PAYEE_DIFFERS' : '' }),
    );
    const job = await this.world.returned(...rows);
    if (job.state !== 'COMMITTED') throw new Error(JSON.stringify(job));
    for (const { instruction, result } of told) {
      const payment = payments.get(instruction.enrolmentId);
      if (payment) payment.state = result;
    }
  }

  /** The payments of a month that there is money in, by enrolment. */
  #paymentsOf(month: PlainDate): Map<string, ModelPayment> {
    return new Map(
      this.families().flatMap(({ id, payments }) =>
        payments
          .filter((each) => each.month === month && each.piastres > 0)
          .map((each) => [id, each] as const),
      ),
    );
  }

  /** The households of enrolments, by whose ids everything is drawn: they are the same in each run. */
  #households(): Map<string, string> {
    return new Map(this.families().map(({ id, householdId }) => [id, householdId]));
  }
}
