import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import {
  damanCase,
  FINDING_ACTIONS,
  latestPaidMonth,
  WAITING,
  type DamanAction,
  type DamanState,
} from './daman-case';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

const READY = {
  hasProgramme: true,
  isVerifiedByCaller: false,
  isStillSo: true,
  unverifiedMember: null as string | null,
};
const FINDS = Object.values(FINDING_ACTIONS);
/** Looking a case up is one step for who takes it, whatever is found. */
const FOUND_BY_VERIFYING = FINDS.filter((action) => action !== 'find_verified');
const ACTIONS: readonly DamanAction[] = [...FINDS, 'confirm', 'move', 'close'];
const ALLOWED: Record<DamanState, readonly DamanAction[]> = {
  RECEIVED: FINDS,
  VERIFIED: [...FINDS, 'move', 'close'],
  NOT_FOUND: [...FINDS, 'close'],
  DUPLICATE: [...FINDS, 'close'],
  DECEASED: [...FINDS, 'close'],
  HELD: [...FINDS, 'confirm', 'close'],
  MOVED: [],
  CLOSED: [],
};
const RESULTS: Record<DamanAction, DamanState> = {
  find_verified: 'VERIFIED',
  find_missing: 'NOT_FOUND',
  find_duplicate: 'DUPLICATE',
  find_deceased: 'DECEASED',
  hold: 'HELD',
  confirm: 'RECEIVED',
  move: 'MOVED',
  close: 'CLOSED',
};
const step = (from: DamanState, action: DamanAction, role: Role = 'case_worker', facts = READY) =>
  move(damanCase, from, action, { role, facts });

describe('the life of a case of Daman', () => {
  const steps = (Object.keys(ALLOWED) as DamanState[]).flatMap((from) =>
    ACTIONS.map((action) => [from, action, ALLOWED[from].includes(action)] as const),
  );

  test.each(steps.filter(([, , isAllowed]) => isAllowed))('from %s: %s', (from, action) => {
    expect(step(from, action)).toMatchObject({ ok: true, to: RESULTS[action] });
  });

  test.each(steps.filter(([, , isAllowed]) => !isAllowed))('from %s not: %s', (from, action) => {
    const refused = step(from, action);

    expect(refused).toMatchObject({ ok: false, why: 'NOT_POSSIBLE' });
    expect(!refused.ok && refused.possible.map((possible) => possible.action)).toEqual(
      ALLOWED[from].filter((each) => !FOUND_BY_VERIFYING.some((found) => found === each)),
    );
  });

  test('is in the hands of case workers and the ministry', () => {
    expect(step('VERIFIED', 'move', 'ministry_admin').ok).toBe(true);
    expect(step('VERIFIED', 'move', 'finance_officer')).toMatchObject({ why: 'NOT_BY_YOU', possible: [] });
  });

  test.each([
    ['verified by the caller', { ...READY, isVerifiedByCaller: true }, 'SECOND_PERSON_NEEDED'],
    ['without a programme', { ...READY, hasProgramme: false }, 'NO_PROGRAMME_FITS'],
    [
      'of a household with a case that was not looked up',
      { ...READY, unverifiedMember: '7' },
      'MEMBER_NOT_VERIFIED',
    ],
    ['of which the registry says something else', { ...READY, isStillSo: false }, 'NO_LONGER_SO'],
  ])('moves none that is %s', (_name, facts, code) => {
    expect(step('VERIFIED', 'move', 'case_worker', facts)).toMatchObject({
      why: 'NOT_NOW',
      reason: { code },
    });
  });

  test('waits until it is moved or closed', () => {
    expect(WAITING).toEqual(['RECEIVED', 'VERIFIED', 'NOT_FOUND', 'DUPLICATE', 'DECEASED', 'HELD']);
  });

  test('was paid for a year ahead at the most', () => {
    expect(latestPaidMonth('2026-11-22' as PlainDate)).toBe('2027-11-01');
  });
});
