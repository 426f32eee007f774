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

/**
 * Emits the events that a SELECT makes, in its order, by columns `type`, `version`, `subject` and `payload` (jsonb): what is
 * told of thousands never leaves the database. Nothing checks the payloads here, so a test has to.
 */
export async function emitSelected(
  manager: Pick<EntityManager, 'query'>,
  selectEvents: string,
  values: readonly unknown[],
): Promise<void> {
  await manager.query(
    `select cardinality(event_emit(facts)) from (
       select jsonb_agg(jsonb_build_object('type', type, 'version', version, 'subject', subject, 'payload', payload))
                as facts
         from (${selectEvents}) as told) as emitted
      where facts is not null`,
    [...values],
  );
}
