import type { MigrationInterface, QueryRunner } from 'typeorm';

const NOTIFICATION = `
create table ngo_notification (
  id uuid primary key,
  ngo_id uuid not null references ngo,
  round integer not null check (round > 0),
  founders_count integer not null check (founders_count > 0),
  foreign_founders_count integer not null check (foreign_founders_count between 0 and founders_count),
  capital numeric(18,2) check (capital >= 0),
  submitted_on date not null,
  submitted_by text not null,
  completed_on date check (completed_on >= submitted_on),
  confirmed_by text,
  objection_until date check (objection_until > completed_on),
  decision jsonb,
  unique (ngo_id, round),
  constraint ngo_notification_four_eyes check (confirmed_by <> submitted_by),
  constraint ngo_notification_confirmed_whole check (
    num_nonnulls(completed_on, confirmed_by, objection_until, decision) in (0, 4))
)`;

const DOCUMENT = `
create table ngo_document (
  id uuid primary key,
  ngo_id uuid not null references ngo,
  kind text not null check (kind in ('STATUTE', 'FOUNDERS_LIST', 'FOUNDING_MINUTES', 'SEAT_PROOF', 'CRIMINAL_RECORDS',
    'CAPITAL_PROOF', 'MEMBERS_DECISIONS', 'FOREIGN_PERMIT', 'OTHER')),
  reference text not null check (btrim(reference) <> ''),
  received_on date not null,
  recorded_at timestamptz not null default now()
);
create index ngo_document_by_ngo on ngo_document (ngo_id, received_on, id)`;

const LICENCE = `
create table ngo_licence (
  id uuid primary key,
  ngo_id uuid not null references ngo,
  kind text not null check (kind in ('EARLIER_LAW', 'FIRST', 'REGULARISATION', 'RENEWAL')),
  valid_from date not null,
  valid_until date not null,
  granted_on date not null,
  rules_version text not null,
  check (valid_from <= valid_until)
);
create index ngo_licence_by_ngo on ngo_licence (ngo_id, valid_from, id)`;

const MEASURE = `
create table ngo_measure (
  id uuid primary key,
  ngo_id uuid not null references ngo,
  kind text not null check (kind in ('OBJECTION', 'WARNING', 'SUSPENSION', 'DISSOLUTION')),
  taken_on date not null,
  article text not null,
  grounds text not null check (btrim(grounds) <> ''),
  mend_by date check (mend_by > taken_on),
  ended_on date check (ended_on >= taken_on),
  court text,
  judgment_reference text,
  taken_by text not null,
  warned_by text,
  constraint ngo_measure_warning_has_a_term check ((kind = 'WARNING') = (mend_by is not null)),
  constraint ngo_measure_judged check (
    num_nonnulls(court, judgment_reference) = case kind when 'DISSOLUTION' then 2 else 0 end),
  constraint ngo_measure_four_eyes check (
    case kind when 'SUSPENSION' then warned_by is not null and warned_by <> taken_by else warned_by is null end)
);
create unique index ngo_measure_one_at_a_time on ngo_measure (ngo_id, kind) where ended_on is null;
create index ngo_measure_by_ngo on ngo_measure (ngo_id, taken_on, id)`;

const BOARD = `
create table ngo_board_member (
  id uuid primary key,
  ngo_id uuid not null references ngo,
  person_id uuid not null,
  name_ar text not null check (btrim(name_ar) <> ''),
  name_en text,
  office text not null check (office in ('CHAIR', 'DEPUTY_CHAIR', 'SECRETARY', 'TREASURER', 'MEMBER')),
  since date not null,
  until date check (until >= since),
  constraint ngo_board_one_chair
    exclude using gist (ngo_id with =, daterange(since, until, '[)') with &&) where (office = 'CHAIR'),
  constraint ngo_board_one_seat_each
    exclude using gist (ngo_id with =, person_id with =, daterange(since, until, '[)') with &&)
);
create index ngo_board_member_by_ngo on ngo_board_member (ngo_id, since, id);
create index ngo_board_member_by_person on ngo_board_member (person_id, since, id)`;

/** What the ministry, and of its own file the NGO, knows beyond the public register. */
export class NgoFiles1764000000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [NOTIFICATION, DOCUMENT, LICENCE, MEASURE, BOARD]) await queryRunner.query(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table ngo_board_member, ngo_measure, ngo_licence, ngo_document, ngo_notification',
    );
  }
}
