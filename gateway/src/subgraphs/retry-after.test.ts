import { retryAfterSeconds } from './retry-after';

describe('how long a service asks to be left alone', () => {
  const now = Date.parse('Sun, 22 Nov 2026 06:18:10 GMT');

  it.each([
    [503, '7', 7],
    [429, '7', 7],
    [503, 'Sun, 22 Nov 2026 06:18:40 GMT', 30],
    [503, '3600', 3_600],
    [503, '3601', 3_600],
    [503, '0', null],
    [503, '-1', null],
    [503, '1.5x', null],
    [503, 'soon', null],
    [503, 'Sun, 22 Nov 2026 06:18:10 GMT', null],
    [503, '', null],
    [503, null, null],
    [500, '7', null],
    [301, '7', null],
  ])('is known of status %s with "%s": %s', (status, retryAfter, seconds) => {
    expect(retryAfterSeconds({ status, retryAfter }, now)).toBe(seconds);
  });
});
