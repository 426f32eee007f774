import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import type { KnownStanding } from '@solidarity/subgraph-kit/events/standing';
import { isInForce, refuseConsent, refuseWithdrawal, type GivenConsent } from './consent';

const TODAY = day('2026-11-22');
const RULES = { headMinimumAge: 18, consentMinimumAge: 18 };

describe('a consent', () => {
  const given = { givenOn: day('2026-01-10'), withdrawnOn: day('2026-03-01') };

  test.each([
    ['the day before it was given', given, '2026-01-09', false],
    ['the day it was given', given, '2026-01-10', true],
    ['the day before it was withdrawn', given, '2026-02-28', true],
    ['the day it was withdrawn', given, '2026-03-01', false],
    ['any later day, when it was not withdrawn', { ...given, withdrawnOn: null }, '2999-01-01', true],
    [
      'the day on which it was given and withdrawn',
      { ...given, withdrawnOn: day('2026-01-10') },
      '2026-01-10',
      false,
    ],
  ])('%s', (_name, consent, on, expected) => {
    expect(isInForce(consent, day(on))).toBe(expected);
  });
});

describe('recording a consent', () => {
  const standing = (facts: Partial<KnownStanding> = {}): KnownStanding => ({
    standing: 'GOOD',
    since: day('2020-01-01'),
    licensedUntil: day('2027-01-01'),
    ...facts,
  });
  const household = { formedOn: day('2015-06-01'), dissolvedOn: null, headId: 'head' };
  const consent = (facts: Partial<GivenConsent> = {}): GivenConsent => ({
    household,
    giver: { personId: 'head', birthDate: day('1980-01-01') },
    ngo: standing(),
    inForce: null,
    givenOn: TODAY,
    evidence: 'form 12',
    ...facts,
  });

  test.each<[string, Partial<GivenConsent>, string[]]>([
    ['by the head, today', {}, []],
    ['tomorrow', { givenOn: day('2026-11-23') }, ['DATE_IN_FUTURE']],
    ['on the day the household was formed', { givenOn: day('2015-06-01') }, []],
    ['before the household was formed', { givenOn: day('2015-05-31') }, ['DATE_TOO_EARLY']],
    ['without evidence', { evidence: '' }, ['EVIDENCE_MISSING']],
    ['by nobody who lives there', { giver: null }, ['CONSENT_GIVER_NOT_A_MEMBER']],
    ['by a member of 18 today', { giver: { personId: 'son', birthDate: day('2008-11-22') } }, []],
    [
      'by a member of 18 tomorrow',
      { giver: { personId: 'son', birthDate: day('2008-11-23') } },
      ['CONSENT_GIVER_TOO_YOUNG'],
    ],
    ['by a head who is a child', { giver: { personId: 'head', birthDate: day('2012-01-01') } }, []],
    [
      'while one is in force',
      { inForce: { givenOn: day('2026-01-01'), withdrawnOn: null } },
      ['CONSENT_ALREADY_IN_FORCE'],
    ],
    [
      'of a household that is dissolved',
      { household: { ...household, dissolvedOn: day('2026-01-01') } },
      ['HOUSEHOLD_DISSOLVED'],
    ],
    ['to an organisation that nobody has heard of', { ngo: null }, ['NGO_NOT_KNOWN']],
    [
      'to an organisation that is suspended',
      { ngo: standing({ standing: 'SUSPENDED' }) },
      ['NGO_NOT_IN_GOOD_STANDING'],
    ],
    ['to an organisation licensed until today', { ngo: standing({ licensedUntil: TODAY }) }, []],
    [
      'to an organisation licensed until yesterday',
      { ngo: standing({ licensedUntil: day('2026-11-21') }) },
      ['NGO_NOT_IN_GOOD_STANDING'],
    ],
    ['to an organisation whose licence has no end', { ngo: standing({ licensedUntil: null }) }, []],
  ])('%s', (_name, facts, expected) => {
    expect(refuseConsent(consent(facts), RULES, TODAY).map(({ code }) => code)).toEqual(expected);
  });

  test.each([
    [
      'the day of the suspension',
      standing({ standing: 'SUSPENDED', since: day('2026-10-01') }),
      '2026-10-01',
    ],
    ['the day after the licence ran out', standing({ licensedUntil: day('2026-09-30') }), '2026-10-01'],
  ])('tells %s', (_name, ngo, expected) => {
    expect(refuseConsent(consent({ ngo }), RULES, TODAY)[0]?.messages.en).toContain(expected);
  });
});

describe('withdrawing a consent', () => {
  const given = { givenOn: day('2026-01-10'), withdrawnOn: null };

  test.each([
    ['today', given, '2026-11-22', 'moved away', []],
    ['tomorrow', given, '2026-11-23', 'moved away', ['DATE_IN_FUTURE']],
    ['on the day it was given', given, '2026-01-10', 'moved away', []],
    ['before it was given', given, '2026-01-09', 'moved away', ['DATE_TOO_EARLY']],
    [
      'a second time',
      { ...given, withdrawnOn: day('2026-02-01') },
      '2026-11-22',
      'moved away',
      ['CONSENT_ALREADY_WITHDRAWN'],
    ],
    ['without a reason', given, '2026-11-22', '', ['REASON_MISSING']],
  ])('%s', (_name, consent, withdrawnOn, reason, expected) => {
    const found = refuseWithdrawal(consent, { withdrawnOn: day(withdrawnOn), reason }, TODAY);

    expect(found.map(({ code }) => code)).toEqual(expected);
  });
});
