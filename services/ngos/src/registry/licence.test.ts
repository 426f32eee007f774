import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import {
  joinedTo,
  licenceFrom,
  licensedTime,
  mustRegularise,
  refuseRegularisation,
  refuseRenewal,
  renewedLicence,
} from './licence';

const rules = { years: 5, renewalMonths: 6 };
const period = (from: string, until: string) => ({ validFrom: day(from), validUntil: day(until) });
const last = period('2020-03-01', '2025-02-28');

it.each([
  ['2024-01-28', '2029-01-27'],
  ['2024-02-29', '2029-02-27'],
])('a licence of five years from %s holds until %s', (from, until) => {
  expect(licenceFrom(day(from), rules)).toEqual(period(from, until));
});

it.each([
  ['before its end goes on from its end', '2025-01-10', period('2025-03-01', '2030-02-28')],
  ['on its last day goes on from its end', '2025-02-28', period('2025-03-01', '2030-02-28')],
  ['on the day after has no gap', '2025-03-01', period('2025-03-01', '2030-02-28')],
  ['later begins on that day', '2025-03-02', period('2025-03-02', '2030-03-01')],
])('a licence renewed %s', (_name, today, expected) => {
  expect(renewedLicence(last, rules, day(today))).toEqual(expected);
});

it.each([
  ['2024-08-27', 'RENEWAL_TOO_EARLY'],
  ['2024-08-28', undefined],
  ['2025-02-28', undefined],
  ['2027-01-01', undefined],
])('on %s a renewal is answered with %s', (today, code) => {
  expect(refuseRenewal(last, false, rules, day(today))?.code).toBe(code);
});

it('who has to regularise cannot renew instead', () => {
  expect(refuseRenewal(last, true, rules, day('2025-02-01'))?.code).toBe('REGULARISATION_NEEDED');
});

it.each([
  ['next to each other are one', period('2025-03-01', '2026-01-01'), period('2020-03-01', '2026-01-01')],
  ['that overlap are one', period('2024-01-01', '2026-01-01'), period('2020-03-01', '2026-01-01')],
  ['of which one holds the other are the larger', period('2021-01-01', '2022-01-01'), last],
  ['with a day between are two', period('2025-03-02', '2026-01-01'), period('2025-03-02', '2026-01-01')],
])('licences %s', (_name, next, expected) => {
  expect(joinedTo(last, next)).toEqual(expected);
});

describe('the licensed time of a day', () => {
  const licences = [period('2026-01-01', '2026-12-31'), last, period('2025-03-01', '2025-06-30')];

  it.each([
    ['2020-02-29', null],
    ['2020-03-01', period('2020-03-01', '2025-06-30')],
    ['2025-06-30', period('2020-03-01', '2025-06-30')],
    ['2025-07-01', period('2020-03-01', '2025-06-30')],
    ['2026-01-01', period('2026-01-01', '2026-12-31')],
    ['2030-01-01', period('2026-01-01', '2026-12-31')],
  ])('on %s is %j', (date, expected) => {
    expect(licensedTime(licences, day(date))).toEqual(expected);
  });
});

describe('regularisation', () => {
  const window = {
    registeredBefore: day('2021-01-11'),
    firstDay: day('2021-01-11'),
    lastDay: day('2022-01-11'),
  };
  const older = { isOlderThanLaw: true, regularisedOn: null };

  it.each([
    ['2021-01-10', 'REGULARISATION_CLOSED'],
    ['2021-01-11', undefined],
    ['2022-01-11', undefined],
    ['2022-01-12', 'REGULARISATION_CLOSED'],
    ['2022-03-02', 'DATE_IN_FUTURE'],
  ])('asked for on %s is answered with %s', (filedOn, code) => {
    expect(refuseRegularisation(older, day(filedOn), window, day('2022-03-01'))?.code).toBe(code);
  });

  it.each([
    ['older than the law', older, true],
    ['that has done so', { isOlderThanLaw: true, regularisedOn: day('2021-06-01') }, false],
    ['founded under the law', { isOlderThanLaw: false, regularisedOn: null }, false],
  ])('of an NGO %s is due: %s', (_name, ngo, expected) => {
    expect(mustRegularise(ngo)).toBe(expected);
    const refused = refuseRegularisation(ngo, day('2021-06-01'), window, day('2021-06-01'));
    expect(refused?.code).toBe(expected ? undefined : 'NOTHING_TO_REGULARISE');
  });
});
