import type { DataSource } from 'typeorm';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';
import { todayOf, type Clock } from '../values/clock';
import type { PlainDate } from '../values/plain-date';
import { lastDueDay, type Duty, type DutyPart } from './duty';

/** Where duties are done, and by which clock. */
export interface DutyPlace {
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

const NOTE_DUTIES = `
insert into duty (name, done_for) select * from unnest($1::text[], $2::date[]) on conflict (name) do nothing`;

/** Notes the duties that are new, as done until now: each begins with its next hour, not with the release that brings it. */
export function noteDuties({ dataSource, clock }: DutyPlace, duties: readonly Duty[]): Promise<void> {
  const days = duties.map(({ at }) => lastDueDay(at, clock.now()));
  return inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
    await manager.query(NOTE_DUTIES, [duties.map(({ name }) => name), days]);
  });
}

/** Who holds the row does the duty; another process passes it by. */
const TAKE = 'select name from duty where name = $1 and done_for < $2 for update skip locked';
const MARK_DONE = 'update duty set done_for = $2, done_at = $3 where name = $1';

/**
 * Does the next part of a duty for a day; with the last part, and in its transaction, the day is marked as done. Null when
 * it is done already or another process is at it.
 */
export function doPart(place: DutyPlace, { name, run }: Duty, day: PlainDate): Promise<DutyPart | null> {
  const { dataSource, clock } = place;
  return inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
    const taken = await manager.query<object[]>(TAKE, [name, day]);
    if (taken.length === 0) return null;
    const { count, isAll } = await run({
      ...{ manager, caller: SYSTEM_CALLER, today: todayOf(clock) },
      ...{ requestId: null, operationName: name, purpose: null },
    });
    // A part of nothing is the last one, whatever it says: else it would be asked for ever.
    const part = { count, isAll: isAll || count === 0 };
    if (part.isAll) await manager.query(MARK_DONE, [name, day, clock.now()]);
    return part;
  });
}

/** When each duty was done last, or when it was noted first, in seconds since 1970. */
export async function lastDone({ dataSource }: DutyPlace): Promise<Map<string, number>> {
  const sql = 'select name, extract(epoch from done_at) as seconds from duty';
  const rows = await inTransaction(dataSource, SYSTEM_CALLER, (manager) =>
    manager.query<{ name: string; seconds: string }[]>(sql),
  );
  return new Map(rows.map(({ name, seconds }) => [name, Number(seconds)]));
}
