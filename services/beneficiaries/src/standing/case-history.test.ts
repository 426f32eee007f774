import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { CorrectionWorld } from '../testing/corrections';
import { anAssessment, Cases, gizaDecider } from '../testing/enrolment';
import { aHousehold, citizen, gizaWorker, registryService, TODAY } from '../testing/registry';

jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(anAssessment('ELIGIBLE')),
}));

interface Told {
  readonly onDate: string;
  readonly step: string;
  readonly inWords: { readonly ar: string; readonly en: string };
}

async function historyOf(service: TestService, id: string, caller: Caller): Promise<readonly Told[]> {
  const { data } = await service.ask<{ household: { caseHistory: { nodes: readonly Told[] } } }>(
    caller,
    `query ($id: ID!) { household(id: $id) {
       caseHistory(first: 100) { nodes { onDate step inWords { ar en } } } } }`,
    { id },
  );
  return data.household.caseHistory.nodes;
}

describe('the history of an enrolment', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  afterEach(() => expect(service.faults).toEqual([]));

  const stateOn = async (id: string, date: string) => {
    const { data } = await service.ask<{ household: { asOf: { enrolments: { state: string }[] } } }>(
      gizaWorker,
      'query ($id: ID!, $date: Date!) { household(id: $id) { asOf(date: $date) { enrolments { state } } } }',
      { id, date },
    );
    return data.household.asOf.enrolments[0]?.state ?? null;
  };

  test('tells its end after its beginning, although it would be paid only from the coming month on', async () => {
    const { householdId, people, enrolmentId } = await cases.anEnrolled();
    const reason = 'طلب الأسرة';
    await cases.change(gizaDecider, 'changePaymentChannel', { enrolmentId, channel: 'POST_OFFICE', reason });
    await cases.change(gizaDecider, 'changePayee', { enrolmentId, personId: people[0], reason });
    await cases.change(gizaDecider, 'endEnrolment', { enrolmentId, exitReason: 'AT_OWN_WISH', reason });

    const told = await historyOf(service, householdId, citizen(people[0] ?? ''));

    const after = ['EXITED', 'PAYEE_CHANGED', 'CHANNEL_CHANGED', 'ENROLLED'];
    expect(told.slice(0, 4).map(({ onDate, step }) => [onDate, step])).toEqual(
      after.map((step) => [TODAY, step]),
    );
    expect(told[1]?.inWords.en).toMatch(/^Who is paid Takaful for E\S+ was changed\.$/);
    expect(told[2]?.inWords.ar).toMatch(/^تغيرت طريقة صرف برنامج تكافل/);
  });

  test.each([
    ['2026-11-21', null],
    [TODAY, 'ACTIVE'],
    ['2026-12-01', 'ACTIVE'],
  ])('says of %s, when it is paid from December on: %s', async (date, state) => {
    const { householdId } = await cases.anEnrolled();

    expect(await stateOn(householdId, date)).toBe(state);
  });

  test.each([
    ['2026-09-30', null],
    ['2026-10-01', 'ACTIVE'],
  ])('says of %s, when it is paid for months since October: %s', async (date, state) => {
    const { id } = await aHousehold(service);
    const applicationId = await cases.aVerified(id);
    await service.database.owner(`update benefit_application set submitted_on = '2026-09-10' where id = $1`, [
      applicationId,
    ]);
    await cases.decide(applicationId);

    expect(await stateOn(id, date)).toBe(state);
    expect((await historyOf(service, id, gizaWorker))[0]).toMatchObject({ onDate: TODAY, step: 'ENROLLED' });
  });
});

describe('the history of a payment', () => {
  let world: CorrectionWorld;
  beforeAll(async () => {
    world = await CorrectionWorld.begin();
    await world.anew();
  });
  afterAll(() => world.settlement.end());

  test('tells the family that what the agent said was corrected, and nobody of what was only proposed', async () => {
    const { payment } = await world.october('Paid');
    const { householdId, payeeId } = world.enrolment;
    const { service } = world.settlement;
    await world.propose(payment, 'REJECTED').then(({ correction }) => world.decide(correction?.id, false));
    const before = await historyOf(service, householdId, citizen(payeeId));
    await world.corrected(payment, 'REJECTED');

    const told = await historyOf(service, householdId, citizen(payeeId));

    expect(before.map(({ step }) => step)).toEqual(['PAID']);
    expect(told.map(({ step }) => step).sort()).toEqual(['CORRECTED_TO_REJECTED', 'REJECTED']);
    expect(told.find(({ step }) => step.startsWith('CORRECTED'))?.inWords.en).toMatch(
      /^The record of EGP 325\.00 of .+ for October 2026 was corrected: it could not be paid\.$/,
    );
    expect(await historyOf(service, householdId, gizaWorker)).toEqual(told);
  });
});
