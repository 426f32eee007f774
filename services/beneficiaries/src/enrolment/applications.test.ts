import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, aFamily, Cases } from '../testing/enrolment';
import { aHousehold, changesOf, citizen, codesOf, eventsOf, registryService } from '../testing/registry';

let assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

describe('applications', () => {
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

  const family = () => aHousehold(service, aFamily());
  const count = async (table: string) => {
    const [row] = await service.database.owner<{ count: number }>(`select count(*)::int from ${table}`);
    return row?.count;
  };

  describe('the way to an enrolment', () => {
    test('leads from the application through papers, visit and decision to the mother of the family', async () => {
      const { id: householdId, people } = await family();

      const applied = await cases.apply(householdId, {}, citizen(people[1] as string));
      const applicationId = applied.application?.id as string;
      expect(applied).toMatchObject({
        application: {
          state: 'SUBMITTED',
          missingDocuments: ['NATIONAL_ID', 'PROOF_OF_RESIDENCE', 'BIRTH_CERTIFICATES', 'INCOME_STATEMENT'],
        },
        errors: [],
      });
      await cases.document(applicationId, 'NATIONAL_ID');
      await cases.document(applicationId, 'PROOF_OF_RESIDENCE');
      await cases.document(applicationId, 'BIRTH_CERTIFICATES');
      const unseen = await cases.document(applicationId, 'INCOME_STATEMENT', { isVerified: false });
      expect(unseen.application).toMatchObject({
        state: 'SUBMITTED',
        missingDocuments: ['INCOME_STATEMENT'],
      });
      const complete = await cases.document(applicationId, 'INCOME_STATEMENT');
      expect(complete.application?.state).toBe('DOCUMENTS_COMPLETE');
      expect((await cases.visit(applicationId)).application?.state).toBe('VERIFIED');
      const decided = await cases.decide(applicationId);

      expect(decided).toMatchObject({ application: { state: 'APPROVED' }, errors: [] });
      const enrolmentId = await cases.enrolmentOf(householdId);
      const { data } = await service.ask<Record<string, unknown>>(
        citizen(people[1] as string),
        `query ($number: String!) { benefitApplicationByNumber(number: $number) {
           id decidedOn decision { outcome reasons { code } inputs { name value } } applicant { id } programme { id }
           documents { kind isVerified } decisions { decision { outcome } }
           history { fromState toState action byRole }
           enrolment { id state entitledFrom entitledUntil recertifyBy channel isRecertificationOverdue payee { id }
             household { id } persons { category } suspensions { id } application { id } history { toState onDate } } } }`,
        { number: applied.application?.number.toLowerCase() },
      );
      expect(data).toEqual({
        benefitApplicationByNumber: {
          ...{ id: applicationId, decidedOn: '2026-11-22', applicant: { id: people[1] } },
          decision: {
            outcome: 'APPROVED',
            reasons: [],
            inputs: [{ name: 'eligibility', value: 'ELIGIBLE' }],
          },
          programme: { id: 'TAKAFUL' },
          documents: [
            { kind: 'NATIONAL_ID', isVerified: true },
            { kind: 'PROOF_OF_RESIDENCE', isVerified: true },
            { kind: 'BIRTH_CERTIFICATES', isVerified: true },
            { kind: 'INCOME_STATEMENT', isVerified: false },
            { kind: 'INCOME_STATEMENT', isVerified: true },
          ],
          decisions: [{ decision: { outcome: 'APPROVED' } }],
          history: [
            { fromState: null, toState: 'SUBMITTED', action: 'submit', byRole: 'citizen' },
            {
              fromState: 'SUBMITTED',
              toState: 'DOCUMENTS_COMPLETE',
              action: 'complete',
              byRole: 'case_worker',
            },
            { fromState: 'DOCUMENTS_COMPLETE', toState: 'VERIFIED', action: 'verify', byRole: 'case_worker' },
            { fromState: 'VERIFIED', toState: 'APPROVED', action: 'approve', byRole: 'case_worker' },
          ],
          enrolment: {
            ...{ id: enrolmentId, state: 'ACTIVE', entitledFrom: '2026-12-01', entitledUntil: null },
            ...{ recertifyBy: '2029-11-22', channel: 'SMART_CARD', isRecertificationOverdue: false },
            ...{ payee: { id: people[1] }, household: { id: householdId }, persons: [], suspensions: [] },
            ...{ application: { id: applicationId }, history: [{ toState: 'ACTIVE', onDate: '2026-11-22' }] },
          },
        },
      });
      expect(await cases.noted(enrolmentId)).toEqual(['ENROLLED 2026-12-01']);
      expect(await eventsOf(service, enrolmentId)).toEqual([
        {
          type: 'enrolment.changed',
          payload: {
            ...{ enrolmentId, householdId, programmeId: 'TAKAFUL', state: 'ACTIVE', since: '2026-12-01' },
            personIds: [people[1]],
          },
        },
      ]);
      const actions = (await changesOf(service, people[1] as string)).map(({ action }) => action);
      expect(actions.slice(-4)).toEqual(['complete', 'verify', 'approve', 'enrol']);
    });

    test('ends with the reasons where the rules exclude the household, who may apply again', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);
      assessed = anAssessment('NEAR_MISS');

      const approval = await cases.decide(applicationId);
      const refused = await cases.decide(applicationId, { approve: false });

      expect(approval).toMatchObject({ application: null, eligibility: { outcome: 'NEAR_MISS' } });
      expect(approval.errors).toEqual([
        {
          code: 'APPROVAL_NOT_POSSIBLE',
          field: 'input.applicationId',
          message: 'The application cannot be approved: The score is above the threshold.',
        },
      ]);
      expect(refused).toMatchObject({ application: { state: 'REFUSED' }, errors: [] });
      expect((await cases.apply(id)).errors).toEqual([]);
    });

    test('an eligible household is refused only with a reason', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);

      const without = await cases.decide(applicationId, { approve: false, reason: '  ' });
      const refused = await cases.decide(applicationId, { approve: false, reason: 'تعيش الأسرة في الخارج' });

      expect(codesOf(without)).toEqual(['TEXT_MISSING']);
      expect(refused.application?.state).toBe('REFUSED');
    });

    test.each<[string, string, string[], string]>([
      [
        'on the day on which its programme closes, but enrols nobody',
        '2026-11-22',
        ['PROGRAMME_CLOSED'],
        'VERIFIED',
      ],
      ['on the day before, and enrols', '2026-11-23', [], 'APPROVED'],
    ])('is decided %s', async (_name, closesOn, codes, state) => {
      const programmeId = `CLOSING_${state}`;
      await cases.aProgramme(programmeId);
      const { id: householdId } = await family();
      const applicationId = await cases.aVerified(householdId, { programmeId });
      await service.database.owner('update programme set closes_on = $2 where id = $1', [
        programmeId,
        closesOn,
      ]);
      const enrolments = await count('enrolment');

      expect(codesOf(await cases.decide(applicationId))).toEqual(codes);

      const [{ state: kept } = { state: null }] = await service.database.owner<{ state: string }>(
        'select state from benefit_application where id = $1',
        [applicationId],
      );
      expect(kept).toBe(state);
      expect(await count('enrolment')).toBe((enrolments ?? 0) + (state === 'APPROVED' ? 1 : 0));
    });

    test('waits for an answer where the family and a registry say different things', async () => {
      const { id } = await family();
      const applicationId = await cases.aVerified(id);
      assessed = anAssessment('ELIGIBLE', { conflicts: ['rooms'] });

      const open = await cases.decide(applicationId);
      await cases.visit(applicationId, { answers: [{ fact: 'rooms', finding: 'غرفتان' }] });
      const settled = await cases.decide(applicationId);

      expect(codesOf(open)).toEqual(['MAY_NOT_DECIDE']);
      expect(open.errors[0]?.message).toContain('rooms');
      expect(settled.errors).toEqual([]);
    });
  });
});
