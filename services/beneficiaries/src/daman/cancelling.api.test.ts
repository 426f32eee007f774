import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, DamanDesk, gizaMover, otherAdmin } from '../testing/daman';
import { registered, rowsOf, verified } from '../testing/daman-cases';
import { listDesk } from '../testing/household-lists';
import { admin, auditor, cairoWorker, codesOf, gizaWorker, registryService } from '../testing/registry';

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
  expect(service.faults).toEqual([]);
});

const cancel = (caller: typeof admin, workId: string | undefined) =>
  desk.do(caller, 'cancelDamanWork', { workId });
const aVerifiedBatch = async () => {
  const people = [await registered(service, '1950-01-01'), await registered(service, '1951-01-01')];
  const rows = people.map(({ nationalId }) => aDamanRow({ nationalId }));
  return (await verified(desk, rows)).batchId;
};
const statesOf = async (batchId: string) => (await desk.cases(admin, { batchId })).map(({ state }) => state);

test('work that was ordered by mistake does not begin, and other work can be ordered at once when it has ended', async () => {
  const batchId = await aVerifiedBatch();
  const { work } = await desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId });

  const cancelled = await cancel(gizaWorker, work?.id);
  const meanwhile = await desk.do(gizaWorker, 'verifyDamanBatch', { batchId });
  await workBatches(service);
  const after = await statesOf(batchId);
  const again = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

  expect(cancelled).toMatchObject({
    errors: [],
    work: { id: work?.id, cancelledAt: expect.any(String) as string },
  });
  expect(codesOf(meanwhile)).toEqual(['WORK_UNDER_WAY']);
  expect(after).toEqual(['VERIFIED', 'VERIFIED']);
  expect(again).toMatchObject({ errors: [], outcomes: { MOVED: 2 } });
  expect(await rowsOf(service, 'select cancelled_by from daman_work where id = $1', work?.id)).toEqual([
    { cancelled_by: 'worker-giza' },
  ]);
});

test('what was moved before stays moved', async () => {
  const batchId = await aVerifiedBatch();
  const { work } = await desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId });
  const [first] = await desk.cases(admin, { batchId });
  expect(codesOf(await desk.do(gizaMover, 'moveDamanCase', { caseId: first?.id }))).toEqual([]);

  await cancel(gizaMover, work?.id);
  await workBatches(service);

  expect(await statesOf(batchId)).toEqual(['MOVED', 'VERIFIED']);
  expect((await desk.batch(admin, batchId))?.progress?.state).toBe('CANCELLED');
});

test('twice is the same as once, and nothing of work that has ended', async () => {
  const batchId = await aVerifiedBatch();
  const { work } = await desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId });

  const [first, second] = await Promise.all([cancel(admin, work?.id), cancel(otherAdmin, work?.id)]);
  await workBatches(service);
  const done = await desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId });
  await workBatches(service);

  expect([first, second].map(codesOf)).toEqual([[], []]);
  expect(codesOf(await cancel(admin, work?.id))).toEqual(['WORK_ENDED']);
  expect(codesOf(await cancel(admin, done.work?.id))).toEqual(['WORK_ENDED']);
  expect(await statesOf(batchId)).toEqual(['MOVED', 'MOVED']);
});

test('is for who may order it: a case worker ends what was ordered for their governorate', async () => {
  const batchId = await aVerifiedBatch();
  const { work } = await desk.do(otherAdmin, 'verifyDamanBatch', { batchId });

  expect(codesOf(await cancel(gizaWorker, work?.id))).toEqual(['WORK_NOT_YOURS']);
  expect(codesOf(await cancel(cairoWorker, work?.id))).toEqual(['DAMAN_WORK_NOT_FOUND']);
  expect(codesOf(await cancel(admin, 'none'))).toEqual(['DAMAN_WORK_NOT_FOUND']);
  await expect(cancel(auditor, work?.id)).rejects.toThrow('FORBIDDEN');
  await workBatches(service);
  expect((await desk.batch(admin, batchId))?.progress?.state).toBe('DONE');
});
