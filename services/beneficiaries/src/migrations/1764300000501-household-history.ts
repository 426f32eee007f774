import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { BENEFITS_READ_ALL } from './roles';

const steps = (
  kind: string,
  table: string,
  step: string,
  more: string,
  { condition = 'true', day = 'transition.on_date' } = {},
) => `
  select transition.id::text as id, subject.household_id, ${day} as on_date, transition.at, '${kind}' as kind,
         subject.id as subject_id, ${step} as step, subject.number, ${more}
    from ${table} as subject
    join state_transition transition on transition.subject_type = '${table}' and transition.subject_id = subject.id
   where ${condition}`;

const NOTHING_MORE =
  'null::date as month, null::numeric as amount, null::numeric as percent, null::text as reason_code';

const APPLICATIONS = steps(
  'APPLICATION',
  'benefit_application',
  "case transition.action when 'reopen' then 'REOPENED' else transition.to_state end",
  `subject.programme_id, ${NOTHING_MORE}`,
);

/**
 * Suspensions are steps of their own, with their months and reasons. That a household was enrolled is told of the day on
 * which it was, whatever the month from which it is paid; so nothing that followed stands before it.
 */
const ENROLMENTS = steps(
  'ENROLMENT',
  'enrolment',
  `case when transition.from_state is null then 'ENROLLED' when transition.action = 'change_channel' then 'CHANNEL_CHANGED'
        when transition.action = 'change_payee' then 'PAYEE_CHANGED' when transition.to_state = 'EXITED' then 'EXITED'
        else 'REINSTATED' end`,
  `subject.programme_id, ${NOTHING_MORE}`,
  {
    condition: `(transition.from_state is null or transition.action in ('change_channel', 'change_payee')
      or transition.from_state <> transition.to_state and 'EXITED' in (transition.from_state, transition.to_state))`,
    day: `case when transition.from_state is null then subject.enrolled_on
               else greatest(transition.on_date, subject.enrolled_on) end`,
  },
);

const GRIEVANCES = steps(
  'GRIEVANCE',
  'grievance',
  "case transition.action when 'escalate' then 'ESCALATED' else transition.to_state end",
  `null as programme_id, ${NOTHING_MORE}`,
);

/** What has no steps is told by its days; its place within the day is the day's beginning. */
const dated = (
  kind: string,
  table: string,
  {
    step,
    day,
    month,
    percent = 'null::numeric',
    code = 'null::text',
  }: Record<'step' | 'day' | 'month', string> & {
    percent?: string;
    code?: string;
  },
) => `
  select subject.id || ' ' || ${step}, enrolment.household_id, ${day},
         ${day}::timestamp at time zone 'Africa/Cairo', '${kind}', subject.id, ${step}, null, enrolment.programme_id,
         ${month}, null::numeric, ${percent}, ${code}
    from ${table} as subject join enrolment on enrolment.id = subject.enrolment_id
   where ${day} is not null`;

const SUSPENDED = dated('SUSPENSION', 'suspension', {
  ...{ step: `'SUSPENDED'`, day: 'subject.decided_on' },
  ...{ month: 'subject.from_month', code: 'subject.reason_code' },
});
const LIFTED = dated('SUSPENSION', 'suspension', {
  step: `case when subject.is_annulled then 'ANNULLED' else 'LIFTED' end`,
  ...{ day: 'subject.lifted_on', month: 'subject.until_month' },
});
const WITHHELD = dated('WITHHOLDING', 'withholding', {
  ...{ step: `'WITHHELD'`, day: 'subject.decided_on', month: 'subject.month', percent: 'subject.percent' },
});
const ANNULLED = dated('WITHHOLDING', 'withholding', {
  ...{ step: `'ANNULLED'`, day: 'subject.annulled_on', month: 'subject.month', percent: 'subject.percent' },
});

const PAYMENTS = `
  select payment.id::text, payment.household_id, happened.on_date, happened.at, 'PAYMENT', payment.id, payment.state,
         null, cycle.programme_id, cycle.month, payment.amount, null::numeric, null::text
    from payment join payment_cycle cycle on cycle.id = payment.cycle_id
   cross join lateral (
     select coalesce(settled_on::timestamp at time zone 'Africa/Cairo', cycle.sent_at) as at,
            coalesce(settled_on, (cycle.sent_at at time zone 'Africa/Cairo')::date) as on_date) as happened
   where payment.state in ('SENT', 'PAID', 'UNCOLLECTED', 'REJECTED') and happened.on_date is not null`;

const CORRECTIONS = `
  select correction.id::text, payment.household_id, correction.decided_on,
         correction.decided_on::timestamp at time zone 'Africa/Cairo', 'PAYMENT', payment.id,
         'CORRECTED_TO_' || correction.result, null, cycle.programme_id, cycle.month, payment.amount, null::numeric, null::text
    from payment join payment_correction correction on correction.payment_id = payment.id and correction.state = 'CONFIRMED'
    join payment_cycle cycle on cycle.id = payment.cycle_id`;

const ALL = [
  APPLICATIONS,
  ENROLMENTS,
  SUSPENDED,
  LIFTED,
  WITHHELD,
  ANNULLED,
  PAYMENTS,
  CORRECTIONS,
  GRIEVANCES,
];

/** All that happened to a household in cash support, as far as the caller may see each of it. */
export class HouseholdHistory1764300000501 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create view household_history with (security_invoker = true) as
       select entry.*, programme.name_ar as programme_ar, programme.name_en as programme_en
         from (${ALL.join('\nunion all\n')}) as entry
         left join programme on programme.id = entry.programme_id`,
    );
    const readers = [...BENEFITS_READ_ALL, 'case_worker' as const, 'citizen' as const, 'system' as const];
    await queryRunner.query(`grant select on household_history to ${readers.map(callerRole).join(', ')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop view household_history');
  }
}
