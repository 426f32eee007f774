import { randomUUID } from 'node:crypto';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, DamanDesk, gizaMover, type DamanRow } from '../testing/daman';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  auditor,
  CAIRO_ADDRESS,
  cairoWorker,
  changesOf,
  codesOf,
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

/** A batch with these rows. */
async function received(...rows: readonly DamanRow[]): Promise<string> {
  const batch = `batch-${randomUUID().slice(0, 8)}`;
  const { rowsRefused } = await desk.bring(admin, ...rows.map((row) => ({ ...row, batch })));
  expect(rowsRefused).toBe(0);
  return desk.batchId(batch);
}

/** The national ID of an older person of Giza. */
async function anOlderPerson(home: Parameters<typeof aHousehold>[2] = {}): Promise<string> {
  const nationalId = aNationalId({ born: '1950-01-01' });
  await aHousehold(service, [aMember('HEAD', 'حسن', { nationalId })], home);
  return nationalId;
}

const statesOf = async (batchId: string) => (await desk.cases(admin, { batchId })).map(({ state }) => state);
const rowsOf = <Row extends object>(sql: string, ...values: unknown[]) =>
  service.database.owner<Row>(sql, values);

test('is ordered at once and done later; how far it is and what came of it stay to be asked', async () => {
  const batchId = await received(aDamanRow({ nationalId: await anOlderPerson() }), aDamanRow());

  const ordered = await desk.do(gizaWorker, 'verifyDamanBatch', { batchId });
  const before = await statesOf(batchId);
  await workBatches(service);
  const done = await desk.batch(gizaWorker, batchId);
  await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
  const after = await desk.batch(gizaWorker, batchId);

  const waiting = { state: 'WAITING', stepsDone: 0, stepsTotal: null, problem: null };
  expect(ordered).toMatchObject({
    ...{ errors: [], work: { kind: 'VERIFY', progress: waiting } },
    batch: { id: batchId, progress: waiting, works: [{ kind: 'VERIFY', endedAt: null, outcomes: [] }] },
  });
  expect(before).toEqual(['RECEIVED', 'RECEIVED']);
  expect(done).toMatchObject({
    progress: { state: 'DONE', stepsDone: 1, stepsTotal: 1, problem: null },
    works: [
      {
        ...{ id: ordered.work?.id, endedAt: expect.any(String) as string },
        outcomes: [
          { outcome: 'NOT_FOUND', cases: 1 },
          { outcome: 'VERIFIED', cases: 1 },
        ],
      },
    ],
  });
  expect(after?.works).toMatchObject([
    { kind: 'MOVE', outcomes: [{ outcome: 'MOVED', cases: 1 }] },
    { kind: 'VERIFY', outcomes: done?.works[0]?.outcomes },
  ]);
  expect(await desk.batch(auditor, batchId)).toEqual(after);
});

test('is that of who has ordered it, in the histories, the enrolment and on the audit trail', async () => {
  const nationalId = await anOlderPerson();
  const batchId = await received(aDamanRow({ nationalId }), aDamanRow());
  await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
  await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
  await desk.worked(admin, 'closeDamanCases', { batchId, state: 'NOT_FOUND', reason: ' searched twice ' });

  const steps = await rowsOf(
    `select to_state, by_subject, by_role, reason from state_transition
      join daman_case given on given.id = subject_id where batch_id = $1 and ordinal > 1
      order by case_number, ordinal`,
    batchId,
  );
  const people = await rowsOf<{ person_id: string; verified_by: string; moved_by: string | null }>(
    `select person_id, verified_by, moved_by from daman_case where batch_id = $1 order by case_number`,
    batchId,
  );
  const worker = { by_subject: 'worker-giza', by_role: 'case_worker', reason: null };
  expect(steps).toEqual([
    { ...worker, to_state: 'VERIFIED' },
    { ...worker, to_state: 'MOVED', by_subject: 'mover-giza' },
    { ...worker, to_state: 'NOT_FOUND' },
    { to_state: 'CLOSED', by_subject: admin.subject, by_role: 'ministry_admin', reason: 'searched twice' },
  ]);
  expect(people).toMatchObject([
    { verified_by: 'worker-giza', moved_by: 'mover-giza' },
    { verified_by: 'worker-giza', moved_by: null },
  ]);
  expect(await changesOf(service, people[0]?.person_id ?? '')).toEqual(
    expect.arrayContaining([
      { action: 'verified', role: 'case_worker' },
      { action: 'moved', role: 'case_worker' },
      { action: 'enrolled', role: 'case_worker' },
    ]),
  );
  expect(await changesOf(service, people[1]?.person_id ?? '')).toContainEqual({
    ...{ action: 'closed', role: 'ministry_admin' },
  });
});

test('is refused while other work over the batch is under way, whatever it is and whoever orders it', async () => {
  const batchId = await received(aDamanRow({ nationalId: await anOlderPerson() }), aDamanRow());
  const other = await received(aDamanRow());
  await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

  const ordered = await Promise.all([
    desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId }),
    desk.do(gizaMover, 'verifyDamanBatch', { batchId }),
    desk.do(admin, 'closeDamanCases', { batchId, state: 'NOT_FOUND', reason: 'nobody' }),
  ]);
  const otherwise = await desk.do(gizaMover, 'verifyDamanBatch', { batchId: other });
  await workBatches(service);
  const again = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: other });

  expect(ordered.map(codesOf).sort()).toEqual([[], ['WORK_UNDER_WAY'], ['WORK_UNDER_WAY']]);
  expect((await desk.batch(admin, batchId))?.works).toHaveLength(2);
  expect([otherwise, again].map(codesOf)).toEqual([[], []]);
  expect(await rowsOf(`select 1 from batch where state <> 'DONE'`)).toEqual([]);
});

test('that a case worker orders is about their governorate, and each sees the counts of their own', async () => {
  const batchId = await received(aDamanRow(), aDamanRow({ governorate: 'القاهرة' }));

  const byWorker = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
  const between = await statesOf(batchId);
  const byMinistry = await desk.worked(admin, 'verifyDamanBatch', { batchId });

  expect([byWorker.outcomes, byMinistry.outcomes]).toEqual([{ NOT_FOUND: 1 }, { NOT_FOUND: 2 }]);
  expect(between).toEqual(['NOT_FOUND', 'RECEIVED']);
  const countsOf = async (caller: typeof admin) =>
    (await desk.batch(caller, batchId))?.works.map(({ outcomes }) => outcomes.map(({ cases }) => cases));
  expect([await countsOf(gizaWorker), await countsOf(cairoWorker)]).toEqual([
    ...[
      [[1], [1]],
      [[1], []],
    ],
  ]);
});

test('that has failed leaves the batch open for another order', async () => {
  const batchId = await received(aDamanRow());
  const grant = (how: string) => rowsOf(`${how} caller_system`);
  await grant('revoke execute on function daman_facts(uuid[]) from');

  const failed = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
  await grant('grant execute on function daman_facts(uuid[]) to');
  const between = await statesOf(batchId);
  const done = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

  expect(failed.batch?.progress).toMatchObject({ state: 'FAILED', stepsDone: 0 });
  expect(failed.outcomes).toEqual({});
  expect(between).toEqual(['RECEIVED']);
  expect(done).toMatchObject({ outcomes: { NOT_FOUND: 1 }, batch: { progress: { state: 'DONE' } } });
});

test('moves of a batch what others have verified, and leaves to others what who has ordered it has', async () => {
  const batchId = await received(
    aDamanRow({ nationalId: await anOlderPerson() }),
    aDamanRow({
      nationalId: await anOlderPerson({ caller: cairoWorker, address: CAIRO_ADDRESS }),
      governorate: 'القاهرة',
    }),
  );
  await desk.worked(admin, 'verifyDamanBatch', { batchId });
  await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

  const byAdmin = await desk.worked(admin, 'moveVerifiedDamanCases', { batchId });
  const states = await statesOf(batchId);
  const again = await desk.do(admin, 'moveVerifiedDamanCases', { batchId });

  expect(byAdmin.outcomes).toEqual({ MOVED: 1, LEFT_TO_ANOTHER: 1 });
  expect(states).toEqual(['MOVED', 'VERIFIED']);
  expect(codesOf(again)).toEqual(['NOTHING_TO_MOVE']);
});
