import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { DamanDesk, aDamanRow, gizaMover } from '../testing/daman';
import { registered, verified, rowsOf, reasonsOf, aBatch } from '../testing/daman-cases';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
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
  expect(service.faults).toEqual([]);
});

describe('verifying a batch', () => {
  test('finds each case as the registry has it, with the reasons, and where it goes', async () => {
    const old = await registered(service, '1950-01-01');
    const mother = await registered(service, '1985-01-01', '2018-01-01');
    const alone = await registered(service, '1985-01-01');
    const dead = await registered(service, '1940-01-01', '1990-01-01', { formedOn: '2020-01-01' });
    await rowsOf(
      service,
      `update membership set left_on = '2026-09-10', left_reason = 'DIED' where person_id = $1`,
      dead.personId,
    );
    await rowsOf(
      service,
      `update person set died_on = '2026-09-10', death_evidence = 'c 1', household_id = null where id = $1`,
      dead.personId,
    );
    const rows = [old, mother, alone, dead].map(({ nationalId }) => aDamanRow({ nationalId }));
    const again = aDamanRow({ nationalId: old.nationalId, lastPaidMonth: '2026-12' });

    const { batchId, payload } = await verified(desk, [...rows, again, aDamanRow()]);
    const cases = await desk.cases(gizaWorker, { batchId });

    expect(
      cases.map((one) => [one.state, one.programme?.id ?? null, one.category, ...(reasonsOf(one) ?? [])]),
    ).toEqual([
      ['VERIFIED', 'KARAMA', 'OLDER_PERSON'],
      ['VERIFIED', 'TAKAFUL', null],
      ['VERIFIED', null, null, 'NO_PROGRAMME_FITS'],
      ['DECEASED', null, null, 'DIED', 'PAID_AFTER_DEATH'],
      ['DUPLICATE', null, null, 'ANOTHER_CASE'],
      ['NOT_FOUND', null, null, 'NOT_REGISTERED'],
    ]);
    expect(payload).toMatchObject({
      outcomes: { VERIFIED: 3, DECEASED: 1, DUPLICATE: 1, NOT_FOUND: 1 },
      batch: { reconciliation: { received: 6, moved: 0, closed: 0, waiting: 6, monthFaults: 0 } },
    });
    expect(await changesOf(service, old.personId)).toContainEqual({
      action: 'verified',
      role: 'case_worker',
    });
  });

  test('finds who has been registered since, and writes a step only where something changed', async () => {
    const nationalId = aNationalId({ born: '1950-01-01', sex: 'FEMALE' });
    const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId })]);
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
    await aHousehold(service, [aMember('HEAD', 'فاطمة', { nationalId, sex: 'FEMALE' })]);

    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

    const { id, state } = await desk.one(listed[0]?.caseNumber ?? '', gizaWorker);
    const steps = await rowsOf<{ to_state: string }>(
      service,
      'select to_state from state_transition where subject_id = $1 order by ordinal',
      id,
    );
    expect(state).toBe('VERIFIED');
    expect(steps.map(({ to_state }) => to_state)).toEqual(['RECEIVED', 'NOT_FOUND', 'VERIFIED']);
  });

  test('of two members who would take the household to Takaful, one does', async () => {
    const [first, second] = [aNationalId({ born: '1980-01-01' }), aNationalId({ born: '1985-01-01' })];
    await aHousehold(service, [
      aMember('HEAD', 'حسن', { nationalId: first }),
      aMember('SPOUSE', 'منى', { nationalId: second, sex: 'FEMALE' }),
      aMember('CHILD', 'علي', { born: '2018-01-01' }),
    ]);
    const rows = [
      aDamanRow({ nationalId: first }),
      aDamanRow({ nationalId: second, lastPaidMonth: '2026-12' }),
    ];

    const { batchId } = await verified(desk, rows);
    const moved = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    const cases = await desk.cases(gizaWorker, { batchId });

    expect(cases.map(({ state, entitledFrom }) => [state, entitledFrom])).toEqual([
      ['MOVED', '2027-01-01'],
      ['DUPLICATE', null],
    ]);
    expect(cases.flatMap((one) => reasonsOf(one))).toEqual(['HOUSEHOLD_MOVES_BY']);
    expect(moved).toMatchObject({ outcomes: { MOVED: 1 }, batch: { reconciliation: { monthFaults: 0 } } });
  });

  test('comes before the household moves, of the cases of all its members', async () => {
    const [first, second] = [aNationalId({ born: '1980-01-01' }), aNationalId({ born: '1985-01-01' })];
    await aHousehold(service, [
      aMember('HEAD', 'حسن', { nationalId: first }),
      aMember('SPOUSE', 'منى', { nationalId: second, sex: 'FEMALE' }),
      aMember('CHILD', 'علي', { born: '2018-01-01' }),
    ]);
    const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId: first })]);
    const other = aBatch();
    await desk.bring(gizaWorker, aDamanRow({ nationalId: second, batch: other, lastPaidMonth: '2026-12' }));
    const { id: caseId } = await desk.one(listed[0]?.caseNumber ?? '', gizaMover);

    const single = await desk.do(gizaMover, 'moveDamanCase', { caseId });
    const whole = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: await desk.batchId(other) });
    const after = await desk.do(gizaMover, 'moveDamanCase', { caseId });

    expect(codesOf(single)).toEqual(['STEP_NOT_NOW']);
    expect(whole.outcomes).toEqual({ LEFT_TO_VERIFY: 1 });
    expect(after.case).toMatchObject({ state: 'MOVED', entitledFrom: '2027-01-01' });
  });

  test('does not look at cases of other governorates', async () => {
    const batch = aBatch();
    await desk.bring(admin, aDamanRow({ batch }), aDamanRow({ batch, governorate: 'القاهرة' }));
    const batchId = await desk.batchId(batch);

    const { outcomes } = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

    expect(outcomes).toEqual({ NOT_FOUND: 1 });
    expect((await desk.cases(cairoWorker, { batchId })).map(({ state }) => state)).toEqual(['RECEIVED']);
    expect(await desk.cases(admin, { batchId })).toHaveLength(2);
  });
});
