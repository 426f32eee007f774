import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import type { NgoStatus } from './ngo';
import { factsOfRow, standingOn, statusOn, type StandingFacts } from './standing';

const facts = (
  steps: readonly (readonly [date: string, to: NgoStatus])[],
  licences: readonly (readonly [from: string, until: string])[] = [],
  onRegisterFrom: string | null = null,
): StandingFacts => ({
  steps: steps.map(([date, toState], index) => ({ ordinal: index + 1, onDate: day(date), toState })),
  licences: licences.map(([from, until]) => ({ validFrom: day(from), validUntil: day(until) })),
  onRegisterFrom: onRegisterFrom === null ? null : day(onRegisterFrom),
});

const told = (given: StandingFacts, date: string) => {
  const { state, since, reasons } = standingOn(given, day(date));
  return [state, since, reasons.map(({ code }) => code).join()];
};

describe('an NGO on its way into the register', () => {
  const waiting = facts(
    [
      ['2024-01-01', 'SUBMITTED'],
      ['2024-02-01', 'COMPLETE'],
    ],
    [['2024-05-01', '2029-04-30']],
    '2024-05-01',
  );

  it.each([
    ['2023-12-31', ['NOT_REGISTERED', null, 'NOT_IN_REGISTER']],
    ['2024-01-01', ['NOT_REGISTERED', null, 'NOTIFICATION_INCOMPLETE']],
    ['2024-02-01', ['NOT_REGISTERED', null, 'OBJECTION_POSSIBLE']],
    ['2024-04-30', ['NOT_REGISTERED', null, 'OBJECTION_POSSIBLE']],
    ['2024-05-01', ['GOOD', '2024-05-01', '']],
    ['2029-04-30', ['GOOD', '2024-05-01', '']],
    ['2029-05-01', ['EXPIRED', '2029-05-01', 'LICENCE_EXPIRED']],
  ])('stands on %s as %j, though nothing has run', (date, expected) => {
    expect(told(waiting, date)).toEqual(expected);
  });

  it('that was objected to is not registered when the term would have ended', () => {
    const objected = facts([
      ['2024-01-01', 'SUBMITTED'],
      ['2024-02-01', 'COMPLETE'],
      ['2024-03-01', 'OBJECTED'],
    ]);

    expect(told(objected, '2024-02-28')).toEqual(['NOT_REGISTERED', null, 'OBJECTION_POSSIBLE']);
    expect(told(objected, '2024-06-01')).toEqual(['NOT_REGISTERED', null, 'OBJECTED_TO']);
  });

  it('that was mended and confirmed anew is registered by the second term, not the first', () => {
    const mended = facts(
      [
        ['2024-01-01', 'SUBMITTED'],
        ['2024-02-01', 'COMPLETE'],
        ['2024-03-01', 'OBJECTED'],
        ['2024-07-01', 'MENDED'],
        ['2024-08-01', 'COMPLETE'],
      ],
      [['2024-11-01', '2029-10-31']],
      '2024-11-01',
    );

    expect(told(mended, '2024-07-15')).toEqual(['NOT_REGISTERED', null, 'NOTIFICATION_INCOMPLETE']);
    expect(told(mended, '2024-10-31')).toEqual(['NOT_REGISTERED', null, 'OBJECTION_POSSIBLE']);
    expect(told(mended, '2024-11-01')).toEqual(['GOOD', '2024-11-01', '']);
  });
});

describe('a registered NGO', () => {
  const life = facts(
    [
      ['2020-01-01', 'REGISTERED'],
      ['2021-03-01', 'WARNED'],
      ['2021-06-01', 'SUSPENDED'],
      ['2021-09-01', 'REGISTERED'],
      ['2026-06-01', 'WARNED'],
      ['2026-09-01', 'DISSOLVED'],
    ],
    [
      ['2020-01-01', '2024-12-31'],
      ['2025-07-01', '2027-06-30'],
    ],
    '2020-01-01',
  );

  it.each([
    ['2020-01-01', ['GOOD', '2020-01-01', '']],
    ['2021-02-28', ['GOOD', '2020-01-01', '']],
    ['2021-03-01', ['WARNED', '2021-03-01', 'WARNED']],
    ['2021-06-01', ['SUSPENDED', '2021-06-01', 'SUSPENDED']],
    ['2021-09-01', ['GOOD', '2021-09-01', '']],
    ['2024-12-31', ['GOOD', '2021-09-01', '']],
    ['2025-01-01', ['EXPIRED', '2025-01-01', 'LICENCE_EXPIRED']],
    ['2025-06-30', ['EXPIRED', '2025-01-01', 'LICENCE_EXPIRED']],
    ['2025-07-01', ['GOOD', '2025-07-01', '']],
    ['2026-06-01', ['WARNED', '2026-06-01', 'WARNED']],
    ['2026-09-01', ['DISSOLVED', '2026-09-01', 'DISSOLVED_BY_COURT']],
    ['2030-01-01', ['DISSOLVED', '2026-09-01', 'DISSOLVED_BY_COURT']],
  ])('stands on %s as %j', (date, expected) => {
    expect(told(life, date)).toEqual(expected);
  });

  it.each([
    ['WARNED', 'EXPIRED'],
    ['SUSPENDED', 'SUSPENDED'],
    ['DISSOLVED', 'DISSOLVED'],
  ] as const)('that is %s when its licence ends is then %s', (status, expected) => {
    const given = facts([['2024-01-01', status]], [['2020-01-01', '2024-12-31']], '2020-01-01');

    expect(told(given, '2025-01-01')[0]).toBe(expected);
  });

  it('whose licence was renewed in time has been in good standing without a break', () => {
    const renewed = facts(
      [['2020-01-01', 'REGISTERED']],
      [
        ['2025-01-01', '2029-12-31'],
        ['2020-01-01', '2024-12-31'],
      ],
      '2020-01-01',
    );

    expect(standingOn(renewed, day('2026-01-01'))).toMatchObject({
      state: 'GOOD',
      since: '2020-01-01',
      licensedUntil: '2029-12-31',
    });
  });

  it('of which a judgment was recorded late is dissolved from the day of the judgment', () => {
    const late = facts(
      [
        ['2020-01-01', 'REGISTERED'],
        ['2024-06-01', 'WARNED'],
        ['2024-05-01', 'DISSOLVED'],
      ],
      [['2020-01-01', '2029-12-31']],
      '2020-01-01',
    );

    expect(['2024-04-30', '2024-05-01', '2024-06-02'].map((date) => told(late, date)[0])).toEqual([
      'GOOD',
      'DISSOLVED',
      'DISSOLVED',
    ]);
  });

  it('has a status and a standing for the row alone', () => {
    const row = {
      recordedStatus: 'COMPLETE',
      statusSince: day('2024-02-01'),
      onRegisterFrom: day('2024-05-01'),
      licensedFrom: day('2024-05-01'),
      licensedUntil: day('2029-04-30'),
    } as const;

    expect(statusOn(factsOfRow(row), day('2024-04-30'))).toEqual({ status: 'COMPLETE', since: '2024-02-01' });
    expect(statusOn(factsOfRow(row), day('2024-05-01'))).toEqual({
      status: 'REGISTERED',
      since: '2024-05-01',
    });
    expect(told(factsOfRow(row), '2024-05-01')).toEqual(['GOOD', '2024-05-01', '']);
  });

  it('tells its reasons in both languages, with the day', () => {
    const [reason] = standingOn(life, day('2021-03-02')).reasons;

    expect(reason).toEqual({
      code: 'WARNED',
      message: {
        ar: 'أُنذرت في 2021-03-01 وعليها إزالة أسباب المخالفة.',
        en: 'It was warned on 2021-03-01 and has to mend what was found.',
      },
      fact: '2021-03-01',
      limit: null,
    });
  });
});
