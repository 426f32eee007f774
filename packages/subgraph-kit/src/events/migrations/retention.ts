import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { seedRule, type NewRule } from '../../records/rules-data';

/** Found by when they came; the tables only grow at their end, so the smallest of indexes will do. */
const BY_TIME = `
create index inbox_by_time on inbox using brin (received_at);
create index idempotency_key_by_time on idempotency_key using brin (created_at)`;

/**
 * An event is never changed; and removed only once the horizon has passed it and a later one of its type and
 * subject, which is then what tells how things stand.
 */
const NEVER_CHANGES = `
create function event_refuse_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' and exists (
      select from event_place mine
        join event_horizon on mine.position < pruned_through
        join event_place later on later.subject = mine.subject and later.type = mine.type
         and later.position > mine.position and later.position <= pruned_through
       where mine.seq = old.seq) then
    return old;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger event_never_changes on event;
create trigger event_never_changes before update or delete on event
  for each row execute function event_refuse_change()`;

/**
 * Moves the horizon past events that are older and were taken by every subscriber, stopping at the first that was
 * not, and removes what a passed event has made obsolete: the earlier ones of its type and subject. So what is left
 * still tells how everything stands, for whoever begins anew. When an event was emitted is in its id. Looks at so
 * many events at most; gives how many it passed.
 */
const PRUNE = `
create function event_prune(older_than_days integer, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  horizon bigint;
  passed event_place[];
  obsolete bigint[];
begin
  if not pg_try_advisory_xact_lock(hashtextextended('pruning of events', 0)) then
    return 0;
  end if;
  select pruned_through into strict horizon from event_horizon;
  select array_agg(place order by place.position) into passed from (
    select place, position, bool_and(is_done) over (order by position) as are_done from (
      select place, place.position,
             uuid_extract_timestamp(event.id) < now() - make_interval(days => older_than_days)
             and not exists (
               select from event_subscriber subscriber join event_delivery delivery
                   on delivery.subscriber = subscriber.name and delivery.seq = event.seq
                where subscriber.types <> '{}' and delivery.delivered_at is null) as is_done
        from (select * from event_place where position > horizon order by position limit most) as place
        join event on event.seq = place.seq) as looked_at) as place (place, position, are_done)
   where are_done;
  if passed is null then
    return 0;
  end if;
  update event_horizon set pruned_through = passed[cardinality(passed)].position;
  select array_agg(distinct earlier.seq) into obsolete
    from unnest(passed) as later
    join event_place earlier on earlier.subject = later.subject and earlier.type = later.type
     and earlier.position < later.position;
  delete from event_delivery using event_subscriber
   where subscriber = event_subscriber.name and seq = any (obsolete);
  delete from event where seq = any (obsolete);
  return cardinality(passed);
end $$;
create function inbox_prune(older_than_days integer, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  pruned integer;
begin
  delete from inbox where event_id = any (array(
    select event_id from inbox where received_at < now() - make_interval(days => older_than_days) limit most));
  get diagnostics pruned = row_count;
  return pruned;
end $$;
create function idempotency_prune(older_than_days integer, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  pruned integer;
begin
  delete from idempotency_key where ctid = any (array(
    select ctid from idempotency_key where created_at < now() - make_interval(days => older_than_days) limit most));
  get diagnostics pruned = row_count;
  return pruned;
end $$`;

const RULES: readonly NewRule[] = [
  {
    name: 'event_retention_days',
    from: '2000-01-01',
    value: 400,
    source: 'Chosen for this system: a year and a month, so that yearly reports can still be made of events.',
    isSample: true,
  },
  {
    name: 'idempotency_key_retention_days',
    from: '2000-01-01',
    value: 90,
    source: 'Chosen for this system: longer than any client tries the same action again.',
    isSample: true,
  },
];

const FUNCTIONS = [
  'event_prune(integer, integer)',
  'inbox_prune(integer, integer)',
  'idempotency_prune(integer, integer)',
];

export async function createRetention(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(BY_TIME);
  await queryRunner.query(NEVER_CHANGES);
  await queryRunner.query('revoke all on function event_refuse_change() from public');
  await queryRunner.query(PRUNE);
  for (const signature of FUNCTIONS) await allowFunction(queryRunner, signature, ['system']);
  for (const rule of RULES) if (!(await isThere(queryRunner, rule))) await seedRule(queryRunner, rule);
}

/** A version of a rule is never removed: it is still there when the migration was taken back and runs again. */
async function isThere(queryRunner: QueryRunner, { name }: NewRule): Promise<boolean> {
  const rows = (await queryRunner.query('select 1 from rule_version where name = $1', [name])) as unknown[];
  return rows.length > 0;
}

/** The rules stay, and nothing reads them then. */
export async function dropRetention(queryRunner: QueryRunner): Promise<void> {
  for (const signature of FUNCTIONS) await queryRunner.query(`drop function ${signature}`);
  await queryRunner.query('drop trigger event_never_changes on event');
  await queryRunner.query(
    'create trigger event_never_changes before update or delete on event for each row execute function refuse_change()',
  );
  await queryRunner.query('drop function event_refuse_change()');
  await queryRunner.query('drop index inbox_by_time, idempotency_key_by_time');
}
