import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aHousehold, aMember, citizen, gizaWorker } from './registry';

export interface StandingHousehold {
  readonly id: string;
  readonly people: string[];
  readonly head: Caller;
  readonly enrolmentId: string;
  readonly applicationId: string;
}

/** Arranges what others' commands would have written over the months, as rows. */
export class StandingRows {
  constructor(private readonly service: TestService) {}

  private run<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return this.service.database.owner<T>(sql, values);
  }

  async step(
    type: string,
    id: string,
    [from, action, to]: readonly [string | null, string, string],
    on: string,
  ): Promise<void> {
    const who = { by_subject: 'somebody', by_role: 'case_worker' };
    const step = { subject_type: type, subject_id: id, from_state: from, to_state: to, action, on_date: on };
    await this.run('select record_transition($1)', [JSON.stringify({ ...step, ...who })]);
  }

  /**
   * A family in Takaful since January 2026 that was suspended in May and June, did not keep the conditions of September,
   * was paid half for October, and applies for Karama.
   */
  async aHousehold(caller: Caller = gizaWorker): Promise<StandingHousehold> {
    const members = [
      aMember('HEAD', 'سعاد محمود', { sex: 'FEMALE' }),
      aMember('CHILD', 'ليلى', { born: '2014-02-01' }),
    ];
    const { id, people } = await aHousehold(this.service, members, { caller, formedOn: '2020-01-01' });
    const [headId = '', childId = ''] = people;
    const enrolmentId = randomUUID();
    await this.run(
      `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
       values ($1, 'TAKAFUL', $2, $3, 'SMART_CARD', 'ACTIVE', '2026-01-01', '2026-11-21', '2025-12-20', 'somebody')`,
      [enrolmentId, id, headId],
    );
    await this.step('enrolment', enrolmentId, [null, 'enrol', 'ACTIVE'], '2025-12-20');
    await this.step('enrolment', enrolmentId, ['ACTIVE', 'suspend', 'SUSPENDED'], '2026-04-20');
    await this.step('enrolment', enrolmentId, ['SUSPENDED', 'lift', 'ACTIVE'], '2026-06-10');
    await this.run(
      `insert into suspension (enrolment_id, from_month, until_month, reason_code, reason, decided_on, decided_by, lifted_on, lifted_by)
       values ($1, '2026-05-01', '2026-07-01', 'UNDER_REVIEW', 'بلاغ', '2026-04-20', 'somebody', '2026-06-10', 'somebody')`,
      [enrolmentId],
    );
    await this.withhold(enrolmentId, childId);
    await this.pay(
      { enrolmentId, householdId: id, payeeId: headId },
      { month: '2026-10-01', settledOn: '2026-10-18', lines: october(childId) },
    );
    return { id, people, head: citizen(headId), enrolmentId, applicationId: await this.apply(id, headId) };
  }

  private async withhold(enrolmentId: string, childId: string): Promise<void> {
    const finding = {
      personId: childId,
      requirement: 'ATTENDANCE',
      shortfall: 'NOT_KEPT',
      fact: '70',
      limit: '80',
    };
    const [outcome] = await this.run<{ id: string }>(
      `insert into compliance_outcome (enrolment_id, month, outcome, decision, findings, evaluated_on, evaluated_by,
         step, withhold_percent, withholds_from, withholds_until)
       values ($1, '2026-09-01', 'BREACH', '{}', $2, '2026-10-05', 'ministry', 2, 50, '2026-10-01', '2026-11-01') returning id`,
      [enrolmentId, JSON.stringify([finding])],
    );
    await this.run(
      `insert into withholding (enrolment_id, month, percent, outcome_id, decided_on, decided_by)
       values ($1, '2026-10-01', 50, $2, '2026-10-05', 'ministry')`,
      [enrolmentId, outcome?.id],
    );
  }

  /** A payment of a cycle that was sent on the tenth of its month. */
  async pay(
    { enrolmentId, householdId, payeeId }: { enrolmentId: string; householdId: string; payeeId: string },
    {
      month,
      settledOn,
      lines,
    }: {
      month: string;
      settledOn: string | null;
      lines: readonly (readonly [string, string | null, number])[];
    },
  ): Promise<string> {
    const sent = month.replace(/01$/, '10T09:00:00Z');
    await this.run(
      `insert into payment_cycle (programme_id, month, state, opened_by, calculated_by, calculated_at, approved_by, approved_at, sent_by, sent_at)
       values ('TAKAFUL', $1, 'SENT', 'a', 'a', $2, 'b', $2, 'b', $2) on conflict do nothing`,
      [month, sent],
    );
    const amount = lines.reduce((sum, [, , part]) => sum + part, 0);
    const state = amount === 0 ? 'NOTHING_DUE' : settledOn === null ? 'SENT' : 'PAID';
    const [payment] = await this.run<{ id: string }>(
      `insert into payment (cycle_id, enrolment_id, household_id, payee_id, governorate, channel, amount, state, settled_on)
       select id, $2, $3, $4, 'EG_GZ', 'SMART_CARD', $5, $6, $7 from payment_cycle where programme_id = 'TAKAFUL' and month = $1
       returning id`,
      [month, enrolmentId, householdId, payeeId, amount, state, settledOn],
    );
    const id = payment?.id ?? '';
    for (const [index, [kind, personId, part]] of lines.entries())
      await this.run(
        'insert into payment_line (payment_id, ordinal, kind, for_month, person_id, amount) values ($1, $2, $3, $4, $5, $6)',
        [id, index + 1, kind, month, personId, part],
      );
    return id;
  }

  private async apply(householdId: string, applicantId: string): Promise<string> {
    const id = randomUUID();
    await this.run(
      `insert into benefit_application (id, programme_id, household_id, applicant_id, state, submitted_on, submitted_by)
       values ($1, 'KARAMA', $2, $3, 'SUBMITTED', '2026-11-02', 'somebody')`,
      [id, householdId, applicantId],
    );
    await this.step('benefit_application', id, [null, 'submit', 'SUBMITTED'], '2026-11-02');
    await this.run(
      `insert into benefit_document (application_id, kind, number, issued_on, is_verified, received_on, received_by)
       values ($1, 'NATIONAL_ID', '1', '2020-01-01', true, '2026-11-03', 'somebody')`,
      [id],
    );
    return id;
  }
}

const october = (childId: string) =>
  [
    ['HOUSEHOLD', null, 440],
    ['CHILD', childId, 80],
    ['WITHHELD', null, -260],
  ] as const;
