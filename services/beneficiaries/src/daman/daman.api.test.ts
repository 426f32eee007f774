import { randomUUID } from 'node:crypto';
import { enrolmentChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, DamanDesk, gizaMover, otherAdmin, type DamanRow } from '../testing/daman';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  aNationalId,
  auditor,
  CAIRO_ADDRESS,
  cairoWorker,
  changesOf,
  citizen,
  codesOf,
  eventsOf,
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

/** A name that no other batch has. */
const aBatch = () => `batch-${randomUUID().slice(0, 8)}`;

/** A mother with a child, or whoever heads, registered in Giza. */
async function registered(born: string, childBorn?: string, options: Parameters<typeof aHousehold>[2] = {}) {
  const nationalId = aNationalId({ born, sex: 'FEMALE' });
  const child = childBorn === undefined ? [] : [aMember('CHILD', 'كريم', { born: childBorn })];
  const { id, people } = await aHousehold(
    service,
    [aMember('HEAD', 'فاطمة', { nationalId, sex: 'FEMALE' }), ...child],
    options,
  );
  return { householdId: id, personId: people[0] ?? '', nationalId };
}

/** A batch with these rows that was verified. */
async function verified(rows: readonly DamanRow[], by = gizaWorker) {
  const batch = aBatch();
  const listed = rows.map((row) => ({ ...row, batch }));
  const { rowsRefused } = await desk.bring(admin, ...listed);
  expect(rowsRefused).toBe(0);
  const batchId = await desk.batchId(batch);
  const payload = await desk.worked(by, 'verifyDamanBatch', { batchId });
  expect(payload.errors).toEqual([]);
  return { batchId, listed, payload };
}

const reasonsOf = (one: { decision: { reasons: readonly { code: string }[] } | null }) =>
  one.decision?.reasons.map(({ code }) => code);
const rowsOf = <Row extends object>(sql: string, ...values: unknown[]) =>
  service.database.owner<Row>(sql, values);

describe('verifying a batch', () => {
  test('finds each case as the registry has it, with the reasons, and where it goes', async () => {
    const old = await registered('1950-01-01');
    const mother = await registered('1985-01-01', '2018-01-01');
    const alone = await registered('1985-01-01');
    const dead = await registered('1940-01-01', '1990-01-01', { formedOn: '2020-01-01' });
    await rowsOf(
      `update membership set left_on = '2026-09-10', left_reason = 'DIED' where person_id = $1`,
      dead.personId,
    );
    await rowsOf(
      `update person set died_on = '2026-09-10', death_evidence = 'c 1', household_id = null where id = $1`,
      dead.personId,
    );
    const rows = [old, mother, alone, dead].map(({ nationalId }) => aDamanRow({ nationalId }));
    const again = aDamanRow({ nationalId: old.nationalId, lastPaidMonth: '2026-12' });

    const { batchId, payload } = await verified([...rows, again, aDamanRow()]);
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
    const { batchId, listed } = await verified([aDamanRow({ nationalId })]);
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
    await aHousehold(service, [aMember('HEAD', 'فاطمة', { nationalId, sex: 'FEMALE' })]);

    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

    const { id, state } = await desk.one(listed[0]?.caseNumber ?? '', gizaWorker);
    const steps = await rowsOf<{ to_state: string }>(
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

    const { batchId } = await verified(rows);
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
    const { batchId, listed } = await verified([aDamanRow({ nationalId: first })]);
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

describe('moving a case', () => {
  test('enrols from the month after the last that Daman has paid', async () => {
    const mother = await registered('1985-01-01', '2018-01-01');
    const { listed } = await verified([
      aDamanRow({ nationalId: mother.nationalId, lastPaidMonth: '2026-08' }),
    ]);
    const { id: caseId } = await desk.one(listed[0]?.caseNumber ?? '', gizaMover);

    const payload = await desk.do(gizaMover, 'moveDamanCase', { caseId });

    const [enrolment] = await rowsOf<Record<string, unknown>>(
      `select id, programme_id, application_id, payee_id, channel, state, entitled_from::text, recertify_by::text,
              enrolled_on::text, enrolled_by from enrolment where household_id = $1`,
      mother.householdId,
    );
    const changes = await rowsOf<{ from_month: string; cause: string }>(
      'select from_month::text, cause from entitlement_change where enrolment_id = $1',
      enrolment?.['id'],
    );
    expect(payload).toMatchObject({ errors: [], case: { state: 'MOVED', entitledFrom: '2026-09-01' } });
    expect(enrolment).toMatchObject({
      ...{ programme_id: 'TAKAFUL', application_id: null, payee_id: mother.personId, channel: 'POST_OFFICE' },
      ...{ state: 'ACTIVE', entitled_from: '2026-09-01', recertify_by: '2029-11-22' },
      ...{ enrolled_on: '2026-11-22', enrolled_by: 'mover-giza' },
    });
    expect(changes).toContainEqual({ from_month: '2026-09-01', cause: 'DAMAN_TRANSFER' });
    expect(
      await rowsOf(
        'select from_state, to_state, action, by_subject, on_date::text from state_transition where subject_id = $1',
        enrolment?.['id'],
      ),
    ).toEqual([
      {
        ...{ from_state: null, to_state: 'ACTIVE', action: 'enrol', by_subject: 'mover-giza' },
        on_date: '2026-09-01',
      },
    ]);
    const [event] = await eventsOf(service, String(enrolment?.['id']));
    expect(event).toEqual({
      type: enrolmentChanged.type,
      payload: {
        ...{ enrolmentId: enrolment?.['id'], householdId: mother.householdId, programmeId: 'TAKAFUL' },
        ...{ state: 'ACTIVE', since: '2026-09-01', personIds: [mother.personId] },
      },
    });
    expect(enrolmentChanged.parse(event?.payload)).toEqual(event?.payload);
    expect(await changesOf(service, mother.personId)).toEqual(
      expect.arrayContaining([
        { action: 'moved', role: 'case_worker' },
        { action: 'enrolled', role: 'case_worker' },
      ]),
    );
  });

  test('of two older people of one household enrols both at once, each from their own month', async () => {
    const [first, second] = [aNationalId({ born: '1950-01-01' }), aNationalId({ born: '1952-01-01' })];
    const { id } = await aHousehold(service, [
      aMember('HEAD', 'حسن', { nationalId: first }),
      aMember('SPOUSE', 'منى', { nationalId: second, sex: 'FEMALE' }),
    ]);
    const { batchId: firstBatch } = await verified([aDamanRow({ nationalId: first })]);
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId: firstBatch });

    const { batchId } = await verified([aDamanRow({ nationalId: second, lastPaidMonth: '2026-06' })]);
    const { outcomes, batch } = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

    expect(outcomes).toEqual({ MOVED: 1 });
    expect(batch?.reconciliation).toMatchObject({ moved: 1, monthFaults: 0 });
    expect(
      await rowsOf(
        `select enrolment.entitled_from::text as whole, person.entitled_from::text as own, category
           from enrolment join enrolment_person person on person.enrolment_id = enrolment.id
          where household_id = $1 order by own`,
        id,
      ),
    ).toEqual([
      { whole: '2026-07-01', own: '2026-07-01', category: 'OLDER_PERSON' },
      { whole: '2026-07-01', own: '2026-11-01', category: 'OLDER_PERSON' },
    ]);
  });

  test('of an orphan pays the head of the household', async () => {
    const orphan = aNationalId({ born: '2014-01-01' });
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('GRANDCHILD', 'علي', { nationalId: orphan, born: '2014-01-01' }),
    ]);
    const { batchId } = await verified([aDamanRow({ nationalId: orphan, basis: 'أيتام' })]);

    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

    expect(await rowsOf('select payee_id from enrolment where household_id = $1', id)).toEqual([
      { payee_id: people[0] },
    ]);
  });

  test('takes two: who has verified it does not move it', async () => {
    const old = await registered('1950-01-01');
    const { batchId, listed } = await verified([aDamanRow({ nationalId: old.nationalId })]);
    const { id: caseId } = await desk.one(listed[0]?.caseNumber ?? '', gizaWorker);

    const single = await desk.do(gizaWorker, 'moveDamanCase', { caseId });
    const whole = await desk.worked(gizaWorker, 'moveVerifiedDamanCases', { batchId });

    expect(single.errors).toEqual([
      {
        ...{ code: 'STEP_NOT_NOW', field: 'input.caseId' },
        message: 'You have verified it, so somebody else has to move it.',
      },
    ]);
    expect(whole.errors).toMatchObject([
      {
        code: 'NOTHING_TO_MOVE',
        message: expect.stringContaining('1 are verified, 1 of them by you') as string,
      },
    ]);
    expect(await rowsOf('select 1 from enrolment where household_id = $1', old.householdId)).toEqual([]);
  });

  test('is done once by two who move the batch at once, and once by one who sends it twice', async () => {
    const people = await Promise.all([registered('1950-01-01'), registered('1985-01-01', '2018-01-01')]);
    const { batchId } = await verified(people.map(({ nationalId }) => aDamanRow({ nationalId })));

    const both = await Promise.all([
      desk.do(gizaMover, 'moveVerifiedDamanCases', { batchId }),
      desk.do(otherAdmin, 'moveVerifiedDamanCases', { batchId }),
    ]);
    await workBatches(service);

    expect(both.flatMap(codesOf)).toEqual(['WORK_UNDER_WAY']);
    expect((await desk.batch(admin, batchId))?.works.map(({ outcomes }) => outcomes)).toMatchObject([
      ...[[{ outcome: 'MOVED', cases: 2 }], [{ outcome: 'VERIFIED', cases: 2 }]],
    ]);
    expect(codesOf(await desk.worked(otherAdmin, 'moveVerifiedDamanCases', { batchId }))).toEqual([
      'NOTHING_TO_MOVE',
    ]);
    const input = {
      batchId: (await verified([aDamanRow({ nationalId: (await registered('1949-01-01')).nationalId })]))
        .batchId,
      idempotencyKey: randomUUID(),
    };
    const first = await desk.worked(gizaMover, 'moveVerifiedDamanCases', input);
    expect(await desk.worked(gizaMover, 'moveVerifiedDamanCases', input)).toEqual(first);
    expect(first.outcomes).toEqual({ MOVED: 1 });
    expect(first.batch?.works).toHaveLength(2);
  });

  test('leaves what the registry has changed since, and who lives elsewhere to the ministry', async () => {
    const changed = await registered('1985-01-01', '2018-01-01');
    const elsewhere = await registered('1950-01-01', undefined, {
      caller: cairoWorker,
      address: CAIRO_ADDRESS,
    });
    const nowhere = await registered('1985-01-01');
    const rows = [changed, elsewhere, nowhere].map(({ nationalId }) => aDamanRow({ nationalId }));
    const { batchId, listed } = await verified(rows);
    await rowsOf(
      `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
       values ('TAKAFUL', $1, $2, 'POST_OFFICE', 'ACTIVE', '2026-12-01', '2029-11-22', '2026-11-22', 'somebody')`,
      ...[changed.householdId, changed.personId],
    );
    const caseIds = await Promise.all(
      listed.map(async ({ caseNumber = '' }) => (await desk.one(caseNumber, gizaMover)).id),
    );

    const singles = await Promise.all(
      caseIds.map(async (caseId) => codesOf(await desk.do(gizaMover, 'moveDamanCase', { caseId }))),
    );
    const byWorker = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    const byMinistry = await desk.worked(admin, 'moveVerifiedDamanCases', { batchId });

    expect(singles).toEqual([['STEP_NOT_NOW'], ['HOUSEHOLD_NOT_YOURS'], ['STEP_NOT_NOW']]);
    expect(byWorker.outcomes).toEqual({ LEFT_TO_VERIFY: 1, LEFT_TO_MINISTRY: 1, LEFT_WITHOUT_PROGRAMME: 1 });
    expect(byMinistry.outcomes).toEqual({ MOVED: 1, LEFT_TO_VERIFY: 1, LEFT_WITHOUT_PROGRAMME: 1 });
  });

  test('is not possible before it is verified, with what is', async () => {
    const batch = aBatch();
    const row = aDamanRow({ batch });
    await desk.bring(gizaWorker, row);
    const { id: caseId } = await desk.one(row.caseNumber ?? '', gizaWorker);

    const { errors } = await desk.do(gizaMover, 'moveDamanCase', { caseId });

    expect(errors).toMatchObject([{ code: 'STEP_NOT_POSSIBLE', field: 'input.caseId' }]);
    expect(errors[0]?.message).toContain('find_verified');
  });
});

describe('the database', () => {
  const aMoved = async () => {
    const old = await registered('1950-01-01');
    const { batchId, listed } = await verified([aDamanRow({ nationalId: old.nationalId })]);
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    return { ...old, ...(await desk.one(listed[0]?.caseNumber ?? '', admin)), batchId };
  };
  const refusedBy = async (sql: string, ...values: unknown[]) => {
    const failure = await rowsOf(sql, ...values).then(
      () => null,
      (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
    );
    return failure;
  };

  test('lets nobody move what they have verified', async () => {
    const old = await registered('1950-01-01');
    const { listed } = await verified([aDamanRow({ nationalId: old.nationalId })]);
    const { id } = await desk.one(listed[0]?.caseNumber ?? '', admin);
    const [enrolment] = await rowsOf<{ id: string }>(
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
    const { batchId, listed } = await verified([aDamanRow(), aDamanRow(), aDamanRow()]);
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
    const old = await registered('1950-01-01');
    const { batchId, listed } = await verified([
      aDamanRow({ nationalId: old.nationalId }),
      aDamanRow({ nationalId: old.nationalId }),
    ]);
    const [first, second] = await desk.cases(admin, { batchId });
    const correct = (caseId: string | undefined, lastPaidMonth: string, reason = 'paid by hand') =>
      desk.do(gizaMover, 'correctDamanCase', { caseId, lastPaidMonth, reason });

    const refused = [
      await correct(first?.id, '2026-11-02'),
      await correct(first?.id, '2027-12-01'),
      await correct(first?.id, '2026-10-01'),
      await correct(first?.id, '2026-11-01', ''),
    ].map(codesOf);
    const corrected = await correct(first?.id, '2026-11-01');
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    const tooLate = [await correct(first?.id, '2026-12-01'), await correct(second?.id, '2026-11-01')].map(
      codesOf,
    );

    expect(refused).toEqual([['NOT_A_MONTH'], ['MONTH_TOO_LATE'], ['MONTH_THE_SAME'], ['REASON_MISSING']]);
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
    const { batchId, listed } = await verified([aDamanRow()]);
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
