import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { recordedBy } from './roles';

/**
 * Work over a whole batch and what came of it, by governorate, so that each sees their own. One at a time over a batch:
 * that is the index, whoever orders at the same moment.
 */
const TABLES = `
create table daman_work (
  id uuid primary key,
  daman_batch_id uuid not null references daman_batch,
  kind text not null check (kind in ('VERIFY', 'MOVE', 'CLOSE')),
  batch_id uuid not null unique,
  governorate text,
  programme_id text references programme,
  finding text check (finding in ('NOT_FOUND', 'DUPLICATE', 'DECEASED')),
  reason text check (reason <> ''),
  ordered_by text not null,
  ordered_at timestamptz not null default now(),
  ended_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (num_nonnulls(finding, reason) = case when kind = 'CLOSE' then 2 else 0 end),
  check (programme_id is null or kind = 'MOVE')
);
comment on column daman_work.batch_id is 'The work in the background; the cases are those of daman_batch_id.';
comment on column daman_work.governorate is 'Of the case worker who has ordered it; null when it is for all.';
create unique index daman_work_under_way on daman_work (daman_batch_id) where ended_at is null;
create index daman_work_by_batch on daman_work (daman_batch_id, ordered_at, id);
create table daman_work_count (
  work_id uuid not null references daman_work,
  governorate text not null,
  outcome text not null check (outcome in ('VERIFIED', 'NOT_FOUND', 'DUPLICATE', 'DECEASED', 'HELD', 'MOVED', 'LEFT_TO_ANOTHER',
    'LEFT_WITHOUT_PROGRAMME', 'LEFT_TO_VERIFY', 'CLOSED')),
  cases int not null check (cases > 0),
  primary key (work_id, governorate, outcome)
)`;

const BATCH_SEEN = 'exists (select from daman_batch seen where seen.id = daman_work.daman_batch_id offset 0)';
const IN_GOVERNORATE = `governorate = (select claim('governorate'))`;
const seenBy = (caseWorker: string) => ({
  ...{ ministry_admin: 'true', auditor: 'true', finance_officer: 'true', case_worker: caseWorker },
});

/** Work over whole batches of Daman: ordered, done in the background, reported. */
export class DamanOrders1764300000602 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await protect(queryRunner, 'daman_work', {
      read: seenBy(BATCH_SEEN),
      write: recordedBy(`${IN_GOVERNORATE} and ${BATCH_SEEN}`),
    });
    await protect(queryRunner, 'daman_work_count', { read: seenBy(IN_GOVERNORATE) });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table daman_work_count, daman_work');
  }
}
