import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { closeTable, letRead, neverChange } from '../../records/migrations/closed-table';
import { WRITING_ROLES } from '../../records/migrations/roles';

/** How long a job may take before another worker takes it over, and that it is never given up. */
const QUEUE = `'{"policy": "short", "retryLimit": 1000000, "retryDelay": 1, "retryBackoff": false, "expireInSeconds": 60, "retentionMinutes": 5256000}'`;

const TABLES = `
create table event (
  seq bigint generated always as identity primary key,
  id uuid not null default uuidv7() unique,
  type text not null,
  version integer not null,
  subject text not null,
  occurred_at timestamptz not null default now(),
  actor_role text not null,
  payload jsonb not null,
  transaction_id xid8 not null default pg_current_xact_id()
);
create index on event (transaction_id, seq);
create index on event (type, seq);
create table event_subject (subject text primary key);
create table event_subscriber (
  name text primary key check (name ~ '^[A-Za-z0-9_-]{1,40}$'),
  types text[] not null,
  queue text not null generated always as ('deliver_' || name) stored
);
create table event_delivery (
  subscriber text not null references event_subscriber,
  seq bigint not null references event,
  subject text not null,
  attempts integer not null default 0,
  last_failure text,
  delivered_at timestamptz,
  primary key (subscriber, seq)
);
create index event_delivery_waiting on event_delivery (subscriber, subject, seq) where delivered_at is null`;

/**
 * One waiting job for each subscriber and subject, however many events it has: pg-boss's policy "short" holds that
 * by a unique index. Jobs are written here and not by pg-boss since this must be the caller's own transaction.
 */
export const ENQUEUE = `
create function event_enqueue(for_subscriber text, subjects text[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into pgboss.job (name, data, singleton_key, policy, expire_in, keep_until, retry_limit, retry_delay, retry_backoff)
    select queue.name, jsonb_build_object('subject', subject), subject, queue.policy, queue.expire_seconds * interval '1 second',
           now() + queue.retention_minutes * interval '1 minute', queue.retry_limit, queue.retry_delay, queue.retry_backoff
      from event_subscriber subscriber
      join pgboss.queue queue on queue.name = subscriber.queue,
           unnest(subjects) as subject
     where subscriber.name = for_subscriber
     order by subject
    on conflict do nothing;
  select pg_notify('event_waiting', for_subscriber)
$$`;

/**
 * The lock on its subject keeps a subject's events in the order in which their transactions commit. Who acted is
 * what PostgreSQL itself was told. A job that waits already is held until the commit, so that workers pass it over:
 * one that took it earlier would not see these events yet, and no job would be left for them.
 */
export const EMIT = `
create function event_emit(events jsonb) returns uuid[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fact jsonb;
  emitted event;
  ids uuid[] := '{}';
  seqs bigint[] := '{}';
  waiting record;
  held integer;
  -- The owner, who loads data, acts as the system.
  actor text := coalesce(substring(current_setting('role') from '^caller_(.*)'), 'system');
begin
  insert into event_subject (subject)
    select distinct value->>'subject' from jsonb_array_elements(events) order by 1 on conflict do nothing;
  perform from event_subject
    where subject in (select value->>'subject' from jsonb_array_elements(events)) order by subject for update;
  for fact in select value from jsonb_array_elements(events) loop
    insert into event (type, version, subject, occurred_at, actor_role, payload)
      values (fact->>'type', (fact->>'version')::integer, fact->>'subject',
              coalesce((fact->>'occurred_at')::timestamptz, now()), actor, fact->'payload')
      returning * into emitted;
    ids := ids || emitted.id;
    seqs := seqs || emitted.seq;
  end loop;
  insert into event_delivery (subscriber, seq, subject)
    select subscriber.name, event.seq, event.subject
      from event join event_subscriber subscriber on event.type = any (subscriber.types)
     where event.seq = any (seqs);
  for waiting in
    select subscriber, array_agg(distinct subject) as subjects from event_delivery where seq = any (seqs)
     group by subscriber order by subscriber
  loop
    loop
      perform event_enqueue(waiting.subscriber, waiting.subjects);
      perform from pgboss.job
        where name = (select queue from event_subscriber where event_subscriber.name = waiting.subscriber)
          and state = 'created' and policy = 'short' and coalesce(singleton_key, '') = any (waiting.subjects)
        order by singleton_key for update;
      get diagnostics held = row_count;
      exit when held = cardinality(waiting.subjects);
    end loop;
  end loop;
  return ids;
end $$`;

/**
 * Takes note of who is to be sent what. Types that are new to a subscriber are sent from the first event on: the
 * lock waits for transactions that have emitted and not committed, so that none falls between. What then waits is
 * requeued in a transaction after this one: a job must not be taken before its events can be seen.
 */
const SUBSCRIBE = `
create function event_subscribe(new_name text, new_types text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known event_subscriber;
  waiting text[];
begin
  select * into known from event_subscriber where name = new_name for no key update;
  if known.name is null then
    insert into event_subscriber (name, types) values (new_name, '{}') on conflict do nothing;
    select * into strict known from event_subscriber where name = new_name for no key update;
    perform pgboss.create_queue(known.queue, ${QUEUE});
  end if;
  if not (known.types @> new_types and known.types <@ new_types) then
    lock table event in share row exclusive mode;
    update event_subscriber set types = new_types where name = new_name;
    insert into event_delivery (subscriber, seq, subject)
      select new_name, seq, subject from event where type = any (new_types)
      on conflict do nothing;
  end if;
end $$;
create function event_requeue(for_subscriber text) returns void
language sql security definer set search_path = public, pg_temp as $$
  select event_enqueue(for_subscriber, array_agg(distinct subject)) from event_delivery
   where subscriber = for_subscriber and delivered_at is null having count(*) > 0
$$;
create function event_unsubscribe_others(names text[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  update event_subscriber set types = '{}' where name <> all (names) and types <> '{}'
$$`;

/** Makes the outbox: events, and for each subscriber what it has and has not been sent. */
export async function createOutbox(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  for (const table of ['event', 'event_subject', 'event_subscriber', 'event_delivery']) {
    await closeTable(queryRunner, table);
  }
  await neverChange(queryRunner, 'event');
  await queryRunner.query(ENQUEUE);
  await queryRunner.query(EMIT);
  await queryRunner.query(SUBSCRIBE);
  await allowFunction(queryRunner, 'event_emit(jsonb)', WRITING_ROLES);
  for (const signature of [
    'event_enqueue(text, text[])',
    'event_subscribe(text, text[])',
    'event_requeue(text)',
    'event_unsubscribe_others(text[])',
  ]) {
    await allowFunction(queryRunner, signature, ['system']);
  }
  for (const table of ['event', 'event_delivery']) await letRead(queryRunner, table, 'system');
  await queryRunner.query('grant update on event_delivery to caller_system');
  await queryRunner.query(
    'create policy event_delivery_system_update on event_delivery for update to caller_system using (true) with check (true)',
  );
  await letRead(queryRunner, 'event', 'auditor');
}

export async function dropOutbox(queryRunner: QueryRunner): Promise<void> {
  for (const signature of [
    'event_unsubscribe_others(text[])',
    'event_subscribe(text, text[])',
    'event_requeue(text)',
    'event_emit(jsonb)',
    'event_enqueue(text, text[])',
  ]) {
    await queryRunner.query(`drop function ${signature}`);
  }
  await queryRunner.query('drop table event_delivery, event_subscriber, event_subject, event');
}
