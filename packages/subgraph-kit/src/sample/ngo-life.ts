import type { ngoStandingChanged } from '../events/catalogue';
import { parsePlainDate, type PlainDate } from '../values/plain-date';
import { dateOf, dayOf, SAMPLE_TODAY, years } from './calendar';
import type { Random, Weighted } from './random';

/** How far an NGO has come with Law 149/2019. */
export type NgoCourse =
  /** In good standing: registered and, if older than the law, regularised. */
  | 'REGISTERED'
  /** Its notification is complete, and the ministry has still time to object. */
  | 'NOTIFIED'
  | 'OBJECTED'
  /** Older than the law, and the deadline to regularise (توفيق الأوضاع) has passed. */
  | 'TO_REGULARISE'
  | 'SUSPENDED'
  | 'DISSOLVED';

/** Whether an NGO may act, as the event `ngo.standing_changed` tells it. */
export type NgoStanding = ReturnType<typeof ngoStandingChanged.parse>['standing'];

/** What has become of an NGO until the sample's day. */
export interface NgoLife {
  readonly course: NgoCourse;
  readonly foundedOn: PlainDate;
  /** When its notification was complete. */
  readonly notifiedOn: PlainDate;
  /** Null while it is not registered. */
  readonly registeredOn: PlainDate | null;
  /** When it was regularised; null when it was founded under the law or has still to be. */
  readonly regularisedOn: PlainDate | null;
  /** When it was objected to, suspended or dissolved; null when it was not. */
  readonly endedOn: PlainDate | null;
  readonly standing: NgoStanding;
  /** The day from which the standing holds. */
  readonly standingSince: PlainDate;
  /** The last day of its licence; null while it is not registered. */
  readonly licensedUntil: PlainDate | null;
}

const COURSES: Weighted<NgoCourse> = [
  ['REGISTERED', 76],
  ['TO_REGULARISE', 8],
  ['NOTIFIED', 6],
  ['SUSPENDED', 5],
  ['OBJECTED', 3],
  ['DISSOLVED', 2],
];

const TODAY = dayOf(SAMPLE_TODAY);
/** The by-laws of Law 149/2019, and the end of the time that they and Law 23/2022 gave to regularise. */
const BY_LAWS = dayOf(parsePlainDate('2021-01-11'));
const REGULARISED_UNTIL = dayOf(parsePlainDate('2023-01-11'));

/** Licences of the NGOs that the demonstration stands on outlast it. */
const LONG_LICENCE = parsePlainDate('2035-12-31');

/** A life like that of most; `isPillar` is for those that have long been in good standing and stay so. */
export function drawNgoLife(random: Random, isPillar: boolean): NgoLife {
  const course = isPillar ? 'REGISTERED' : random.weighted(COURSES);
  if (course === 'NOTIFIED' || course === 'OBJECTED') return notRegistered(random, course);

  const [latest, earliest] =
    isPillar || course === 'TO_REGULARISE' ? [years(12), years(40)] : [years(3), years(40)];
  const notified = TODAY - random.int(latest, earliest);
  const registered = notified + random.int(60, 84);
  const hasToRegularise = registered < BY_LAWS;
  const regularised =
    hasToRegularise && course !== 'TO_REGULARISE' ? random.int(BY_LAWS + 60, REGULARISED_UNTIL) : null;
  const ended = course === 'SUSPENDED' || course === 'DISSOLVED' ? TODAY - random.int(30, 400) : null;
  return {
    course,
    foundedOn: dateOf(notified - random.int(20, 120)),
    notifiedOn: dateOf(notified),
    registeredOn: dateOf(registered),
    regularisedOn: regularised === null ? null : dateOf(regularised),
    endedOn: ended === null ? null : dateOf(ended),
    ...standingOf(random, course, isPillar, ended ?? regularised ?? registered),
  };
}

function notRegistered(random: Random, course: 'NOTIFIED' | 'OBJECTED'): NgoLife {
  // The sixty working days to object are not over, or were used.
  const notified = TODAY - (course === 'NOTIFIED' ? random.int(5, 50) : random.int(120, 900));
  const objected = course === 'OBJECTED' ? dateOf(notified + random.int(20, 75)) : null;
  return {
    course,
    foundedOn: dateOf(notified - random.int(20, 120)),
    notifiedOn: dateOf(notified),
    registeredOn: null,
    regularisedOn: null,
    endedOn: objected,
    standing: 'NOT_REGISTERED',
    standingSince: dateOf(notified),
    licensedUntil: null,
  };
}

function standingOf(
  random: Random,
  course: Exclude<NgoCourse, 'NOTIFIED' | 'OBJECTED'>,
  isPillar: boolean,
  since: number,
): Pick<NgoLife, 'standing' | 'standingSince' | 'licensedUntil'> {
  if (course === 'TO_REGULARISE') {
    const standingSince = dateOf(REGULARISED_UNTIL + 1);
    return { standing: 'EXPIRED', standingSince, licensedUntil: dateOf(REGULARISED_UNTIL) };
  }
  const licensedUntil = isPillar ? LONG_LICENCE : dateOf(TODAY + random.int(200, 1400));
  const standing = course === 'REGISTERED' ? 'GOOD' : course;
  return { standing, standingSince: dateOf(since), licensedUntil };
}
