import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { anAssessment, Cases, financeOfficer, gizaDecider, gizaThird } from '../testing/enrolment';
import {
  admin,
  aHousehold,
  aMember,
  auditor,
  cairoWorker,
  changesOf,
  citizen,
  codesOf,
  eventsOf,
  registryService,
} from '../testing/registry';

jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(anAssessment('ELIGIBLE')),
}));

const REASON = 'طلب الأسرة';

describe('how and to whom an enrolment is paid', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  afterEach(() => expect(service.faults).toEqual([]));

  const change = (enrolmentId: string, channel: string, caller = gizaDecider, reason = REASON) =>
    cases.change(caller, 'changePaymentChannel', { enrolmentId, channel, reason });
  const pay = (enrolmentId: string, personId: string, caller = gizaDecider, reason = REASON) =>
    cases.change(caller, 'changePayee', { enrolmentId, personId, reason });
  const paidBy = async (enrolmentId: string) => {
    const [row] = await service.database.owner<{ channel: string; payee: string }>(
      'select channel, payee_id as payee from enrolment where id = $1',
      [enrolmentId],
    );
    return row;
  };

  test('is changed from card to post office and back, with its history', async () => {
    const { enrolmentId, people } = await cases.anEnrolled();

    const first = await change(enrolmentId, 'POST_OFFICE');
    const now = await paidBy(enrolmentId);
    const second = await change(enrolmentId, 'SMART_CARD', admin);

    expect([first.errors, now?.channel, second.errors]).toEqual([[], 'POST_OFFICE', []]);
    expect((await paidBy(enrolmentId))?.channel).toBe('SMART_CARD');
    expect(await cases.steps(enrolmentId)).toEqual([
      ...['enrol ACTIVE', 'change_channel ACTIVE', 'change_channel ACTIVE'],
    ]);
    const [, told] = await service.database.owner<{ reason: string; day: string }>(
      `select reason, on_date::text as day from state_transition where subject_id = $1 order by ordinal`,
      [enrolmentId],
    );
    expect(told).toEqual({ reason: `SMART_CARD → POST_OFFICE: ${REASON}`, day: '2026-11-22' });
    expect(await changesOf(service, people[1] as string)).toContainEqual({
      ...{ action: 'change_channel', role: 'case_worker' },
    });
    expect(await cases.noted(enrolmentId)).toEqual(['ENROLLED 2026-12-01']);
  });

  test('goes to another member of age, of which others are told', async () => {
    const { enrolmentId, people } = await cases.anEnrolled();
    const [father, mother] = people as [string, string];

    const { errors } = await pay(enrolmentId, father);

    expect(errors).toEqual([]);
    expect((await paidBy(enrolmentId))?.payee).toBe(father);
    const events = await eventsOf(service, enrolmentId);
    expect(events.map(({ payload }) => (payload as { personIds: string[] }).personIds)).toEqual([
      ...[[mother], [father]],
    ]);
  });

  test.each([
    ['the day before 18', '2008-11-23', ['PAYEE_TOO_YOUNG']],
    ['the 18th birthday', '2008-11-22', []],
  ])('on %s of a member: %j', async (_name, born, codes) => {
    const { enrolmentId, people } = await cases.anEnrolled([
      aMember('HEAD', 'منى', { born: '1980-01-01', sex: 'FEMALE' }),
      aMember('CHILD', 'علي', { born }),
    ]);

    expect(codesOf(await pay(enrolmentId, people[1] as string))).toEqual(codes);
    expect((await paidBy(enrolmentId))?.payee).toBe(people[codes.length === 0 ? 1 : 0]);
  });

  test('stays while suspended and after its end a thing that can be changed, as the household’s history tells', async () => {
    const { enrolmentId, householdId, people } = await cases.anEnrolled();
    const suspending = { enrolmentId, reasonCode: 'UNDER_REVIEW', reason: REASON };
    await cases.change(gizaDecider, 'suspendEnrolment', suspending);
    const suspended = await change(enrolmentId, 'POST_OFFICE');
    await cases.change(gizaDecider, 'endEnrolment', {
      enrolmentId,
      exitReason: 'AT_OWN_WISH',
      reason: REASON,
    });
    const ended = await pay(enrolmentId, people[0] as string);

    expect([suspended.enrolment?.state, ended.enrolment?.state]).toEqual(['SUSPENDED', 'EXITED']);
    const history = await service.database.owner<{ step: string }>(
      `select step from household_history where household_id = $1 and kind = 'ENROLMENT' order by at`,
      [householdId],
    );
    expect(history.map(({ step }) => step)).toEqual([
      ...['ENROLLED', 'CHANNEL_CHANGED', 'EXITED', 'PAYEE_CHANGED'],
    ]);
  });

  test('is not changed to what it is, to strangers, or without a reason', async () => {
    const { enrolmentId, people } = await cases.anEnrolled();
    const stranger = (await aHousehold(service)).people[0] as string;
    const before = await paidBy(enrolmentId);

    const answers = [
      await change(enrolmentId, 'SMART_CARD'),
      await change(enrolmentId, 'POST_OFFICE', gizaDecider, '  '),
      await change('no id', 'POST_OFFICE'),
      await pay(enrolmentId, people[1] as string),
      await pay(enrolmentId, stranger),
      await pay(enrolmentId, 'no id'),
      await pay(enrolmentId, people[0] as string, gizaDecider, ' '),
    ];

    expect(answers.map(codesOf)).toEqual([
      ...[['NOTHING_CHANGES'], ['TEXT_MISSING'], ['ENROLMENT_NOT_FOUND']],
      ...[['NOTHING_CHANGES'], ['NOT_A_MEMBER'], ['NOT_A_MEMBER'], ['TEXT_MISSING']],
    ]);
    expect(await paidBy(enrolmentId)).toEqual(before);
  });

  test('is not there for other governorates, and not for families, finance or auditors to change', async () => {
    const { enrolmentId, people } = await cases.anEnrolled();
    const [father, mother] = people as [string, string];

    expect(codesOf(await change(enrolmentId, 'POST_OFFICE', cairoWorker))).toEqual(['ENROLMENT_NOT_FOUND']);
    expect(codesOf(await pay(enrolmentId, father, cairoWorker))).toEqual(['ENROLMENT_NOT_FOUND']);
    for (const caller of [citizen(mother), financeOfficer, auditor]) {
      await expect(change(enrolmentId, 'POST_OFFICE', caller)).rejects.toThrow('FORBIDDEN');
      await expect(pay(enrolmentId, father, caller)).rejects.toThrow('FORBIDDEN');
    }
    expect(await paidBy(enrolmentId)).toEqual({ channel: 'SMART_CARD', payee: mother });
  });

  test('of two who change it at the same moment one does', async () => {
    const { enrolmentId } = await cases.anEnrolled();

    const answers = await Promise.all([
      change(enrolmentId, 'POST_OFFICE', gizaDecider),
      change(enrolmentId, 'POST_OFFICE', gizaThird),
    ]);

    expect(answers.map(codesOf).sort()).toEqual([[], ['NOTHING_CHANGES']]);
    expect(await cases.steps(enrolmentId)).toEqual(['enrol ACTIVE', 'change_channel ACTIVE']);
  });
});
