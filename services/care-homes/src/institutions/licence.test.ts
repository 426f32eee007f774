import 'reflect-metadata';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  decideLicence,
  frozenUntil,
  lastLicensedDay,
  licence,
  licenceStatusOn,
  mayAct,
  type LicenceAction,
  type LicenceFacts,
  type LicenceFreeze,
  type LicenceState,
  type LicenceTerms,
} from './licence';

const day = (text: string) => text as PlainDate;
const terms: Rules<LicenceTerms> = {
  version: 'care_home_licence_terms#1',
  effectiveFrom: day('2020-01-01'),
  effectiveTo: null,
  isSample: true,
  value: { years: 3, inspectionMonths: 6 },
};
const freeze: Rules<LicenceFreeze> = {
  version: 'care_home_licence_freeze#2',
  effectiveFrom: day('2025-12-16'),
  effectiveTo: day('2026-12-16'),
  isSample: false,
  value: { kinds: ['ORPHANAGE'] },
};
const facts = (differing: Partial<LicenceFacts> = {}): LicenceFacts => ({
  kind: 'OLDER_PEOPLE',
  today: day('2026-11-22'),
  inspection: { inspectedOn: day('2026-10-01'), isRecommended: true, inspectedBy: 'the inspector' },
  appliedBy: 'the NGO',
  decidedBy: 'the administrator',
  operatorMayAct: true,
  isNew: true,
  ...differing,
});
const inspectedOn = (text: string) => ({
  inspectedOn: day(text),
  isRecommended: true,
  inspectedBy: 'the inspector',
});

describe('a licence', () => {
  test.each<[string, Partial<LicenceFacts>, string[]]>([
    ['is given on a recent inspection that recommends it', {}, []],
    ['needs an inspection', { inspection: null }, ['NOT_INSPECTED']],
    [
      'needs one that recommends it',
      { inspection: { ...inspectedOn('2026-10-01'), isRecommended: false } },
      ['NOT_RECOMMENDED'],
    ],
    [
      'may stand on an inspection of six months ago to the day',
      { inspection: inspectedOn('2026-05-22') },
      [],
    ],
    ['not on one that is a day older', { inspection: inspectedOn('2026-05-21') }, ['INSPECTION_TOO_OLD']],
    ['is not given by the inspector', { decidedBy: 'the inspector' }, ['INSPECTED_BY_THE_SAME']],
    ['is not given by who applied', { decidedBy: 'the NGO' }, ['APPLIED_BY_THE_SAME']],
    ['is renewed also by who once applied', { decidedBy: 'the NGO', isNew: false }, []],
    ['is not given to a home of a suspended NGO', { operatorMayAct: false }, ['OPERATOR_MAY_NOT_ACT']],
    ['may be given while nothing has been heard of the NGO', { operatorMayAct: null }, []],
    ['of an orphanage is frozen', { kind: 'ORPHANAGE' }, ['KIND_FROZEN']],
    ['of an orphanage that exists is renewed in spite of it', { kind: 'ORPHANAGE', isNew: false }, []],
    ['of a small home is not frozen', { kind: 'SMALL_HOME' }, []],
    [
      'tells everything that stands against it',
      { kind: 'ORPHANAGE', inspection: null, operatorMayAct: false },
      ['NOT_INSPECTED', 'OPERATOR_MAY_NOT_ACT', 'KIND_FROZEN'],
    ],
  ])('%s', (_name, differing, reasons) => {
    const decision = decideLicence(facts(differing), terms, freeze);

    expect(decision.reasons.map(({ code }) => code)).toEqual(reasons);
    expect(decision.outcome).toBe(reasons.length === 0 ? 'LICENSE' : 'REFUSE');
    expect(decision.rulesVersion).toBe('care_home_licence_terms#1 care_home_licence_freeze#2');
  });

  test('of three years ends the day before its anniversary', () => {
    expect(lastLicensedDay(day('2026-11-22'), terms.value)).toBe('2029-11-21');
  });

  test.each<[string, LicenceState, string | null, string]>([
    ['holds on its last day', 'LICENSED', '2026-11-22', 'LICENSED'],
    ['has expired the day after', 'LICENSED', '2026-11-21', 'EXPIRED'],
    ['that has no end does not expire', 'LICENSED', null, 'LICENSED'],
    ['that is suspended stays so after its last day', 'SUSPENDED', '2026-01-01', 'SUSPENDED'],
  ])('%s', (_name, licenceState, until, status) => {
    const licensedUntil = until === null ? null : day(until);

    expect(licenceStatusOn({ licenceState, licensedUntil }, day('2026-11-22'))).toBe(status);
  });

  test('is frozen until the day before the freeze ends', () => {
    expect(frozenUntil('ORPHANAGE', freeze)).toBe('2026-12-15');
    expect(frozenUntil('WOMEN', freeze)).toBeNull();
  });
});

describe('the steps of a licence', () => {
  const actions: LicenceAction[] = ['inspect', 'license', 'refuse', 'renew', 'suspend', 'reinstate', 'close'];
  const possible: Record<LicenceState, Partial<Record<LicenceAction, LicenceState>>> = {
    APPLIED: { inspect: 'INSPECTED', refuse: 'REFUSED' },
    INSPECTED: { inspect: 'INSPECTED', license: 'LICENSED', refuse: 'REFUSED' },
    LICENSED: { inspect: 'LICENSED', renew: 'LICENSED', suspend: 'SUSPENDED', close: 'CLOSED' },
    SUSPENDED: { inspect: 'SUSPENDED', reinstate: 'LICENSED', close: 'CLOSED' },
    REFUSED: {},
    CLOSED: {},
  };
  const cases = (Object.keys(possible) as LicenceState[]).flatMap((state) =>
    actions.map((action) => [state, action, possible[state][action] ?? null] as const),
  );

  test.each(cases)('%s, %s → %s', (state, action, to) => {
    const step = move(licence, state, action, { role: 'ministry_admin' });

    expect(step.ok ? step.to : null).toBe(to);
    if (!step.ok) expect(step.possible.map((one) => one.action)).toEqual(Object.keys(possible[state]));
  });

  test('an inspector inspects and suspends, and gives no licence', () => {
    const by = (action: LicenceAction, state: LicenceState) =>
      move(licence, state, action, { role: 'inspector' }).ok;

    expect([
      by('inspect', 'APPLIED'),
      by('suspend', 'LICENSED'),
      by('license', 'INSPECTED'),
      by('close', 'LICENSED'),
    ]).toEqual([true, true, false, false]);
  });
});

test.each([
  ['GOOD', true],
  ['SUSPENDED', false],
  ['NOT_YET', false],
  ['UNKNOWN', null],
])('an NGO whose standing is %s may take on something new: %s', (standing, answer) => {
  expect(mayAct(standing)).toBe(answer);
});
