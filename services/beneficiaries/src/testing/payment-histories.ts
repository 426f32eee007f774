import { randomOf, type Random } from '@solidarity/subgraph-kit/sample/random';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ModelEnrolment, ModelPerson } from './payment-model';
import type { Round } from './payment-round';

/** A family with its enrolment, as it stands today. */
export type History = ModelEnrolment & {
  readonly householdId: string;
  /** Where the household lives today. */
  areaId: string;
  /** Nothing is told to payments of who is not enrolled yet; the id is that of the enrolment once it is. */
  isEnrolled: boolean;
};

let ids = 0;

/** An id that no other call gives; the same in every run. */
export function nextId(): string {
  ids += 1;
  return `00000000-0000-4000-8000-${(ids * 7_919).toString(16).padStart(12, '0')}`;
}

const AREAS = ['EG-GZ', 'EG-C', 'EG-ALX'];

const BIRTHS = [
  '2008-03-01',
  '2008-07-31',
  '2012-02-29',
  '2014-06-01',
  '2014-06-02',
  '2019-12-31',
  '2020-05-01',
  '2023-09-15',
];

export function aPerson(random: Random, kind: 'HEAD' | 'SPOUSE' | 'CHILD', joinedOn: string): ModelPerson {
  const bornOn = kind === 'CHILD' ? random.pick(BIRTHS) : '1984-04-09';
  return {
    ...{ id: nextId(), bornOn, diedOn: null, joinedOn: bornOn > joinedOn ? bornOn : joinedOn, leftOn: null },
    ...{ isSpouseOrHeadByRelation: kind !== 'CHILD', entitled: null },
    headships: kind === 'HEAD' ? [{ since: joinedOn, until: null }] : [],
  };
}

export function aHistory(seed: string, number: number, firstMonth: string): History {
  const random = randomOf(seed, 'enrolment', number);
  const kinds = ['HEAD', ...(random.chance(0.7) ? ['SPOUSE'] : []), ...Array(random.int(0, 4)).fill('CHILD')];
  const people = kinds.map((kind) => aPerson(random, kind as 'HEAD', '2010-01-01'));
  const paysHousehold = random.chance(0.65);
  const entitledFrom = addMonths(firstMonth as PlainDate, random.int(-2, 4));
  if (!paysHousehold)
    for (const person of people) {
      if (random.chance(0.6))
        person.entitled = { from: addMonths(entitledFrom, random.int(0, 2)), until: null };
    }
  return {
    ...{ id: nextId(), householdId: nextId(), paysHousehold, people, entitledFrom, entitledUntil: null },
    ...{ suspensions: [], withholdings: [], payments: [], areaId: random.pick(AREAS), isEnrolled: true },
  };
}

type Event = (history: History, random: Random, month: PlainDate, round: Round) => void;

/** A day of the last months, of the first and the last ones of a month more often than of others. */
export const aDay = (random: Random, month: PlainDate) =>
  `${addMonths(month, random.int(-3, 0)).slice(0, 7)}-${random.pick(['01', '01', '02', '15', '28'])}`;
export const present = ({ people }: History) =>
  people.filter(({ leftOn, diedOn }) => leftOn === null && diedOn === null);
const note = ({ id }: History, month: string, round: Round) => void round.noted.push([id, month]);

const suspend: Event = (history, random, month, round) => {
  const from = addMonths(month, random.int(-2, 1));
  const last = history.suspensions.at(-1);
  if (last?.until === null || (last?.until ?? '') > from) return;
  const suspension = { id: nextId(), from, until: null, isAnnulled: false };
  history.suspensions.push(suspension);
  round.suspensions.push([suspension.id, history.id, from]);
  note(history, from, round);
};

const liftOrAnnul: Event = (history, random, month, round) => {
  const suspension = history.suspensions.find(({ until }) => until === null) ?? history.suspensions.at(-1);
  if (!suspension || suspension.isAnnulled) return;
  suspension.isAnnulled = random.chance(0.4);
  const until = addMonths(month, random.int(-1, 1));
  suspension.until ??= until < suspension.from ? suspension.from : until;
  round.lifted.push([suspension.id, suspension.until, suspension.isAnnulled]);
  note(history, suspension.from, round);
};

const withhold: Event = (history, random, month, round) => {
  const of = addMonths(month, random.int(-1, 1));
  if (history.withholdings.some((each) => each.month === of && !each.isAnnulled)) return;
  const withholding = {
    id: nextId(),
    month: of,
    percent: random.pick([50, 100, 33.33, 12.5]),
    isAnnulled: false,
  };
  history.withholdings.push(withholding);
  round.withheld.push([withholding.id, history.id, of, withholding.percent]);
  note(history, of, round);
};

const giveBack: Event = (history, random, _month, round) => {
  const withholding = history.withholdings.find(({ isAnnulled }) => !isAnnulled);
  if (!withholding || !random.chance(0.8)) return;
  withholding.isAnnulled = true;
  round.given.push([withholding.id]);
  note(history, withholding.month, round);
};

const endOrReinstate: Event = (history, random, month, round) => {
  const before = history.entitledUntil;
  const until = addMonths(month, random.int(-2, 1));
  history.entitledUntil = before ? null : until < history.entitledFrom ? history.entitledFrom : until;
  round.ended.push([history.id, history.entitledUntil]);
  note(history, before ?? history.entitledUntil ?? month, round);
};

const begetOrJoin: Event = (history, random, month, round) => {
  const joinedOn = aDay(random, month);
  const child = { ...aPerson(random, 'CHILD', joinedOn), joinedOn };
  if (random.chance(0.6)) child.bornOn = joinedOn;
  history.people.push(child);
  round.persons.push([child.id, child.bornOn]);
  round.memberships.push([history.householdId, child.id, 'CHILD', child.id, joinedOn]);
};

const leaveOrDie: Event = (history, random, month, round) => {
  const [person] = present(history).slice(random.int(0, 4));
  const day = aDay(random, month);
  if (!person || day < person.joinedOn || day < person.bornOn) return;
  const isDeath = random.chance(0.5);
  person.leftOn = day;
  round.left.push([person.id, day, isDeath ? 'DIED' : 'LEFT']);
  if (!isDeath) return;
  person.diedOn = day;
  round.died.push([person.id, day]);
};

const correctBirth: Event = (history, random, _month, round) => {
  const person = present(history).find((each) => !each.isSpouseOrHeadByRelation);
  const bornOn = random.pick(BIRTHS);
  if (!person || person.bornOn === bornOn) return;
  person.bornOn = bornOn;
  round.born.push([person.id, bornOn]);
};

const changeHead: Event = (history, random, month, round) => {
  const head = history.people.find(({ headships }) => headships.some(({ until }) => until === null));
  const heir = present(history).find((each) => each !== head && !each.headships.length);
  const headship = head?.headships.at(-1);
  const since = aDay(random, month);
  if (!head || !heir || !headship || since < headship.since) return;
  headship.until = since;
  heir.headships.push({ since, until: null });
  round.headsEnded.push([head.id, since]);
  round.heads.push([history.householdId, heir.id, since]);
};

const entitleOrEnd: Event = (history, random, month, round) => {
  if (history.paysHousehold) return;
  const person = random.pick(history.people);
  if (person.entitled?.until) return;
  if (person.entitled) {
    const until = addMonths(month, random.int(-2, 1));
    person.entitled.until = until < person.entitled.from ? person.entitled.from : until;
    round.entitledEnded.push([person.id, person.entitled.until]);
    note(history, person.entitled.until, round);
  } else {
    person.entitled = { from: addMonths(month, random.int(-2, 1)), until: null };
    round.entitled.push([history.id, person.id, person.entitled.from]);
  }
};

const moveHome: Event = (history, random, _month, round) => {
  history.areaId = random.pick(AREAS);
  round.homes.push([history.householdId, history.areaId]);
};

const EVENTS = [
  [suspend, 4],
  [liftOrAnnul, 5],
  [withhold, 4],
  [giveBack, 3],
  [endOrReinstate, 2],
  [begetOrJoin, 3],
  [leaveOrDie, 4],
  [correctBirth, 2],
  [changeHead, 2],
  [entitleOrEnd, 4],
  [moveHome, 3],
] as const satisfies readonly (readonly [Event, number])[];

/** What happens to an enrolment at a time: nothing, or one thing, seldom two, one after the other. */
export function livesOn(
  history: History,
  seed: string,
  month: PlainDate,
  time: number,
  [first, second]: readonly [Round, Round],
): void {
  if (!history.isEnrolled) return;
  const random = randomOf(seed, history.householdId, month, time);
  if (random.chance(0.45)) random.weighted<Event>(EVENTS)(history, random, month, first);
  if (random.chance(0.12)) random.weighted<Event>(EVENTS)(history, random, month, second);
}
