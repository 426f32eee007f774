import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { explain, REASON_TEXTS, type MonthConsequence } from './compliance';
import { conditions } from './conditions';

const aMonth = (differing: Partial<MonthConsequence>): MonthConsequence => ({
  ...{ outcome: 'BREACH', withholdPercent: '0.00', withholdsFrom: null, reviewOn: null, excusedOn: null },
  ...differing,
});
const day = (text: string): PlainDate => text as PlainDate;

test.each<[string, Partial<MonthConsequence>, RegExp]>([
  ['a month that was kept', { outcome: 'COMPLIANT' }, /^The household kept the conditions/],
  ['one that is not reported', { outcome: 'NOT_REPORTED' }, /not held against the household/],
  ['one of which nothing is asked', { outcome: 'NOTHING_ASKED' }, /^Nothing was asked/],
  ['a first breach', {}, /warning; nothing is withheld/],
  [
    'a second breach',
    { withholdPercent: '50.00', withholdsFrom: day('2026-11-01') },
    /50 % of the payment for 2026-11 is withheld/,
  ],
  [
    'a third breach',
    { withholdPercent: '100.00', withholdsFrom: day('2026-11-01'), reviewOn: day('2027-05-01') },
    /100 % of the payments is withheld from 2026-11 on; .* looked at again on 2027-05-01/,
  ],
  [
    'a breach that was excused',
    { excusedOn: day('2026-11-02') },
    /A grievance was upheld: the breach of this month does not count/,
  ],
  [
    'a month that was excused and turned out to be kept',
    { outcome: 'COMPLIANT', excusedOn: day('2026-11-02') },
    /^The household kept the conditions/,
  ],
])('%s is explained', (_which, month, words) => {
  const { ar, en } = explain(aMonth(month));

  expect(en).toMatch(words);
  expect(ar).toMatch(/[\u0600-\u06ff]/);
});

test('every reason has its places open in both languages or in neither', () => {
  for (const { ar, en } of Object.values(REASON_TEXTS))
    expect(ar.match(/\{\w+\}/g)?.sort()).toEqual(en?.match(/\{\w+\}/g)?.sort());
});

test.each<[string, object]>([
  ['more than all of the days', { attendance: { percent: 100.5 } }],
  ['a thirteenth month', { attendance: { monthsWithoutSchool: [13] } }],
  ['a school year that counts before it is over', { year: { fromAge: 18, toAge: 26, month: 5 } }],
  ['no step at all', { steps: [] }],
  ['a step that withholds more than all', { steps: [{ withholdPercent: 101 }] }],
  ['restoring without a kept month', { restoredAfterMonths: 0 }],
])('rules with %s are not in form', (_which, differing: { attendance?: object }) => {
  const sound = {
    attendance: { percent: 80, fromAge: 6, toAge: 18, monthsWithoutSchool: [7, 8] },
    year: { fromAge: 18, toAge: 26, month: 9 },
    visits: { childToAge: 6, childAtMonths: [2], motherAtMonths: [1], earlyDays: 30, lateDays: 30 },
    steps: [{ withholdPercent: 0 }],
    restoredAfterMonths: 1,
    reviewAfterMonths: 6,
  };
  expect(conditions.safeParse(sound).success).toBe(true);

  const attendance = { ...sound.attendance, ...differing.attendance };
  expect(conditions.safeParse({ ...sound, ...differing, attendance }).success).toBe(false);
});
