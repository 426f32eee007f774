import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, Cases, financeOfficer, gizaDecider, gizaThird } from '../testing/enrolment';
import { analyst, cairoWorker, citizen, codesOf, eventsOf, registryService } from '../testing/registry';

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
  const lift = (enrolmentId: string, input: object = {}, caller = gizaDecider) =>
    cases.change(caller, 'liftSuspension', { enrolmentId, reason: 'ثبت عدم صحة البلاغ', ...input });
  const end = (enrolmentId: string, input: object = {}, caller = gizaDecider) =>
    cases.change(caller, 'endEnrolment', {
      ...{ enrolmentId, exitReason: 'AT_OWN_WISH', reason: 'طلب من الأسرة', ...input },
    });
  const suspensionsOf = (enrolmentId: string) =>
    service.database.owner(
      `select from_month::text, until_month::text, is_annulled, review_on::text, lifted_by from suspension
        where enrolment_id = $1 order by from_month`,
      [enrolmentId],
    );

  describe('suspended', () => {
    test('from the next month on, are lifted from a month on, and tell the payments each time', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');

      const suspended = await suspend(enrolmentId, { fromMonth: '2026-11-01' });
      const lifted = await lift(enrolmentId, { dueAgainFrom: '2026-12-01' });

      expect(suspended).toMatchObject({ enrolment: { state: 'SUSPENDED' }, errors: [] });
      expect(lifted).toMatchObject({ enrolment: { state: 'ACTIVE' }, errors: [] });
      expect(await suspensionsOf(enrolmentId)).toEqual([
        {
          ...{ from_month: '2026-11-01', until_month: '2026-12-01', is_annulled: false },
          ...{ review_on: '2027-05-22', lifted_by: 'decider-giza' },
        },
      ]);
      expect(await cases.noted(enrolmentId)).toEqual([
        ...['ENROLLED 2026-12-01', 'SUSPEND 2026-11-01', 'LIFT 2026-12-01'],
      ]);
      expect(await cases.steps(enrolmentId)).toEqual(['enrol ACTIVE', 'suspend SUSPENDED', 'lift ACTIVE']);
      const events = await eventsOf(service, enrolmentId);
      expect(events.map(({ payload }) => payload)).toMatchObject([
        { state: 'ACTIVE', since: '2026-12-01' },
        { state: 'SUSPENDED', since: '2026-11-01' },
        { state: 'ACTIVE', since: '2026-12-01' },
      ]);
    });

    test('and annulled, are due for all their months after all', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');
      await suspend(enrolmentId, { fromMonth: '2026-11-01' });

      const annulled = await lift(enrolmentId, { annul: true });

      expect(annulled.enrolment?.state).toBe('ACTIVE');
      expect(await suspensionsOf(enrolmentId)).toMatchObject([
        { from_month: '2026-11-01', is_annulled: true },
      ]);
      expect((await cases.noted(enrolmentId)).at(-1)).toBe('ANNUL 2026-11-01');
    });

    test('again, begin after the last suspension', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');
      await suspend(enrolmentId, { fromMonth: '2026-11-01' });
      await lift(enrolmentId, { dueAgainFrom: '2026-12-01' });

      const overlapping = await suspend(enrolmentId, { fromMonth: '2026-11-01' });
      const next = await suspend(enrolmentId);

      expect(codesOf(overlapping)).toEqual(['MONTH_OUT_OF_RANGE']);
      expect(next.enrolment?.state).toBe('SUSPENDED');
    });

    test.each<[string, object, string]>([
      ['from a past month', { fromMonth: '2026-10-01' }, 'MONTH_OUT_OF_RANGE'],
      ['from the month after the next', { fromMonth: '2027-01-01' }, 'MONTH_OUT_OF_RANGE'],
      ['from the middle of a month', { fromMonth: '2026-11-15' }, 'MONTH_OUT_OF_RANGE'],
      ['without a reason', { reason: ' ' }, 'TEXT_MISSING'],
      ['that are not there', { enrolmentId: randomUUID() }, 'ENROLMENT_NOT_FOUND'],
      ['by an id that is none', { enrolmentId: 'x' }, 'ENROLMENT_NOT_FOUND'],
    ])('are not: %s', async (_name, input, code) => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');

      expect(codesOf(await suspend(enrolmentId, input))).toEqual([code]);
      expect((await cases.row(enrolmentId))['state']).toBe('ACTIVE');
    });

    test('are so once, of two at once, and lifted only when suspended', async () => {
      const { enrolmentId } = await cases.anEnrolled();

      expect((await lift(enrolmentId)).errors).toMatchObject([
        {
          code: 'STEP_NOT_POSSIBLE',
          message:
            'This cannot be done as it stands now. You can: suspend the enrolment; end the enrolment; change how it is paid; change who is paid.',
        },
      ]);
      const answers = await Promise.all([suspend(enrolmentId), suspend(enrolmentId, {}, gizaThird)]);
      expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
    });

    test('are not by workers elsewhere, finance officers or citizens', async () => {
      const { enrolmentId, people } = await cases.anEnrolled();
      const mutation = `mutation ($input: SuspendEnrolmentInput!) { suspendEnrolment(input: $input) { errors { code } } }`;
      const input = { enrolmentId, reasonCode: 'UNDER_REVIEW', reason: 'x' };

      expect(codesOf(await suspend(enrolmentId, {}, cairoWorker))).toEqual(['ENROLMENT_NOT_FOUND']);
      for (const caller of [financeOfficer, analyst, citizen(people[0] as string)])
        expect((await service.ask(caller, mutation, { input })).status).toBe(403);
    });
  });

  describe('ended', () => {
    test('are paid up to a month, tell why, and let the household apply again', async () => {
      const { enrolmentId, householdId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');

      const ended = await end(enrolmentId);

      expect(ended).toMatchObject({ enrolment: { state: 'EXITED' }, errors: [] });
      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ entitled_until: '2026-12-01', exited_on: '2026-11-22', exit_reason: 'AT_OWN_WISH' },
        exited_by: 'decider-giza',
      });
      expect((await cases.noted(enrolmentId)).at(-1)).toBe('END 2026-12-01');
      expect((await cases.apply(householdId)).errors).toEqual([]);
    });

    test('for false information, owe back what was paid from an earlier month on', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');

      await end(enrolmentId, { exitReason: 'FALSE_INFORMATION', notPaidFrom: '2026-08-01' });

      expect((await cases.noted(enrolmentId)).at(-1)).toBe('END 2026-08-01');
    });

    test.each<[string, object, string]>([
      ['before the first month', { notPaidFrom: '2026-05-01' }, 'MONTH_OUT_OF_RANGE'],
      ['after the next month', { notPaidFrom: '2027-01-01' }, 'MONTH_OUT_OF_RANGE'],
      ['in the middle of a month', { notPaidFrom: '2026-11-02' }, 'MONTH_OUT_OF_RANGE'],
      ['for what only the registry says', { exitReason: 'HOUSEHOLD_DISSOLVED' }, 'REASON_OF_REGISTRY'],
      ['without a reason', { reason: '' }, 'TEXT_MISSING'],
    ])('are not: %s', async (_name, input, code) => {
      const { enrolmentId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');

      expect(codesOf(await end(enrolmentId, input))).toEqual([code]);
    });

    test('before they began, never were paid, and ended take no other step', async () => {
      const { enrolmentId } = await cases.anEnrolled();

      await end(enrolmentId);

      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ entitled_from: '2026-12-01', entitled_until: '2026-12-01' },
      });
      expect((await suspend(enrolmentId)).errors[0]).toMatchObject({ code: 'STEP_NOT_POSSIBLE' });
      expect(codesOf(await end(enrolmentId))).toEqual(['STEP_NOT_POSSIBLE']);
    });
  });
});
