import type { QueryRunner } from 'typeorm';
import { closeTable } from '../../records/migrations/closed-table';

const TABLES = `
create table inbox (
  event_id uuid primary key,
  type text not null,
  received_at timestamptz not null default now()
);
create table inbox_subject (
  type text not null,
  subject text not null,
  last_seq bigint not null,
  primary key (type, subject)
)`;

/** Makes the inbox: which events have come, and how far each subject has been heard. */
export async function createInbox(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  for (const table of ['inbox', 'inbox_subject']) {
    await closeTable(queryRunner, table);
    await queryRunner.query(`grant select, insert on ${table} to caller_system`);
    await queryRunner.query(
      `create policy ${table}_system on ${table} for all to caller_system using (true) with check (true)`,
    );
  }
  await queryRunner.query('grant update on inbox_subject to caller_system');
}

export async function dropInbox(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop table inbox_subject, inbox');
}
