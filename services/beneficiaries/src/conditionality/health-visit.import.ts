/**
 * Visits to health units, as the ministry of health reports them: a row for each visit of its schedule that fell due,
 * whether it took place or not. The person, the kind and the month for which it was due are the key. A row that says what
 * is known already changes nothing; one that says otherwise corrects it.
 */
import { choiceColumn, columnTexts, dateColumn } from '@solidarity/subgraph-kit/imports/columns';
import type { CheckRun, ImportKind, ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { EARLIEST, monthColumn } from './month-column';
import { conditionListRefusals } from './refusals';
import { evaluateReported, noteReported } from './reported-months';
import { refuseStrangersAndRepeats, reportedPersonColumn } from './reported-person';

export const healthVisitImport: ImportKind = {
  name: 'health-visits',
  title: { ar: 'زيارات الوحدات الصحية', en: 'Health visits' },
  description: {
    ar: 'سطر لكل زيارة استحق موعدها، تمت أم لم تتم. السطر الجديد عن الزيارة نفسها يصحح ما قبله.',
    en: 'A row for each visit that fell due, whether it took place or not. A new row for the same visit corrects the one before.',
  },
  roles: ['registry_feed', 'ministry_admin'],
  source: 'NONE',
  runsAs: 'system',
  columns: [
    reportedPersonColumn({
      ar: 'الرقم القومي للطفل أو الأم، 14 رقمًا؛ ولمن لا يحمله معرّف الشخص في المنظومة. لا يُحفظ الرقم القومي نفسه.',
      en: 'The 14 digits of the child or mother; of a guest without one, the id of the person in the graph. The national ID itself is not kept.',
    }),
    choiceColumn(
      columnTexts(
        'kind',
        true,
        'طفل',
        { ar: 'نوع الزيارة', en: 'Kind of visit' },
        { ar: 'طفل أو أم.', en: 'Child or mother.' },
      ),
      { CHILD: { ar: 'طفل', en: 'Child' }, MOTHER: { ar: 'أم', en: 'Mother' } },
    ),
    monthColumn(
      'month',
      { ar: 'شهر الاستحقاق', en: 'Due month' },
      {
        ar: 'الشهر الذي استحقت فيه الزيارة، مثل 2026-10.',
        en: 'The month for which it was due, such as 2026-10.',
      },
    ),
    dateColumn(
      columnTexts(
        'visitedOn',
        false,
        '2026-10-14',
        { ar: 'تاريخ الزيارة', en: 'Visited on' },
        {
          ar: 'يوم الزيارة؛ يُترك فارغًا إن لم تتم.',
          en: 'The day of the visit; blank when it did not take place.',
        },
      ),
      { earliest: EARLIEST },
    ),
  ],
  stagingIndexes: [['personId', 'kind', 'month', 'line']],
  refusals: conditionListRefusals,
  check,
  commit,
  rangesAtOnce: 2,
  conclude: evaluateReported,
};

const LAST_VERSION = `
  select version, visited_on from health_visit as visit
   where visit.person_id = staged.person_id and visit.kind = staged.kind and visit.month = staged.month
   order by version desc limit 1`;

async function check(run: CheckRun): Promise<void> {
  await refuseStrangersAndRepeats(run, ['person_id', 'kind', 'month']);
  await run.leaveUnchanged(
    `select staged.line from ${run.rows} as staged cross join lateral (${LAST_VERSION}) as known
      where known.visited_on is not distinct from staged.visited_on`,
  );
}

async function commit(run: ImportRun): Promise<void> {
  await run.query(
    `insert into health_visit (person_id, kind, month, version, visited_on, import_id, recorded_by, recorded_on)
     select staged.person_id, staged.kind, staged.month, coalesce(known.version, 0) + 1, staged.visited_on, $1, $2, $3
       from ${run.rows} as staged left join lateral (${LAST_VERSION}) as known on true
      order by staged.person_id, staged.kind, staged.month`,
    [run.jobId, run.caller.subject, run.today],
  );
  await noteReported(run, 'HealthVisit');
}
