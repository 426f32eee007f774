import { GraphError, RefusedError } from '@solidarity/sdk/errors';

/** How a command ended, for scripts. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3, notAllowed: 4, notReachable: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the user can mend in how the command was called. */
export class UsageError extends Error {}

const NOT_ALLOWED = ['UNAUTHENTICATED', 'FORBIDDEN'];
const AWAY = ['SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RATE_LIMITED'];

/** The exit code of an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof RefusedError) return EXIT.refused;
  if (error instanceof GraphError) {
    const { code, status } = error;
    if (NOT_ALLOWED.includes(code) || status === 401 || status === 403) return EXIT.notAllowed;
    if (AWAY.includes(code) || status === 429 || status >= 502) return EXIT.notReachable;
    return status >= 500 || code === 'INTERNAL_ERROR' ? EXIT.failed : EXIT.refused;
  }
  return isUnreachable(error) ? EXIT.notReachable : EXIT.failed;
}

/** Whether there was no answer at all: fetch says so by an error of this name and message. */
export function isUnreachable(error: unknown): boolean {
  const { name, message } = error as Partial<Error>;
  return name === 'TypeError' && message === 'fetch failed';
}
