/** When to try again, and how long to wait. */
export interface Patience {
  /** Attempts in all. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly wait: (ms: number) => Promise<void>;
}

export const USUAL_PATIENCE: Patience = {
  attempts: 5,
  firstWaitMs: 500,
  longestWaitMs: 60_000,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The wait before the next attempt: as the server says, else twice as long each time, less up to half by chance. */
export function waitBefore(
  attempt: number,
  retryAfter: string | null,
  { firstWaitMs, longestWaitMs }: Patience,
): number {
  const told = toldMs(retryAfter);
  if (told !== null) return Math.min(told, longestWaitMs);
  const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  return longest * (1 - Math.random() / 2);
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function toldMs(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
