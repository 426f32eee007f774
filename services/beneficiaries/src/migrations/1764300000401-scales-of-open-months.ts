import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A scale for a month of which the payments are calculated is refused, also when both happen at once: the cycles of
 * the scale's months are held first, so a calculation under way is waited for, and one that comes waits.
 */
const OPEN_MONTHS = `
create function benefit_scale_open_months() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  next_scale date;
begin
  select min(effective_from) into next_scale from benefit_scale
   where programme_id = new.programme_id and effective_from > new.effective_from;
  perform from payment_cycle
    where programme_id = new.programme_id and month >= new.effective_from
      and (next_scale is null or month < next_scale) for share;
  if exists (select from payment_cycle
              where programme_id = new.programme_id and month >= new.effective_from
                and (next_scale is null or month < next_scale) and state <> 'DRAFT') then
    raise exception 'payments of this month are calculated already' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger benefit_scale_open_months before insert on benefit_scale
  for each row execute function benefit_scale_open_months()`;

/** No scale begins in a month that is calculated, whoever writes it. */
export class ScalesOfOpenMonths1764300000401 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OPEN_MONTHS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop trigger benefit_scale_open_months on benefit_scale');
    await queryRunner.query('drop function benefit_scale_open_months()');
  }
}
