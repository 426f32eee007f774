import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { schoolYearImport } from '../conditionality/school-year.import';

/** What schools and institutes report of a year. A correction is a further version; the last one counts. */
const RESULT = `
create table school_year_result (
  person_id uuid not null references person,
  school_year int not null check (school_year >= 2014),
  version smallint not null check (version > 0),
  result text not null check (result in ('PASSED', 'NOT_PASSED')),
  school text not null,
  import_id uuid not null,
  recorded_by text not null,
  recorded_on date not null,
  primary key (person_id, school_year, version)
);
comment on column school_year_result.school_year is 'The year of its first day: 2025 is 2025/2026.';
comment on column school_year_result.school is 'The school, faculty or institute by its code with its ministry.'`;

/** Results of school years, as they are reported. Nobody reads them but the rules. */
export class SchoolYears1764300000204 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(RESULT);
    await protect(queryRunner, 'school_year_result', { appendOnly: true });
    await createStaging(queryRunner, schoolYearImport);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, schoolYearImport);
    await queryRunner.query('drop table school_year_result');
  }
}
