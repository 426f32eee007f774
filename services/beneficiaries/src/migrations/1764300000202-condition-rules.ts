import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { CONDITIONS, type Conditions } from '../conditionality/conditions';

const FIRST: Conditions = {
  attendance: { percent: 80, fromAge: 6, toAge: 18, monthsWithoutSchool: [7, 8] },
  year: { fromAge: 18, toAge: 26, month: 9 },
  visits: {
    childToAge: 6,
    childAtMonths: [2, 4, 6, 9, 12, 18, 24, 36, 48, 60],
    motherAtMonths: [1, 6],
    earlyDays: 30,
    lateDays: 30,
  },
  steps: [{ withholdPercent: 0 }, { withholdPercent: 50 }, { withholdPercent: 100 }],
  restoredAfterMonths: 1,
  reviewAfterMonths: 6,
};

/** The rules' data in columns, for statements over many households. */
const TERMS = `
create view condition_terms as
  select name || '#' || id as version, effective_from, effective_to,
         (value #>> '{attendance,percent}')::numeric as attendance_percent,
         (value #>> '{attendance,fromAge}')::int as school_from_age,
         (value #>> '{attendance,toAge}')::int as school_to_age,
         array(select jsonb_array_elements_text(value #> '{attendance,monthsWithoutSchool}')::int) as months_without_school,
         (value #>> '{year,fromAge}')::int as year_from_age,
         (value #>> '{year,toAge}')::int as year_to_age,
         (value #>> '{year,month}')::int as year_month,
         (value #>> '{visits,childToAge}')::int as visits_to_age,
         array(select jsonb_array_elements_text(value #> '{visits,childAtMonths}')::int) as child_at_months,
         array(select jsonb_array_elements_text(value #> '{visits,motherAtMonths}')::int) as mother_at_months,
         (value #>> '{visits,earlyDays}')::int as visit_early_days,
         (value #>> '{visits,lateDays}')::int as visit_late_days,
         array(select (step ->> 'withholdPercent')::numeric
                 from jsonb_array_elements(value -> 'steps') with ordinality as each (step, place)
                order by place) as withhold_percents,
         (value ->> 'restoredAfterMonths')::int as restored_after_months,
         (value ->> 'reviewAfterMonths')::int as review_after_months
    from rule_version where name = '${CONDITIONS}'`;

/** The conditions of support and what follows from a breach, as data. */
export class ConditionRules1764300000202 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: CONDITIONS,
      from: '2015-01-01',
      value: FIRST,
      source:
        'Takaful and Karama programme: attendance of 80 % from 6 to 18, the year passed from 18 to 26, health follow-up of mothers and children under 6, review of a stopped case after 6 months. The schedule of visits, the holidays, the month in which the result of a year counts, the percentages of the steps and the month that restores are plausible samples.',
      isSample: true,
    });
    await queryRunner.query(TERMS);
    const readers = (['ministry_admin', 'case_worker', 'system'] as const).map(callerRole).join(', ');
    await queryRunner.query(`grant select on condition_terms to ${readers}`);
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop view condition_terms');
  }
}
