/**
 * When an event is sent again. The times are counted from its first attempt; the last one is five days after it. An
 * outage fails no event: while a receiver has taken nothing at all since then, the webhook is paused and all waits.
 * Only an event that is refused while others are taken is given up, so that those behind it go on.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WAITS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  DAY,
  DAY,
];
/** An event is tried for so long; a webhook that has taken nothing for so long is paused. */
export const LONGEST_MS = 5 * DAY;
/** A receiver's `Retry-After` is followed up to this. */
export const LONGEST_REST_MS = 6 * HOUR;
/** Chance puts an attempt off by up to this part of the wait, so that what failed together does not come together. */
const JITTER = 0.1;

/** How many failures with no success between them make a webhook FAILING. */
export const FAILING_AFTER = 5;

/** Why an attempt was in vain, in so far as it matters for the next. */
export interface Failure {
  /** The receiver says 410: it does not want to be called again. */
  readonly isGone: boolean;
  /** What the receiver asked to wait; null when it did not. */
  readonly retryAfterMs: number | null;
}

/** What is known when an attempt was in vain. */
export interface FailedAttempt {
  readonly failure: Failure;
  /** When this event was first tried. */
  readonly firstAttemptMs: number;
  /** The first failure of the webhook since its last success; null when this is the first. */
  readonly failingSinceMs: number | null;
  readonly nowMs: number;
  /** From 0 up to 1. */
  readonly chance: number;
}

export type NextStep =
  | { readonly step: 'AGAIN'; readonly atMs: number; readonly restsUntilMs: number | null }
  | { readonly step: 'GIVE_UP' }
  | { readonly step: 'PAUSE'; readonly because: 'GONE' | 'NO_SUCCESS' };

/** What follows when an attempt was in vain. */
export function afterFailure(attempt: FailedAttempt): NextStep {
  const { failure, firstAttemptMs, failingSinceMs, nowMs, chance } = attempt;
  if (failure.isGone) return { step: 'PAUSE', because: 'GONE' };
  if (failingSinceMs !== null && nowMs - failingSinceMs >= LONGEST_MS)
    return { step: 'PAUSE', because: 'NO_SUCCESS' };
  const triedMs = nowMs - firstAttemptMs;
  if (triedMs >= LONGEST_MS) {
    const hasTakenOthers = failingSinceMs === null || failingSinceMs > firstAttemptMs;
    return hasTakenOthers ? { step: 'GIVE_UP' } : { step: 'PAUSE', because: 'NO_SUCCESS' };
  }
  const waitMs = waitAfter(triedMs);
  const restMs = failure.retryAfterMs === null ? null : Math.min(failure.retryAfterMs, LONGEST_REST_MS);
  const atMs = nowMs + Math.max(Math.round(waitMs * (1 + JITTER * chance)), restMs ?? 0);
  return { step: 'AGAIN', atMs, restsUntilMs: restMs === null ? null : nowMs + restMs };
}

/** The wait that brings an event, tried for so long, to its next time. */
function waitAfter(triedMs: number): number {
  let offsetMs = 0;
  for (const waitMs of WAITS_MS) {
    offsetMs += waitMs;
    if (offsetMs > triedMs) return Math.max(offsetMs - triedMs, waitMs / 2);
  }
  return Math.max(LONGEST_MS - triedMs, SECOND);
}
