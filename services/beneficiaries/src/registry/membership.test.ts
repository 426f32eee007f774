import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseJoining, refuseLeaving, type Joiner, type Joining } from './membership';

const TODAY = day('2026-11-22');
const period = (from: string, until: string | null, isThisHousehold = false) => ({
  from: day(from),
  until: until === null ? null : day(until),
  isThisHousehold,
});

describe('joining a household', () => {
  const person = (facts: Partial<Joiner> = {}): Joiner => ({
    personId: 'p',
    birthDate: day('1990-01-01'),
    diedOn: null,
    housed: [],
    ...facts,
  });
  const joining = (facts: Partial<Joining> = {}): Joining => ({
    person: person(),
    household: { formedOn: day('2015-06-01'), dissolvedOn: null },
    relationship: 'SPOUSE',
    joinedOn: TODAY,
    fields: { person: 'input.person', joinedOn: 'input.joinedOn' },
    ...facts,
  });

  test.each<[string, Partial<Joining>, string[]]>([
    ['today', {}, []],
    ['tomorrow', { joinedOn: day('2026-11-23') }, ['DATE_IN_FUTURE input.joinedOn']],
    ['on the day it was formed', { joinedOn: day('2015-06-01') }, []],
    ['the day before it was formed', { joinedOn: day('2015-05-31') }, ['DATE_TOO_EARLY input.joinedOn']],
    [
      'on the day of birth',
      { person: person({ birthDate: day('2020-02-02') }), joinedOn: day('2020-02-02') },
      [],
    ],
    [
      'the day before birth',
      { person: person({ birthDate: day('2020-02-02') }), joinedOn: day('2020-02-01') },
      ['DATE_TOO_EARLY input.joinedOn'],
    ],
    ['as its head', { relationship: 'HEAD' }, ['HEAD_IS_NAMED_OTHERWISE input.relationship']],
    [
      'that is dissolved',
      { household: { formedOn: day('2015-06-01'), dissolvedOn: day('2020-01-01') } },
      ['HOUSEHOLD_DISSOLVED input.householdId'],
    ],
    ['when dead', { person: person({ diedOn: day('2026-11-01') }) }, ['PERSON_DECEASED input.person']],
    [
      'while in another',
      { person: person({ housed: [period('2020-01-01', null)] }) },
      ['PERSON_IN_ANOTHER_HOUSEHOLD input.person'],
    ],
    [
      'while in this one',
      { person: person({ housed: [period('2020-01-01', null, true)] }) },
      ['PERSON_ALREADY_MEMBER input.person'],
    ],
    ['on the day of leaving another', { person: person({ housed: [period('2020-01-01', TODAY)] }) }, []],
    [
      'the day before leaving another',
      { person: person({ housed: [period('2020-01-01', TODAY)] }), joinedOn: day('2026-11-21') },
      ['PERSON_IN_ANOTHER_HOUSEHOLD input.person'],
    ],
    [
      'before a time in another that is over',
      { person: person({ housed: [period('2020-01-01', '2021-01-01')] }), joinedOn: day('2019-01-01') },
      ['PERSON_IN_ANOTHER_HOUSEHOLD input.person'],
    ],
  ])('%s', (_name, facts, expected) => {
    const found = refuseJoining(joining(facts), TODAY).map(({ code, field }) => `${code} ${field}`);

    expect(found).toEqual(expected);
  });
});

describe('leaving a household', () => {
  const membership = { personId: 'p', joinedOn: day('2020-01-01'), leftOn: null };

  test.each([
    ['today', membership, '2026-11-22', null],
    ['tomorrow', membership, '2026-11-23', 'DATE_IN_FUTURE'],
    ['on the day of joining, as if never joined', membership, '2020-01-01', null],
    ['the day before joining', membership, '2019-12-31', 'DATE_TOO_EARLY'],
    ['that was left already', { ...membership, leftOn: day('2021-01-01') }, '2026-11-22', 'NOT_A_MEMBER'],
    ['that was never joined', null, '2026-11-22', 'NOT_A_MEMBER'],
  ])('%s', (_name, left, leftOn, expected) => {
    expect(refuseLeaving(left, day(leftOn), TODAY, 'input.leftOn')?.code ?? null).toBe(expected);
  });
});
