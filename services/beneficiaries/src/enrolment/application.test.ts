import 'reflect-metadata';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import {
  applicationDecision,
  benefitApplication,
  decidingProblems,
  hasReason,
  missingDocuments,
  type ApplicationAction,
  type ApplicationState,
} from './application';

describe('the steps of an application', () => {
  const actions: ApplicationAction[] = ['complete', 'verify', 'approve', 'refuse', 'withdraw', 'reopen'];
  const withdraw = 'WITHDRAWN';
  const possible: Record<ApplicationState, Partial<Record<ApplicationAction, ApplicationState>>> = {
    SUBMITTED: { complete: 'DOCUMENTS_COMPLETE', withdraw },
    DOCUMENTS_COMPLETE: { verify: 'VERIFIED', withdraw },
    VERIFIED: { approve: 'APPROVED', refuse: 'REFUSED', withdraw },
    APPROVED: {},
    REFUSED: { reopen: 'VERIFIED' },
    WITHDRAWN: {},
  };
  // Nobody opens an application again of their own accord.
  const advised = (state: ApplicationState) =>
    Object.keys(possible[state]).filter((action) => action !== 'reopen');
  const cases = (Object.keys(possible) as ApplicationState[]).flatMap((state) =>
    actions.map((action) => [state, action, possible[state][action] ?? null] as const),
  );

  test.each(cases)('%s, %s → %s', (state, action, to) => {
    const step = move(benefitApplication, state, action, { role: 'case_worker' });

    expect(step.ok ? step.to : null).toBe(to);
    if (!step.ok) expect(step.possible.map((one) => one.action)).toEqual(advised(state));
  });

  test.each<[Role, ApplicationState, ApplicationAction, boolean]>([
    ['citizen', 'SUBMITTED', 'withdraw', true],
    ['citizen', 'VERIFIED', 'withdraw', true],
    ['citizen', 'VERIFIED', 'approve', false],
    ['citizen', 'REFUSED', 'reopen', false],
    ['finance_officer', 'VERIFIED', 'approve', false],
    ['auditor', 'SUBMITTED', 'complete', false],
    ['ministry_admin', 'VERIFIED', 'refuse', true],
  ])('%s in %s may %s: %s', (role, state, action, isAllowed) => {
    expect(move(benefitApplication, state, action, { role }).ok).toBe(isAllowed);
  });
});

describe('documents', () => {
  const asked = ['NATIONAL_ID', 'PROOF_OF_RESIDENCE'] as const;
  const paper = (kind: (typeof asked)[number] | 'INCOME_STATEMENT', isVerified = true) => ({
    kind,
    isVerified,
  });

  test.each([
    ['nothing is there', [], ['NATIONAL_ID', 'PROOF_OF_RESIDENCE']],
    ['one is there', [paper('NATIONAL_ID')], ['PROOF_OF_RESIDENCE']],
    ['an original was not seen', [paper('NATIONAL_ID', false), paper('PROOF_OF_RESIDENCE')], ['NATIONAL_ID']],
    [
      'it was seen later',
      [paper('NATIONAL_ID', false), paper('PROOF_OF_RESIDENCE'), paper('NATIONAL_ID')],
      [],
    ],
    [
      'the latest was not seen',
      [paper('NATIONAL_ID'), paper('PROOF_OF_RESIDENCE'), paper('NATIONAL_ID', false)],
      ['NATIONAL_ID'],
    ],
    ['another one is there', [paper('INCOME_STATEMENT'), ...asked.map((kind) => paper(kind))], []],
  ])('are missing when %s', (_name, papers, missing) => {
    expect(missingDocuments(asked, papers)).toEqual(missing);
  });
});

describe('who decides', () => {
  const facts = { decider: 'b', visitors: ['a'], formerDeciders: [] };
  const settled = { conflicts: [], answered: [] };

  test.each([
    ['somebody else than who visited', facts, settled, []],
    ['who visited', { ...facts, visitors: ['a', 'b'] }, settled, ['VISITED_BY_DECIDER']],
    ['who decided before', { ...facts, formerDeciders: ['b'] }, settled, ['DECIDED_BEFORE']],
    ['with a conflict open', facts, { conflicts: ['rooms'], answered: [] }, ['CONFLICTS_NOT_ANSWERED']],
    ['with every conflict answered', facts, { conflicts: ['rooms'], answered: ['rooms', 'land'] }, []],
    [
      'with one of two answered',
      facts,
      { conflicts: ['rooms', 'car'], answered: ['car'] },
      ['CONFLICTS_NOT_ANSWERED'],
    ],
  ])('%s', (_name, decider, found, codes) => {
    expect(decidingProblems(decider, found).map(({ code }) => code)).toEqual(codes);
  });

  test('leaves a decision with what the rules said and their own words', () => {
    const message = { ar: 'سبب', en: 'Reason' };
    const eligibility = {
      ...{ outcome: 'NEAR_MISS', rulesVersion: 'pmt#3', inputs: [{ name: 'rooms', value: '2' }] },
      reasons: [{ code: 'SCORE', message, fact: '51', limit: '50' }],
    };

    const decision = applicationDecision('REFUSED', eligibility, {
      ...{ closedOn: null, words: 'الأسرة قريبة من الحد' },
    });

    expect(decision).toMatchObject({
      outcome: 'REFUSED',
      rulesVersion: 'pmt#3',
      reasons: [{ code: 'SCORE' }, { code: 'DECIDER', message: { ar: 'الأسرة قريبة من الحد' } }],
      inputs: [
        { name: 'rooms', value: '2' },
        { name: 'eligibility', value: 'NEAR_MISS' },
      ],
    });
    const nothing = { closedOn: null, words: null };
    expect(applicationDecision('APPROVED', eligibility, nothing).reasons).toEqual([]);
  });

  test.each([
    ['what the rules say', { isEligible: false, closedOn: null, words: null }, true, []],
    ['nothing', { isEligible: true, closedOn: null, words: null }, false, []],
    ['their words', { isEligible: true, closedOn: null, words: 'سبب' }, true, ['DECIDER']],
    [
      'that the programme is closed',
      { isEligible: true, closedOn: day('2026-11-01'), words: null },
      true,
      ['PROGRAMME_CLOSED'],
    ],
  ])('refuses for %s', (_name, refusing, isReason, codes) => {
    const eligibility = { outcome: 'ELIGIBLE', rulesVersion: 'pmt#3', inputs: [], reasons: [] };

    expect(hasReason(refusing)).toBe(isReason);
    const { reasons } = applicationDecision('REFUSED', eligibility, refusing);
    expect(reasons.map(({ code }) => code)).toEqual(codes);
  });
});
