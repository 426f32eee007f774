import { randomUUID } from 'node:crypto';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, DamanDesk, gizaMover, type DamanRow } from '../testing/daman';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  cairoWorker,
  gizaWorker,
  registryService,
} from '../testing/registry';

let service: TestService;
let lists: ImportingService;
let desk: DamanDesk;
beforeAll(async () => {
  service = await registryService();
  lists = await listDesk(service);
  desk = new DamanDesk(service, lists);
});
afterAll(async () => {
  await lists.end();
  await service.close();
});

const aBatch = () => `batch-${randomUUID().slice(0, 8)}`;
const numberOf = ({ caseNumber = '' }: DamanRow) => caseNumber;

/** All that is kept of cases of Daman; what changes nothing leaves it as it is. */
const kept = async () =>
  service.database.owner(
    `select (select jsonb_agg(each order by case_number) from daman_case each) as cases,
            (select count(*)::int from daman_case_correction) as corrections,
            (select count(*)::int from state_transition where subject_type = 'daman_case') as steps`,
  );

test('a list brings cases in, in the batch that it names', async () => {
  const batch = aBatch();
  const row = aDamanRow({
    batch,
    lastPaidMonth: '٠٩/٢٠٢٦',
    basis: 'Disability',
    persons: '3',
    monthlyAmount: '612.50',
  });

  const job = await desk.bring(gizaWorker, row);

  expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 1 });
  expect(
    await service.database.owner(
      `select daman_batch.name as batch, received_by, case_number, basis, monthly_amount, last_paid_month::text, persons,
              state, governorate, person_id
         from daman_case join daman_batch on daman_batch.id = batch_id where case_number = $1`,
      [numberOf(row)],
    ),
  ).toEqual([
    {
      ...{ batch, received_by: 'worker-giza', case_number: numberOf(row), basis: 'DISABILITY' },
      ...{ monthly_amount: '612.50', last_paid_month: '2026-09-01', persons: 3, state: 'RECEIVED' },
      ...{ governorate: 'EG_GZ', person_id: service.personIds.ofNationalId(row.nationalId as never) },
    },
  ]);
});

test.each([
  ['2026-10', '2026-10-01'],
  ['10/2026', '2026-10-01'],
  ['15/10/2026', '2026-10-01'],
  ['2027-11', '2027-11-01'],
  ['2027-12', 'MONTH_TOO_LATE'],
  ['2026-13', 'NOT_A_MONTH'],
  ['أكتوبر', 'NOT_A_MONTH'],
])('the last month paid written as %s is %s', async (lastPaidMonth, expected) => {
  const row = aDamanRow({ lastPaidMonth });

  const job = await desk.bring(gizaWorker, row);

  if (expected.startsWith('20'))
    expect((await desk.one(numberOf(row), gizaWorker)).lastPaidMonth).toBe(expected);
  else expect(await desk.refused(gizaWorker, job.id)).toEqual([[2, 'آخر شهر صُرف', expected]]);
});

test('the same list twice changes nothing, nor do its rows in another list', async () => {
  const rows = [aDamanRow(), aDamanRow()];
  await desk.bring(gizaWorker, ...rows);
  const before = await kept();

  const same = await desk.bring(admin, ...rows);
  const other = await desk.bring(admin, ...[...rows].reverse(), aDamanRow({ nationalId: 'wrong' }));

  expect(same).toMatchObject({ rowsUnchanged: 2, rowsRefused: 0 });
  expect(other).toMatchObject({ rowsUnchanged: 2, rowsRefused: 1 });
  expect(await kept()).toEqual(before);
});

test('a later list brings waiting cases up to date and keeps what was there', async () => {
  const row = aDamanRow();
  await desk.bring(gizaWorker, row);

  await desk.bring(gizaWorker, { ...row, lastPaidMonth: '2026-11', monthlyAmount: '500', batch: aBatch() });
  const back = await desk.bring(gizaWorker, { ...row, lastPaidMonth: '2026-09' });

  const { id, lastPaidMonth } = await desk.one(numberOf(row), gizaWorker);
  expect(lastPaidMonth).toBe('2026-11-01');
  expect(await desk.refused(gizaWorker, back.id)).toEqual([[2, 'آخر شهر صُرف', 'MONTH_WENT_BACK']]);
  expect(
    await service.database.owner(
      'select field, old_value, new_value, by_subject from daman_case_correction where case_id = $1 order by field',
      [id],
    ),
  ).toEqual([
    { field: 'LAST_PAID_MONTH', old_value: '2026-10-01', new_value: '2026-11-01', by_subject: 'worker-giza' },
    { field: 'MONTHLY_AMOUNT', old_value: '450.00', new_value: '500.00', by_subject: 'worker-giza' },
  ]);
});

test('rows that contradict each other, the caller or what is known are refused', async () => {
  const known = aDamanRow();
  await desk.bring(gizaWorker, known);
  const twice = aDamanRow();

  const { id } = await desk.bring(
    gizaWorker,
    { ...known, nationalId: aNationalId() },
    aDamanRow({ governorate: 'القاهرة' }),
    twice,
    { ...twice, nationalId: aNationalId() },
    aDamanRow({ monthlyAmount: '0' }),
    aDamanRow({ persons: '0' }),
  );
  const elsewhere = await desk.bring(cairoWorker, { ...known, governorate: 'القاهرة' });

  expect(await desk.refused(gizaWorker, id)).toEqual([
    [2, 'رقم الحالة', 'CASE_OF_ANOTHER'],
    [3, 'المحافظة', 'OTHER_GOVERNORATE'],
    [5, 'رقم الحالة', 'DUPLICATE_IN_FILE'],
    [6, 'المبلغ الشهري', 'TOO_SMALL'],
    [7, 'عدد الأفراد', 'TOO_SMALL'],
  ]);
  expect(await desk.refused(cairoWorker, elsewhere.id)).toEqual([[2, 'رقم الحالة', 'CASE_OF_ANOTHER']]);
});

test('of who was moved no other months come in', async () => {
  const nationalId = aNationalId({ born: '1950-01-01' });
  await aHousehold(service, [aMember('HEAD', 'حسن', { nationalId })]);
  const row = aDamanRow({ nationalId, batch: aBatch() });
  const waiting = aDamanRow({ nationalId, batch: row.batch ?? '' });
  await desk.bring(gizaWorker, row, waiting);
  const batchId = await desk.batchId(row.batch ?? '');
  await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
  await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

  const { id, rowsUnchanged } = await desk.bring(
    gizaWorker,
    row,
    { ...waiting, lastPaidMonth: '2026-11' },
    aDamanRow({ nationalId, lastPaidMonth: '2026-11' }),
    aDamanRow({ nationalId, lastPaidMonth: '2026-10' }),
  );

  expect(rowsUnchanged).toBe(1);
  expect((await desk.refused(gizaWorker, id)).map(([line, , code]) => [line, code])).toEqual([
    [3, 'PAID_AFTER_MOVE'],
    [4, 'PAID_AFTER_MOVE'],
  ]);
  const settled = await desk.bring(gizaWorker, { ...row, lastPaidMonth: '2026-11' });
  expect(await desk.refused(gizaWorker, settled.id)).toEqual([[2, 'رقم الحالة', 'CASE_SETTLED']]);
});

test('two lists at once take a case once', async () => {
  const rows = [aDamanRow(), aDamanRow(), aDamanRow()];

  await Promise.all([desk.bring(gizaWorker, ...rows), desk.bring(admin, ...[...rows].reverse())]);

  const numbers = rows.map(numberOf);
  expect(
    await service.database.owner(
      `select count(*)::int as steps from state_transition join daman_case on daman_case.id = subject_id
        where case_number = any ($1)`,
      [numbers],
    ),
  ).toEqual([{ steps: 3 }]);
});
