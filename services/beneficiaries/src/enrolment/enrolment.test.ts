import 'reflect-metadata';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import {
  enrolmentLife,
  entitledFrom,
  isRecertificationOverdue,
  monthAfter,
  overdueBeyondGrace,
  recertifyBy,
  type EnrolmentAction,
  type EnrolmentState,
} from './enrolment';
import { entitledPersons, renewal, type EntitlementFacts, type RenewalFacts } from './entitled-persons';
import { payeeOf, type LivingMember } from './payee';

describe('the steps of an enrolment', () => {
  const actions: EnrolmentAction[] = [
    ...(['suspend', 'lift', 'annul', 'end', 'reinstate', 'reinstate_suspended'] as const),
    ...(['change_channel', 'change_payee'] as const),
  ];
  const changesOf = (state: EnrolmentState) => ({ change_channel: state, change_payee: state });
  const possible: Record<EnrolmentState, Partial<Record<EnrolmentAction, EnrolmentState>>> = {
    ACTIVE: { suspend: 'SUSPENDED', end: 'EXITED', ...changesOf('ACTIVE') },
    SUSPENDED: { lift: 'ACTIVE', annul: 'ACTIVE', end: 'EXITED', ...changesOf('SUSPENDED') },
    EXITED: { reinstate: 'ACTIVE', reinstate_suspended: 'SUSPENDED', ...changesOf('EXITED') },
  };
  // Nobody restores an enrolment of their own accord.
  const advised = (state: EnrolmentState) =>
    Object.keys(possible[state]).filter((action) => !action.startsWith('reinstate'));
  const cases = (Object.keys(possible) as EnrolmentState[]).flatMap((state) =>
    actions.map((action) => [state, action, possible[state][action] ?? null] as const),
  );

  test.each(cases)('%s, %s → %s', (state, action, to) => {
    const step = move(enrolmentLife, state, action, { role: 'case_worker' });

    expect(step.ok ? step.to : null).toBe(to);
    if (!step.ok) expect(step.possible.map((one) => one.action)).toEqual(advised(state));
  });

  test.each(['citizen', 'finance_officer', 'auditor'] as const)('%s takes none', (role) => {
    expect(move(enrolmentLife, 'ACTIVE', 'suspend', { role }).ok).toBe(false);
  });
});

describe('months', () => {
  test.each([
    ['2026-11-01', '2026-12-01'],
    ['2026-11-30', '2026-12-01'],
    ['2026-12-31', '2027-01-01'],
  ])('after %s comes %s', (date, month) => {
    expect(monthAfter(day(date))).toBe(month);
  });

  test.each([
    ['SUBMISSION', '2026-10-31', '2026-12-15', '2026-11-01'],
    ['SUBMISSION', '2026-11-01', '2026-12-15', '2026-12-01'],
    ['DECISION', '2026-10-31', '2026-12-15', '2027-01-01'],
  ] as const)('entitled after the %s, %s decided %s: from %s', (entitledAfter, submitted, decided, from) => {
    expect(entitledFrom({ entitledAfter }, day(submitted), day(decided))).toBe(from);
  });

  test('recertification comes after three years, at the end of a shorter month too', () => {
    const terms = { recertifyAfterMonths: 36, orphanUntilAge: 18 };

    expect(recertifyBy(terms, day('2026-11-22'))).toBe('2029-11-22');
    expect(recertifyBy(terms, day('2024-02-29'))).toBe('2027-02-28');
  });

  test.each([
    [['2011-11-21'], '2029-11-21'],
    [['2011-11-23'], '2029-11-22'],
    [['2011-06-01', '2010-05-01'], '2028-05-01'],
    [['2008-11-22'], '2029-11-22'],
  ])('orphans born %j are looked at again by %s', (born, by) => {
    const terms = { recertifyAfterMonths: 36, orphanUntilAge: 18 };

    expect(recertifyBy(terms, day('2026-11-22'), born.map(day))).toBe(by);
  });

  test.each([
    ['ACTIVE', '2026-11-21', true],
    ['ACTIVE', '2026-11-22', false],
    ['SUSPENDED', '2026-11-21', true],
    ['EXITED', '2020-01-01', false],
  ] as const)('%s, to be looked at by %s, is overdue on 22 November: %s', (state, by, isOverdue) => {
    expect(isRecertificationOverdue({ state, recertifyBy: day(by) }, day('2026-11-22'))).toBe(isOverdue);
  });

  test('grace ends three months after the day', () => {
    expect(overdueBeyondGrace({ recertificationGraceMonths: 3 }, day('2026-11-22'))).toBe('2026-08-22');
  });
});

const member = (facts: Partial<LivingMember>): LivingMember => ({
  ...{
    personId: 'x',
    relationship: 'CHILD',
    relativeToId: 'head',
    birthDate: day('1990-01-01'),
    sex: 'MALE',
  },
  ...facts,
});
const head = member({ personId: 'head', relationship: 'HEAD' });
const wife = member({ personId: 'wife', relationship: 'SPOUSE', sex: 'FEMALE' });

describe('the payee', () => {
  test.each<[string, LivingMember[], boolean, string]>([
    ['is the wife of the head where the mother is paid', [head, wife], true, 'wife'],
    ['is the head where the head is paid', [head, wife], false, 'head'],
    ['is the head without a wife', [head, member({ personId: 'girl', sex: 'FEMALE' })], true, 'head'],
    [
      'is the head when she is a woman',
      [
        { ...head, sex: 'FEMALE' },
        { ...wife, sex: 'MALE' },
      ],
      true,
      'head',
    ],
    ['is no wife of a former head', [head, { ...wife, relativeToId: 'former' }], true, 'head'],
  ])('%s', (_name, members, isPaidToMother, payee) => {
    expect(payeeOf('head', members, isPaidToMother)).toBe(payee);
  });
});

describe('entitled persons', () => {
  const terms = { documents: { ofProgramme: {}, ofEveryProgramme: [], ofPerson: { DISABILITY: kind() } } };
  const paper = (personId: string, isVerified = true) => ({ kind: kind(), personId, isVerified });
  const older = { personId: 'old', category: 'OLDER_PERSON' };
  const disabled = { personId: 'dis', category: 'DISABILITY' };
  const facts = { found: [older, disabled], memberIds: ['old', 'dis'], papers: [paper('dis')], named: null };

  test.each<[string, Partial<EntitlementFacts>, string[], string[]]>([
    ['all who are found, with their proofs', {}, ['old', 'dis'], []],
    ['without a proof', { papers: [] }, ['old', 'dis'], ['PROOF_MISSING']],
    ['without having seen it', { papers: [paper('dis', false)] }, ['old', 'dis'], ['PROOF_MISSING']],
    ['with a proof about somebody else', { papers: [paper('old')] }, ['old', 'dis'], ['PROOF_MISSING']],
    ['without who has no proof', { papers: [], named: ['old'] }, ['old'], []],
    ['who is not found', { named: ['old', 'child'] }, ['old'], ['PERSON_NOT_ENTITLED']],
    ['who has left since', { memberIds: ['dis'] }, ['dis'], []],
    ['who has left and is named', { memberIds: ['dis'], named: ['old'] }, [], ['PERSON_NOT_ENTITLED']],
    ['of a category that pays nobody', { found: [{ ...older, category: 'WIDOW' }] }, [], []],
  ])('%s', (_name, more, ids, codes) => {
    const { persons, problems } = entitledPersons({ ...facts, ...more }, terms);

    expect(persons.map(({ personId }) => personId)).toEqual(ids);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  test.each<
    [string, Partial<RenewalFacts>, { added?: string[]; ended?: string[]; stay?: string[]; codes?: string[] }]
  >([
    ['who is still found stays', {}, { stay: ['old'] }],
    ['who is found no longer ends', { found: [] }, { ended: ['old'] }],
    ['who has left ends', { memberIds: ['dis'] }, { ended: ['old'] }],
    ['who needs no proof is added', { entitled: [] }, { added: ['old'] }],
    ['who needs one is added when named', { named: ['dis'] }, { added: ['dis'], stay: ['old'] }],
    ['who is not found is not', { named: ['son'] }, { stay: ['old'], codes: ['PERSON_NOT_ENTITLED'] }],
  ])('looked at again: %s', (_name, more, { added = [], ended = [], stay = [], codes = [] }) => {
    const entitled = [{ personId: 'old', category: 'OLDER_PERSON' as const }];

    const renewed = renewal(
      { found: facts.found, memberIds: facts.memberIds, entitled, named: [], ...more },
      terms,
    );

    const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);
    expect({ added: ids(renewed.added), ended: renewed.ended, stay: ids(renewed.stay) }).toEqual({
      ...{ added, ended, stay },
    });
    expect(renewed.problems.map(({ code }) => code)).toEqual(codes);
  });

  function kind() {
    return 'DISABILITY_CERTIFICATE' as const;
  }
});
