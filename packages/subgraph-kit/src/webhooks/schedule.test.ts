import { afterFailure, LONGEST_MS, LONGEST_REST_MS, type FailedAttempt } from './schedule';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const FIRST = Date.parse('2026-01-01T00:00:00Z');

const failed = (more: Partial<FailedAttempt> & { afterMs?: number } = {}) => {
  const { afterMs = 0, ...rest } = more;
  return afterFailure({
    failure: { isGone: false, retryAfterMs: null },
    firstAttemptMs: FIRST,
    failingSinceMs: null,
    nowMs: FIRST + afterMs,
    chance: 0,
    ...rest,
  });
};

it('tries again after 5 s, 30 s, 2 min, … 24 h, the last time after five days', () => {
  const times: number[] = [];
  let afterMs = 0;
  for (;;) {
    const next = failed({ afterMs });
    if (next.step !== 'AGAIN') break;
    afterMs = next.atMs - FIRST;
    times.push(afterMs / SECOND);
  }

  expect(times).toEqual([
    ...[5, 35, 155, 755, 2_555, 6_155, 16_955, 38_555, 81_755, 168_155, 254_555, 340_955, 432_000],
  ]);
});

it('lets chance put an attempt off by up to a tenth of the wait', () => {
  expect(failed({ chance: 1 })).toMatchObject({ atMs: FIRST + 5_500 });
  expect(failed({ chance: 0.5 })).toMatchObject({ atMs: FIRST + 5_250 });
});

it.each([
  [1 * SECOND, 5 * SECOND, 1 * SECOND],
  [60 * SECOND, 60 * SECOND, 60 * SECOND],
  [48 * HOUR, LONGEST_REST_MS, LONGEST_REST_MS],
])('after a Retry-After of %i ms waits %i ms and rests %i ms', (retryAfterMs, waitMs, restMs) => {
  expect(failed({ failure: { isGone: false, retryAfterMs } })).toEqual({
    ...{ step: 'AGAIN', atMs: FIRST + waitMs, restsUntilMs: FIRST + restMs },
  });
});

it('pauses at once when the receiver is gone', () => {
  expect(failed({ failure: { isGone: true, retryAfterMs: null } })).toEqual({
    step: 'PAUSE',
    because: 'GONE',
  });
});

it('gives an event up after five days when others were taken since, and not a moment before', () => {
  const failingSinceMs = FIRST + HOUR;

  expect(failed({ afterMs: LONGEST_MS - 1, failingSinceMs }).step).toBe('AGAIN');
  expect(failed({ afterMs: LONGEST_MS, failingSinceMs })).toEqual({ step: 'GIVE_UP' });
  expect(failed({ afterMs: LONGEST_MS, failingSinceMs: null })).toEqual({ step: 'GIVE_UP' });
});

it('pauses after five days when nothing was taken since, and gives no event up', () => {
  expect(failed({ afterMs: LONGEST_MS - 1, failingSinceMs: FIRST }).step).toBe('AGAIN');
  expect(failed({ afterMs: LONGEST_MS, failingSinceMs: FIRST })).toEqual({
    ...{ step: 'PAUSE', because: 'NO_SUCCESS' },
  });
});

it('pauses also when another event began to fail five days ago', () => {
  const failingSinceMs = FIRST - LONGEST_MS;

  expect(failed({ failingSinceMs })).toEqual({ step: 'PAUSE', because: 'NO_SUCCESS' });
  expect(failed({ failingSinceMs: failingSinceMs + 1 }).step).toBe('AGAIN');
});
