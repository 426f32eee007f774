import { ENTITLED, PERSON, write, type Owner } from './payment-histories.writing';
import type { Round } from './payment-round';

/** Writes what has happened to families until a day, and tells what commands would tell of it. */
export async function writeRound(database: Owner, round: Round, today: string): Promise<void> {
  await write(database, 'uuid date', round.persons, PERSON);
  await write(
    database,
    'uuid uuid text uuid date',
    round.memberships,
    (given) => `
    insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
      select c1, c2, c3, head_id, c5 from ${given} join household on household.id = c1`,
  );
  await write(
    database,
    'uuid date text',
    round.left,
    (given) => `
    update membership set left_on = c2, left_reason = c3 from ${given} where person_id = c1 and left_on is null`,
  );
  await write(
    database,
    'uuid date',
    round.died,
    (given) => `
    update person set died_on = c2, death_evidence = 'test' from ${given} where id = c1`,
  );
  await write(
    database,
    'uuid date',
    round.born,
    (given) => `update person set birth_date = c2 from ${given} where id = c1`,
  );
  await write(
    database,
    'uuid date',
    round.headsEnded,
    (given) => `
    update headship set until = c2 from ${given} where person_id = c1 and until is null`,
  );
  await write(
    database,
    'uuid uuid date',
    round.heads,
    (given) => `
    insert into headship (household_id, person_id, since) select c1, c2, c3 from ${given}`,
  );
  await write(
    database,
    'uuid uuid date',
    round.suspensions,
    (given) => `
    insert into suspension (id, enrolment_id, from_month, reason_code, reason, decided_on, decided_by)
      select c1, c2, c3, 'TEST', 'test', '${today}', 'worker' from ${given}`,
  );
  await write(
    database,
    'uuid date boolean',
    round.lifted,
    (given) => `
    update suspension set until_month = c2, is_annulled = c3, lifted_on = '${today}', lifted_by = 'worker' from ${given} where id = c1`,
  );
  await write(
    database,
    'uuid uuid date numeric',
    round.withheld,
    (given) => `
    insert into withholding (id, enrolment_id, month, percent, decided_on, decided_by) select c1, c2, c3, c4, '${today}', 'w' from ${given}`,
  );
  await write(
    database,
    'uuid',
    round.given,
    (given) => `
    update withholding set annulled_on = '${today}', annulled_by = 'w' from ${given} where id = c1`,
  );
  await write(
    database,
    'uuid date',
    round.ended,
    (given) => `
    update enrolment set entitled_until = c2, state = case when c2 is null then 'ACTIVE' else 'EXITED' end,
           exited_on = case when c2 is not null then date '${today}' end, exited_by = case when c2 is not null then 'w' end,
           exit_reason = case when c2 is not null then 'AT_OWN_WISH' end from ${given} where id = c1`,
  );
  await write(database, 'uuid uuid date', round.entitled, ENTITLED);
  await write(
    database,
    'uuid date',
    round.entitledEnded,
    (given) => `
    update enrolment_person set entitled_until = c2, end_reason = 'NOT_ENTITLED' from ${given} where person_id = c1`,
  );
  await write(
    database,
    'uuid date',
    round.noted,
    (given) => `
    insert into entitlement_change (enrolment_id, from_month, cause) select c1, c2, 'TEST' from ${given}`,
  );
  await write(
    database,
    'uuid text',
    round.homes,
    (given) => `update household set area_id = c2 from ${given} where id = c1`,
  );
  await write(
    database,
    'uuid uuid date',
    round.moved,
    (given) => `
    update membership set left_on = c3, left_reason = 'MOVED_TO_HOUSEHOLD' from ${given} where person_id = c1 and left_on is null`,
  );
  await write(
    database,
    'uuid uuid date',
    round.moved,
    (given) => `
    insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
      select c2, c1, 'CHILD', head_id, c3 from ${given} join household on household.id = c2`,
  );
  await database.owner(STATES);
  await database.owner(STEPS, [today]);
}

/** The states of enrolments follow what was written about them, and their histories the states. */
const STATES = `
  update enrolment set state = stands.state
    from (select id, case when exists (select from suspension where enrolment_id = enrolment.id and until_month is null)
                          then 'SUSPENDED' else 'ACTIVE' end as state from enrolment where state <> 'EXITED') as stands
   where enrolment.id = stands.id and enrolment.state <> stands.state`;
const STEPS = `
  insert into state_transition (subject_type, subject_id, ordinal, from_state, to_state, action, by_subject, by_role, on_date)
    select 'enrolment', id, coalesce(ordinal, 0) + 1, to_state, state, 'test', 'w', 'system', $1::date
      from enrolment left join lateral (select ordinal, to_state from state_transition
        where subject_type = 'enrolment' and subject_id = enrolment.id order by ordinal desc limit 1) last on true
     where to_state is distinct from state`;
