import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { householdAfterDaman, personAfterDaman, type MembersCase } from './paid-months';

const aCase = (personId: string, month: string, isForPerson = false): MembersCase => ({
  ...{ personId, isForPerson, lastPaidMonth: month as PlainDate },
});

test.each<[string, MembersCase[], string | null]>([
  ['none', [], null],
  ['one', [aCase('a', '2026-10-01')], '2026-11-01'],
  ['of several the latest', [aCase('a', '2026-12-01'), aCase('b', '2026-10-01')], '2027-01-01'],
  ['none but for a person', [aCase('a', '2026-12-01', true)], null],
  ['a later one for a person', [aCase('a', '2026-12-01', true), aCase('b', '2026-10-01')], '2026-11-01'],
])('a household begins after its cases: %s', (_name, cases, month) => {
  expect(householdAfterDaman(cases)).toBe(month);
});

test.each<[string, MembersCase[], string | null]>([
  ['none', [], null],
  ['that of another', [aCase('b', '2026-12-01', true)], null],
  ['their own, wherever it goes', [aCase('a', '2026-10-01'), aCase('a', '2026-11-01', true)], '2026-12-01'],
])('a person begins after their own cases: %s', (_name, cases, month) => {
  expect(personAfterDaman(cases, 'a')).toBe(month);
});
