import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { ImportJobJson } from '@solidarity/subgraph-kit/imports/job-json';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aList, ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aSupportedFamily,
  educationFeed,
  liveThrough,
  outcomesOf,
  withheldOf,
  type SupportedFamily,
} from '../testing/conditionality';
import { aNationalId, admin, analyst, changesOf, gizaWorker, registryService } from '../testing/registry';

const HEADINGS = ['National ID', 'School year', 'Result', 'School or institute code'];
const TWENTY = '2006-03-15';

let service: TestService;
let desk: ImportingService;

beforeAll(async () => {
  service = await registryService();
  desk = await ImportingService.over(service);
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await desk.end();
  await service.close();
});

/** Brings a list in and has done what follows from it. */
async function brought(caller: Caller, ...rows: string[][]): Promise<ImportJobJson> {
  const job = await desk.brought(caller, 'school-years', aList(HEADINGS, ...rows));
  await workBatches(service);
  return job;
}

const studentOf = ({ children }: SupportedFamily): string => children[0]?.nationalId ?? '';
const passed = (nationalId: string, year = '2025/2026') => [nationalId, year, 'Passed', '31-7'];
const failed = (nationalId: string, year = '2025/2026') => [nationalId, year, 'لم ينجح', '31-7'];

test('a feed brings results, and their consequences are drawn in the month in which they count', async () => {
  const [kept, broken] = [
    await aSupportedFamily(service, [TWENTY]),
    await aSupportedFamily(service, [TWENTY, '2015-05-10']),
  ];
  await liveThrough(service, { ...broken, children: broken.children.slice(1) }, 'B', '2026-05-01');

  const job = await brought(
    educationFeed,
    passed(studentOf(kept), '٢٠٢٤/٢٠٢٥'),
    passed(studentOf(kept)),
    failed(studentOf(broken), '٢٠٢٥ / ٢٠٢٦'),
  );

  expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 3, rowsRefused: 0 });
  expect(await outcomesOf(service, kept.enrolmentId)).toEqual([
    { month: '2025-09-01', outcome: 'COMPLIANT', step: 0 },
    { month: '2026-09-01', outcome: 'COMPLIANT', step: 0 },
  ]);
  expect(await outcomesOf(service, broken.enrolmentId)).toEqual([
    { month: '2026-05-01', outcome: 'BREACH', step: 1 },
    { month: '2026-09-01', outcome: 'BREACH', step: 2 },
  ]);
  expect(await withheldOf(service, broken.enrolmentId)).toEqual({ '2026-10': 50 });
  expect(await changesOf(service, broken.children[0]?.id ?? '')).toContainEqual({
    action: 'reported',
    role: 'registry_feed',
  });
});

test('a list that is brought twice changes nothing the second time', async () => {
  const family = await aSupportedFamily(service, [TWENTY]);
  const rows = [failed(studentOf(family), '2024/2025'), failed(studentOf(family))];
  await brought(educationFeed, ...rows);
  const before = await everythingOf(family);

  const second = await brought(admin, ...rows.reverse());

  expect(second).toMatchObject({ rowsCommitted: 0, rowsUnchanged: 2, rowsRefused: 0 });
  expect(await everythingOf(family)).toEqual(before);
});

async function everythingOf({ enrolmentId, children }: SupportedFamily): Promise<object[]> {
  return service.database.owner(
    `select (select jsonb_agg(to_jsonb(r) order by school_year, version) from school_year_result r where person_id = $2) as results,
            (select jsonb_agg(to_jsonb(o) order by month) from compliance_outcome o where enrolment_id = $1) as outcomes,
            (select jsonb_agg(to_jsonb(w) order by id) from withholding w where enrolment_id = $1) as withheld,
            (select count(*) from entitlement_change where enrolment_id = $1) as notes`,
    [enrolmentId, children[0]?.id],
  );
}

test('a corrected row is a further version, and the month is looked at again', async () => {
  const family = await aSupportedFamily(service, [TWENTY]);
  await brought(educationFeed, failed(studentOf(family)));
  expect(await outcomesOf(service, family.enrolmentId)).toEqual([
    { month: '2026-09-01', outcome: 'BREACH', step: 1 },
  ]);

  await brought(educationFeed, passed(studentOf(family)));

  expect(await outcomesOf(service, family.enrolmentId)).toEqual([
    { month: '2026-09-01', outcome: 'COMPLIANT', step: 0 },
  ]);
  const versions = await service.database.owner(
    'select version, result from school_year_result where person_id = $1 order by 1',
    [family.children[0]?.id],
  );
  expect(versions).toEqual([
    { version: 1, result: 'NOT_PASSED' },
    { version: 2, result: 'PASSED' },
  ]);
});

test('rows that are malformed, of strangers or said twice are told apart', async () => {
  const student = studentOf(await aSupportedFamily(service, [TWENTY]));

  const job = await brought(
    educationFeed,
    passed(aNationalId({ born: TWENTY })),
    passed('123'),
    passed(student, '2025'),
    passed(student, '2025/2027'),
    passed(student, '2026/2027'),
    passed(student, '2013/2014'),
    [student, '2023/2024', 'Excellent', '31-7'],
    [student, '2023/2024', 'Passed', ''],
    passed(student, '2014/2015'),
    passed(student),
    failed(student),
  );

  expect(job).toMatchObject({ rowsCommitted: 2, rowsRefused: 9 });
  expect(await desk.refused(educationFeed, job.id)).toEqual([
    [2, 'National ID', 'PERSON_UNKNOWN'],
    [3, 'National ID', 'NATIONAL_ID_LENGTH'],
    [4, 'School year', 'NOT_IN_FORM'],
    [5, 'School year', 'NOT_IN_FORM'],
    [6, 'School year', 'SCHOOL_YEAR_OUT_OF_RANGE'],
    [7, 'School year', 'SCHOOL_YEAR_OUT_OF_RANGE'],
    [8, 'Result', 'NOT_ONE_OF'],
    [9, 'School or institute code', 'REQUIRED'],
    [12, null, 'DUPLICATE_IN_FILE'],
  ]);
});

test.each([
  ['a case worker', gizaWorker],
  ['an analyst', analyst],
])('%s may not bring it', async (_who, caller) => {
  const { status } = await desk.ask(caller, 'POST', '/imports/school-years', aList(['a'], ['b']));

  expect(status).toBeGreaterThanOrEqual(403);
});
