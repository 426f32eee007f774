/**
 * Cases of Daman as its offices list them. The case number is the key. A case that is known and waits is brought up to
 * date, since Daman goes on paying it: its last month paid only moves on. One that is settled does not change any more.
 */
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { refuseRow, type CheckRun, type ImportKind } from '@solidarity/subgraph-kit/imports/import-kind';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { commitCases } from './daman-import.committing';
import { DAMAN_COLUMNS } from './import.columns';
import { damanImportRefusals } from './import.refusals';

export const damanImport: ImportKind = {
  name: 'daman-cases',
  title: { ar: 'حالات الضمان', en: 'Daman cases' },
  description: {
    ar: 'حالات الضمان الاجتماعي التي تُنقل إلى تكافل أو كرامة. إرسال القائمة مرة أخرى يحدّث آخر شهر صُرف للحالات التي لم تُنقل بعد.',
    en: 'Cases of the old social security that move to Takaful or Karama. A list that is sent again brings the last month paid of cases that wait up to date.',
  },
  roles: ['ministry_admin', 'case_worker'],
  source: 'NONE',
  columns: DAMAN_COLUMNS,
  derived: [
    {
      name: 'personId',
      sqlType: 'uuid',
      // The column has parsed it.
      derive: ({ nationalId }, { personIds }) => personIds.ofNationalId(nationalId as NationalId),
    },
  ],
  stagingIndexes: [['caseNumber', 'line']],
  refusals: damanImportRefusals,
  checkRow: ({ governorate, monthlyAmount }, { caller: { claims } }) => [
    ...(claims.governorate !== undefined && governorate !== claims.governorate
      ? [refuseRow(damanImportRefusals.OTHER_GOVERNORATE, {}, 'governorate')]
      : []),
    ...(monthlyAmount === '0.00'
      ? [refuseRow(COMMON_REFUSALS.TOO_SMALL, { least: 1 }, 'monthlyAmount')]
      : []),
  ],
  check,
  commit: commitCases,
};

/** Each staged row with the case that has its number, and from when its person is paid by another programme. */
const known = (rows: string): string =>
  `(with listed as materialized (
      select *, row_number() over (order by line) as place from ${rows} as staged)
    select listed.*, answer.known as known, (answer.known).id is not null as is_known,
           (answer.known).last_paid_month as known_month, answer.moved_from
      from listed join daman_known(array(select case_number from listed order by place),
                                   array(select person_id from listed order by place)) answer using (place))`;

const IS_OF_ANOTHER = `((known).person_id <> person_id or (known).governorate <> governorate)`;
const SAYS_THE_SAME = `((known).last_paid_month, (known).monthly_amount, (known).persons, (known).basis, (known).name)
  = (last_paid_month, monthly_amount::numeric(14,2), persons, basis, name)`;

async function check(run: CheckRun): Promise<void> {
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    'caseNumber',
    `select staged.line, jsonb_build_object('line', other.line) as facts
       from ${run.rows} as staged cross join lateral (
         select line from ${run.allRows} as earlier
          where earlier.case_number = staged.case_number and earlier.line < staged.line order by line limit 1) as other`,
  );
  await run.refuse(
    damanImportRefusals.CASE_OF_ANOTHER,
    'caseNumber',
    `select line from ${known(run.rows)} as row where is_known and ${IS_OF_ANOTHER}`,
  );
  await run.leaveUnchanged(
    `select line from ${known(run.rows)} as row where is_known and not ${IS_OF_ANOTHER} and ${SAYS_THE_SAME}`,
  );
  const differs = `from ${known(run.rows)} as row where not (is_known and ${SAYS_THE_SAME})`;
  await run.refuse(
    damanImportRefusals.CASE_SETTLED,
    'caseNumber',
    `select line ${differs} and (known).state in ('MOVED', 'CLOSED')`,
  );
  await run.refuse(
    damanImportRefusals.MONTH_WENT_BACK,
    'lastPaidMonth',
    `select line, jsonb_build_object('known', known_month) as facts ${differs} and last_paid_month < known_month`,
  );
  await run.refuse(
    damanImportRefusals.PAID_AFTER_MOVE,
    'lastPaidMonth',
    `select line ${differs}
        and case when is_known then moved_from is not null and last_paid_month <> known_month
                                    and (known).state not in ('MOVED', 'CLOSED')
              else last_paid_month >= moved_from end`,
  );
}
