import { randomUUID } from 'node:crypto';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { DamanDesk, aDamanRow, gizaMover } from '../testing/daman';
import { registered, verified, rowsOf } from '../testing/daman-cases';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  citizen,
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

describe('the database', () => {
  const aMoved = async () => {
    const old = await registered(service, '1950-01-01');
    const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId: old.nationalId })]);
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    return { ...old, ...(await desk.one(listed[0]?.caseNumber ?? '', admin)), batchId };
  };
  const refusedBy = async (sql: string, ...values: unknown[]) => {
    const failure = await rowsOf(service, sql, ...values).then(
      () => null,
      (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
    );
    return failure;
  };

  test('lets nobody move what they have verified', async () => {
    const old = await registered(service, '1950-01-01');
    const { listed } = await verified(desk, [aDamanRow({ nationalId: old.nationalId })]);
    const { id } = await desk.one(listed[0]?.caseNumber ?? '', admin);
    const [enrolment] = await rowsOf<{ id: string }>(
      service,
      `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
       values ('KARAMA', $1, $2, 'POST_OFFICE', 'ACTIVE', '2026-11-01', '2029-11-22', '2026-11-22', 'x') returning id`,
      ...[old.householdId, old.personId],
    );
    const move = `update daman_case set state = 'MOVED', moved_by = $2, moved_on = '2026-11-22', enrolment_id = $3, entitled_from = $4 where id = $1`;

    const same = await refusedBy(move, id, 'worker-giza', enrolment?.id, '2026-11-01');
    const overlapping = await refusedBy(move, id, 'mover-giza', enrolment?.id, '2026-10-01');
    const withGap = await refusedBy(move, id, 'mover-giza', enrolment?.id, '2026-12-01');
    const withoutPerson = await refusedBy(move, id, 'mover-giza', enrolment?.id, '2026-11-01');

    expect([same, overlapping, withGap, withoutPerson]).toEqual([
      ...[
        'daman_case_takes_two',
        'daman_months_do_not_overlap',
        'daman_months_follow',
        'daman_months_follow',
      ],
    ]);
  });

  test('keeps a case that was moved, and the months on both sides', async () => {
    const { id, personId, batchId } = await aMoved();
    const another = `insert into daman_case (batch_id, case_number, national_id, person_id, name, governorate, basis, monthly_amount, last_paid_month, persons)
      select batch_id, $2, national_id, person_id, name, governorate, basis, monthly_amount, $3, persons from daman_case where id = $1`;

    expect(
      await refusedBy(`update daman_case set last_paid_month = '2026-09-01' where id = $1`, id),
    ).toContain('never changes');
    expect(
      await refusedBy(
        `update enrolment_person set entitled_from = '2026-12-01' where person_id = $1`,
        personId,
      ),
    ).toBe('daman_months_follow');
    expect(
      await refusedBy(
        `update enrolment set entitled_from = '2026-12-01' where id = (select enrolment_id from daman_case where id = $1)`,
        id,
      ),
    ).toBe('daman_months_follow');
    expect(await refusedBy(another, id, 'later', '2026-11-01')).toBe('daman_months_do_not_overlap');
    expect(await refusedBy(another, id, 'earlier', '2026-10-01')).toBeNull();
    expect(
      await refusedBy(`update daman_case set last_paid_month = '2026-09-01' where case_number = 'earlier'`),
    ).toBe('daman_months_do_not_overlap');
    expect((await desk.cases(admin, { batchId })).length).toBe(2);
  });
});

describe('a case that waits', () => {
  test('is closed with a reason, alone or with all that were found alike, and stays closed', async () => {
    const { batchId, listed } = await verified(desk, [aDamanRow(), aDamanRow(), aDamanRow()]);
    const { id: caseId } = await desk.one(listed[0]?.caseNumber ?? '', gizaWorker);
    const closing = { caseId, reasonCode: 'RENOUNCED', reason: 'she said so' };

    const one = await desk.do(gizaMover, 'closeDamanCase', closing);
    const twice = await desk.do(gizaMover, 'closeDamanCase', closing);
    const wordless = await desk.worked(gizaMover, 'closeDamanCases', {
      batchId,
      state: 'NOT_FOUND',
      reason: ' ',
    });
    const all = await desk.worked(gizaMover, 'closeDamanCases', {
      batchId,
      state: 'NOT_FOUND',
      reason: 'searched twice',
    });
    const again = await desk.worked(gizaMover, 'closeDamanCases', {
      batchId,
      state: 'NOT_FOUND',
      reason: 'searched twice',
    });
    const verifying = await desk.worked(gizaMover, 'verifyDamanBatch', { batchId });

    expect(one.case).toMatchObject({ state: 'CLOSED', closeReason: 'RENOUNCED' });
    expect(one.case).toMatchObject({
      history: [
        { action: 'receive' },
        { action: 'find_missing' },
        { action: 'close', reason: 'she said so' },
      ],
    });
    expect([twice, wordless, again, verifying].map(codesOf)).toEqual([
      ...[['STEP_NOT_POSSIBLE'], ['REASON_MISSING'], ['NOTHING_TO_CLOSE'], ['NOTHING_TO_VERIFY']],
    ]);
    expect(all).toMatchObject({
      outcomes: { CLOSED: 2 },
      batch: { reconciliation: { received: 3, moved: 0, closed: 3, waiting: 0, monthFaults: 0 } },
    });
  });

  test('has its last month corrected until its person is moved', async () => {
    const old = await registered(service, '1950-01-01');
    const { batchId, listed } = await verified(desk, [
      aDamanRow({ nationalId: old.nationalId }),
      aDamanRow({ nationalId: old.nationalId }),
    ]);
    const [first, second] = await desk.cases(admin, { batchId });
    const correct = (caseId: string | undefined, lastPaidMonth: string, reason = 'paid by hand') =>
      desk.do(gizaMover, 'correctDamanCase', { caseId, lastPaidMonth, reason });

    const refused = [
      await correct(first?.id, '2026-11-02'),
      await correct(first?.id, '2027-12-01'),
      await correct(first?.id, '2014-12-01'),
      await correct(first?.id, '2026-10-01'),
      await correct(first?.id, '2026-11-01', ''),
    ].map(codesOf);
    const corrected = await correct(first?.id, '2026-11-01');
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    const tooLate = [await correct(first?.id, '2026-12-01'), await correct(second?.id, '2026-11-01')].map(
      codesOf,
    );

    expect(refused).toEqual([
      ...[['NOT_A_MONTH'], ['MONTH_TOO_LATE'], ['MONTH_TOO_EARLY'], ['MONTH_THE_SAME'], ['REASON_MISSING']],
    ]);
    expect(corrected.case).toMatchObject({
      lastPaidMonth: '2026-11-01',
      corrections: [
        ...[
          {
            field: 'LAST_PAID_MONTH',
            oldValue: '2026-10-01',
            newValue: '2026-11-01',
            reason: 'paid by hand',
          },
        ],
      ],
    });
    expect(tooLate).toEqual([['CASE_SETTLED'], ['MOVED_ALREADY']]);
    expect((await desk.one(listed[0]?.caseNumber ?? '', admin)).entitledFrom).toBe('2026-12-01');
  });
});

describe('who sees cases of Daman', () => {
  const QUERY = `query ($id: ID!, $batchId: ID!) {
    damanCase(id: $id) { id nationalId history { action } }
    damanBatch(id: $batchId) { id counts { state cases monthlyAmount } }
    damanCases(batchId: $batchId) { nodes { id } }
  }`;

  test('is the ministry, and of their governorate a case worker', async () => {
    const { batchId, listed } = await verified(desk, [aDamanRow()]);
    const { id } = await desk.one(listed[0]?.caseNumber ?? '', admin);
    const seenBy = (caller: typeof admin) => service.ask(caller, QUERY, { id, batchId });
    const nationalId = listed[0]?.nationalId;
    const whole = {
      damanCase: { id, nationalId, history: [{ action: 'receive' }, { action: 'find_missing' }] },
      damanBatch: { id: batchId, counts: [{ state: 'NOT_FOUND', cases: 1, monthlyAmount: '450.00' }] },
      damanCases: { nodes: [{ id }] },
    };
    const nothing = { damanCase: null, damanBatch: null, damanCases: { nodes: [] } };

    expect((await seenBy(admin)).data).toEqual(whole);
    expect((await seenBy(auditor)).data).toEqual(whole);
    expect((await seenBy(gizaWorker)).data).toEqual(whole);
    expect((await seenBy(cairoWorker)).data).toEqual(nothing);
    for (const caller of [analyst, citizen(randomUUID())])
      expect((await seenBy(caller)).errors?.[0]?.extensions?.['code']).toBeDefined();
    for (const mutation of ['verifyDamanBatch', 'moveVerifiedDamanCases'] as const)
      expect(codesOf(await desk.do(cairoWorker, mutation, { batchId }))).toEqual(['DAMAN_BATCH_NOT_FOUND']);
    for (const mutation of ['moveDamanCase', 'closeDamanCase', 'correctDamanCase'] as const) {
      const more = {
        closeDamanCase: { reasonCode: 'RENOUNCED', reason: 'x' },
        correctDamanCase: { lastPaidMonth: '2026-11-01', reason: 'x' },
        moveDamanCase: {},
      }[mutation];
      expect(codesOf(await desk.do(cairoWorker, mutation, { caseId: id, ...more }))).toEqual([
        'DAMAN_CASE_NOT_FOUND',
      ]);
      await expect(desk.do(auditor, mutation, { caseId: id, ...more })).rejects.toThrow('FORBIDDEN');
    }
    expect(codesOf(await desk.do(admin, 'moveDamanCase', { caseId: 'none' }))).toEqual([
      'DAMAN_CASE_NOT_FOUND',
    ]);
  });
});
