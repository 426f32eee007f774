import { defineReasons } from './decision';
import { defineStateMachine, move } from './state-machine';

type State = 'APPLIED' | 'LICENSED' | 'SUSPENDED' | 'CLOSED';
type Action = 'license' | 'suspend' | 'reinstate' | 'close' | 'expire';

const because = defineReasons({
  RESIDENTS_LEFT: { ar: 'ما زال في الدار {fact}.', en: '{fact} residents are still there.' },
});

const licence = defineStateMachine<State, Action, { residents: number }>({
  subjectType: 'care_home_licence',
  actions: {
    license: { en: 'license', ar: 'ترخيص' },
    suspend: { en: 'suspend', ar: 'إيقاف' },
    reinstate: { en: 'reinstate', ar: 'إعادة' },
    close: { en: 'close', ar: 'إغلاق' },
    expire: null,
  },
  states: {
    APPLIED: { license: { to: 'LICENSED', by: ['inspector'] } },
    LICENSED: {
      suspend: { to: 'SUSPENDED', by: ['inspector', 'ministry_admin'] },
      close: closedWhenEmpty(),
      expire: 'SUSPENDED',
    },
    SUSPENDED: { reinstate: 'LICENSED', close: closedWhenEmpty() },
    CLOSED: {},
  },
});

function closedWhenEmpty() {
  return {
    to: 'CLOSED' as const,
    unless: ({ residents }: { residents: number }) =>
      residents > 0 ? because('RESIDENTS_LEFT', residents, 0) : null,
  };
}

const empty = { residents: 0 };

describe('a state machine', () => {
  it('takes a step that stands in the table', () => {
    expect(move(licence, 'APPLIED', 'license', { role: 'inspector', facts: empty })).toEqual({
      ok: true,
      subjectType: 'care_home_licence',
      from: 'APPLIED',
      action: 'license',
      to: 'LICENSED',
    });
  });

  it('refuses a step that does not, and says what was possible', () => {
    expect(move(licence, 'SUSPENDED', 'suspend', { role: 'inspector', facts: empty })).toEqual({
      ...{ ok: false, why: 'NOT_POSSIBLE', from: 'SUSPENDED', action: 'suspend', reason: null },
      possible: [
        { action: 'reinstate', name: { en: 'reinstate', ar: 'إعادة' }, by: [] },
        { action: 'close', name: { en: 'close', ar: 'إغلاق' }, by: [] },
      ],
      forOthers: [],
    });
  });

  it('refuses a step to a role that may not take it, and names what that role may and what others may', () => {
    expect(move(licence, 'LICENSED', 'suspend', { role: 'care_home_staff', facts: empty })).toMatchObject({
      why: 'NOT_BY_YOU',
      possible: [{ action: 'close' }],
      forOthers: [{ action: 'suspend', by: ['inspector', 'ministry_admin'] }],
    });
  });

  it('names nothing as possible that follows by itself or of which a condition does not hold', () => {
    expect(
      move(licence, 'LICENSED', 'license', { role: 'inspector', facts: { residents: 3 } }),
    ).toMatchObject({ possible: [{ action: 'suspend' }], forOthers: [{ action: 'close', by: [] }] });
  });

  it('refuses a step whose condition does not hold, with the reason', () => {
    expect(move(licence, 'LICENSED', 'close', { role: 'inspector', facts: { residents: 3 } })).toMatchObject({
      ok: false,
      why: 'NOT_NOW',
      reason: { code: 'RESIDENTS_LEFT', fact: '3', limit: '0' },
    });
  });

  it('has states that lead nowhere', () => {
    const refused = move(licence, 'CLOSED', 'close', { role: 'ministry_admin', facts: empty });

    expect(refused).toMatchObject({ ok: false, possible: [], forOthers: [] });
  });

  it('takes no action from the names that every object has', () => {
    const strange = move(licence, 'APPLIED', 'constructor' as Action, { role: 'inspector', facts: empty });

    expect(strange).toMatchObject({ ok: false, why: 'NOT_POSSIBLE' });
  });

  it('does not compile without one of its states, or with a step to nowhere', () => {
    defineStateMachine<State, Action>({
      subjectType: 'x',
      // @ts-expect-error CLOSED has no place.
      states: { APPLIED: {}, LICENSED: {}, SUSPENDED: {} },
    });
    defineStateMachine<State, Action>({
      subjectType: 'x',
      // @ts-expect-error There is no state LOST.
      states: { APPLIED: { close: 'LOST' }, LICENSED: {}, SUSPENDED: {}, CLOSED: {} },
    });
  });
});
