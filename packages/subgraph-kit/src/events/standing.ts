import type { PlainDate } from '../values/plain-date';

/** What was last heard of an NGO's standing. It is announced ahead: it may hold from a later day. */
export interface KnownStanding {
  readonly standing: string;
  /** The first day on which it holds. */
  readonly since: PlainDate;
  /** The last day of the NGO's licence; null when it has none or an unlimited one. */
  readonly licensedUntil: PlainDate | null;
}

/**
 * The standing that counts on a day: 'GOOD', or why not. Good standing ends with the NGO's own licence, also when
 * nobody has told so yet. 'UNKNOWN' of whom nothing was heard: what follows of that is for each service to say.
 */
export function standingOn(known: KnownStanding | null, date: PlainDate): string {
  if (!known) return 'UNKNOWN';
  if (known.standing !== 'GOOD') return known.standing;
  if (known.since > date) return 'NOT_YET';
  return known.licensedUntil !== null && date > known.licensedUntil ? 'EXPIRED' : 'GOOD';
}
