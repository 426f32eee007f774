import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  escalatedOn,
  grievanceLife,
  GrievanceState,
  isOverdueOn,
  refuseFiling,
  refuseOfficer,
  refuseSubject,
  refuseWords,
  type EarlierGrievance,
  type Filing,
  type GrievanceAction,
  type GrievanceStepFacts,
} from './grievance';
import { grievanceDecision, GrievanceGround, OUTCOME_OF } from './ground';

const day = parsePlainDate;
const TODAY = day('2026-11-22');
const TERMS = { daysToFile: 60, daysToDecide: 30 };

describe('filing a grievance', () => {
  const contested = { householdId: 'household', decidedOn: day('2026-10-01'), deciders: ['decider'] };
  const filing = (facts: Partial<Filing> = {}): Filing => ({
    contested,
    earlier: null,
    speaksForHousehold: true,
    words: 'لم يصلني المبلغ',
    ...facts,
  });
  const decided = (on: string) => ({ contested: { ...contested, decidedOn: day(on) } });
  const earlier = (state: GrievanceState, on: string): EarlierGrievance => ({ state, closedOn: day(on) });

  test.each<[string, Partial<Filing>, string[]]>([
    ['in time', {}, []],
    ['on the 60th day after the decision', decided('2026-09-23'), []],
    ['on the 61st day after the decision', decided('2026-09-22'), ['FILED_TOO_LATE']],
    ['on the day of the decision', decided('2026-11-22'), []],
    ['against nothing', { contested: null }, ['DECISION_NOT_FOUND']],
    ['by a stranger', { speaksForHousehold: false }, ['COMPLAINANT_NOT_A_MEMBER']],
    ['without words', { words: ' \n ' }, ['WORDS_MISSING']],
    ['in two lines', { words: 'one\ntwo' }, []],
    ['after one that was withdrawn', { earlier: earlier('WITHDRAWN', '2026-11-01') }, []],
    ['after one that was rejected', { earlier: earlier('REJECTED', '2026-11-01') }, ['ALREADY_ANSWERED']],
    ['after one that was upheld', { earlier: earlier('UPHELD', '2026-11-01') }, ['ALREADY_ANSWERED']],
    [
      'against what was decided anew on the day on which one was upheld',
      { ...decided('2026-11-01'), earlier: earlier('UPHELD', '2026-11-01') },
      [],
    ],
    [
      'against what was decided on the day on which one was rejected',
      { ...decided('2026-11-01'), earlier: earlier('REJECTED', '2026-11-01') },
      ['ALREADY_ANSWERED'],
    ],
    [
      'against what was decided anew after one was rejected',
      { ...decided('2026-11-02'), earlier: earlier('REJECTED', '2026-11-01') },
      [],
    ],
    [
      'with everything wrong',
      { ...decided('2026-01-01'), speaksForHousehold: false, words: '' },
      ['FILED_TOO_LATE', 'COMPLAINANT_NOT_A_MEMBER', 'WORDS_MISSING'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(refuseFiling(filing(facts), TERMS, TODAY).map(({ code }) => code)).toEqual(expected);
  });

  test('tells the last day on which it could have been filed', () => {
    const [refused] = refuseFiling(filing(decided('2026-09-22')), TERMS, TODAY);

    expect(refused?.messages.en).toContain('2026-11-21');
  });

  test.each([
    ['4,000 characters', 'ا'.repeat(4_000), true],
    ['4,001 characters', 'ا'.repeat(4_001), false],
    ['4,000 characters of two units each', '😀'.repeat(4_000), true],
    ['a zero byte', 'a\u0000', false],
    ['an escape', 'a\u001b[2J', false],
  ])('words of %s', (_name, words, isKept) => {
    expect(refuseWords(words, 'input.words') === null).toBe(isKept);
  });
});

describe('the clock of a grievance', () => {
  const dueOn = day('2026-11-21');

  test.each<[GrievanceState, string, boolean]>([
    ['FILED', '2026-11-21', false],
    ['FILED', '2026-11-22', true],
    ['ASSIGNED', '2026-11-22', true],
    ['UPHELD', '2026-11-22', false],
    ['REJECTED', '2026-11-22', false],
    ['WITHDRAWN', '2026-11-22', false],
  ])('%s on %s is overdue: %s', (state, today, expected) => {
    expect(isOverdueOn({ state, dueOn, closedOn: null }, day(today))).toBe(expected);
  });

  test.each<[string, string | null, string, string | null]>([
    ['open on the last day', null, '2026-11-21', null],
    ['open a day later', null, '2026-11-22', '2026-11-22'],
    ['open long after', null, '2027-01-01', '2026-11-22'],
    ['decided on the last day, asked later', '2026-11-21', '2027-01-01', null],
    ['decided a day later', '2026-11-22', '2027-01-01', '2026-11-22'],
  ])('%s', (_name, closedOn, today, expected) => {
    const clock = { state: 'FILED' as const, dueOn, closedOn: closedOn === null ? null : day(closedOn) };

    expect(escalatedOn(clock, day(today))).toBe(expected);
  });
});

describe('the steps of a grievance', () => {
  const ACTIONS: readonly GrievanceAction[] = ['assign', 'uphold', 'reject', 'withdraw', 'escalate'];
  const facts = (more: Partial<GrievanceStepFacts> = {}): GrievanceStepFacts => ({
    role: 'ministry_admin',
    dueOn: day('2026-12-01'),
    isOverdue: true,
    isAssignedToCaller: true,
    ...more,
  });
  const POSSIBLE = {
    FILED: { assign: 'ASSIGNED', withdraw: 'WITHDRAWN', escalate: 'FILED' },
    ASSIGNED: {
      assign: 'ASSIGNED',
      uphold: 'UPHELD',
      reject: 'REJECTED',
      withdraw: 'WITHDRAWN',
      escalate: 'ASSIGNED',
    },
    UPHELD: {},
    REJECTED: {},
    WITHDRAWN: {},
  } as const satisfies Record<GrievanceState, Partial<Record<GrievanceAction, GrievanceState>>>;
  const everyStep = Object.values(GrievanceState).flatMap((from) =>
    ACTIONS.map((action) => [from, action] as const),
  );

  test.each(everyStep)('from %s: %s', (from, action) => {
    const possible: Partial<Record<GrievanceAction, GrievanceState>> = POSSIBLE[from];
    const to = possible[action];

    const role = action === 'escalate' ? 'system' : 'ministry_admin';

    const step = move(grievanceLife, from, action, { role, facts: facts() });

    if (to) expect(step).toMatchObject({ ok: true, to });
    else expect(step).toMatchObject({ ok: false, why: 'NOT_POSSIBLE', possible: listed(possible) });
  });

  test.each<[string, Role, GrievanceState, GrievanceAction, Partial<GrievanceStepFacts>, string | null]>([
    ['a case worker takes on one that is due', 'case_worker', 'FILED', 'assign', { isOverdue: false }, null],
    ['a case worker takes on an overdue one', 'case_worker', 'FILED', 'assign', {}, 'ESCALATED_TO_MINISTRY'],
    ['a case worker decides in time', 'case_worker', 'ASSIGNED', 'uphold', { isOverdue: false }, null],
    ['a case worker decides too late', 'case_worker', 'ASSIGNED', 'reject', {}, 'ESCALATED_TO_MINISTRY'],
    ['the ministry decides one that is overdue', 'ministry_admin', 'ASSIGNED', 'uphold', {}, null],
    [
      'the ministry decides one of another officer',
      'ministry_admin',
      'ASSIGNED',
      'reject',
      { isAssignedToCaller: false },
      'ASSIGNED_TO_ANOTHER',
    ],
    ['a case worker reassigns', 'case_worker', 'ASSIGNED', 'assign', { isOverdue: false }, 'NOT_BY_YOU'],
    ['somebody escalates', 'ministry_admin', 'FILED', 'escalate', {}, 'NOT_BY_YOU'],
    ['a citizen withdraws an overdue one', 'citizen', 'FILED', 'withdraw', {}, null],
    ['a citizen decides', 'citizen', 'ASSIGNED', 'uphold', {}, 'NOT_BY_YOU'],
    [
      'one that is not overdue is escalated',
      'system',
      'FILED',
      'escalate',
      { isOverdue: false },
      'NOT_OVERDUE',
    ],
  ])('%s', (_name, role, from, action, more, expected) => {
    const step = move(grievanceLife, from, action, { role, facts: facts({ role, ...more }) });

    expect(step.ok ? null : (step.reason?.code ?? step.why)).toBe(expected);
  });

  /** What the ministry is told: the calendar's step is nobody's. */
  function listed({ escalate: _, ...possible }: Partial<Record<GrievanceAction, GrievanceState>>) {
    return Object.keys(possible).map((action) => ({ action }));
  }

  test('who cannot take one over is advised nothing that would be refused, and told whose it is', () => {
    const role = 'case_worker';
    const ofAnother = facts({ role, isOverdue: false, isAssignedToCaller: false });

    const step = move(grievanceLife, 'ASSIGNED', 'assign', { role, facts: ofAnother });

    expect(step).toMatchObject({
      ...{ why: 'NOT_BY_YOU', possible: [{ action: 'withdraw' }] },
      forOthers: [{ action: 'assign', by: ['ministry_admin'] }, { action: 'uphold' }, { action: 'reject' }],
    });
  });
});

describe('the officer of a grievance', () => {
  const filed = { deciders: ['visitor', 'decider'], filedBy: 'clerk' };

  test.each([
    ['somebody else', 'officer', null],
    ['one who decided', 'decider', 'OFFICER_TOOK_DECISION'],
    ['one who took part', 'visitor', 'OFFICER_TOOK_DECISION'],
    ['who wrote it down', 'clerk', 'OFFICER_FILED_IT'],
  ])('%s', (_name, officer, expected) => {
    expect(refuseOfficer(filed, officer, null)?.code ?? null).toBe(expected);
  });
});

describe('the subject of an officer', () => {
  test.each([
    ['officer-giza', null],
    ['a'.repeat(255), null],
    ['a'.repeat(256), 'OFFICER_INVALID'],
    ['', 'OFFICER_INVALID'],
    ['officer\ngiza', 'OFFICER_INVALID'],
    ['officer\u009fgiza', 'OFFICER_INVALID'],
  ])('%j', (text, expected) => {
    expect(refuseSubject(text, 'input.officer')?.code ?? null).toBe(expected);
  });
});

describe('the decision on a grievance', () => {
  const grievance = {
    number: 'G0000000001',
    againstKind: 'SUSPENSION' as const,
    contestedDecidedOn: day('2026-10-01'),
    filedOn: day('2026-10-20'),
    dueOn: day('2026-11-19'),
    termsVersion: 'grievance_terms#1',
  };

  test.each(Object.values(GrievanceGround))('%s says its outcome, its words and the officer’s', (ground) => {
    const words = { ar: 'راجعنا الملف', en: null };

    const decision = grievanceDecision(grievance, { ground, words }, TODAY);

    expect(decision).toMatchObject({ outcome: OUTCOME_OF[ground], rulesVersion: 'grievance_terms#1' });
    expect(decision.reasons.map(({ code }) => code)).toEqual([ground, 'OFFICER_WORDS']);
    expect(decision.reasons[1]?.message).toEqual(words);
    expect(decision.inputs).toContainEqual({ name: 'decidedOn', value: TODAY });
  });
});
