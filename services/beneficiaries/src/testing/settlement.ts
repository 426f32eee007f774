import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { aList, ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { service } from '../service';
import { admin, aHousehold, cairoWorker, CAIRO_ADDRESS, mutate, TODAY, type TestRefusal } from './registry';

export const finance = aCaller('finance_officer');

const HEADINGS = ['Instruction number', 'Result', 'Paid on', 'Amount', 'Reason'];

const SETTLE = (name: string, type: string) => `mutation ($input: ${type}!) {
  ${name}(input: $input) { cycle { id state sentAt } errors { code field message } }
}`;

export interface SettledCycle {
  readonly cycle: {
    readonly id: string;
    readonly state: string;
    readonly sentAt: string | null;
  } | null;
  readonly errors: readonly TestRefusal[];
}

export interface TestEnrolment {
  readonly id: string;
  readonly householdId: string;
  readonly payeeId: string;
  readonly governorate: 'EG_GZ' | 'EG_C';
}

export interface TestInstruction {
  readonly id: string;
  readonly number: string;
  readonly amount: string;
  readonly enrolmentId: string;
}

/** A service with money on its way, and a clock that can be moved. */
export class SettlementWorld {
  private constructor(
    readonly service: TestService,
    readonly desk: ImportingService,
    private readonly clock: { day: string },
  ) {}

  static async begin(pace: Parameters<typeof ImportingService.over>[1] = {}): Promise<SettlementWorld> {
    const clock = { day: TODAY };
    const running = await testService(service, { now: () => new Date(`${clock.day}T09:00:00Z`) });
    return new SettlementWorld(running, await ImportingService.over(running, pace), clock);
  }

  async end(): Promise<void> {
    await this.desk.end();
    await this.service.close();
  }

  goTo(day: string): void {
    this.clock.day = day;
  }

  owner<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.service.database.owner<Row>(sql, values);
  }

  /** A programme of its own, so that its cycles are nobody else's. */
  async aProgramme(): Promise<string> {
    const id = `TEST_${randomUUID()
      .replace(/[^a-f]/g, '')
      .toUpperCase()}`;
    await this.owner(
      `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
       values ($1, 'برنامج', 'Programme', 'HOUSEHOLD', false, '2020-01-01')`,
      [id],
    );
    return id;
  }

  async anEnrolment(programme: string, governorate: 'EG_GZ' | 'EG_C' = 'EG_GZ'): Promise<TestEnrolment> {
    const inCairo = { caller: cairoWorker, address: CAIRO_ADDRESS };
    const { id: householdId, people } = await aHousehold(
      this.service,
      undefined,
      governorate === 'EG_C' ? inCairo : {},
    );
    const [payeeId = ''] = people;
    const id = randomUUID();
    await this.owner(
      `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
                              enrolled_on, enrolled_by)
       values ($1, $2, $3, $4, 'SMART_CARD', 'ACTIVE', '2026-01-01', '2029-01-01', '2025-12-20', 'enroller')`,
      [id, programme, householdId, payeeId],
    );
    return { id, householdId, payeeId, governorate };
  }

  /** So many enrolments of one household, each of which has ended before the next. */
  async manyEnrolments(programme: string, count: number): Promise<TestEnrolment[]> {
    const one = await this.anEnrolment(programme);
    const rows = await this.owner<{ id: string }>(
      `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, entitled_until,
                              recertify_by, enrolled_on, enrolled_by, exited_on, exit_reason)
       select $1, $2, $3, 'SMART_CARD', 'EXITED', '2020-01-01', '2020-01-01', '2029-01-01', '2019-12-20', 'enroller',
              '2020-01-05', 'AT_OWN_WISH'
         from generate_series(2, $4) returning id`,
      [programme, one.householdId, one.payeeId, count],
    );
    return [one, ...rows.map(({ id }) => ({ ...one, id }))];
  }

  /** An approved cycle with a payment of this amount for each enrolment, owed in the ledger. */
  async anApprovedCycle(
    programme: string,
    month: string,
    payments: readonly { enrolment: TestEnrolment; amount?: string; channel?: string }[],
    state = 'APPROVED',
  ): Promise<string> {
    const id = randomUUID();
    await this.owner(
      `insert into payment_cycle (id, programme_id, month, state, opened_by, calculated_by, calculated_at, approved_by, approved_at)
       values ($1, $2, $3, $4, 'calculator', 'calculator', $5, 'approver', $5)`,
      [id, programme, month, state, `${this.clock.day}T08:00:00Z`],
    );
    await this.owner(
      `insert into payment (cycle_id, enrolment_id, household_id, payee_id, governorate, channel, amount, state)
       select $1, told.enrolment, told.household, told.payee, told.governorate, told.channel, told.amount,
              case when told.amount > 0 then 'APPROVED' else 'NOTHING_DUE' end
         from jsonb_to_recordset($2) as told (enrolment uuid, household uuid, payee uuid, governorate text, channel text, amount numeric)`,
      [
        id,
        JSON.stringify(
          payments.map(({ enrolment, amount = '325.00', channel = 'SMART_CARD' }) => ({
            ...{ enrolment: enrolment.id, household: enrolment.householdId, payee: enrolment.payeeId },
            ...{ governorate: enrolment.governorate, channel, amount },
          })),
        ),
      ],
    );
    await this.owner(
      `insert into payment_line (payment_id, ordinal, kind, for_month, amount)
       select id, 1, 'HOUSEHOLD', $2, amount from payment where cycle_id = $1 and amount > 0`,
      [id, month],
    );
    await this.owner(
      `select ledger_post(jsonb_build_object('type', 'benefits_due', 'subject_id', $1::uuid, 'on_date', $2::date, 'postings',
                jsonb_build_array(
                  jsonb_build_object('code', 'benefit_expense', 'subject_id', $3::uuid, 'amount', sum(amount)),
                  jsonb_build_object('code', 'benefits_payable', 'subject_id', $3::uuid, 'amount', -sum(amount)))))
         from payment where cycle_id = $1 having sum(amount) > 0`,
      [id, month, '00000000-0000-0000-0000-000000000000'],
    );
    return id;
  }

  send(
    cycleId: string,
    caller: Caller = finance,
    idempotencyKey: string = randomUUID(),
  ): Promise<SettledCycle> {
    return this.settle('sendPaymentCycle', caller, { cycleId, idempotencyKey });
  }

  orderReconciling(cycleId: string, caller: Caller = finance): Promise<SettledCycle> {
    return this.settle('reconcilePaymentCycle', caller, { cycleId, idempotencyKey: randomUUID() });
  }

  /** Reconciles a cycle to the end. */
  async reconcile(cycleId: string): Promise<SettledCycle> {
    const answer = await this.orderReconciling(cycleId);
    await workBatches(this.service);
    return answer;
  }

  close(cycleId: string, caller: Caller = finance): Promise<SettledCycle> {
    return this.settle('closePaymentCycle', caller, { cycleId, idempotencyKey: randomUUID() });
  }

  settle(command: string, caller: Caller, input: object): Promise<SettledCycle> {
    const type = `${command.slice(0, 1).toUpperCase()}${command.slice(1)}Input`;
    return mutate<SettledCycle>(this.service, caller, SETTLE(command, type), input);
  }

  /** Sends a cycle to the end, and gives its instructions in the order of its payments' enrolments. */
  async sent(cycleId: string): Promise<TestInstruction[]> {
    const { errors } = await this.send(cycleId);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    await workBatches(this.service);
    return this.instructions(cycleId);
  }

  instructions(cycleId: string): Promise<TestInstruction[]> {
    return this.owner(
      `select instruction.id, instruction.number, instruction.amount, payment.enrolment_id as "enrolmentId"
         from payment_instruction instruction join payment using (id) where instruction.cycle_id = $1 order by payment.id`,
      [cycleId],
    );
  }

  /** A return file, brought by one and committed by another. */
  async returned(...rows: readonly (readonly string[])[]) {
    const { id } = await this.checkedReturns(...rows);
    return this.desk.committed(admin, id);
  }

  checkedReturns(...rows: readonly (readonly string[])[]) {
    return this.desk.checked(finance, 'payment-returns', aList(HEADINGS, ...rows));
  }

  async stateOf(cycleId: string): Promise<string | undefined> {
    const [cycle] = await this.owner<{ state: string }>('select state from payment_cycle where id = $1', [
      cycleId,
    ]);
    return cycle?.state;
  }

  /** The payments of a cycle, as settlement knows them. */
  paymentsOf(cycleId: string) {
    return this.owner<{ state: string; on: string | null; code: string | null }>(
      `select state, settled_on::text as on, settlement_code as code from payment where cycle_id = $1 order by id`,
      [cycleId],
    );
  }

  /** What the ledger says: money of the state, money of a cycle with the agent, and what is owed to families. */
  async books(cycleId: string) {
    const [row] = await this.owner<{ funds: string; agent: string; owed: string; sum: string }>(
      `select ledger_total('benefit_funds', null) as funds, ledger_balance('agent_account', $1, null) as agent,
              ledger_total('benefits_payable', null) as owed,
              (select coalesce(sum(amount), 0)::numeric(18,2) from ledger_posting) as sum`,
      [cycleId],
    );
    return row;
  }
}

/** A row of a return file. */
export const aReturn = (
  { number, amount }: Pick<TestInstruction, 'number' | 'amount'>,
  result: string,
  { on = TODAY, reason = '' }: { on?: string; reason?: string } = {},
): string[] => [number, result, on, amount, reason];
