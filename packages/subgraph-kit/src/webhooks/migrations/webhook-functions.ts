import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';

/**
 * All of these lock in one order, so that none waits for another in a circle: deliveries that are there, the webhook,
 * its turns by subject, new deliveries.
 */

/** What was written of a delivery and lost in a crash of PostgreSQL is sent again, so nobody waits for the disk. */
const NO_WAIT = `perform set_config('synchronous_commit', 'off', true)`;

/**
 * These tables are empty at one moment and full at the next, and what PostgreSQL knows of them follows a minute later.
 * A plan that was right for few rows, and is kept, would then read all that waits for each delivery: so it goes by
 * index, whatever it believes.
 */
const BY_INDEX = `set search_path = public, pg_temp set enable_seqscan = off set enable_bitmapscan = off
  set enable_hashjoin = off set enable_mergejoin = off set enable_sort = off set enable_incremental_sort = off`;

/**
 * What waits of a subject, the first first. Webhook, subject and number are compared as one: there is one index only
 * in their order.
 */
const WAITING = `
create function webhook_waiting(of_webhook uuid, of_subject text, most integer) returns setof webhook_delivery
language plpgsql stable rows 5 ${BY_INDEX} as $$
begin
  return query select * from webhook_delivery
    where (webhook_id, subject, nr) > (of_webhook, of_subject, 0)
      and (webhook_id, subject) <= (of_webhook, of_subject) and state = 'WAITING'
    order by webhook_id, subject, nr limit most;
end $$`;

/** Takes turns that are due and that nobody has, for so long; gives their subjects. */
const TAKE_TURNS = `
create function webhook_take_turns(of_webhook uuid, by_worker uuid, at timestamptz, most integer, lasting interval)
returns setof text
language plpgsql rows 10 ${BY_INDEX} as $$
begin
  return query with due as materialized (
      select subject from webhook_turn
       where webhook_id = of_webhook and due_at <= at and taken_until < now()
       order by due_at limit most for update skip locked)
    update webhook_turn turn set taken_by = by_worker, taken_until = now() + lasting
      from due where turn.webhook_id = of_webhook and turn.subject = due.subject
    returning turn.subject;
end $$`;

/**
 * Turns end in two steps, each of which sees what was committed before it: whoever adds deliveries to a subject locks
 * its turn, so either they are seen here or a new turn is made after this one is gone.
 */
const END_TURNS = `
create function webhook_end_turns(of_webhook uuid, by_worker uuid, subjects text[]) returns void
language plpgsql ${BY_INDEX} as $$
begin
  perform from webhook_turn
    where webhook_id = of_webhook and subject = any (subjects) and taken_by = by_worker order by subject for update;
  delete from webhook_turn turn
    where webhook_id = of_webhook and subject = any (subjects) and taken_by = by_worker
      and not exists (select from webhook_waiting(of_webhook, turn.subject, 1));
  update webhook_turn set taken_by = null, taken_until = '-infinity'
    where webhook_id = of_webhook and subject = any (subjects) and taken_by = by_worker;
end $$`;

/**
 * Notes how attempts ended that need no other, and ends turns. With a success the receiver counts as well again. What
 * waits has not ended; said so, it is found by its number and not through an index of all that waits.
 */
const SETTLE = `
create function webhook_settle(of_webhook uuid, by_worker uuid, at timestamptz, nrs bigint[], states text[],
  statuses integer[], failures_of text[], durations integer[], ended text[]) returns void
language plpgsql ${BY_INDEX} as $$
declare
  was text;
begin
  ${NO_WAIT};
  update webhook_delivery delivery
     set state = outcome.state, attempts = attempts + case when outcome.state = 'DROPPED' then 0 else 1 end,
         first_attempt_at = case when outcome.state = 'DROPPED' then first_attempt_at else coalesce(first_attempt_at, at) end,
         last_attempt_at = case when outcome.state = 'DROPPED' then last_attempt_at else at end,
         next_attempt_at = null, http_status = outcome.status, failure = outcome.failure,
         duration_ms = outcome.duration, ended_at = at
    from unnest(nrs, states, statuses, failures_of, durations) as outcome (nr, state, status, failure, duration)
   where delivery.nr = outcome.nr and delivery.ended_at is null;
  if 'DELIVERED' = any (states) then
    select state into was from webhook where id = of_webhook;
    update webhook
       set last_delivered_at = at, failing_since = null, failures = 0,
           state = case when state = 'FAILING' then 'ACTIVE' else state end
     where id = of_webhook
       and (failing_since is not null or last_delivered_at is null or last_delivered_at < at - interval '1 second');
    if was = 'FAILING' then
      perform from webhook_turn where webhook_id = of_webhook and due_at > at order by subject for update;
      update webhook_turn set due_at = at where webhook_id = of_webhook and due_at > at;
    end if;
  end if;
  if cardinality(ended) > 0 then
    perform webhook_end_turns(of_webhook, by_worker, ended);
  end if;
end $$`;

/** Notes an attempt in vain and when the next one is. */
const PUT_BACK = `
create function webhook_put_back(of_webhook uuid, by_worker uuid, at timestamptz, of_nr bigint, next_at timestamptz,
  status integer, cause text, duration integer, rest_until timestamptz, failing_after integer) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  ${NO_WAIT};
  update webhook_delivery
     set attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, at), last_attempt_at = at,
         next_attempt_at = next_at, http_status = status, failure = cause, duration_ms = duration
   where nr = of_nr and ended_at is null;
  update webhook
     set failing_since = coalesce(failing_since, at), failures = failures + 1, last_failure = cause,
         last_failure_at = at, resting_until = greatest(resting_until, rest_until),
         state = case when state = 'ACTIVE' and failures + 1 >= failing_after then 'FAILING' else state end
   where id = of_webhook;
  update webhook_turn set due_at = next_at, taken_by = null, taken_until = '-infinity'
   where webhook_id = of_webhook and taken_by = by_worker
     and subject = (select subject from webhook_delivery where nr = of_nr);
end $$`;

/**
 * Pauses a webhook, unless it has had a success since it began to fail, and says so to all others of its owner. Tells
 * whether it did.
 */
const PAUSE = `
create function webhook_pause(of_webhook uuid, because text, at timestamptz, failing_from timestamptz) returns boolean
language plpgsql set search_path = public, pg_temp as $$
declare
  paused webhook;
begin
  update webhook set state = 'PAUSED', paused_because = because, paused_at = at, updated_at = at
   where id = of_webhook and state <> 'PAUSED' and (failing_from is null or failing_since = failing_from)
   returning * into paused;
  if paused.id is null then
    return false;
  end if;
  if because <> 'REQUESTED' then
    with told as (
      insert into webhook_delivery (webhook_id, event_id, type, subject, message, created_at)
        select other.id, uuidv7(), 'webhook.paused', of_webhook::text,
               jsonb_build_object('webhookId', of_webhook, 'because', because, 'since', coalesce(paused.failing_since, at)), at
          from webhook other
         where other.owner_subject = paused.owner_subject and other.id <> of_webhook and other.state <> 'PAUSED'
         order by other.id
        returning webhook_id, subject)
    insert into webhook_turn (webhook_id, subject, due_at) select webhook_id, subject, at from told order by webhook_id
      on conflict (webhook_id, subject) do update set subject = excluded.subject where false;
  end if;
  return true;
end $$`;

/**
 * Makes deliveries of a page of the feed and moves on behind it, unless another worker already has. The turn of a
 * subject that has one is locked until the commit.
 */
const PULLED = `
create function webhook_pulled(of_webhook uuid, from_position bigint, to_position bigint, at timestamptz,
  ids uuid[], positions bigint[], types_of text[], subjects text[]) returns boolean
language plpgsql set search_path = public, pg_temp as $$
begin
  ${NO_WAIT};
  update webhook set position = to_position
   where id = of_webhook and position = from_position and state <> 'PAUSED';
  if not found then
    return false;
  end if;
  perform webhook_await(of_webhook, at, ids, positions, types_of, subjects, false);
  return true;
end $$`;

/**
 * Adds deliveries in the order given. What waits already is not added again. Gives how many were. Of a turn that is
 * there already, "do update where false" takes the lock and writes nothing.
 */
const AWAIT = `
create function webhook_await(of_webhook uuid, at timestamptz, ids uuid[], positions bigint[], types_of text[],
  subjects text[], again boolean) returns integer
language plpgsql set search_path = public, pg_temp as $$
declare
  added integer;
begin
  insert into webhook_turn (webhook_id, subject, due_at)
    select distinct of_webhook, subject, at from unnest(subjects) as subject order by subject
    on conflict (webhook_id, subject) do update set subject = excluded.subject where false;
  insert into webhook_delivery (webhook_id, event_id, position, type, subject, is_redelivery, created_at)
    select of_webhook, id, place, type, subject, again, at
      from unnest(ids, positions, types_of, subjects) as event (id, place, type, subject) order by place
    on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end $$`;

/** Sends on from where a pause was, all at once and with the whole time for further attempts. */
const RESUME = `
create function webhook_resume(of_webhook uuid, at timestamptz) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  update webhook_delivery set first_attempt_at = null, next_attempt_at = null
   where webhook_id = of_webhook and state = 'WAITING' and first_attempt_at is not null;
  update webhook
     set state = 'ACTIVE', paused_because = null, paused_at = null, failing_since = null, failures = 0,
         resting_until = '-infinity', updated_at = at
   where id = of_webhook;
  perform from webhook_turn where webhook_id = of_webhook and due_at > at order by subject for update;
  update webhook_turn set due_at = at where webhook_id = of_webhook and due_at > at;
end $$`;

const FUNCTIONS: readonly (readonly [signature: string, text: string])[] = [
  ['webhook_waiting(uuid, text, integer)', WAITING],
  ['webhook_take_turns(uuid, uuid, timestamptz, integer, interval)', TAKE_TURNS],
  ['webhook_end_turns(uuid, uuid, text[])', END_TURNS],
  ['webhook_settle(uuid, uuid, timestamptz, bigint[], text[], integer[], text[], integer[], text[])', SETTLE],
  [
    'webhook_put_back(uuid, uuid, timestamptz, bigint, timestamptz, integer, text, integer, timestamptz, integer)',
    PUT_BACK,
  ],
  ['webhook_pause(uuid, text, timestamptz, timestamptz)', PAUSE],
  ['webhook_await(uuid, timestamptz, uuid[], bigint[], text[], text[], boolean)', AWAIT],
  ['webhook_pulled(uuid, bigint, bigint, timestamptz, uuid[], bigint[], text[], text[])', PULLED],
  ['webhook_resume(uuid, timestamptz)', RESUME],
];

/** Makes the functions by which the system moves deliveries on; they run with its own rights. */
export async function createWebhookFunctions(queryRunner: QueryRunner): Promise<void> {
  for (const [signature, text] of FUNCTIONS) {
    await queryRunner.query(text);
    await allowFunction(queryRunner, signature, ['system']);
  }
}

export async function dropWebhookFunctions(queryRunner: QueryRunner): Promise<void> {
  for (const [signature] of [...FUNCTIONS].reverse()) await queryRunner.query(`drop function ${signature}`);
}
