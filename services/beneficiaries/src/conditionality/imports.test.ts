import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { ImportJobJson } from '@solidarity/subgraph-kit/imports/job-json';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aList, ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aSupportedFamily,
  educationFeed,
  healthFeed,
  outcomesOf,
  supportedFamilies,
  withheldOf,
  type SupportedFamily,
} from '../testing/conditionality';
import { aNationalId, admin, analyst, changesOf, gizaWorker, registryService } from '../testing/registry';

const ATTENDANCE = ['National ID', 'Month', 'Days open', 'Days present', 'School code'];
const VISITS = ['National ID', 'Kind of visit', 'Due month', 'Visited on'];

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
async function brought(caller: Caller, kind: string, list: Buffer): Promise<ImportJobJson> {
  const job = await desk.brought(caller, kind, list);
  await workBatches(service);
  return job;
}

const attendanceOf = (nationalId: string, month: string, present: number, open = 20): string[] => [
  nationalId,
  month,
  String(open),
  String(present),
  '2101234',
];

const childOf = ({ children }: SupportedFamily): string => children[0]?.nationalId ?? '';

test('a feed brings attendance, and its consequences are drawn', async () => {
  const [kept, broken] = [await aSupportedFamily(service), await aSupportedFamily(service)];

  const job = await brought(
    educationFeed,
    'school-attendance',
    aList(
      ATTENDANCE,
      attendanceOf(childOf(kept), '2026-09', 16),
      attendanceOf(childOf(kept), '10/2026', 20),
      attendanceOf(childOf(broken), '٢٠٢٦-٠٩', 15),
      attendanceOf(childOf(broken), '2026-10-18', 15),
    ),
  );

  expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 4, rowsRefused: 0 });
  expect(await outcomesOf(service, kept.enrolmentId)).toEqual([
    { month: '2026-09-01', outcome: 'COMPLIANT', step: 0 },
    { month: '2026-10-01', outcome: 'COMPLIANT', step: 0 },
  ]);
  expect(await outcomesOf(service, broken.enrolmentId)).toEqual([
    { month: '2026-09-01', outcome: 'BREACH', step: 1 },
    { month: '2026-10-01', outcome: 'BREACH', step: 2 },
  ]);
  expect(await withheldOf(service, broken.enrolmentId)).toEqual({ '2026-11': 50 });
  expect(await changesOf(service, broken.children[0]?.id ?? '')).toContainEqual({
    action: 'reported',
    role: 'registry_feed',
  });
});

test('a list that is brought twice changes nothing the second time', async () => {
  const family = await aSupportedFamily(service);
  const rows = [attendanceOf(childOf(family), '2026-09', 15), attendanceOf(childOf(family), '2026-10', 15)];
  await brought(educationFeed, 'school-attendance', aList(ATTENDANCE, ...rows));
  const before = await everythingOf(family);

  const second = await brought(admin, 'school-attendance', aList(ATTENDANCE, ...rows.reverse()));

  expect(second).toMatchObject({ rowsCommitted: 0, rowsUnchanged: 2, rowsRefused: 0 });
  expect(await everythingOf(family)).toEqual(before);
});

async function everythingOf({ enrolmentId, children }: SupportedFamily): Promise<object[]> {
  return service.database.owner(
    `select (select jsonb_agg(to_jsonb(r) order by month, version) from attendance_record r where person_id = $2) as records,
            (select jsonb_agg(to_jsonb(o) order by month) from compliance_outcome o where enrolment_id = $1) as outcomes,
            (select jsonb_agg(to_jsonb(w) order by id) from withholding w where enrolment_id = $1) as withheld,
            (select count(*) from entitlement_change where enrolment_id = $1) as notes`,
    [enrolmentId, children[0]?.id],
  );
}

test('a corrected row is a further version, and later months are looked at again', async () => {
  const family = await aSupportedFamily(service);
  const bring = (month: string, present: number) =>
    brought(
      educationFeed,
      'school-attendance',
      aList(ATTENDANCE, attendanceOf(childOf(family), month, present)),
    );
  for (const month of ['2026-04', '2026-05', '2026-06']) await bring(month, 5);
  expect((await outcomesOf(service, family.enrolmentId)).map(({ step }) => step)).toEqual([1, 2, 3]);

  await bring('2026-05', 16);

  expect((await outcomesOf(service, family.enrolmentId)).map(({ step }) => step)).toEqual([1, 0, 1]);
  expect(await withheldOf(service, family.enrolmentId)).toEqual({});
  const versions = await service.database.owner(
    `select version, days_present as present from attendance_record where person_id = $1 and month = '2026-05-01' order by 1`,
    [family.children[0]?.id],
  );
  expect(versions).toEqual([
    { version: 1, present: 5 },
    { version: 2, present: 16 },
  ]);
});

test('rows that are malformed, of strangers or said twice are told apart, and nothing else is told', async () => {
  const family = await aSupportedFamily(service);
  const child = childOf(family);

  const job = await brought(
    educationFeed,
    'school-attendance',
    aList(
      ATTENDANCE,
      attendanceOf(aNationalId({ born: '2015-01-01' }), '2026-09', 10),
      attendanceOf('123', '2026-09', 10),
      attendanceOf(child, '2026-12', 10),
      attendanceOf(child, '2014-12', 10),
      attendanceOf(child, 'September', 10),
      attendanceOf(child, '2026-09', 21),
      attendanceOf(child, '2026-09', 10, 32),
      attendanceOf(child, '2026-10', 20),
      attendanceOf(child, '2026-10', 19),
    ),
  );

  expect(job).toMatchObject({ rowsCommitted: 1, rowsRefused: 8 });
  expect(await desk.refused(educationFeed, job.id)).toEqual([
    [2, 'National ID', 'PERSON_UNKNOWN'],
    [3, 'National ID', 'NATIONAL_ID_LENGTH'],
    [4, 'Month', 'MONTH_TOO_LATE'],
    [5, 'Month', 'MONTH_TOO_EARLY'],
    [6, 'Month', 'NOT_A_MONTH'],
    [7, 'Days present', 'PRESENT_BEYOND_OPEN'],
    [8, 'Days open', 'TOO_LARGE'],
    [10, null, 'DUPLICATE_IN_FILE'],
  ]);
});

test('a feed brings visits, the missed ones too, and corrects them', async () => {
  const family = await aSupportedFamily(service, ['2026-08-15']);
  const bring = (visitedOn: string, caller = healthFeed) =>
    brought(caller, 'health-visits', aList(VISITS, [childOf(family), 'طفل', '2026-10', visitedOn]));

  await bring('');
  expect(await outcomesOf(service, family.enrolmentId)).toEqual([
    { month: '2026-10-01', outcome: 'BREACH', step: 1 },
  ]);
  expect(await bring('', admin)).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 0 });

  await bring('20/10/2026');
  expect(await outcomesOf(service, family.enrolmentId)).toEqual([
    { month: '2026-10-01', outcome: 'COMPLIANT', step: 0 },
  ]);
});

test('a visit of long ago is none', async () => {
  const family = await aSupportedFamily(service, ['2026-08-15']);

  const list = aList(VISITS, [childOf(family), 'طفل', '2026-10', '1899-10-20']);
  const job = await desk.brought(healthFeed, 'health-visits', list);

  expect((await desk.refused(healthFeed, job.id)).map(([line, , code]) => [line, code])).toEqual([
    [2, 'DATE_TOO_EARLY'],
  ]);
});

test('schools and health units that report at once both count', async () => {
  const families = await supportedFamilies(service, 12, ['2015-05-10', '2026-08-15']);

  await Promise.all([
    desk.brought(
      educationFeed,
      'school-attendance',
      aList(ATTENDANCE, ...families.map((family) => attendanceOf(childOf(family), '2026-10', 20))),
    ),
    desk.brought(
      healthFeed,
      'health-visits',
      aList(
        VISITS,
        ...families
          .map(({ children }) => [children[1]?.nationalId ?? '', 'CHILD', '2026-10', '2026-10-11'])
          .reverse(),
      ),
    ),
  ]);
  await Promise.all([workBatches(service), workBatches(service)]);

  for (const { enrolmentId } of families)
    expect(await outcomesOf(service, enrolmentId)).toEqual([
      { month: '2026-10-01', outcome: 'COMPLIANT', step: 0 },
    ]);
});

test.each([
  ['school-attendance', gizaWorker],
  ['health-visits', gizaWorker],
  ['school-attendance', analyst],
])('the list %s is not for every role', async (kind, caller) => {
  const { status } = await desk.ask(caller, 'POST', `/imports/${kind}`, aList(['a'], ['b']));

  expect(status).toBeGreaterThanOrEqual(403);
});

test('the ministry may bring a list too', async () => {
  const family = await aSupportedFamily(service);

  const list = aList(ATTENDANCE, attendanceOf(childOf(family), '2026-10', 20));

  expect(await brought(admin, 'school-attendance', list)).toMatchObject({ rowsCommitted: 1 });
});
