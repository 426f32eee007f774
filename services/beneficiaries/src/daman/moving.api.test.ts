import { randomUUID } from 'node:crypto';
import { enrolmentChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { DamanDesk, aDamanRow, gizaMover, otherAdmin } from '../testing/daman';
import { registered, verified, rowsOf, aBatch } from '../testing/daman-cases';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  changesOf,
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

describe('moving a case', () => {
  test('enrols from the month after the last that Daman has paid', async () => {
    const mother = await registered(service, '1985-01-01', '2018-01-01');
    const { listed } = await verified(desk, [
      aDamanRow({ nationalId: mother.nationalId, lastPaidMonth: '2026-08' }),
    ]);
    const { id: caseId } = await desk.one(listed[0]?.caseNumber ?? '', gizaMover);

    const payload = await desk.do(gizaMover, 'moveDamanCase', { caseId });

    const [enrolment] = await rowsOf<Record<string, unknown>>(
      service,
      `select id, programme_id, application_id, payee_id, channel, state, entitled_from::text, recertify_by::text,
              enrolled_on::text, enrolled_by from enrolment where household_id = $1`,
      mother.householdId,
    );
    const changes = await rowsOf<{ from_month: string; cause: string }>(
      service,
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
        service,
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
    const { batchId: firstBatch } = await verified(desk, [aDamanRow({ nationalId: first })]);
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId: firstBatch });

    const { batchId } = await verified(desk, [aDamanRow({ nationalId: second, lastPaidMonth: '2026-06' })]);
    const { outcomes, batch } = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

    expect(outcomes).toEqual({ MOVED: 1 });
    expect(batch?.reconciliation).toMatchObject({ moved: 1, monthFaults: 0 });
    expect(
      await rowsOf(
        service,
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
    const { batchId } = await verified(desk, [aDamanRow({ nationalId: orphan, basis: 'أيتام' })]);

    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });

    expect(await rowsOf(service, 'select payee_id from enrolment where household_id = $1', id)).toEqual([
      { payee_id: people[0] },
    ]);
  });

  test('takes two: who has verified it does not move it', async () => {
    const old = await registered(service, '1950-01-01');
    const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId: old.nationalId })]);
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
    expect(await rowsOf(service, 'select 1 from enrolment where household_id = $1', old.householdId)).toEqual(
      [],
    );
  });

  test('is done once by two who move the batch at once, and once by one who sends it twice', async () => {
    const people = await Promise.all([
      registered(service, '1950-01-01'),
      registered(service, '1985-01-01', '2018-01-01'),
    ]);
    const { batchId } = await verified(
      desk,
      people.map(({ nationalId }) => aDamanRow({ nationalId })),
    );

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
      batchId: (
        await verified(desk, [
          aDamanRow({ nationalId: (await registered(service, '1949-01-01')).nationalId }),
        ])
      ).batchId,
      idempotencyKey: randomUUID(),
    };
    const first = await desk.worked(gizaMover, 'moveVerifiedDamanCases', input);
    expect(await desk.worked(gizaMover, 'moveVerifiedDamanCases', input)).toEqual(first);
    expect(first.outcomes).toEqual({ MOVED: 1 });
    expect(first.batch?.works).toHaveLength(2);
  });

  test('leaves what the registry has changed since, and what goes nowhere', async () => {
    const changed = await registered(service, '1985-01-01', '2018-01-01');
    const nowhere = await registered(service, '1985-01-01');
    const rows = [changed, nowhere].map(({ nationalId }) => aDamanRow({ nationalId }));
    const { batchId, listed } = await verified(desk, rows);
    await rowsOf(
      service,
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

    expect(singles).toEqual([['STEP_NOT_NOW'], ['STEP_NOT_NOW']]);
    expect(byWorker.outcomes).toEqual({ LEFT_TO_VERIFY: 1, LEFT_WITHOUT_PROGRAMME: 1 });
  });

  test('is not possible before it is verified, with what is', async () => {
    const batch = aBatch();
    const row = aDamanRow({ batch });
    await desk.bring(gizaWorker, row);
    const { id: caseId } = await desk.one(row.caseNumber ?? '', gizaWorker);

    const { errors } = await desk.do(gizaMover, 'moveDamanCase', { caseId });

    expect(errors).toMatchObject([{ code: 'STEP_NOT_POSSIBLE', field: 'input.caseId' }]);
    expect(errors[0]?.message).toContain('verify the case');
  });
});
