/** Longer is no help to anyone who is told to wait. */
const LONGEST_SECONDS = 3_600;

/**
 * How long a service that is too busy (429, 503) asks to be left alone, by its `Retry-After`: seconds or a date
 * (RFC 9110, 10.2.3). Null when it does not say, or says something else. `now` is in milliseconds since 1970.
 */
export function retryAfterSeconds(
  { status, retryAfter }: { readonly status: number; readonly retryAfter: string | null },
  now: number,
): number | null {
  if (retryAfter === null || (status !== 429 && status !== 503)) return null;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  return seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : null;
}
