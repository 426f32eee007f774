import type { PlainDate } from '../values/plain-date';
import { standingOn, type KnownStanding } from './standing';

const day = (text: string) => text as PlainDate;
const good: KnownStanding = { standing: 'GOOD', since: day('2020-01-01'), licensedUntil: null };

test.each<[string, KnownStanding | null, string]>([
  ['in good standing', good, 'GOOD'],
  ['from the day on which it holds', { ...good, since: day('2026-11-22') }, 'GOOD'],
  ['not yet when it was announced for tomorrow', { ...good, since: day('2026-11-23') }, 'NOT_YET'],
  ['on the last day of its licence', { ...good, licensedUntil: day('2026-11-22') }, 'GOOD'],
  ['expired the day after', { ...good, licensedUntil: day('2026-11-21') }, 'EXPIRED'],
  ['suspended', { ...good, standing: 'SUSPENDED' }, 'SUSPENDED'],
  [
    'suspended from tomorrow on is not good today either',
    { ...good, standing: 'SUSPENDED', since: day('2026-11-23') },
    'SUSPENDED',
  ],
  ['unknown when nothing was heard', null, 'UNKNOWN'],
])('an NGO is %s', (_name, known, standing) => {
  expect(standingOn(known, day('2026-11-22'))).toBe(standing);
});
