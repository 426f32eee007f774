/**
 * Results of school years, as schools and institutes report them: a row for each person and year, once it is over. The
 * person and the year are the key. A row that says what is known already changes nothing; one that says otherwise, as
 * after a second exam, corrects it.
 */
import { choiceColumn, columnTexts } from '@solidarity/subgraph-kit/imports/columns';
import type { CheckRun, ImportKind, ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { conditionListRefusals } from './refusals';
import { evaluateReported, noteReported } from './reported-months';
import { refuseStrangersAndRepeats, reportedPersonColumn } from './reported-person';
import { schoolColumn, schoolYearColumn } from './school-columns';
import { withMonthCounted } from './school-year';

export const schoolYearImport: ImportKind = {
  name: 'school-years',
  title: { ar: 'نتائج العام الدراسي', en: 'Results of school years' },
  description: {
    ar: 'سطر لكل طالب وعام دراسي انتهى: هل نجح فيه. السطر الجديد عن العام نفسه يصحح ما قبله.',
    en: 'A row for each pupil or student and school year that is over: whether it was passed. A new row for the same year corrects the one before.',
  },
  roles: ['registry_feed', 'ministry_admin'],
  source: 'NONE',
  runsAs: 'system',
  columns: [
    reportedPersonColumn({
      ar: 'الرقم القومي للطالب، 14 رقمًا؛ ولمن لا يحمله معرّف الشخص في المنظومة. لا يُحفظ الرقم القومي نفسه.',
      en: 'The 14 digits of the student; of a guest without one, the id of the person in the graph. The national ID itself is not kept.',
    }),
    schoolYearColumn(
      columnTexts(
        'schoolYear',
        true,
        '2025/2026',
        { ar: 'العام الدراسي', en: 'School year' },
        { ar: 'عام دراسي انتهى، مثل 2025/2026.', en: 'A school year that is over, such as 2025/2026.' },
      ),
    ),
    choiceColumn(
      columnTexts(
        'result',
        true,
        'ناجح',
        { ar: 'النتيجة', en: 'Result' },
        { ar: 'ناجح أو لم ينجح.', en: 'Passed or not passed.' },
      ),
      { PASSED: { ar: 'ناجح', en: 'Passed' }, NOT_PASSED: { ar: 'لم ينجح', en: 'Not passed' } },
    ),
    schoolColumn(
      { ar: 'كود المدرسة أو المعهد', en: 'School or institute code' },
      {
        ar: 'كود المدرسة أو الكلية أو المعهد لدى الوزارة التي يتبعها.',
        en: 'The code of the school, faculty or institute with the ministry that it belongs to.',
      },
    ),
  ],
  stagingIndexes: [['personId', 'schoolYear', 'line']],
  refusals: conditionListRefusals,
  check,
  commit,
  conclude: evaluateReported,
};

const LAST_VERSION = `
  select version, result, school from school_year_result as record
   where record.person_id = staged.person_id and record.school_year = staged.school_year
   order by version desc limit 1`;

async function check(run: CheckRun): Promise<void> {
  await refuseStrangersAndRepeats(run, ['person_id', 'school_year']);
  await run.leaveUnchanged(
    `select staged.line from ${run.rows} as staged cross join lateral (${LAST_VERSION}) as known
      where (known.result, known.school) = (staged.result, staged.school)`,
  );
}

async function commit(run: ImportRun): Promise<void> {
  await run.query(
    `insert into school_year_result (person_id, school_year, version, result, school, import_id, recorded_by, recorded_on)
     select staged.person_id, staged.school_year, coalesce(known.version, 0) + 1, staged.result, staged.school, $1, $2, $3
       from ${run.rows} as staged left join lateral (${LAST_VERSION}) as known on true
      order by staged.person_id, staged.school_year`,
    [run.jobId, run.caller.subject, run.today],
  );
  await noteReported(run, 'SchoolYearResult', `(${withMonthCounted(run.rows)})`);
}
