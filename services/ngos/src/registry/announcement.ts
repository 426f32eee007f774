/**
 * What other services are told of an NGO's standing. They learn it in advance, so that no job has to run on the day: of a
 * complete notification, that the NGO is in good standing from the day after the term to object (`since` lies in the
 * future; an objection takes it back), and of every licence its last day. A warned NGO may act, so it is in good standing.
 */
import type { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { NgoStandingState } from './ngo';
import { factsOfRow, standingOn, type StandingRow } from './standing';

type Announced = ReturnType<typeof ngoStandingChanged.parse>;

/** The part of the event that tells the standing. */
export type Announcement = Pick<Announced, 'standing' | 'since' | 'licensedUntil'>;

const ANNOUNCED = {
  NOT_REGISTERED: 'NOT_REGISTERED',
  GOOD: 'GOOD',
  WARNED: 'GOOD',
  SUSPENDED: 'SUSPENDED',
  EXPIRED: 'EXPIRED',
  DISSOLVED: 'DISSOLVED',
} as const satisfies Record<NgoStandingState, Announcement['standing']>;

export function announcementOf(row: StandingRow, today: PlainDate): Announcement {
  const { recordedStatus, onRegisterFrom, statusSince } = row;
  const isAwaited = recordedStatus === 'COMPLETE' && onRegisterFrom !== null && onRegisterFrom > today;
  const { state, since, licensedUntil } = standingOn(factsOfRow(row), isAwaited ? onRegisterFrom : today);
  return { standing: ANNOUNCED[state], since: since ?? statusSince, licensedUntil };
}

/** Whether others must hear of it. */
export function isNews(before: Announcement, after: Announcement): boolean {
  return before.standing !== after.standing || before.licensedUntil !== after.licensedUntil;
}
