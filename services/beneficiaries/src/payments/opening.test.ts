import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { monthOf, refuseOpening } from './opening';

const TODAY = '2026-11-22' as PlainDate;
const day = (text: string) => text as PlainDate;

describe('the month of a cycle', () => {
  it.each([
    ['the first cycle of the programme, of this month', '2026-11-01', null, null],
    ['the coming month', '2026-12-01', null, null],
    ['the month after the coming one', '2027-01-01', null, 'MONTH_TOO_LATE'],
    ['a day within the month', '2026-11-02', null, 'NOT_A_MONTH'],
    ['the month in which the programme begins', '2026-03-01', null, null],
    ['the month before it begins', '2026-02-01', null, 'MONTH_TOO_EARLY'],
    ['the month after the last cycle', '2026-11-01', ['2026-08-01', '2026-10-01'], null],
    ['a month that has its cycle', '2026-10-01', ['2026-08-01', '2026-10-01'], 'CYCLE_EXISTS'],
    ['a month that leaves one out', '2026-12-01', ['2026-08-01', '2026-10-01'], 'NOT_THE_NEXT_MONTH'],
    ['a month before the first cycle', '2026-07-01', ['2026-08-01', '2026-10-01'], 'NOT_THE_NEXT_MONTH'],
  ] as const)('%s', (_, month, cycles, code) => {
    const known = cycles && { first: day(cycles[0]), last: day(cycles[1]) };

    const refused = refuseOpening({ month: day(month), opensOn: day('2026-03-15'), cycles: known }, TODAY);

    expect(refused?.code ?? null).toBe(code);
  });

  it('is told by its first day', () => {
    expect(monthOf(day('2026-11-22'))).toBe('2026-11-01');
  });
});
