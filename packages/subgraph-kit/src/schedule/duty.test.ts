import { lastDueDay, type TimeOfDay } from './duty';

describe('the last day whose hour has come', () => {
  test.each<[string, TimeOfDay, string, string]>([
    ['a minute before the hour it is the day before', '02:30', '2026-11-22T00:29:59Z', '2026-11-21'],
    ['at the hour it is the day', '02:30', '2026-11-22T00:30:00Z', '2026-11-22'],
    ['it stays so until midnight in Cairo', '02:30', '2026-11-22T21:59:59Z', '2026-11-22'],
    ['after midnight the hour of the new day has not come', '02:30', '2026-11-22T22:00:00Z', '2026-11-22'],
    ['in summer the hour comes an hour earlier for the world', '02:30', '2026-07-01T23:30:00Z', '2026-07-02'],
    ['an hour that is skipped has come with the next', '00:30', '2026-04-23T22:00:00Z', '2026-04-24'],
    ['an hour that comes twice comes with the first', '23:30', '2026-10-29T20:30:00Z', '2026-10-29'],
    [
      'on the first of a year it is the last of the year before',
      '23:59',
      '2027-01-01T10:00:00Z',
      '2026-12-31',
    ],
  ])('%s', (_name, at, now, day) => {
    expect(lastDueDay(at, new Date(now))).toBe(day);
  });
});
