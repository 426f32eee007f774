import type { LendingWorld } from './lending-world';

/** An application as it is kept, how many loans came of it, and how many steps it has taken. */
export async function keptApplication(world: LendingWorld, applicationId: string) {
  const [row] = await world.service.database.owner(
    `select state, submitted_by, approved_by, disbursed_by, decision->>'outcome' as decided,
       (select count(*)::int from loan where application_id = loan_application.id) as loans,
       (select count(*)::int from state_transition where subject_id = loan_application.id) as steps
     from loan_application where id = $1`,
    [applicationId],
  );
  return row;
}
