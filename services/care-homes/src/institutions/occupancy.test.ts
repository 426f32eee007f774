import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { admissionProblem, freePlaces, type HomeForAdmission } from './occupancy';

const day = (text: string) => text as PlainDate;
const today = day('2026-11-22');
const home = (differing: Partial<HomeForAdmission> = {}): HomeForAdmission => ({
  licenceState: 'LICENSED',
  licensedUntil: day('2027-01-01'),
  capacity: 20,
  occupied: 19,
  ...differing,
});

test.each([
  [{ capacity: 20, occupied: 19 }, 1],
  [{ capacity: 20, occupied: 20 }, 0],
])('free places of %j: %i', (places, free) => {
  expect(freePlaces(places)).toBe(free);
});

test.each<[string, HomeForAdmission, boolean | null, object | null]>([
  ['somebody for the last place', home(), true, null],
  ['nobody beyond it', home({ occupied: 20 }), true, { code: 'HOME_FULL', capacity: 20 }],
  [
    'nobody without a licence',
    home({ licenceState: 'INSPECTED' }),
    true,
    { code: 'HOME_NOT_LICENSED', status: 'INSPECTED' },
  ],
  ['somebody on the last day of the licence', home({ licensedUntil: today }), true, null],
  [
    'nobody the day after',
    home({ licensedUntil: day('2026-11-21') }),
    true,
    { code: 'HOME_NOT_LICENSED', status: 'EXPIRED' },
  ],
  ['nobody for an NGO that may not act', home(), false, { code: 'OPERATOR_MAY_NOT_ACT' }],
  ['somebody while nothing was heard of the NGO', home(), null, null],
])('a home takes in %s', (_name, forAdmission, operatorMayAct, problem) => {
  expect(admissionProblem(forAdmission, operatorMayAct, today)).toEqual(problem);
});
