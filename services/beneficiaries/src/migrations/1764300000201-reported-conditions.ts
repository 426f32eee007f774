import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { attendanceImport } from '../conditionality/attendance.import';
import { healthVisitImport } from '../conditionality/health-visit.import';

/** What schools report. A correction is a further version; the last one counts. */
const ATTENDANCE = `
create table attendance_record (
  person_id uuid not null references person,
  month date not null check (extract(day from month) = 1),
  version smallint not null check (version > 0),
  days_open smallint not null check (days_open between 0 and 31),
  days_present smallint not null check (days_present between 0 and days_open),
  school text not null,
  import_id uuid not null,
  recorded_by text not null,
  recorded_on date not null,
  primary key (person_id, month, version)
);
comment on column attendance_record.school is 'The school by its code with the ministry of education.'`;

/** What health units report of the visits of their schedule. A correction is a further version; the last one counts. */
const VISIT = `
create table health_visit (
  person_id uuid not null references person,
  kind text not null check (kind in ('CHILD', 'MOTHER')),
  month date not null check (extract(day from month) = 1),
  version smallint not null check (version > 0),
  visited_on date,
  import_id uuid not null,
  recorded_by text not null,
  recorded_on date not null,
  primary key (person_id, kind, month, version)
);
comment on column health_visit.month is 'The month for which the visit was due.';
comment on column health_visit.visited_on is 'Null when it did not take place.'`;

/** Attendance at school and visits to health units, as the two ministries report them. Nobody reads them but the rules. */
export class ReportedConditions1764300000201 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ATTENDANCE);
    await queryRunner.query(VISIT);
    for (const table of ['attendance_record', 'health_visit'])
      await protect(queryRunner, table, { appendOnly: true });
    for (const kind of [attendanceImport, healthVisitImport]) await createStaging(queryRunner, kind);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const kind of [attendanceImport, healthVisitImport]) await dropStaging(queryRunner, kind);
    await queryRunner.query('drop table health_visit, attendance_record');
  }
}
