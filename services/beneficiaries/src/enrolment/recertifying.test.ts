import 'reflect-metadata';
import { doDuty } from '@solidarity/subgraph-kit/testing/duties';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, Cases, gizaDecider } from '../testing/enrolment';
import {
  aHousehold,
  aMember,
  cairoWorker,
  codesOf,
  eventsOf,
  gizaWorker,
  registryService,
} from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('enrolments', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    assessed = anAssessment('ELIGIBLE');
  });
  afterEach(() => expect(service.faults).toEqual([]));

  /** Paid since a month of the past, as if time had gone by. */
  const since = (enrolmentId: string, month: string) =>
    service.database.owner('update enrolment set entitled_from = $2 where id = $1', [enrolmentId, month]);
  const suspend = (enrolmentId: string, input: object = {}, caller = gizaDecider) =>
    cases.change(caller, 'suspendEnrolment', {
      ...{ enrolmentId, reasonCode: 'UNDER_REVIEW', reason: 'بلاغ قيد الفحص' },
      ...input,
    });
  const suspensionsOf = (enrolmentId: string) =>
    service.database.owner(
      `select from_month::text, until_month::text, is_annulled, review_on::text, lifted_by from suspension
        where enrolment_id = $1 order by from_month`,
      [enrolmentId],
    );

  describe('looked at again', () => {
    const recertify = (enrolmentId: string, caller = gizaDecider, input: object = {}) =>
      cases.change(caller, 'recertifyEnrolment', { enrolmentId, ...input });
    const overdueSince = (enrolmentId: string, date: string) =>
      service.database.owner('update enrolment set recertify_by = $2 where id = $1', [enrolmentId, date]);

    test('are extended by three years while the household is eligible', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await overdueSince(enrolmentId, '2026-10-01');

      const extended = await recertify(enrolmentId);

      expect(extended).toMatchObject({ enrolment: { state: 'ACTIVE' }, decision: { outcome: 'EXTENDED' } });
      expect((await cases.row(enrolmentId))['recertify_by']).toBe('2029-11-22');
    });

    test('end with the next month when it no longer is', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');
      await overdueSince(enrolmentId, '2026-12-01');
      assessed = anAssessment('NOT_ELIGIBLE');

      const ended = await recertify(enrolmentId);

      expect(ended).toMatchObject({ enrolment: { state: 'EXITED' }, decision: { outcome: 'ENDED' } });
      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ exit_reason: 'NO_LONGER_ELIGIBLE', entitled_until: '2026-12-01' },
      });
      expect(codesOf(await recertify(enrolmentId))).toEqual(['STEP_NOT_POSSIBLE']);
      expect(codesOf(await recertify(enrolmentId, cairoWorker))).toEqual(['ENROLMENT_NOT_FOUND']);
    });

    test('are due in a list, the longest overdue first, and suspended beyond the grace', async () => {
      await service.database.owner(`update enrolment set recertify_by = '2030-01-01'`);
      const [withinGrace, beyond, longest] = [
        await cases.anEnrolled(),
        await cases.anEnrolled(),
        await cases.anEnrolled(),
      ].map(({ enrolmentId }) => enrolmentId) as [string, string, string];
      await overdueSince(withinGrace, '2026-08-22');
      await overdueSince(beyond, '2026-08-21');
      await overdueSince(longest, '2026-01-01');

      const { data } = await service.ask<{ enrolments: { nodes: object[] } }>(
        gizaWorker,
        '{ enrolments(recertificationOverdue: true) { nodes { id isRecertificationOverdue } } }',
      );
      expect(data.enrolments.nodes).toEqual(
        [longest, beyond, withinGrace].map((id) => ({ id, isRecertificationOverdue: true })),
      );
      expect(await doDuty(service, 'suspension-of-overdue-enrolments')).toBe(2);
      expect(await doDuty(service, 'suspension-of-overdue-enrolments')).toBe(0);

      expect((await cases.row(withinGrace))['state']).toBe('ACTIVE');
      expect(await suspensionsOf(longest)).toMatchObject([{ from_month: '2026-12-01', until_month: null }]);
      expect(await cases.steps(beyond)).toEqual(['enrol ACTIVE', 'suspend SUSPENDED']);
      expect((await eventsOf(service, beyond)).at(-1)).toMatchObject({
        type: 'enrolment.changed',
        payload: { enrolmentId: beyond, state: 'SUSPENDED', since: '2026-12-01' },
      });
      expect((await cases.noted(beyond)).at(-1)).toBe('SUSPEND 2026-12-01');

      expect((await recertify(beyond)).enrolment?.state).toBe('ACTIVE');
      expect((await cases.noted(beyond)).at(-1)).toBe('LIFT 2026-12-01');
    });

    test('pay persons whom the rules find by now, and no longer those whom they do not', async () => {
      const { id, people } = await aHousehold(service, [
        aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
        aMember('SPOUSE', 'سعاد', { born: '1961-11-25', sex: 'FEMALE' }),
        aMember('CHILD', 'هاني', { born: '2011-01-01' }),
      ]);
      const [head, wife, orphan] = people as [string, string, string];
      const find = (...entitled: [string, string][]) =>
        anAssessment('ELIGIBLE', {
          entitled: entitled.map(([personId, category]) => ({ personId, category })),
        });
      assessed = find([head, 'OLDER_PERSON']);
      await cases.decide(await cases.aVerified(id, { programmeId: 'KARAMA' }));
      const enrolmentId = await cases.enrolmentOf(id);
      await overdueSince(enrolmentId, '2026-12-01');

      assessed = find([wife, 'OLDER_PERSON'], [orphan, 'ORPHAN']);
      const stranger = await cases.change(gizaDecider, 'recertifyEnrolment', {
        enrolmentId,
        personIds: [head],
      });
      const renewed = await cases.change(gizaDecider, 'recertifyEnrolment', {
        enrolmentId,
        personIds: [orphan],
      });

      expect(codesOf(stranger)).toEqual(['PERSONS_NOT_ENTITLED']);
      expect(renewed).toMatchObject({ decision: { outcome: 'EXTENDED' }, errors: [] });
      expect(
        await service.database.owner(
          `select entitled_until::text, end_reason from enrolment_person where enrolment_id = $1
            order by array_position($2::uuid[], person_id)`,
          [enrolmentId, people],
        ),
      ).toEqual([
        { entitled_until: '2026-12-01', end_reason: 'NOT_ENTITLED' },
        { entitled_until: null, end_reason: null },
        { entitled_until: null, end_reason: null },
      ]);
      expect((await cases.row(enrolmentId))['recertify_by']).toBe('2029-01-01');
      await service.database.owner(`update recertification set decided_on = '2026-10-01'`);
      await overdueSince(enrolmentId, '2026-12-01');
      assessed = find();
      const ended = await cases.change(gizaDecider, 'recertifyEnrolment', { enrolmentId });
      expect(ended).toMatchObject({ enrolment: { state: 'EXITED' }, decision: { outcome: 'ENDED' } });
      expect((await cases.row(enrolmentId))['exit_reason']).toBe('NOBODY_ENTITLED');
    });

    test('are from half a year before, not earlier', async () => {
      const [early, now] = [await cases.anEnrolled(), await cases.anEnrolled()];
      await overdueSince(early.enrolmentId, '2027-05-23');
      await overdueSince(now.enrolmentId, '2027-05-22');

      expect((await recertify(early.enrolmentId)).errors).toMatchObject([
        { code: 'RECERTIFIED_TOO_EARLY', message: expect.stringContaining('2026-11-23') as string },
      ]);
      expect((await cases.row(early.enrolmentId))['recertify_by']).toBe('2027-05-23');
      expect(await recertify(now.enrolmentId)).toMatchObject({ decision: { outcome: 'EXTENDED' } });
    });

    test('are earlier when their review is due', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await suspend(enrolmentId);
      const notYet = codesOf(await recertify(enrolmentId));
      await service.database.owner(`update suspension set review_on = '2026-11-22' where enrolment_id = $1`, [
        enrolmentId,
      ]);

      expect(notYet).toEqual(['RECERTIFIED_TOO_EARLY']);
      expect(codesOf(await recertify(enrolmentId))).toEqual([]);
      expect(codesOf(await recertify(enrolmentId))).toEqual(['RECERTIFIED_TODAY']);
    });

    test('are once by six at once', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await overdueSince(enrolmentId, '2026-10-01');

      const all = await Promise.all(Array.from({ length: 6 }, () => recertify(enrolmentId)));

      const refused = all.flatMap(codesOf);
      expect(refused).toEqual(Array.from({ length: 5 }, () => 'RECERTIFIED_TODAY'));
      expect(
        await service.database.owner('select decided_on::text from recertification where enrolment_id = $1', [
          enrolmentId,
        ]),
      ).toEqual([{ decided_on: '2026-11-22' }]);
      await expect(
        service.database.owner(
          `insert into recertification (enrolment_id, decision, assessment_id, decided_on, decided_by)
           select enrolment_id, decision, assessment_id, decided_on, 'x' from recertification where enrolment_id = $1`,
          [enrolmentId],
        ),
      ).rejects.toThrow('recertification_once_a_day');
    });

    test('of a household name no persons', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await overdueSince(enrolmentId, '2026-10-01');

      expect(codesOf(await recertify(enrolmentId, gizaDecider, { personIds: ['x'] }))).toEqual([
        'PERSONS_NOT_NEEDED',
      ]);
    });

    test('a suspension for something else outlasts it', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await overdueSince(enrolmentId, '2026-12-01');
      await suspend(enrolmentId);

      expect(await recertify(enrolmentId)).toMatchObject({
        ...{ enrolment: { state: 'SUSPENDED' }, decision: { outcome: 'EXTENDED' } },
      });
    });
  });
});
