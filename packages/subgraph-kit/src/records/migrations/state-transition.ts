import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { closeTable, letRead, neverChange } from './closed-table';
import { WRITING_ROLES } from './roles';

const TABLE = `
create table state_transition (
  id uuid primary key default uuidv7(),
  subject_type text not null,
  subject_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  from_state text,
  to_state text not null,
  action text not null,
  by_subject text not null,
  by_role text not null,
  at timestamptz not null default now(),
  on_date date not null,
  reason text,
  unique (subject_id, subject_type, ordinal)
)`;

/** The unique place in the history is what makes one of two steps at once fail. */
const RECORD = `
create function record_transition(facts jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  step state_transition := jsonb_populate_record(null::state_transition, facts);
  last state_transition;
begin
  select * into last from state_transition
    where subject_type = step.subject_type and subject_id = step.subject_id
    order by ordinal desc limit 1;
  if last.to_state is not null and last.to_state is distinct from step.from_state then
    raise exception '% is in state %, not in %', step.subject_type, last.to_state, coalesce(step.from_state, '(none)')
      using errcode = 'serialization_failure';
  end if;
  insert into state_transition
    (subject_type, subject_id, ordinal, from_state, to_state, action, by_subject, by_role, on_date, reason)
  values
    (step.subject_type, step.subject_id, coalesce(last.ordinal, 0) + 1, step.from_state, step.to_state, step.action,
     step.by_subject, step.by_role, step.on_date, step.reason);
exception when unique_violation then
  raise exception '% took another step at the same moment', step.subject_type using errcode = 'serialization_failure';
end $$`;

/** Makes the history of states; each service says on top who may read the history of which of its records. */
export async function createStateTransition(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLE);
  await closeTable(queryRunner, 'state_transition');
  await neverChange(queryRunner, 'state_transition');
  await queryRunner.query(RECORD);
  await allowFunction(queryRunner, 'record_transition(jsonb)', WRITING_ROLES);
  for (const role of ['ministry_admin', 'auditor', 'system'] as const)
    await letRead(queryRunner, 'state_transition', role);
}

export async function dropStateTransition(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop function record_transition(jsonb)');
  await queryRunner.query('drop table state_transition');
}
