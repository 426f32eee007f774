import { doPart } from '../schedule/duty-work';
import { addDays } from '../values/plain-date';
import { todayOf } from '../values/clock';
import type { TestService } from './service';

/** Does a duty of the service for today, whatever the hour and whether it was done or not. Gives how many records it changed. */
export async function doDuty({ running, database }: TestService, name: string): Promise<number> {
  const { definition, dataSource, clock } = running;
  const duty = definition.duties?.find((each) => each.name === name);
  if (!duty) throw new Error(`The service has no duty ${name}.`);
  const today = todayOf(clock);
  await database.owner(
    `insert into duty (name, done_for) values ($1, $2) on conflict (name) do update set done_for = excluded.done_for`,
    [name, addDays(today, -1)],
  );
  let count = 0;
  for (;;) {
    const part = await doPart({ dataSource, clock }, duty, today);
    count += part?.count ?? 0;
    if (!part || part.isAll) return count;
  }
}
