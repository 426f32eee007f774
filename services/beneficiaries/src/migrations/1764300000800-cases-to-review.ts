import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { decidedBy } from './roles';

/** Kept of itself, since what of years of breaches still stands is too much to find out for each page of a list. */
const TABLE = `
create table case_to_review (
  enrolment_id uuid primary key references enrolment,
  suspension_id uuid references suspension,
  review_on date not null,
  reason text not null,
  since date not null
);
comment on table case_to_review is 'Enrolments that are paid nothing, and when each is looked at again; follows from case_to_review_found.';
create index case_to_review_in_order on case_to_review (review_on, enrolment_id)`;

const SUSPENDED = `
select suspension.enrolment_id, suspension.id as suspension_id, suspension.review_on,
       suspension.reason_code as reason, suspension.from_month as since
  from suspension
  join enrolment on enrolment.id = suspension.enrolment_id and enrolment.state = 'SUSPENDED'
 where suspension.until_month is null and suspension.review_on is not null`;

/**
 * Of the breaches of the last step the first that stands: no kept month has brought the payments back early or came after
 * it, and nobody has looked since it began to withhold.
 */
const STOPPED = `
select distinct on (stopped.enrolment_id) stopped.enrolment_id, null::uuid as suspension_id, stopped.review_on,
       'CONDITIONS_NOT_KEPT' as reason, stopped.withholds_from as since
  from compliance_outcome as stopped
  join enrolment on enrolment.id = stopped.enrolment_id and enrolment.state = 'ACTIVE'
 where stopped.withholds_until = stopped.review_on
   and not exists (select from compliance_outcome as kept
                    where kept.enrolment_id = stopped.enrolment_id and kept.month > stopped.month and kept.step = 0)
   and not exists (select from recertification
                    where recertification.enrolment_id = stopped.enrolment_id
                      and recertification.decided_on >= stopped.withholds_from)
   and not exists (select from suspension
                    where suspension.enrolment_id = stopped.enrolment_id
                      and suspension.lifted_on >= stopped.withholds_from)
 order by stopped.enrolment_id, stopped.review_on, stopped.month`;

/** Whose case may be another after a statement; `changed` are its rows. */
const CONCERNED = {
  suspension: 'select enrolment_id as id from changed',
  recertification: 'select enrolment_id as id from changed',
  compliance_outcome: `select enrolment_id as id from changed
     where review_on is not null or exists (select from case_to_review as known where known.enrolment_id = changed.enrolment_id)`,
  enrolment: 'select id from changed join former using (id) where changed.state <> former.state',
} as const;

const EVENTS = {
  insert: { on: ['suspension', 'recertification', 'compliance_outcome'], rows: 'new table as changed' },
  update: {
    on: ['suspension', 'compliance_outcome', 'enrolment'],
    rows: 'old table as former new table as changed',
  },
} as const;

/** The work list of cases that are paid nothing and are to be looked at again, one row for an enrolment. */
export class CasesToReview1764300000800 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLE);
    await queryRunner.query(`create view case_to_review_found as (${SUSPENDED}) union all (${STOPPED})`);
    for (const [table, concerned] of Object.entries(CONCERNED)) {
      await queryRunner.query(
        `create function ${table}_notes_review() returns trigger
           language plpgsql security definer set search_path = public, pg_temp as $$
         declare
           concerned uuid[] := array(select distinct id from (${concerned}) as each);
         begin
           if concerned = '{}' then return null; end if;
           delete from case_to_review where enrolment_id = any (concerned);
           insert into case_to_review (enrolment_id, suspension_id, review_on, reason, since)
           select enrolment_id, suspension_id, review_on, reason, since from case_to_review_found
            where enrolment_id = any (concerned);
           return null;
         end $$`,
      );
    }
    for (const [event, { on, rows }] of Object.entries(EVENTS))
      for (const table of on)
        await queryRunner.query(
          `create trigger ${table}_review_${event} after ${event} on ${table} referencing ${rows}
             for each statement execute function ${table}_notes_review()`,
        );
    await queryRunner.query(
      `insert into case_to_review (enrolment_id, suspension_id, review_on, reason, since)
       select enrolment_id, suspension_id, review_on, reason, since from case_to_review_found`,
    );
    await protect(queryRunner, 'case_to_review', {
      read: decidedBy(
        'exists (select from enrolment seen where seen.id = case_to_review.enrolment_id offset 0)',
      ),
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of Object.keys(CONCERNED))
      await queryRunner.query(`drop function ${table}_notes_review() cascade`);
    await queryRunner.query('drop view case_to_review_found');
    await queryRunner.query('drop table case_to_review');
  }
}
