import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, Cases, financeOfficer, gizaDecider, gizaThird } from '../testing/enrolment';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  cairoWorker,
  citizen,
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
          message: 'In the state ACTIVE this cannot be done; possible: suspend, end.',
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

  describe('looked at again', () => {
    const recertify = (enrolmentId: string, caller = gizaDecider) =>
      cases.change(caller, 'recertifyEnrolment', { enrolmentId });
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
      const sweep = () =>
        service.ask<object>(
          admin,
          'mutation { suspendOverdueEnrolments(input: { most: 100 }) { suspended errors { code } } }',
        );
      expect((await sweep()).data).toEqual({ suspendOverdueEnrolments: { suspended: 2, errors: [] } });
      expect((await sweep()).data).toEqual({ suspendOverdueEnrolments: { suspended: 0, errors: [] } });

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
      assessed = find();
      const ended = await cases.change(gizaDecider, 'recertifyEnrolment', { enrolmentId });
      expect(ended).toMatchObject({ enrolment: { state: 'EXITED' }, decision: { outcome: 'ENDED' } });
      expect((await cases.row(enrolmentId))['exit_reason']).toBe('NOBODY_ENTITLED');
    });

    test('a suspension for something else outlasts it', async () => {
      const { enrolmentId } = await cases.anEnrolled();
      await suspend(enrolmentId);

      expect(await recertify(enrolmentId)).toMatchObject({
        ...{ enrolment: { state: 'SUSPENDED' }, decision: { outcome: 'EXTENDED' } },
      });
    });

    test('are suspended in bulk by the ministry alone, a number at a time', async () => {
      const text =
        'mutation ($most: Int!) { suspendOverdueEnrolments(input: { most: $most }) { errors { code } } }';

      expect((await service.ask(gizaWorker, text, { most: 10 })).status).toBe(403);
      for (const most of [0, 50_001])
        expect((await service.ask(admin, text, { most })).data).toEqual({
          suspendOverdueEnrolments: { errors: [{ code: 'NUMBER_OUT_OF_RANGE' }] },
        });
    });
  });

  describe('when somebody leaves the household', () => {
    const mutate = async (mutation: string, type: string, input: object) => {
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { code } } }`;
      const { data } = await service.ask<Record<string, { errors: { code: string }[] }>>(gizaWorker, text, {
        input,
      });
      expect(data[mutation]?.errors).toEqual([]);
    };
    const die = (personId: string, diedOn: string, newHeadId?: string) =>
      mutate('markDeceased', 'MarkDeceasedInput', { personId, diedOn, evidence: 'شهادة 7', newHeadId });

    test('a payee who died is replaced by the head', async () => {
      const { enrolmentId, people } = await cases.anEnrolled();

      await die(people[1] as string, '2026-11-10');

      expect((await cases.row(enrolmentId))['payee_id']).toBe(people[0]);
      expect((await eventsOf(service, enrolmentId)).at(-1)).toMatchObject({
        payload: { state: 'ACTIVE', personIds: [people[0]] },
      });
    });

    test('a head who was paid is replaced by the new one', async () => {
      const { id } = await aHousehold(service, [
        aMember('HEAD', 'سعيد', { born: '1980-01-01' }),
        aMember('SIBLING', 'كريم', { born: '1982-01-01' }),
      ]);
      await cases.decide(await cases.aVerified(id));
      const enrolmentId = await cases.enrolmentOf(id);
      const { payee_id: head } = await cases.row(enrolmentId);
      const [brother] = await service.database.owner<{ id: string }>(
        'select person_id as id from membership where household_id = $1 and person_id <> $2',
        [id, head],
      );

      await die(head as string, '2026-11-10', brother?.id);

      expect((await cases.row(enrolmentId))['payee_id']).toBe(brother?.id);
    });

    test('nobody is left, the enrolment ends with the month of the death', async () => {
      const { id, people } = await aHousehold(service, [aMember('HEAD', 'وحيد', { born: '1980-01-01' })]);
      await cases.decide(await cases.aVerified(id));
      const enrolmentId = await cases.enrolmentOf(id);
      await since(enrolmentId, '2026-06-01');

      await die(people[0] as string, '2026-11-10');

      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ state: 'EXITED', exit_reason: 'HOUSEHOLD_DISSOLVED', entitled_until: '2026-12-01' },
      });
    });

    test('an entitled person is paid no longer from the month after, and the last one ends it', async () => {
      const { id, people } = await aHousehold(
        service,
        [
          aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
          aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
          aMember('CHILD', 'هاني', { born: '1990-01-01' }),
        ],
        { formedOn: '2020-01-01' },
      );
      const [head, wife, son] = people as [string, string, string];
      assessed = anAssessment('ELIGIBLE', {
        entitled: [head, wife].map((personId) => ({ personId, category: 'OLDER_PERSON' })),
      });
      const applicationId = await cases.aVerified(id, { programmeId: 'KARAMA' });
      expect((await cases.decide(applicationId)).errors).toEqual([]);
      const enrolmentId = await cases.enrolmentOf(id);
      await since(enrolmentId, '2026-06-01');
      await service.database.owner(
        `update enrolment_person set entitled_from = '2026-06-01' where enrolment_id = $1`,
        [enrolmentId],
      );
      const persons = () =>
        service.database.owner(
          `select entitled_until::text, end_reason from enrolment_person where enrolment_id = $1
            order by array_position($2::uuid[], person_id)`,
          [enrolmentId, people],
        );

      await die(wife, '2026-10-31');
      expect(await persons()).toEqual([
        { entitled_until: null, end_reason: null },
        { entitled_until: '2026-11-01', end_reason: 'DIED' },
      ]);
      expect(await cases.row(enrolmentId)).toMatchObject({ state: 'ACTIVE', payee_id: head });
      expect((await eventsOf(service, enrolmentId)).at(-1)).toMatchObject({ payload: { personIds: [head] } });

      await mutate('endMembership', 'EndMembershipInput', {
        ...{ householdId: id, personId: head, reason: 'INSTITUTION', leftOn: '2026-11-20', newHeadId: son },
      });
      expect(await persons()).toMatchObject([{ entitled_until: '2026-12-01', end_reason: 'LEFT' }, {}]);
      expect(await cases.row(enrolmentId)).toMatchObject({
        ...{ state: 'EXITED', exit_reason: 'NOBODY_ENTITLED', entitled_until: '2026-12-01' },
      });
    });
  });

  describe('are seen', () => {
    const QUERY = 'query ($id: ID!) { enrolment(id: $id) { id payee { id } } }';

    test('by the family, workers of the governorate and finance; through the household too', async () => {
      const { enrolmentId, householdId, people } = await cases.anEnrolled();
      const neighbour = (await cases.anEnrolled()).people[0] as string;
      const seenBy = async (caller: Parameters<TestService['ask']>[0]) =>
        (await service.ask<{ enrolment: object | null }>(caller, QUERY, { id: enrolmentId })).data.enrolment;

      const whole = { id: enrolmentId, payee: { id: people[1] } };
      for (const caller of [gizaWorker, admin, citizen(people[0] as string)])
        expect(await seenBy(caller)).toEqual(whole);
      expect(await seenBy(financeOfficer)).toEqual({ id: enrolmentId, payee: null });
      for (const caller of [cairoWorker, citizen(neighbour)]) expect(await seenBy(caller)).toBeNull();
      expect((await service.ask(analyst, QUERY, { id: enrolmentId })).status).toBe(403);
      const { data } = await service.ask<object>(
        citizen(people[0] as string),
        'query ($id: ID!) { household(id: $id) { enrolments { id } benefitApplications { state } } }',
        { id: householdId },
      );
      expect(data).toEqual({
        household: { enrolments: [{ id: enrolmentId }], benefitApplications: [{ state: 'APPROVED' }] },
      });
    });

    test('in lists with all that belongs to them, by as many statements for 50 as for 5', async () => {
      await service.database.owner(
        `with made as (
           insert into household (id, head_id, area_id, formed_on, registered_at)
           select gen_random_uuid(), (select head_id from household limit 1), 'EG-GZ', '2020-01-01', now()
             from generate_series(1, 60) returning id, head_id)
         insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
           enrolled_on, enrolled_by)
         select 'TAKAFUL', id, head_id, 'SMART_CARD', 'ACTIVE', '2026-01-01', '2029-01-01', '2026-01-01', 'x' from made`,
      );
      const list = (first: number) => () =>
        service.ask(
          gizaWorker,
          `query ($first: Int!) { enrolments(first: $first) { nodes { number programme { id } household { id }
             payee { id } application { id } persons { category person { id } } suspensions { reason }
             recertifications { decidedOn } history { action } } } }`,
          { first },
        );

      await service.statementsOf(list(5));
      const [few, many] = [await service.statementsOf(list(5)), await service.statementsOf(list(50))];

      expect(many).toBe(few);
    });
  });
});
