import type { QueryRunner } from 'typeorm';
import { ROLE_NAMES } from '../../access/caller';
import { closeTable, letRead } from './closed-table';

const TABLE = `
create table rule_version (
  id integer generated always as identity primary key,
  name text not null check (name ~ '^[a-z][a-z0-9_]*$'),
  effective_from date not null,
  effective_to date check (effective_to >= effective_from),
  value jsonb not null,
  source text not null,
  is_sample boolean not null default false,
  recorded_at timestamptz not null default now(),
  constraint rule_version_holds_alone
    exclude using gist (name with =, daterange(effective_from, effective_to, '[)') with &&)
)`;

/** Decisions name the version they used: it must say the same ever after. */
const ONLY_ENDS = `
create function rule_version_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or
     (new.id, new.name, new.effective_from, new.value, new.source, new.is_sample, new.recorded_at) is distinct from
     (old.id, old.name, old.effective_from, old.value, old.source, old.is_sample, old.recorded_at) then
    raise exception 'a version of a rule is never changed or removed: end it and add the next one'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$`;

/** Makes the table of rules' data. Its rows hold no secret: every caller may be judged by them, so may read them. */
export async function createRuleVersion(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('create extension if not exists btree_gist');
  await queryRunner.query(TABLE);
  await queryRunner.query(
    `comment on column rule_version.effective_to is 'The first day on which it no longer holds; null while no end is known.'`,
  );
  await queryRunner.query(ONLY_ENDS);
  await queryRunner.query(
    'create trigger rule_version_only_ends before update or delete on rule_version for each row execute function rule_version_only_ends()',
  );
  await queryRunner.query(
    'create trigger rule_version_never_emptied before truncate on rule_version for each statement execute function refuse_change()',
  );
  await closeTable(queryRunner, 'rule_version');
  for (const role of ROLE_NAMES) await letRead(queryRunner, 'rule_version', role);
}

export async function dropRuleVersion(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop table rule_version');
  await queryRunner.query('drop function rule_version_only_ends()');
}
