/**
 * Attendance at school, as the ministry of education reports it: a row for each child and month. The child and the month
 * are the key. A row that says what is known already changes nothing; one that says otherwise corrects it.
 */
import { columnTexts, wholeNumberColumn } from '@solidarity/subgraph-kit/imports/columns';
import {
  refuseRow,
  type CheckRun,
  type ImportKind,
  type ImportRun,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { monthColumn } from './month-column';
import { conditionListRefusals } from './refusals';
import { refuseStrangersAndRepeats, reportedPersonColumn } from './reported-person';
import { evaluateReported, noteReported } from './reported-months';
import { schoolColumn } from './school-columns';

const MOST_DAYS = 31;

export const attendanceImport: ImportKind = {
  name: 'school-attendance',
  title: { ar: 'حضور التلاميذ', en: 'School attendance' },
  description: {
    ar: 'سطر لكل تلميذ وشهر: أيام الدراسة وأيام حضوره. السطر الجديد عن الشهر نفسه يصحح ما قبله.',
    en: 'A row for each pupil and month: on how many days the school was open, and on how many the pupil was there. A new row for the same month corrects the one before.',
  },
  roles: ['registry_feed', 'ministry_admin'],
  source: 'NONE',
  runsAs: 'system',
  columns: [
    reportedPersonColumn({
      ar: 'الرقم القومي للتلميذ، 14 رقمًا؛ ولمن لا يحمله معرّف الشخص في المنظومة. لا يُحفظ الرقم القومي نفسه.',
      en: 'The 14 digits of the pupil; of a guest without one, the id of the person in the graph. The national ID itself is not kept.',
    }),
    monthColumn(
      'month',
      { ar: 'الشهر', en: 'Month' },
      { ar: 'شهر الدراسة، مثل 2026-10.', en: 'The month of school, such as 2026-10.' },
    ),
    wholeNumberColumn(
      columnTexts(
        'daysOpen',
        true,
        '22',
        { ar: 'أيام الدراسة', en: 'Days open' },
        {
          ar: 'عدد أيام الدراسة في الشهر؛ صفر إن كانت المدرسة مغلقة.',
          en: 'On how many days of the month the school was open; 0 when it was closed.',
        },
      ),
      { most: MOST_DAYS },
    ),
    wholeNumberColumn(
      columnTexts(
        'daysPresent',
        true,
        '20',
        { ar: 'أيام الحضور', en: 'Days present' },
        { ar: 'عدد الأيام التي حضرها التلميذ.', en: 'On how many of them the pupil was there.' },
      ),
      { most: MOST_DAYS },
    ),
    schoolColumn(
      { ar: 'كود المدرسة', en: 'School code' },
      {
        ar: 'كود المدرسة لدى وزارة التربية والتعليم.',
        en: 'The code of the school with the ministry of education.',
      },
    ),
  ],
  stagingIndexes: [['personId', 'month', 'line']],
  refusals: conditionListRefusals,
  checkRow: ({ daysOpen, daysPresent }) =>
    Number(daysPresent) > Number(daysOpen)
      ? [refuseRow(conditionListRefusals.PRESENT_BEYOND_OPEN, { daysOpen: Number(daysOpen) }, 'daysPresent')]
      : [],
  check,
  commit,
  rangesAtOnce: 2,
  conclude: evaluateReported,
};

const LAST_VERSION = `
  select version, days_open, days_present, school from attendance_record as record
   where record.person_id = staged.person_id and record.month = staged.month
   order by version desc limit 1`;

async function check(run: CheckRun): Promise<void> {
  await refuseStrangersAndRepeats(run, ['person_id', 'month']);
  await run.leaveUnchanged(
    `select staged.line from ${run.rows} as staged cross join lateral (${LAST_VERSION}) as known
      where (known.days_open, known.days_present, known.school) = (staged.days_open, staged.days_present, staged.school)`,
  );
}

async function commit(run: ImportRun): Promise<void> {
  await run.query(
    `insert into attendance_record (person_id, month, version, days_open, days_present, school, import_id,
                                    recorded_by, recorded_on)
     select staged.person_id, staged.month, coalesce(known.version, 0) + 1, staged.days_open, staged.days_present,
            staged.school, $1, $2, $3
       from ${run.rows} as staged left join lateral (${LAST_VERSION}) as known on true
      order by staged.person_id, staged.month`,
    [run.jobId, run.caller.subject, run.today],
  );
  await noteReported(run, 'AttendanceRecord');
}
