import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import {
  foundingHead,
  refuseForming,
  refuseNumber,
  repeatedMembers,
  successionOf,
  type Candidate,
  type Departure,
  type FoundingMember,
} from './household';

const TODAY = day('2026-11-22');
const RULES = { headMinimumAge: 18, consentMinimumAge: 18 };

const codesOf = (refusals: readonly Refusal[] = []) => refusals.map(({ code }) => code);
const born = (personId: string, birthDate: string): Candidate => ({ personId, birthDate: day(birthDate) });
const member = (
  personId: string,
  birthDate: string,
  relationship: FoundingMember['relationship'] = 'CHILD',
) => ({
  ...born(personId, birthDate),
  relationship,
});

/** Eighteen today. */
const OF_AGE = '2008-11-22';
/** Eighteen tomorrow. */
const ALMOST = '2008-11-23';

describe('the head of a new household', () => {
  test('is the one who is called so', () => {
    const head = member('b', '1980-01-01', 'HEAD');

    expect(foundingHead([member('a', '1970-01-01', 'PARENT'), head], RULES, TODAY).value).toBe(head);
  });

  test.each<[string, FoundingMember[], string[]]>([
    ['nobody is called the head', [member('a', '1980-01-01')], ['ONE_HEAD_NEEDED']],
    [
      'two are called the head',
      [member('a', '1980-01-01', 'HEAD'), member('b', '1980-01-01', 'HEAD')],
      ['ONE_HEAD_NEEDED'],
    ],
    ['the head is of age today', [member('a', OF_AGE, 'HEAD'), member('b', '1980-01-01')], []],
    [
      'the head is of age tomorrow',
      [member('a', ALMOST, 'HEAD'), member('b', '1980-01-01')],
      ['HEAD_TOO_YOUNG'],
    ],
    [
      'nobody is of age and the head is the eldest',
      [member('a', ALMOST, 'HEAD'), member('b', '2010-01-01')],
      [],
    ],
    [
      'nobody is of age and another is older',
      [member('a', '2010-01-02', 'HEAD'), member('b', '2010-01-01')],
      ['HEAD_TOO_YOUNG'],
    ],
    ['twins who are not of age', [member('a', '2010-01-01', 'HEAD'), member('b', '2010-01-01')], []],
    ['a child is alone', [member('a', '2015-01-01', 'HEAD')], []],
  ])('%s', (_name, members, expected) => {
    expect(codesOf(foundingHead(members, RULES, TODAY).refusals)).toEqual(expected);
  });

  test('follows the age that the rules say', () => {
    const members = [member('a', OF_AGE, 'HEAD'), member('b', '1980-01-01')];

    expect(codesOf(foundingHead(members, { ...RULES, headMinimumAge: 21 }, TODAY).refusals)).toEqual([
      'HEAD_TOO_YOUNG',
    ]);
  });
});

describe('forming a household', () => {
  const head = born('a', '1980-05-01');

  test.each([
    ['on the birthday of the head', '1980-05-01', null],
    ['the day before', '1980-04-30', 'DATE_TOO_EARLY'],
    ['today', '2026-11-22', null],
    ['tomorrow', '2026-11-23', 'DATE_IN_FUTURE'],
  ])('%s', (_name, formedOn, expected) => {
    expect(refuseForming(day(formedOn), head, TODAY)?.code ?? null).toBe(expected);
  });

  test.each([
    [0, 'TOO_MANY_MEMBERS'],
    [1, null],
    [50, null],
    [51, 'TOO_MANY_MEMBERS'],
  ])('with %d members', (members, expected) => {
    expect(refuseNumber(members)?.code ?? null).toBe(expected);
  });

  test('names each who is listed a second time', () => {
    const listed = ['a', 'b', 'a', 'a'].map((personId) => ({ personId }));

    expect(repeatedMembers(listed).map(({ field }) => field)).toEqual(['input.members.2', 'input.members.3']);
  });
});

describe('who heads a household that somebody leaves', () => {
  const wife = born('wife', '1985-01-01');
  const son = born('son', '2012-01-01');
  const departure = (facts: Partial<Departure> = {}): Departure => ({
    leavingId: 'head',
    headId: 'head',
    remaining: [wife, son],
    newHeadId: null,
    on: TODAY,
    ...facts,
  });

  test.each<[string, Partial<Departure>, unknown]>([
    ['another member leaves', { leavingId: 'son', remaining: [wife] }, { kind: 'UNCHANGED' }],
    ['the head leaves and names an heir', { newHeadId: 'wife' }, { kind: 'NEW_HEAD', headId: 'wife' }],
    ['the head was the last', { remaining: [] }, { kind: 'DISSOLVED' }],
    [
      'only children remain and the eldest is named',
      { remaining: [son], newHeadId: 'son' },
      { kind: 'NEW_HEAD', headId: 'son' },
    ],
  ])('%s', (_name, facts, expected) => {
    expect(successionOf(departure(facts), RULES).value).toEqual(expected);
  });

  test.each<[string, Partial<Departure>, string[]]>([
    ['the head leaves and nobody is named', {}, ['NEW_HEAD_MISSING']],
    ['a child is named while an adult remains', { newHeadId: 'son' }, ['HEAD_TOO_YOUNG']],
    ['a stranger is named', { newHeadId: 'stranger' }, ['NEW_HEAD_NOT_A_MEMBER']],
    ['the one who leaves is named', { newHeadId: 'head' }, ['NEW_HEAD_NOT_A_MEMBER']],
    [
      'somebody is named though nobody remains',
      { remaining: [], newHeadId: 'wife' },
      ['NEW_HEAD_NOT_A_MEMBER'],
    ],
    ['another leaves and a head is named', { leavingId: 'son', newHeadId: 'wife' }, ['NEW_HEAD_NOT_NEEDED']],
  ])('is refused when %s', (_name, facts, expected) => {
    expect(codesOf(successionOf(departure(facts), RULES).refusals)).toEqual(expected);
  });

  test('tells how many remain to choose from', () => {
    const { refusals = [] } = successionOf(departure(), RULES);

    expect(refusals[0]?.messages.en).toContain('among the 2 who remain');
  });
});
