import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { announcementOf, isNews, type Announcement } from './announcement';
import type { NgoStatus } from './ngo';

const row = (recordedStatus: NgoStatus, overrides: object = {}) => ({
  recordedStatus,
  statusSince: day('2024-02-01'),
  onRegisterFrom: day('2024-02-01'),
  licensedFrom: day('2024-02-01'),
  licensedUntil: day('2029-01-31'),
  ...overrides,
});
const nothing = { onRegisterFrom: null, licensedFrom: null, licensedUntil: null };
const today = day('2024-03-01');

it.each([
  ['SUBMITTED', nothing, { standing: 'NOT_REGISTERED', since: '2024-02-01', licensedUntil: null }],
  ['OBJECTED', nothing, { standing: 'NOT_REGISTERED', since: '2024-02-01', licensedUntil: null }],
  ['REGISTERED', {}, { standing: 'GOOD', since: '2024-02-01', licensedUntil: '2029-01-31' }],
  ['WARNED', {}, { standing: 'GOOD', since: '2024-02-01', licensedUntil: '2029-01-31' }],
  ['SUSPENDED', {}, { standing: 'SUSPENDED', since: '2024-02-01', licensedUntil: '2029-01-31' }],
  ['DISSOLVED', {}, { standing: 'DISSOLVED', since: '2024-02-01', licensedUntil: null }],
  [
    'REGISTERED',
    { licensedUntil: day('2024-02-29') },
    { standing: 'EXPIRED', since: '2024-03-01', licensedUntil: '2024-02-29' },
  ],
  [
    'COMPLETE',
    { onRegisterFrom: day('2024-05-01'), licensedFrom: day('2024-05-01') },
    { standing: 'GOOD', since: '2024-05-01', licensedUntil: '2029-01-31' },
  ],
] as const)('of %s with %j the others are told %j', (status, overrides, expected) => {
  expect(announcementOf(row(status, overrides), today)).toEqual(expected);
});

describe('news', () => {
  const known: Announcement = {
    standing: 'GOOD',
    since: day('2024-02-01'),
    licensedUntil: day('2029-01-31'),
  };

  it.each([
    ['another standing', { standing: 'SUSPENDED' as const }, true],
    ['another last day of the licence', { licensedUntil: day('2034-01-31') }, true],
    ['a warning that came and went', { since: day('2024-06-01') }, false],
  ])('%s: %s', (_name, change, expected) => {
    expect(isNews(known, { ...known, ...change })).toBe(expected);
  });
});
