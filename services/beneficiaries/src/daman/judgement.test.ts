import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { entitledAfter, judgeCase, type DamanFacts } from './judgement';
import type { DamanTransfer } from './rules';

const TODAY = '2026-11-22' as PlainDate;
const day = (text: string) => text as PlainDate;
const TRANSFER: DamanTransfer = {
  destinations: [
    { programmeId: 'KARAMA', category: 'OLDER_PERSON', fromAge: 65 },
    { programmeId: 'KARAMA', category: 'DISABILITY', bases: ['DISABILITY'] },
    { programmeId: 'KARAMA', category: 'ORPHAN', bases: ['ORPHAN'], belowAge: 18 },
    { programmeId: 'TAKAFUL', category: null, childBelowAge: 18 },
  ],
  heldWhenUnpaidMonths: 12,
  ...{ payeeFromAge: 18, channel: 'POST_OFFICE', recertifyAfterMonths: 36 },
};
/** A widow of 46 without children whom nothing speaks against. */
const aPerson = (more: Partial<DamanFacts> = {}): DamanFacts => ({
  ...{ basis: 'WIDOW', lastPaidMonth: day('2026-10-01'), birthDate: day('1980-05-01'), diedOn: null },
  ...{ name: 'فاطمة حسن علي', registeredNames: ['فاطمه حسن على'], confirmedName: null, confirmedMonth: null },
  ...{ householdId: 'home', youngestBorn: null, precedingCase: null, personProgramme: null },
  ...{ householdProgrammes: [], householdEndedProgrammes: [], householdClaims: [] },
  ...{ personPaidTwiceFrom: null, householdPaidTwiceFrom: {} },
  ...more,
});
const judge = (more: Partial<DamanFacts>, open = ['KARAMA', 'TAKAFUL']) => {
  const rules = { version: 'daman_transfer#1', value: TRANSFER };
  const { outcome, destination, decision } = judgeCase(aPerson(more), rules, new Set(open), TODAY);
  expect(decision).toMatchObject({ outcome, rulesVersion: 'daman_transfer#1' });
  const reasons = decision.reasons.map(({ code }) => code);
  const place = destination && `${destination.programmeId} ${destination.category ?? 'HOUSEHOLD'}`;
  return [outcome, place, ...reasons];
};
const MOTHER = { youngestBorn: day('2015-01-01') };
const OLD = { birthDate: day('1950-01-01') };

describe('a case of Daman', () => {
  test.each<[string, Partial<DamanFacts>, (string | null)[]]>([
    ['whose person turns 65 today', { birthDate: day('1961-11-22') }, ['VERIFIED', 'KARAMA OLDER_PERSON']],
    [
      'whose person turns 65 tomorrow',
      { birthDate: day('1961-11-23') },
      ['VERIFIED', null, 'NO_PROGRAMME_FITS'],
    ],
    ['of an older person with a child', { ...OLD, ...MOTHER }, ['VERIFIED', 'KARAMA OLDER_PERSON']],
    ['of a person with a disability', { basis: 'DISABILITY', ...MOTHER }, ['VERIFIED', 'KARAMA DISABILITY']],
    [
      'of an orphan who turns 18 tomorrow',
      { basis: 'ORPHAN', birthDate: day('2008-11-23') },
      ['VERIFIED', 'KARAMA ORPHAN'],
    ],
    [
      'of an orphan who turns 18 today',
      { basis: 'ORPHAN', birthDate: day('2008-11-22') },
      ['VERIFIED', null, 'NO_PROGRAMME_FITS'],
    ],
    [
      'of a mother whose youngest turns 18 tomorrow',
      { youngestBorn: day('2008-11-23') },
      ['VERIFIED', 'TAKAFUL HOUSEHOLD'],
    ],
    [
      'of a mother whose youngest turns 18 today',
      { youngestBorn: day('2008-11-22') },
      ['VERIFIED', null, 'NO_PROGRAMME_FITS'],
    ],
    [
      'of nobody in the registry',
      { birthDate: null, householdId: null },
      ['NOT_FOUND', null, 'NOT_REGISTERED'],
    ],
    ['of somebody in no household', { householdId: null }, ['NOT_FOUND', null, 'IN_NO_HOUSEHOLD']],
    [
      'of somebody who died in the last month paid',
      { diedOn: day('2026-10-01'), householdId: null },
      ['DECEASED', null, 'DIED'],
    ],
    [
      'of somebody who died before the last month paid',
      { diedOn: day('2026-09-30'), householdId: null },
      ['DECEASED', null, 'DIED', 'PAID_AFTER_DEATH'],
    ],
    [
      'not paid for twelve months',
      { ...OLD, lastPaidMonth: day('2025-11-01') },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'not paid for thirteen months',
      { ...OLD, lastPaidMonth: day('2025-10-01') },
      ['HELD', null, 'MONTH_LONG_AGO'],
    ],
    [
      'not paid for thirteen months, as somebody has confirmed',
      { ...OLD, lastPaidMonth: day('2025-10-01'), confirmedMonth: day('2025-10-01') },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'not paid for longer than somebody has confirmed',
      { ...OLD, lastPaidMonth: day('2025-09-01'), confirmedMonth: day('2025-10-01') },
      ['HELD', null, 'MONTH_LONG_AGO'],
    ],
    ['of another name', { ...OLD, name: 'سعاد حسن علي' }, ['HELD', null, 'NAME_DIFFERS']],
    [
      'of another name and not paid for long',
      { ...OLD, name: 'سعاد حسن علي', lastPaidMonth: day('2025-10-01') },
      ['HELD', null, 'NAME_DIFFERS', 'MONTH_LONG_AGO'],
    ],
    [
      'of another name, which is not told of the dead either',
      { diedOn: day('2026-09-30'), name: 'سعاد حسن علي' },
      ['HELD', null, 'NAME_DIFFERS'],
    ],
    [
      'of another name that somebody has confirmed',
      { ...OLD, name: 'سعاد حسن علي', confirmedName: 'سعاد حسن علي' },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'of a name that the registry has in English',
      { ...OLD, name: 'Fatma Hassan', registeredNames: ['فاطمة حسن', 'FATMA HASSAN ALI'] },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    ['with another before it', { ...OLD, precedingCase: '7' }, ['DUPLICATE', null, 'ANOTHER_CASE']],
    [
      'of a person whom Karama pays',
      { ...OLD, personProgramme: 'KARAMA', householdProgrammes: ['KARAMA'] },
      ['DUPLICATE', 'KARAMA OLDER_PERSON', 'ENROLLED_ALREADY'],
    ],
    [
      'of a person whose household Karama pays for another',
      { ...OLD, householdProgrammes: ['KARAMA'] },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'of an older person in a household of Takaful',
      { ...OLD, householdProgrammes: ['TAKAFUL'] },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'of a mother whom Takaful pays',
      { ...MOTHER, householdProgrammes: ['TAKAFUL'] },
      ['DUPLICATE', 'TAKAFUL HOUSEHOLD', 'ENROLLED_ALREADY'],
    ],
    [
      'of a mother whom both have paid',
      {
        ...{ ...MOTHER, householdProgrammes: ['TAKAFUL'] },
        householdPaidTwiceFrom: { TAKAFUL: day('2026-10-01') },
      },
      ['DUPLICATE', 'TAKAFUL HOUSEHOLD', 'ENROLLED_ALREADY', 'PAID_BY_BOTH'],
    ],
    [
      'of an older person whom both have paid',
      { ...OLD, personProgramme: 'KARAMA', personPaidTwiceFrom: day('2026-10-01') },
      ['DUPLICATE', 'KARAMA OLDER_PERSON', 'ENROLLED_ALREADY', 'PAID_BY_BOTH'],
    ],
    [
      'of an older person in a household that Takaful has paid meanwhile',
      { ...OLD, householdPaidTwiceFrom: { TAKAFUL: day('2026-10-01') } },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
    [
      'of a mother whom Takaful has paid longer than Daman',
      { ...MOTHER, householdEndedProgrammes: ['TAKAFUL'] },
      ['DUPLICATE', 'TAKAFUL HOUSEHOLD', 'ENROLLED_ALREADY'],
    ],
    [
      'of a mother whose household moves by another case',
      { ...MOTHER, householdClaims: [{ programmeId: 'TAKAFUL', caseNumber: '7' }] },
      ['DUPLICATE', 'TAKAFUL HOUSEHOLD', 'HOUSEHOLD_MOVES_BY'],
    ],
    [
      'of an older person in such a household',
      { ...OLD, householdClaims: [{ programmeId: 'TAKAFUL', caseNumber: '7' }] },
      ['VERIFIED', 'KARAMA OLDER_PERSON'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(judge(facts)).toEqual(expected);
  });

  test('goes where a programme is open', () => {
    expect(judge({ ...OLD, ...MOTHER }, ['TAKAFUL'])).toEqual(['VERIFIED', 'TAKAFUL HOUSEHOLD']);
    expect(judge(OLD, ['TAKAFUL'])).toEqual(['VERIFIED', null, 'NO_PROGRAMME_FITS']);
  });

  test.each([
    ['2026-10-01', '2026-11-01'],
    ['2026-12-01', '2027-01-01'],
    ['2024-02-01', '2024-03-01'],
  ])('that Daman has paid through %s is entitled from %s', (paidThrough, expected) => {
    expect(entitledAfter(day(paidThrough))).toBe(expected);
  });
});
