import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { EMIT, ENQUEUE } from './outbox';

/**
 * Deliveries are written by event_emit and event_subscribe alone, out of the very rows that they would refer to, and
 * are pruned with their events. To look each of them up again took half the time of an emission.
 */
const WITHOUT_LOOKING_UP = `
alter table event_delivery drop constraint event_delivery_seq_fkey, drop constraint event_delivery_subscriber_fkey;
drop index event_transaction_id_seq_idx`;
const LOOKING_UP = `
alter table event_delivery
  add constraint event_delivery_seq_fkey foreign key (seq) references event,
  add constraint event_delivery_subscriber_fkey foreign key (subscriber) references event_subscriber;
create index on event (transaction_id, seq)`;

/** As the first version of it, and says how many jobs are new. */
const ENQUEUE_AND_COUNT = `
drop function event_enqueue(text, text[]);
create function event_enqueue(for_subscriber text, subjects text[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  added integer;
begin
  insert into pgboss.job (name, data, singleton_key, policy, expire_in, keep_until, retry_limit, retry_delay, retry_backoff)
    select queue.name, jsonb_build_object('subject', subject), subject, queue.policy, queue.expire_seconds * interval '1 second',
           now() + queue.retention_minutes * interval '1 minute', queue.retry_limit, queue.retry_delay, queue.retry_backoff
      from event_subscriber subscriber
      join pgboss.queue queue on queue.name = subscriber.queue,
           unnest(subjects) as subject
     where subscriber.name = for_subscriber
     order by subject
    on conflict do nothing;
  get diagnostics added = row_count;
  perform pg_notify('event_waiting', for_subscriber);
  return added;
end $$`;

/**
 * Emits all at once, as a list of thousands needs it; the promises are those of the first version. The lock on its
 * subject keeps a subject's events in the order in which their transactions commit: of a subject that is there
 * already, "do update where false" takes the lock and changes nothing. Who acted is what PostgreSQL itself was told.
 * A job that waits already is held until the commit, so that workers pass it over: one that took it earlier would
 * not see these events yet, and no job would be left for them. So it goes round until each subject has a job that
 * is held or new.
 */
const EMIT_ALL = `
create or replace function event_emit(events jsonb) returns uuid[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  seqs bigint[];
  waiting record;
  held text[];
  missing text[];
  -- The owner, who loads data, acts as the system.
  actor text := coalesce(substring(current_setting('role') from '^caller_(.*)'), 'system');
begin
  insert into event_subject (subject)
    select distinct value->>'subject' from jsonb_array_elements(events) order by 1
    on conflict (subject) do update set subject = excluded.subject where false;
  with emitted as (
      insert into event (type, version, subject, occurred_at, actor_role, payload)
        select fact->>'type', (fact->>'version')::integer, fact->>'subject',
               coalesce((fact->>'occurred_at')::timestamptz, now()), actor, fact->'payload'
          from jsonb_array_elements(events) with ordinality as listed (fact, place) order by place
        returning seq, id)
    select array_agg(id order by seq), array_agg(seq) into ids, seqs from emitted;
  for waiting in
    with to_send as (
      insert into event_delivery (subscriber, seq, subject)
        select subscriber.name, event.seq, event.subject
          from event join event_subscriber subscriber on event.type = any (subscriber.types)
         where event.seq = any (seqs)
        returning subscriber, subject)
      select subscriber, queue, array_agg(distinct subject) as subjects
        from to_send join event_subscriber on name = subscriber group by subscriber, queue order by subscriber
  loop
    loop
      -- array_agg(distinct) has sorted them: jobs are held in one order by all.
      held := array(
        select job.subject from unnest(waiting.subjects) as asked (subject)
         cross join lateral (
            select asked.subject from pgboss.job
             where name = waiting.queue and state = 'created' and policy = 'short'
               and coalesce(singleton_key, '') = asked.subject for update) as job);
      missing := array(
        select subject from unnest(waiting.subjects) as asked (subject) except select unnest(held));
      exit when cardinality(missing) = 0;
      exit when event_enqueue(waiting.subscriber, missing) = cardinality(missing);
    end loop;
  end loop;
  return ids;
end $$`;

export async function emitAllAtOnce(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(WITHOUT_LOOKING_UP);
  await queryRunner.query(ENQUEUE_AND_COUNT);
  await allowFunction(queryRunner, 'event_enqueue(text, text[])', ['system']);
  await queryRunner.query(EMIT_ALL);
}

export async function emitOneByOne(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(EMIT.replace('create function', 'create or replace function'));
  await queryRunner.query('drop function event_enqueue(text, text[])');
  await queryRunner.query(ENQUEUE);
  await allowFunction(queryRunner, 'event_enqueue(text, text[])', ['system']);
  await queryRunner.query(LOOKING_UP);
}
