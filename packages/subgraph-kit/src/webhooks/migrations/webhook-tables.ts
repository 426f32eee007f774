import type { QueryRunner } from 'typeorm';
import type { Role } from '../../access/caller';
import { callerRole } from '../../database/cluster';
import { protect } from '../../database/grants';
import { letRead } from '../../records/migrations/closed-table';

/** Roles that may have webhooks: those that hold `webhooks:manage`. */
export const WEBHOOK_ROLES = [
  'ngo_partner',
  'care_home_staff',
  'lender_officer',
  'marketplace',
  'ministry_admin',
] as const satisfies readonly Role[];

/**
 * A delivery is kept when it was settled, as the log. Its turn says when its subject is sent next and who does so now;
 * a subject has one for as long as anything of it waits.
 */
const TABLES = `
create table webhook (
  id uuid primary key,
  owner_subject text not null,
  owner_role text not null,
  owner_claims jsonb not null,
  owner_scopes text[] not null,
  url text not null check (length(url) <= 2000),
  types text[] not null check (cardinality(types) between 1 and 50),
  description text not null check (length(description) <= 500),
  state text not null check (state in ('ACTIVE', 'FAILING', 'PAUSED')),
  paused_because text check (paused_because in ('REQUESTED', 'GONE', 'NO_SUCCESS')),
  paused_at timestamptz,
  failing_since timestamptz,
  failures integer not null default 0,
  last_failure text,
  last_failure_at timestamptz,
  last_delivered_at timestamptz,
  resting_until timestamptz not null default '-infinity',
  position bigint not null,
  secret_last_four text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((state = 'PAUSED') = (paused_because is not null)),
  check ((state = 'PAUSED') = (paused_at is not null))
);
create index on webhook (owner_subject, id);
comment on column webhook.position is 'The place in the feed up to which its events have become deliveries.';
comment on column webhook.failing_since is 'The first failure since the last success.';
comment on column webhook.resting_until is 'The receiver has asked for quiet until then.';
create table webhook_secret (
  webhook_id uuid primary key references webhook on delete cascade,
  current bytea not null,
  previous bytea,
  previous_ends_at timestamptz,
  check ((previous is null) = (previous_ends_at is null))
);
create table webhook_delivery (
  nr bigint generated always as identity primary key,
  webhook_id uuid not null references webhook on delete cascade,
  event_id uuid not null,
  position bigint,
  type text not null,
  subject text not null,
  message jsonb,
  is_redelivery boolean not null default false,
  state text not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'FAILED', 'DROPPED')),
  attempts integer not null default 0,
  first_attempt_at timestamptz,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  http_status integer,
  failure text,
  duration_ms integer,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((position is null) = (message is not null)),
  check ((state = 'WAITING') = (ended_at is null))
);
comment on column webhook_delivery.message is 'What is said about the webhook itself; null for an event of the feed.';
create unique index webhook_delivery_waits_once on webhook_delivery (webhook_id, event_id) where state = 'WAITING';
create index webhook_delivery_waiting on webhook_delivery (webhook_id, subject, nr) where state = 'WAITING';
create index webhook_delivery_log on webhook_delivery (webhook_id, nr);
create index webhook_delivery_by_state on webhook_delivery (webhook_id, state, nr) where state <> 'WAITING';
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;
create table webhook_turn (
  webhook_id uuid not null references webhook on delete cascade,
  subject text not null,
  due_at timestamptz not null,
  taken_by uuid,
  taken_until timestamptz not null default '-infinity',
  primary key (webhook_id, subject)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index on webhook_turn (webhook_id, due_at)`;

const OWN = "owner_subject = (select claim('subject'))";
const OF_OWN = 'webhook_id in (select id from webhook)';

const forRoles = (own: string): Partial<Record<Role, string>> => ({
  ...Object.fromEntries(WEBHOOK_ROLES.map((role) => [role, own])),
  ministry_admin: 'true',
});

/** What of the feed the system must know to send events again. */
const OF_THE_FEED = 'event_place';

/** Makes the tables. A caller reads its own; only the system writes, and only the system sees secrets and turns. */
export async function createWebhookTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  await protect(queryRunner, 'webhook', { read: forRoles(OWN), delete: { system: 'true' } });
  await protect(queryRunner, 'webhook_secret', {});
  await protect(queryRunner, 'webhook_delivery', { read: forRoles(OF_OWN), delete: { system: 'true' } });
  await protect(queryRunner, 'webhook_turn', { delete: { system: 'true' } });
  await letRead(queryRunner, OF_THE_FEED, 'system');
}

export async function dropWebhookTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`drop policy ${OF_THE_FEED}_system_select on ${OF_THE_FEED}`);
  await queryRunner.query(`revoke select on ${OF_THE_FEED} from ${callerRole('system')}`);
  await queryRunner.query('drop table webhook_turn, webhook_delivery, webhook_secret, webhook');
}
