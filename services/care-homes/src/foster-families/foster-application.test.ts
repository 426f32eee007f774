import 'reflect-metadata';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  dueDateOf,
  fosterApplication,
  isLateOn,
  type FosterAction,
  type FosterState,
} from './foster-application';

const day = (text: string) => text as PlainDate;

describe('the steps of an application', () => {
  const actions: FosterAction[] = [
    ...(['submit', 'find_eligible', 'find_not_eligible', 'return', 'study', 'train'] as const),
    ...(['send_back', 'approve', 'refuse', 'withdraw'] as const),
  ];
  const withdraw = 'WITHDRAWN';
  const possible: Record<FosterState, Partial<Record<FosterAction, FosterState>>> = {
    DRAFT: { submit: 'SUBMITTED', withdraw },
    SUBMITTED: { find_eligible: 'ELIGIBLE', find_not_eligible: 'NOT_ELIGIBLE', return: 'RETURNED', withdraw },
    RETURNED: { submit: 'SUBMITTED', withdraw },
    ELIGIBLE: { study: 'HOME_STUDIED', withdraw },
    HOME_STUDIED: { train: 'TRAINED', withdraw },
    TRAINED: { approve: 'WAITING', refuse: 'REFUSED', send_back: 'RETURNED', withdraw },
    WAITING: { withdraw },
    NOT_ELIGIBLE: {},
    REFUSED: {},
    WITHDRAWN: {},
  };
  // Whoever reviews an application does not choose what the rules find.
  const advised = (state: FosterState) =>
    Object.keys(possible[state]).filter((action) => action !== 'find_not_eligible');
  const cases = (Object.keys(possible) as FosterState[]).flatMap((state) =>
    actions.map((action) => [state, action, possible[state][action] ?? null] as const),
  );

  test.each(cases)('%s, %s → %s', (state, action, to) => {
    const step = move(fosterApplication, state, action, { role: 'child_protection_officer' });

    expect(step.ok ? step.to : null).toBe(to);
    if (!step.ok) expect(step.possible.map((one) => one.action)).toEqual(advised(state));
  });

  test.each<[Role, FosterState, FosterAction, boolean]>([
    ['ngo_partner', 'DRAFT', 'submit', true],
    ['ngo_partner', 'RETURNED', 'submit', true],
    ['ngo_partner', 'WAITING', 'withdraw', true],
    ['ngo_partner', 'SUBMITTED', 'find_eligible', false],
    ['ngo_partner', 'ELIGIBLE', 'study', false],
    ['ngo_partner', 'TRAINED', 'approve', false],
    ['ministry_admin', 'TRAINED', 'approve', true],
    ['citizen', 'DRAFT', 'submit', false],
    ['inspector', 'SUBMITTED', 'return', false],
    ['auditor', 'TRAINED', 'refuse', false],
  ])('%s in %s may %s: %s', (role, state, action, isAllowed) => {
    expect(move(fosterApplication, state, action, { role }).ok).toBe(isAllowed);
  });
});

describe('the term of a step', () => {
  const terms = { daysForNextStep: { SUBMITTED: 15 } };

  test('ends that many days after the state began, and is none where nobody is waited for', () => {
    expect(dueDateOf('SUBMITTED', day('2026-11-07'), terms)).toBe('2026-11-22');
    expect(dueDateOf('WAITING', day('2026-11-07'), terms)).toBeNull();
  });

  test.each([
    ['2026-11-22', false],
    ['2026-11-21', true],
    [null, false],
  ])('that ends on %s is late on 22 November: %s', (dueOn, isLate) => {
    expect(isLateOn(dueOn as PlainDate | null, day('2026-11-22'))).toBe(isLate);
  });
});
