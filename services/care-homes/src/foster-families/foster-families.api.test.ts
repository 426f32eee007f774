import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from '../service';
import {
  COMMITTEE,
  admin,
  ngo,
  officer,
  otherNgo,
  partner,
  fosterWorld,
  type Payload,
} from '../testing/foster-world';

describe('foster families', () => {
  let homes: TestService;
  const {
    act,
    codes,
    anApplicant,
    aCouple,
    start,
    idOf,
    aDraft,
    handIn,
    aSubmitted,
    study,
    train,
    aTrained,
    approve,
    stateOf,
    aWidow,
  } = fosterWorld(() => homes);

  beforeAll(async () => {
    homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
  });
  afterAll(() => homes.close());
  afterEach(() => expect(homes.faults).toEqual([]));

  describe('the way to the waiting list', () => {
    test('leads from the draft to a place by approval, with its history, decisions and audit', async () => {
      const { applicationId, people } = await aTrained();

      const approved = await approve(applicationId);

      expect(approved).toEqual({
        fosterApplication: { id: applicationId, state: 'WAITING', waitingPosition: 1 },
        decision: { outcome: 'APPROVED', reasons: [] },
        errors: [],
      });
      const query = `query ($id: ID!) { fosterApplication(id: $id) {
        kind governorate submittedOn dueOn isLate assistedBy { id } area { id } wish { ageFrom ageTo sex takesSiblings }
        applicants { person { id } trainedOn } documents { kind } decisions { kind committee } homeStudies { isRecommended }
        history { fromState toState byRole } } }`;
      const { data } = await homes.ask<{ fosterApplication: Record<string, unknown> }>(officer, query, {
        id: applicationId,
      });
      expect(data.fosterApplication).toMatchObject({
        ...{ kind: 'COUPLE', governorate: 'EG_GZ', submittedOn: '2026-11-22', dueOn: null, isLate: false },
        ...{ assistedBy: { id: ngo }, area: { id: 'EG-GZ-03-001' } },
        wish: { ageFrom: 0, ageTo: 4, sex: null, takesSiblings: false },
        applicants: people.map((id) => ({ person: { id }, trainedOn: '2026-11-20' })),
        decisions: [
          { kind: 'COMMITTEE', committee: COMMITTEE },
          { kind: 'ELIGIBILITY', committee: null },
        ],
        homeStudies: [{ isRecommended: true }],
      });
      const history = data.fosterApplication['history'] as { toState: string; byRole: string }[];
      expect(history.map(({ toState, byRole }) => `${toState} ${byRole}`)).toEqual([
        'DRAFT ngo_partner',
        'SUBMITTED ngo_partner',
        'ELIGIBLE child_protection_officer',
        'HOME_STUDIED child_protection_officer',
        'TRAINED child_protection_officer',
        'WAITING child_protection_officer',
      ]);
      const kept = await homes.database.owner<{ action: string }>(
        "select action from audit_entry where $1 = any(person_ids) and action <> 'read' and action <> 'add_document' order by seq",
        [people[1]],
      );
      expect(kept.map(({ action }) => action)).toEqual([
        ...['start', 'submit', 'find_eligible', 'study', 'train', 'approve'],
      ]);
    });

    test('waits for the course of everybody', async () => {
      const { applicationId, people } = await aSubmitted();
      await act(officer, 'checkFosterEligibility', { applicationId });
      await study(applicationId);

      const one = await train(applicationId, people[0]);

      expect([one.fosterApplication?.state, codes(await approve(applicationId))]).toEqual([
        'HOME_STUDIED',
        ['STEP_NOT_POSSIBLE'],
      ]);
      expect((await train(applicationId, people[1])).fosterApplication?.state).toBe('TRAINED');
    });

    test('ends where the rules exclude the family, who may then apply anew', async () => {
      const family = aCouple({ monthlyIncome: '100.00' });
      const { applicationId } = await aSubmitted(family);

      const checked = await act(officer, 'checkFosterEligibility', { applicationId });

      expect(checked.fosterApplication?.state).toBe('NOT_ELIGIBLE');
      expect(checked.decision).toEqual({ outcome: 'NOT_ELIGIBLE', reasons: [{ code: 'INCOME_TOO_LOW' }] });
      expect(codes(await start(partner, { family }))).toEqual([]);
    });

    test('goes through the rules, a study and the committee once more when the committee sends it back', async () => {
      const { applicationId } = await aTrained();
      const back = { applicationId, committee: COMMITTEE, reason: 'يُستكمل تقرير المسكن' };
      expect((await act(officer, 'sendFosterApplicationBack', back)).fosterApplication?.state).toBe(
        'RETURNED',
      );

      await act(partner, 'submitFosterApplication', { applicationId });
      await act(officer, 'checkFosterEligibility', { applicationId });
      const studied = await study(applicationId);

      expect(studied.fosterApplication?.state).toBe('TRAINED');
      expect((await approve(applicationId)).fosterApplication?.state).toBe('WAITING');
    });

    test('of a woman by herself needs the express agreement of the committee', async () => {
      const { applicationId } = await aTrained(aWidow());

      const silent = await approve(applicationId);
      const agreed = await approve(applicationId, officer, { agreesToExceptions: true });

      expect([silent.fosterApplication, codes(silent), silent.decision?.outcome]).toEqual([
        null,
        ['APPROVAL_NOT_POSSIBLE'],
        'COMMITTEE_TO_AGREE',
      ]);
      expect(agreed.fosterApplication?.state).toBe('WAITING');
    });

    test('can be left at any time, with the reason in the history', async () => {
      const { applicationId } = await aTrained();
      await approve(applicationId);

      const left = await act(partner, 'withdrawFosterApplication', { applicationId, reason: 'سفر الأسرة' });

      expect(left.fosterApplication).toMatchObject({ state: 'WITHDRAWN', waitingPosition: null });
      expect(codes(await act(partner, 'withdrawFosterApplication', { applicationId, reason: 'x' }))).toEqual([
        'STEP_NOT_POSSIBLE',
      ]);
    });
  });

  describe('an application', () => {
    test('begins once however often it is sent, also at once', async () => {
      const input = { family: aCouple(), idempotencyKey: randomUUID() };

      const answers = await Promise.all([1, 2, 3].map(() => act(partner, 'startFosterApplication', input)));

      expect(new Set(answers.map(idOf)).size).toBe(1);
      expect(codes(answers[0] as Payload)).toEqual([]);
    });

    test('is the only open one of a person, of two at once too', async () => {
      const shared = anApplicant();
      const families = [1, 2].map(() => aCouple({ applicants: [anApplicant({ sex: 'MALE' }), shared] }));

      const answers = await Promise.all(families.map((family) => start(partner, { family })));

      expect(answers.flatMap(codes)).toEqual(['APPLIES_ALREADY']);
    });

    const her = anApplicant({ maritalStatus: 'WIDOWED' });
    const him = anApplicant({ sex: 'MALE' });
    const differing: [string, object, string[]][] = [
      ['of a man by himself', { applicants: [him], marriedOn: null }, ['APPLICANTS_WRONG']],
      ['of two women', { applicants: [anApplicant(), anApplicant()], marriedOn: null }, ['APPLICANTS_WRONG']],
      ['of nobody', { applicants: [], marriedOn: null }, ['APPLICANTS_WRONG']],
      ['of a couple that tells no marriage', { marriedOn: null }, ['MARRIED_ON_WRONG']],
      ['of a couple that marries tomorrow', { marriedOn: '2026-11-23' }, ['MARRIED_ON_WRONG']],
      ['of a widow who tells one', { applicants: [her] }, ['MARRIED_ON_WRONG']],
      ['in no area', { areaId: 'EG-XX' }, ['AREA_UNKNOWN']],
      ['without an address', { address: ' ' }, ['TEXT_MISSING']],
      ['with less than no income', { monthlyIncome: '-1.00' }, ['AMOUNT_NEGATIVE']],
      ['for a child of 18', { wish: { ageFrom: 10, ageTo: 18, takesSiblings: true } }, ['WISH_AGES_WRONG']],
      [
        'for ages the wrong way round',
        { wish: { ageFrom: 5, ageTo: 4, takesSiblings: true } },
        ['WISH_AGES_WRONG'],
      ],
      [
        'of somebody born tomorrow',
        { applicants: [him, anApplicant({ birthDate: '2026-11-23' })] },
        ['DAY_OUT_OF_RANGE'],
      ],
      [
        'of somebody without an id',
        { applicants: [him, anApplicant({ personId: 'x' })] },
        ['PERSON_ID_UNKNOWN'],
      ],
    ];
    test.each(differing)('does not begin %s', async (_name, declared, expected) => {
      const before = await homes.database.owner('select count(*) from foster_application');

      expect(codes(await start(partner, { family: aCouple(declared) }))).toEqual(expected);
      expect(await homes.database.owner('select count(*) from foster_application')).toEqual(before);
    });

    test('of a partner is assisted by its own NGO and no other', async () => {
      expect(codes(await start(partner, { assistedByNgoId: otherNgo }))).toEqual(['NGO_NOT_YOURS']);
      expect(codes(await start(partner, { assistedByNgoId: ngo }))).toEqual([]);
      expect(codes(await start(admin, { assistedByNgoId: null }))).toEqual([]);
    });

    test('is handed in with every document, and says in both languages what is missing', async () => {
      const { applicationId, people } = await aDraft();
      await handIn(partner, applicationId, 'INCOME_STATEMENT', null);

      const refused = await act(partner, 'submitFosterApplication', { applicationId }, 'ar');

      expect(codes(refused)).toEqual(['DOCUMENTS_MISSING']);
      expect(refused.errors[0]?.message).toContain('مستندات ناقصة');
      expect(refused.errors[0]?.message).toContain('HEALTH_CERTIFICATE');
      expect(refused.errors[0]?.message).not.toContain('INCOME_STATEMENT');
      expect(codes(await handIn(partner, applicationId, 'HEALTH_CERTIFICATE', null))).toEqual([
        'DOCUMENT_OF_NOBODY',
      ]);
      expect(codes(await handIn(partner, applicationId, 'INCOME_STATEMENT', people[0] ?? null))).toEqual([
        'DOCUMENT_OF_FAMILY',
      ]);
      expect(codes(await handIn(partner, applicationId, 'HEALTH_CERTIFICATE', randomUUID()))).toEqual([
        'NOT_AN_APPLICANT',
      ]);
      expect(
        codes(await handIn(partner, applicationId, 'INCOME_STATEMENT', null, { issuedOn: '2026-11-23' })),
      ).toEqual(['DAY_OUT_OF_RANGE']);
    });

    test('is corrected while it is with the family, and the former words are kept', async () => {
      const family = aCouple();
      const { applicationId } = await aSubmitted(family);
      const correct = { applicationId, family: { ...family, monthlyIncome: '7000.00' } };
      expect(codes(await act(partner, 'correctFosterApplication', correct))).toEqual(['CLOSED_FOR_CHANGES']);
      await act(officer, 'returnFosterApplication', { applicationId, reason: 'يُصحح الدخل' });

      expect(codes(await act(partner, 'correctFosterApplication', correct))).toEqual([]);
      expect(
        codes(await act(partner, 'correctFosterApplication', { applicationId, family: aCouple() })),
      ).toEqual(['OTHER_PEOPLE']);
      const [now] = await homes.database.owner(
        `select a.monthly_income, c.before #>> '{application,monthlyIncome}' as before
         from foster_application a join foster_correction c on c.application_id = a.id where a.id = $1`,
        [applicationId],
      );
      expect(now).toEqual({ monthly_income: '7000.00', before: '9000.00' });
    });

    test('is due by the rules’ data, and late the day after', async () => {
      const { applicationId } = await aSubmitted();
      const since = (day: string) =>
        homes.database.owner('update foster_application set state_since = $2 where id = $1', [
          applicationId,
          `${day}T10:00:00Z`,
        ]);
      const due = async () =>
        (
          await homes.ask(officer, 'query ($id: ID!) { fosterApplication(id: $id) { dueOn isLate } }', {
            id: applicationId,
          })
        ).data;

      await since('2026-11-07');
      expect(await due()).toEqual({ fosterApplication: { dueOn: '2026-11-22', isLate: false } });
      await since('2026-11-06');
      expect(await due()).toEqual({ fosterApplication: { dueOn: '2026-11-21', isLate: true } });
    });
  });

  describe('the committee', () => {
    test.each([
      ['with two members', COMMITTEE.slice(0, 2)],
      ['with one who is counted twice', ['officer', 'doctor', 'doctor ']],
      ['without who records it', ['doctor', 'lawyer', 'teacher']],
      ['with who studied the home', [...COMMITTEE, 'worker']],
    ])('does not decide %s', async (_name, committee) => {
      const { applicationId } = await aTrained();

      expect(codes(await approve(applicationId, officer, { committee }))).toEqual([
        'COMMITTEE_MAY_NOT_DECIDE',
      ]);
      expect(await stateOf(applicationId)).toBe('TRAINED');
    });

    test('does not decide by who entered the application', async () => {
      const { applicationId } = await aTrained(aCouple(), admin);
      const committee = ['admin', 'doctor', 'lawyer'];

      const refused = await approve(applicationId, admin, { committee });

      expect(refused.errors[0]?.message).toContain('entered the application');
      expect(codes(await approve(applicationId))).toEqual([]);
    });

    test('decides once when two do at once', async () => {
      const { applicationId } = await aTrained();
      const reason = 'ضيق المسكن';

      const answers = await Promise.all([
        approve(applicationId),
        approve(applicationId),
        act(officer, 'refuseFosterApplication', { applicationId, committee: COMMITTEE, reason }),
      ]);

      expect(answers.filter(({ fosterApplication }) => fosterApplication !== null)).toHaveLength(1);
      expect(answers.flatMap(codes)).toEqual(['STEP_NOT_POSSIBLE', 'STEP_NOT_POSSIBLE']);
      const decided =
        "select count(*)::int as n from foster_decision where kind = 'COMMITTEE' and application_id = $1";
      expect(await homes.database.owner(decided, [applicationId])).toEqual([{ n: 1 }]);
    });

    test('tells its reason when it refuses', async () => {
      const { applicationId } = await aTrained();
      const input = { applicationId, committee: COMMITTEE, reason: 'ضيق المسكن' };

      expect(codes(await act(officer, 'refuseFosterApplication', { ...input, reason: ' ' }))).toEqual([
        'TEXT_MISSING',
      ]);
      const refused = await act(officer, 'refuseFosterApplication', input);

      expect(refused.decision).toEqual({ outcome: 'REFUSED', reasons: [{ code: 'COMMITTEE' }] });
      expect(refused.fosterApplication?.state).toBe('REFUSED');
    });

    test.each([
      [
        'who studied the home is in it',
        ['officer', 'worker', 'doctor'],
        'officer',
        'foster_decision_by_others',
      ],
      ['it has two members', ['officer', 'doctor', 'doctor'], 'officer', 'foster_decision_by_three'],
      ['who decides is not in it', ['a', 'b', 'c'], 'officer', 'foster_decision_by_three'],
    ])('PostgreSQL itself refuses a decision when %s', async (_name, committee, decidedBy, constraint) => {
      const { applicationId } = await aTrained();

      const insert = homes.database.owner(
        `insert into foster_decision (id, application_id, kind, decision, decided_on, decided_by, committee, home_study_id, studied_by, started_by)
         select gen_random_uuid(), s.application_id, 'COMMITTEE', '{}', '2026-11-22', $2, $3, s.id, s.studied_by, a.started_by
         from foster_home_study s join foster_application a on a.id = s.application_id where s.application_id = $1`,
        [applicationId, decidedBy, committee],
      );

      await expect(insert).rejects.toMatchObject({ constraint });
    });
  });
});
