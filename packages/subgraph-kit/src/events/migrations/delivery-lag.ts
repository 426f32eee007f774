import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';

/**
 * For each subscriber how much it has not been sent, and how long the oldest of it waits: from the moment it was
 * emitted, which its id tells. The partial index of what waits answers it.
 */
const LAG = `
create function event_lag() returns table (consumer text, backlog bigint, lag_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select subscriber.name, coalesce(waiting.backlog, 0),
         coalesce(greatest(0, extract(epoch from now() - uuid_extract_timestamp(event.id))), 0)
    from event_subscriber subscriber
    left join lateral (
      select count(*) as backlog, min(seq) as oldest from event_delivery
       where event_delivery.subscriber = subscriber.name and delivered_at is null) as waiting on true
    left join event on event.seq = waiting.oldest
   where subscriber.types <> '{}'
$$`;

export async function createLag(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(LAG);
  await allowFunction(queryRunner, 'event_lag()', ['system']);
}

export async function dropLag(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop function event_lag()');
}
