import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aHousehold, aMember, mutate, type MemberInput, type TestRefusal } from './registry';

/** Who prepares cycles, and who approves them. */
export const preparer = aCaller('ministry_admin', {}, 'preparer');
export const otherAdmin = aCaller('ministry_admin', {}, 'other-admin');
export const financeOfficer = aCaller('finance_officer', {}, 'finance');

const CYCLE = 'cycle { id state month calculatedAt approvedAt }';
const OPEN = `mutation ($input: OpenPaymentCycleInput!) {
  openPaymentCycle(input: $input) { ${CYCLE} errors { code field message } }
}`;
const CALCULATE = `mutation ($input: CalculatePaymentCycleInput!) {
  calculatePaymentCycle(input: $input) { ${CYCLE} errors { code field message } }
}`;
const APPROVE = `mutation ($input: ApprovePaymentCycleInput!) {
  approvePaymentCycle(input: $input) { ${CYCLE} errors { code field message } }
}`;

export interface CyclePayload {
  readonly cycle: {
    readonly id: string;
    readonly state: string;
    readonly month: string;
    readonly calculatedAt: string | null;
    readonly approvedAt: string | null;
  } | null;
  readonly errors: readonly TestRefusal[];
}

/** A line of a payment, shortly: kind, month and amount. */
export type Line = readonly [kind: string, month: string, amount: string];

/** What the ministry does with cycles, through the graph; batches are done at once. */
export class PaymentDesk {
  constructor(private readonly service: () => TestService) {}

  open(programmeId: string, month: string, caller: Caller = preparer): Promise<CyclePayload> {
    return mutate(this.service(), caller, OPEN, { programmeId, month });
  }

  async calculate(cycleId: string, caller: Caller = preparer): Promise<CyclePayload> {
    const payload = await mutate<CyclePayload>(this.service(), caller, CALCULATE, { cycleId });
    await workBatches(this.service());
    return payload;
  }

  async approve(
    cycleId: string,
    caller: Caller = financeOfficer,
    idempotencyKey: string = randomUUID(),
  ): Promise<CyclePayload> {
    const payload = await mutate<CyclePayload>(this.service(), caller, APPROVE, { cycleId, idempotencyKey });
    await workBatches(this.service());
    return payload;
  }

  /** A cycle that is open; the test has failed when it cannot be. */
  async opened(programmeId: string, month: string): Promise<string> {
    const { cycle, errors } = await this.open(programmeId, month);
    if (!cycle) throw new Error(JSON.stringify(errors));
    return cycle.id;
  }

  async calculated(programmeId: string, month: string): Promise<string> {
    const id = await this.opened(programmeId, month);
    await this.calculate(id);
    return id;
  }

  async approved(programmeId: string, month: string): Promise<string> {
    const id = await this.calculated(programmeId, month);
    const { errors } = await this.approve(id);
    if ((await this.stateOf(id)) !== 'APPROVED') {
      const batches = await this.service().database.owner('select * from batch where subject_id = $1', [id]);
      throw new Error(`The cycle of ${month} was not approved: ${JSON.stringify({ errors, batches })}`);
    }
    return id;
  }

  async stateOf(cycleId: string): Promise<string | undefined> {
    const [row] = await this.service().database.owner<{ state: string }>(
      'select state from payment_cycle where id = $1',
      [cycleId],
    );
    return row?.state;
  }

  /** The lines of an enrolment's payment in a cycle; null when it has no payment there. */
  async linesOf(cycleId: string, enrolmentId: string): Promise<Line[] | null> {
    const [row] = await this.service().database.owner<{ lines: Line[] }>(
      `select coalesce((select jsonb_agg(jsonb_build_array(kind, for_month, amount::text) order by ordinal)
                          from payment_line where payment_id = payment.id), '[]') as lines
         from payment where cycle_id = $1 and enrolment_id = $2`,
      [cycleId, enrolmentId],
    );
    return row?.lines ?? null;
  }

  /** What the agent's file would say of it: its payments of a cycle were paid, or nobody came for them. */
  async settle(
    cycleId: string,
    enrolmentId: string,
    state: 'PAID' | 'UNCOLLECTED' | 'REJECTED',
  ): Promise<void> {
    await this.service().database.owner(
      `update payment set state = $3, settled_on = '2026-11-20' where cycle_id = $1 and enrolment_id = $2`,
      [cycleId, enrolmentId, state],
    );
  }
}

/** A household that is enrolled in a programme, arranged as a row. */
export async function anEnrolledHousehold(
  service: TestService,
  {
    programmeId = 'PLAIN',
    members = [
      aMember('HEAD', 'سعاد محمود', { sex: 'FEMALE' }),
      aMember('CHILD', 'ليلى', { born: '2016-02-01' }),
    ],
    from = '2026-09-01',
    options = {},
  }: {
    programmeId?: string;
    members?: readonly MemberInput[];
    from?: string;
    options?: Parameters<typeof aHousehold>[2];
  } = {},
): Promise<{ id: string; householdId: string; people: string[] }> {
  const { id: householdId, people } = await aHousehold(service, members, {
    formedOn: '2020-01-01',
    ...options,
  });
  const id = randomUUID();
  await service.database.owner(
    `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
     values ($1, $2, $3, $4, 'SMART_CARD', 'ACTIVE', $5, '2029-01-01', '2026-01-01', 'enroller')`,
    [id, programmeId, householdId, people[0], from],
  );
  return { id, householdId, people };
}

/**
 * Two programmes whose amounts are easy to add up. PLAIN: 300 for the household, and for its two eldest children 50
 * under 6, 60 from 6 and 80 from 12 to under 18; from December 2026 on 400 for the household. SINGLE: 200 for each of
 * three persons.
 */
export async function addPlainProgrammes({ database }: TestService): Promise<void> {
  await database.owner(`insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on) values
    ('PLAIN', 'برنامج', 'Plain', 'HOUSEHOLD', false, '2020-01-01'), ('SINGLE', 'برنامج', 'Single', 'PERSON', false, '2020-01-01')`);
  await database.owner(`with scale as (
    insert into benefit_scale (programme_id, effective_from, household_amount, most_children, person_amount, most_persons, source)
    values ('PLAIN', '2020-01-01', 300, 2, 0, 0, 'test'), ('PLAIN', '2026-12-01', 400, 2, 0, 0, 'test'),
           ('SINGLE', '2020-01-01', 0, 0, 200, 3, 'test') returning id, programme_id)
    insert into benefit_scale_child (scale_id, stage, from_age, to_age, amount)
    select id, stage, from_age, to_age, amount from scale, (values ('UNDER_SCHOOL', 0, 6, 50), ('PRIMARY', 6, 12, 60),
      ('SECONDARY', 12, 18, 80)) as stages (stage, from_age, to_age, amount) where programme_id = 'PLAIN'`);
}
