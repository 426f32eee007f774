/**
 * Which months Daman has paid to a household that is enrolled by an application: the new programme begins after them, so
 * that no month is paid twice. A programme that pays persons looks at the cases of the person, whatever became of them.
 * One that pays the household looks at those of all its members, but for those that go to a programme that pays persons:
 * that one follows Daman itself.
 */
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { entitledAfter } from './judgement';

/** A case of a member of a household. */
export interface MembersCase {
  readonly personId: string;
  readonly lastPaidMonth: PlainDate;
  /** Whether it goes to a programme that pays persons. */
  readonly isForPerson: boolean;
}

/** The first month that Daman has not paid the household; null when it has paid none. */
export function householdAfterDaman(cases: readonly MembersCase[]): PlainDate | null {
  return after(cases.filter(({ isForPerson }) => !isForPerson));
}

/** The first month that Daman has not paid this person; null when it has paid none. */
export function personAfterDaman(cases: readonly MembersCase[], personId: string): PlainDate | null {
  return after(cases.filter((one) => one.personId === personId));
}

function after(cases: readonly MembersCase[]): PlainDate | null {
  const [last] = cases
    .map(({ lastPaidMonth }) => lastPaidMonth)
    .sort()
    .reverse();
  return last === undefined ? null : entitledAfter(last);
}
