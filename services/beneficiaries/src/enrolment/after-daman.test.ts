import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { aDamanRow, DamanDesk, gizaMover, type DamanRow } from '../testing/daman';
import { aFamily, anAssessment, Cases } from '../testing/enrolment';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  aHousehold,
  aMember,
  codesOf,
  gizaWorker,
  registryService,
  type MemberInput,
} from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('who is enrolled by an application while Daman pays', () => {
  let service: TestService;
  let lists: ImportingService;
  let desk: DamanDesk;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
    lists = await listDesk(service);
    desk = new DamanDesk(service, lists);
  });
  afterAll(async () => {
    await lists.end();
    await service.close();
  });
  beforeEach(() => {
    assessed = anAssessment('ELIGIBLE');
  });
  afterEach(() => expect(service.faults).toEqual([]));

  const nationalIdOf = ({ person }: MemberInput) => person['nationalId'] as string;
  /** A case that came in, and its batch. */
  const listed = async (row: DamanRow) => {
    const batch = `batch-${randomUUID().slice(0, 8)}`;
    const given = aDamanRow({ ...row, batch });
    expect(await desk.bring(admin, given)).toMatchObject({ rowsRefused: 0 });
    return { ...given, caseNumber: given.caseNumber ?? '', batchId: await desk.batchId(batch) };
  };
  const verified = async (row: DamanRow) => {
    const one = await listed(row);
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: one.batchId });
    return { ...one, ...(await desk.one(one.caseNumber, gizaWorker)) };
  };
  const monthsOf = (householdId: string) =>
    service.database.owner<{ programme: string; from: string }>(
      `select programme_id as programme, entitled_from::text as "from" from enrolment where household_id = $1`,
      [householdId],
    );
  const approved = async (householdId: string, programmeId = 'TAKAFUL') => {
    const applicationId = await cases.aVerified(householdId, { programmeId });
    expect((await cases.decide(applicationId)).errors).toEqual([]);
    return monthsOf(householdId);
  };

  test.each([
    ['2026-10', '2026-12-01'],
    ['2026-11', '2026-12-01'],
    ['2026-12', '2027-01-01'],
    ['2027-03', '2027-04-01'],
  ])('of a household that it pays up to %s, Takaful begins in %s', async (lastPaidMonth, from) => {
    const members = aFamily();
    const { id } = await aHousehold(service, members);
    await listed({ nationalId: nationalIdOf(members[1] as MemberInput), lastPaidMonth });

    expect(await approved(id)).toEqual([{ programme: 'TAKAFUL', from }]);
  });

  test('the latest month of all its members counts, in other governorates and of closed cases too', async () => {
    const members = aFamily();
    const { id } = await aHousehold(service, members);
    const [father, mother] = members as [MemberInput, MemberInput];
    await listed({ nationalId: nationalIdOf(father), lastPaidMonth: '2026-12' });
    const cairo = { governorate: 'القاهرة', lastPaidMonth: '2027-02' };
    const { caseNumber, batchId } = await listed({ nationalId: nationalIdOf(mother), ...cairo });
    await desk.worked(admin, 'verifyDamanBatch', { batchId });
    const { id: caseId } = await desk.one(caseNumber, admin);
    const closing = { caseId, reasonCode: 'RENOUNCED', reason: 'asked for it' };
    expect(codesOf(await desk.do(admin, 'closeDamanCase', closing))).toEqual([]);

    expect(await approved(id)).toEqual([{ programme: 'TAKAFUL', from: '2027-03-01' }]);
  });

  test.each([
    ['was not looked up yet', listed],
    ['was verified', verified],
  ])('a case that goes to Karama and %s leaves the months of Takaful alone', async (_name, come) => {
    const old = aMember('PARENT', 'جمعة', { born: '1950-01-01' });
    const { id } = await aHousehold(service, [...aFamily(), old]);
    await come({ nationalId: nationalIdOf(old), lastPaidMonth: '2027-02' });

    expect(await approved(id)).toEqual([{ programme: 'TAKAFUL', from: '2026-12-01' }]);
  });

  test('of a programme that pays persons each begins after their own months', async () => {
    const elders = [
      aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
      aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
    ];
    const { id, people } = await aHousehold(service, elders);
    await listed({ nationalId: nationalIdOf(elders[1] as MemberInput), lastPaidMonth: '2027-01' });
    const entitled = people.map((personId) => ({ personId, category: 'OLDER_PERSON' }));
    assessed = anAssessment('ELIGIBLE', { entitled });

    expect(await approved(id, 'KARAMA')).toEqual([{ programme: 'KARAMA', from: '2026-12-01' }]);

    const persons = await service.database.owner<{ from: string }>(
      `select entitled_from::text as "from" from enrolment_person where person_id = any ($1) order by entitled_from`,
      [people],
    );
    expect(persons.map(({ from }) => from)).toEqual(['2026-12-01', '2027-02-01']);
  });

  test('the case is a duplicate then, and its months stay, of which one would be lost', async () => {
    const members = aFamily();
    const { id } = await aHousehold(service, members);
    const one = await verified({
      nationalId: nationalIdOf(members[1] as MemberInput),
      lastPaidMonth: '2026-12',
    });
    await approved(id);

    const moved = await desk.do(gizaMover, 'moveDamanCase', { caseId: one.id });
    const earlier = { caseId: one.id, lastPaidMonth: '2026-11-01', reason: 'a slip' };
    const corrected = await desk.do(gizaWorker, 'correctDamanCase', earlier);
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: one.batchId });

    expect([codesOf(moved), codesOf(corrected)]).toEqual([['STEP_NOT_NOW'], ['MOVED_ALREADY']]);
    expect(await desk.one(one.caseNumber, admin)).toMatchObject({
      ...{ state: 'DUPLICATE', lastPaidMonth: '2026-12-01' },
      decision: { reasons: [{ code: 'ENROLLED_ALREADY' }] },
    });
    expect(await monthsOf(id)).toEqual([{ programme: 'TAKAFUL', from: '2027-01-01' }]);
  });

  test('a list that says later that Daman has paid such a month brings that to light, and ending and moving mends it', async () => {
    const members = aFamily();
    const { id } = await aHousehold(service, members);
    await approved(id);
    const row = { nationalId: nationalIdOf(members[1] as MemberInput), lastPaidMonth: '2026-12' };

    const one = await verified(row);
    const enrolmentId = await cases.enrolmentOf(id);
    const ending = {
      enrolmentId,
      exitReason: 'FALSE_INFORMATION',
      notPaidFrom: '2026-12-01',
      reason: 'Daman',
    };
    expect(codesOf(await cases.change(gizaWorker, 'endEnrolment', ending))).toEqual([]);
    await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: one.batchId });
    const moved = await desk.do(gizaMover, 'moveDamanCase', { caseId: one.id });

    expect(one).toMatchObject({
      ...{ state: 'DUPLICATE' },
      decision: { reasons: [{ code: 'ENROLLED_ALREADY' }, { code: 'PAID_BY_BOTH' }] },
    });
    expect(moved).toMatchObject({ errors: [], case: { state: 'MOVED', entitledFrom: '2027-01-01' } });
  });

  test('of an approval and a move at the same moment one enrols, after the months of Daman', async () => {
    for (const lastPaidMonth of ['2026-09', '2026-12', '2027-01']) {
      const members = aFamily();
      const { id } = await aHousehold(service, members);
      const one = await verified({ nationalId: nationalIdOf(members[1] as MemberInput), lastPaidMonth });
      const applicationId = await cases.aVerified(id);

      const answers = await Promise.all([
        cases.decide(applicationId).then(codesOf),
        desk.do(gizaMover, 'moveDamanCase', { caseId: one.id }).then(codesOf),
      ]);

      const { state } = await desk.one(one.caseNumber, admin);
      const isMoved = state === 'MOVED';
      expect(answers).toEqual(isMoved ? [['ENROLLED_ALREADY'], []] : [[], ['STEP_NOT_NOW']]);
      const next = { '2026-09': '2026-10-01', '2026-12': '2027-01-01', '2027-01': '2027-02-01' }[
        lastPaidMonth
      ];
      const byApplication = lastPaidMonth === '2026-09' ? '2026-12-01' : next;
      expect(await monthsOf(id)).toEqual([{ programme: 'TAKAFUL', from: isMoved ? next : byApplication }]);
    }
  });
});
