import type { EntityManager } from 'typeorm';
import { eventTypeOf } from './catalogue';
import type { NewEvent } from './event-type';

/**
 * Emits events in the transaction that makes them true: they exist if and only if it commits, and are then on
 * their way to each subscriber. Gives their ids. Emit late in a command: events of one subject wait for each other
 * until the commit.
 */
export async function emit(
  manager: Pick<EntityManager, 'query'>,
  ...events: readonly [NewEvent, ...NewEvent[]]
): Promise<string[]> {
  const checked = events.map(({ type, version, subject, payload, occurredAt }) => ({
    type,
    version,
    subject,
    occurred_at: occurredAt,
    payload: eventTypeOf(type, version).parse(payload),
  }));
  const [row] = await manager.query<[{ ids: string[] }]>('select event_emit($1) as ids', [
    JSON.stringify(checked),
  ]);
  return row.ids;
}
