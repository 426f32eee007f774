import type { QueryRunner } from 'typeorm';
import type { Role } from '../../access/caller';
import { allowFunction } from '../../database/grants';
import { callerRole } from '../../database/cluster';
import { closeTable, letRead } from '../../records/migrations/closed-table';

/** Roles that read the feed: those that hold `events:read`, and citizens, of what is their own. */
export const FEED_ROLES = [
  'ministry_admin',
  'analyst',
  'auditor',
  'case_worker',
  'finance_officer',
  'inspector',
  'child_protection_officer',
  'ngo_partner',
  'care_home_staff',
  'lender_officer',
  'marketplace',
  'citizen',
  'system',
] as const satisfies readonly Role[];

/**
 * An event waits in `event_unplaced` from its own transaction on, and is given a place once that has committed.
 * Places have type and subject beside them, so that a reader of few of either does not walk past all the others.
 */
const TABLES = `
create table event_unplaced (seq bigint primary key)
  with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create table event_place (
  position bigint generated always as identity primary key,
  seq bigint not null unique references event on delete cascade,
  type text not null,
  subject text not null
);
create index on event_place (type, position) include (seq);
create index on event_place (subject, position);
create table event_horizon (
  is_only boolean primary key default true check (is_only),
  pruned_through bigint not null default 0
);
comment on column event_horizon.pruned_through is 'The last position whose event is no longer kept.';
insert into event_horizon default values;
create table event_reader (
  role text not null,
  type text not null,
  primary key (role, type)
);
comment on table event_reader is 'Which roles can see any event of a type at all ("*": of all types); which of them is for the policies of event.';
insert into event_reader (role, type) values ('system', '*'), ('auditor', '*'), ('ministry_admin', '*')`;

/** A trigger and not a line in event_emit, so that there is no way to add an event that the feed does not have. */
const AWAIT_PLACE = `
create function event_await_place() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into event_unplaced (seq) select seq from added;
  return null;
end $$;
create trigger event_awaits_place after insert on event
  referencing new table as added for each statement execute function event_await_place()`;

/** Whoever emits while this runs has the trigger already, or is waited for. */
const PLACE_ALL_THAT_IS = `
insert into event_place (seq, type, subject) select seq, type, subject from event order by seq`;

/**
 * Gives places to events that have committed and have none. One transaction does so at a time and holds the lock
 * until its own commit, so no place is ever added before one that a reader has seen. Of one subject the numbers
 * rise as the commits did (event_emit sees to it), so its events have their places in order. At most so many at
 * once, that it ends within the time that a statement is given; gives how many.
 */
const PLACE_NEW = `
create function event_place_new(most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  placed integer;
begin
  if not exists (select from event_unplaced) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('places of events', 0));
  with gone as (
      delete from event_unplaced
       where seq = any (array(select seq from event_unplaced order by seq limit most)) returning seq)
    insert into event_place (seq, type, subject)
      select event.seq, event.type, event.subject from gone join event on event.seq = gone.seq order by gone.seq;
  get diagnostics placed = row_count;
  return placed;
end $$`;

/**
 * The types of events that the caller can see any of, of those asked for; null is all. A reader of few types thus
 * never walks past the others.
 */
const TYPES_SEEN = `
create function event_types_seen(of_types text[]) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  asking text := substring(current_setting('role') from '^caller_(.*)');
begin
  if exists (select from event_reader where role = asking and type = '*') then
    return of_types;
  end if;
  return coalesce((select array_agg(type order by type) from event_reader
    where role = asking and (of_types is null or type = any (of_types))), '{}');
end $$`;

/**
 * The next places after one, by type and subject when asked. What stands there is for the policies of `event`. Type
 * and position are compared as one: so PostgreSQL goes by the index of both, and never by that of positions alone,
 * past all events of other types; the same with the subject.
 */
const AFTER = `
create function event_places_after(after_position bigint, of_types text[], of_subject text, most integer)
returns table (place bigint, event_seq bigint)
language plpgsql stable rows 5000 security definer set search_path = public, pg_temp as $$
declare
  seen text[] := event_types_seen(of_types);
begin
  if of_subject is not null then
    return query select position, seq from event_place
      where (subject, position) > (of_subject, after_position) and subject <= of_subject
        and (seen is null or type = any (seen))
      order by subject, position limit most;
  elsif seen is not null then
    return query select next.position, next.seq
      from unnest(seen) as asked (type)
     cross join lateral (
        select position, seq from event_place
         where (type, position) > (asked.type, after_position) and type <= asked.type
         order by type, position limit most) as next
     order by next.position limit most;
  else
    return query select position, seq from event_place
      where position > after_position order by position limit most;
  end if;
end $$`;

/** The last place whose event is gone, and the last that there is. */
const ENDS = `
create function event_feed_ends() returns table (pruned_through bigint, last_position bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select pruned_through, greatest(pruned_through, (select max(position) from event_place)) from event_horizon
$$`;

const FUNCTIONS = [
  'event_place_new(integer)',
  'event_types_seen(text[])',
  'event_places_after(bigint, text[], text, integer)',
  'event_feed_ends()',
];

/** Makes the order of the feed. Places are reached through functions alone; events by the policies on them. */
export async function createFeedTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  for (const table of ['event_unplaced', 'event_place', 'event_horizon', 'event_reader'])
    await closeTable(queryRunner, table);
  await queryRunner.query(AWAIT_PLACE);
  await queryRunner.query(PLACE_ALL_THAT_IS);
  await queryRunner.query(PLACE_NEW);
  await queryRunner.query(TYPES_SEEN);
  await queryRunner.query(AFTER);
  await queryRunner.query(ENDS);
  await queryRunner.query('revoke all on function event_await_place() from public');
  for (const signature of FUNCTIONS) await allowFunction(queryRunner, signature, FEED_ROLES);
  // Whom no policy lets see any event of this service finds its feed empty.
  await queryRunner.query(`grant select on event to ${FEED_ROLES.map(callerRole).join(', ')}`);
  await letRead(queryRunner, 'event', 'ministry_admin');
}

export async function dropFeedTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop policy event_ministry_admin_select on event');
  const others = FEED_ROLES.filter((role) => role !== 'system' && role !== 'auditor').map(callerRole);
  await queryRunner.query(`revoke select on event from ${others.join(', ')}`);
  for (const signature of FUNCTIONS) await queryRunner.query(`drop function ${signature}`);
  await queryRunner.query('drop trigger event_awaits_place on event');
  await queryRunner.query('drop function event_await_place()');
  await queryRunner.query('drop table event_reader, event_place, event_unplaced, event_horizon');
}
