import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Assessed } from '../eligibility/assessment.commands';
import type { Contestable, Contested } from '../grievances/contested';
import { aFamily, anAssessment, Cases, gizaDecider, gizaThird } from '../testing/enrolment';
import { aHousehold, aMember, cairoWorker, codesOf, registryService, TODAY } from '../testing/registry';
import { applicationContestable, exitContestable, suspensionContestable } from './contestable';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('contesting', () => {
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

  const find = ({ find: of }: Contestable, id: string, caller = gizaThird): Promise<Contested | null> =>
    inTransaction(service.database.dataSource, caller, (manager) => of(manager, id));
  /** What the officer does who upholds a grievance. */
  const uphold = (contestable: Contestable, id: string) =>
    inTransaction(service.database.dataSource, gizaThird, (manager) => {
      const who = { manager, caller: gizaThird, clock: fixedClock(`${TODAY}T09:00:00Z`) };
      const what = { today: parsePlainDate(TODAY), requestId: 'r', operationName: null, purpose: null };
      return contestable.uphold({ ...who, ...what } as unknown as CommandContext, id, 'G1');
    });
  const since = (enrolmentId: string, month: string) =>
    service.database.owner('update enrolment set entitled_from = $2 where id = $1', [enrolmentId, month]);
  const end = (enrolmentId: string) =>
    cases.change(gizaDecider, 'endEnrolment', {
      ...{ enrolmentId, exitReason: 'FALSE_INFORMATION', notPaidFrom: '2026-08-01', reason: 'بلاغ' },
    });
  const suspend = (enrolmentId: string) =>
    cases.change(gizaDecider, 'suspendEnrolment', {
      ...{ enrolmentId, reasonCode: 'UNDER_REVIEW', reason: 'بلاغ', fromMonth: '2026-11-01' },
    });
  const suspensionOf = async (enrolmentId: string): Promise<string> => {
    const [row] = await service.database.owner<{ id: string }>(
      'select id from suspension where enrolment_id = $1 order by from_month desc limit 1',
      [enrolmentId],
    );
    return row?.id as string;
  };

  test('an application that is reopened after its programme was closed is refused for that, and enrols nobody', async () => {
    const programmeId = 'CLOSED_MEANWHILE';
    await cases.aProgramme(programmeId);
    const { id: householdId } = await aHousehold(service, aFamily());
    const applicationId = await cases.aVerified(householdId, { programmeId });
    await cases.decide(applicationId, { approve: false, reason: 'خطأ' });
    await service.database.owner(`update programme set closes_on = $2 where id = $1`, [programmeId, TODAY]);
    await uphold(applicationContestable, applicationId);

    const approved = await cases.decide(applicationId, {}, gizaThird);
    const refused = await cases.decide(applicationId, { approve: false }, gizaThird);

    expect(codesOf(approved)).toEqual(['PROGRAMME_CLOSED']);
    expect(approved.errors[0]?.message).toContain('Refuse the application');
    expect(refused).toMatchObject({ errors: [], application: { state: 'REFUSED' } });
    const [kept] = await service.database.owner<{ decision: { reasons: { code: string; fact: string }[] } }>(
      'select decision from benefit_application where id = $1',
      [applicationId],
    );
    expect(kept?.decision.reasons).toMatchObject([{ code: 'PROGRAMME_CLOSED', fact: TODAY }]);
    expect(
      await service.database.owner('select id from enrolment where household_id = $1', [householdId]),
    ).toEqual([]);
  });

  test('a refusal reopens the application, which neither the visitor nor the first decider decides again', async () => {
    const { id: householdId } = await aHousehold(service, aFamily());
    const applicationId = await cases.aVerified(householdId);
    expect(await find(applicationContestable, applicationId)).toBeNull();
    assessed = anAssessment('NOT_ELIGIBLE');
    await cases.decide(applicationId, { approve: false });
    expect(await find(applicationContestable, applicationId)).toEqual({
      ...{ householdId, decidedOn: TODAY, deciders: ['decider-giza', 'worker-giza'] },
    });

    await uphold(applicationContestable, applicationId);

    assessed = anAssessment('ELIGIBLE');
    expect(codesOf(await cases.decide(applicationId, {}, gizaDecider))).toEqual(['MAY_NOT_DECIDE']);
    expect((await cases.decide(applicationId, {}, gizaThird)).application?.state).toBe('APPROVED');
    expect(await cases.steps(applicationId)).toEqual([
      ...['submit SUBMITTED', 'complete DOCUMENTS_COMPLETE', 'verify VERIFIED', 'refuse REFUSED'],
      ...['reopen VERIFIED', 'approve APPROVED'],
    ]);
    expect(await find(applicationContestable, applicationId)).toBeNull();
  });

  test('what is not seen, and what is not there, is not contested', async () => {
    const { enrolmentId } = await cases.anEnrolled();
    await since(enrolmentId, '2026-06-01');
    await suspend(enrolmentId);
    const suspensionId = await suspensionOf(enrolmentId);
    await end(enrolmentId);

    for (const contestable of [applicationContestable, suspensionContestable, exitContestable]) {
      expect(await find(contestable, randomUUID())).toBeNull();
      expect(await find(contestable, 'x')).toBeNull();
    }
    expect(await find(suspensionContestable, suspensionId, cairoWorker)).toBeNull();
    expect(await find(exitContestable, enrolmentId, cairoWorker)).toBeNull();
  });

  test('a suspension annuls it while it lasts and after it was lifted, once', async () => {
    for (const isLifted of [false, true]) {
      const { enrolmentId, householdId } = await cases.anEnrolled();
      await since(enrolmentId, '2026-06-01');
      await suspend(enrolmentId);
      const suspensionId = await suspensionOf(enrolmentId);
      if (isLifted)
        await cases.change(gizaDecider, 'liftSuspension', {
          enrolmentId,
          reason: 'x',
          dueAgainFrom: '2026-12-01',
        });
      expect(await find(suspensionContestable, suspensionId)).toEqual({
        ...{ householdId, decidedOn: TODAY, deciders: ['decider-giza'] },
      });

      await uphold(suspensionContestable, suspensionId);

      expect((await cases.row(enrolmentId))['state']).toBe('ACTIVE');
      expect((await cases.noted(enrolmentId)).at(-1)).toBe('ANNUL 2026-11-01');
      expect(await find(suspensionContestable, suspensionId)).toBeNull();
    }
  });

  test('an exit reinstates the enrolment as if it had never ended, with its persons', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
      aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
    ]);
    assessed = anAssessment('ELIGIBLE', {
      entitled: people.map((personId) => ({ personId, category: 'OLDER_PERSON' })),
    });
    await cases.decide(await cases.aVerified(id, { programmeId: 'KARAMA' }));
    const enrolmentId = await cases.enrolmentOf(id);
    await since(enrolmentId, '2026-06-01');
    await service.database.owner(
      `update enrolment_person set entitled_from = '2026-06-01' where enrolment_id = $1`,
      [enrolmentId],
    );
    await end(enrolmentId);
    expect(await find(exitContestable, enrolmentId)).toMatchObject({ deciders: ['decider-giza'] });

    await uphold(exitContestable, enrolmentId);

    expect(await cases.row(enrolmentId)).toMatchObject({
      ...{ state: 'ACTIVE', entitled_until: null, exited_on: null, exit_reason: null },
    });
    const persons = await service.database.owner(
      'select entitled_until, end_reason from enrolment_person where enrolment_id = $1',
      [enrolmentId],
    );
    expect(persons).toEqual([1, 2].map(() => ({ entitled_until: null, end_reason: null })));
    expect((await cases.noted(enrolmentId)).at(-1)).toBe('REINSTATE 2026-08-01');
    expect(await find(exitContestable, enrolmentId)).toBeNull();
  });

  test('an exit leaves an enrolment suspended that was, and pays up to one that came after', async () => {
    const suspended = await cases.anEnrolled();
    await since(suspended.enrolmentId, '2026-06-01');
    await suspend(suspended.enrolmentId);
    await end(suspended.enrolmentId);
    const again = await cases.anEnrolled();
    await since(again.enrolmentId, '2026-06-01');
    await end(again.enrolmentId);
    await cases.decide(await cases.aVerified(again.householdId));

    await uphold(exitContestable, suspended.enrolmentId);
    await uphold(exitContestable, again.enrolmentId);

    expect((await cases.row(suspended.enrolmentId))['state']).toBe('SUSPENDED');
    expect(await cases.row(again.enrolmentId)).toMatchObject({
      state: 'EXITED',
      entitled_until: '2026-12-01',
    });
    expect((await cases.noted(again.enrolmentId)).at(-1)).toBe('REINSTATE 2026-08-01');
  });
});
