import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, unprotect } from '../../database/grants';

const RANGES = `
create table import_range (
  id bigint generated always as identity primary key,
  job_id uuid not null references import_job on delete cascade,
  begins_after text collate "C" not null,
  ends_with text collate "C" not null,
  rows int not null
);
create index import_range_by_job on import_range (job_id, id);
comment on table import_range is 'Ranges of a job that are still to be committed: each goes with the rows that it commits.';
alter table import_job add column checked_under text;
comment on column import_job.checked_under is
  'What the check depended on beside the rows; null when that was not the same for all of them.'`;

/** Several sessions commit the ranges of a list side by side, and what was checked a moment ago is not checked in full again. */
export class RangesSideBySide1764100000600 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(RANGES);
    await protect(queryRunner, 'import_range', { delete: { system: 'true' } });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table import_job drop column checked_under');
    await unprotect(queryRunner, 'import_range');
    await queryRunner.query('drop table import_range');
  }
}
