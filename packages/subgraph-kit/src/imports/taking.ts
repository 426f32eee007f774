import type { ClaimedPool } from '../database/statements';
import { JOB_COLUMNS, type ImportJob } from './import-job';
import { systemRows } from './system-rows';

/** A job that is now this worker's, and the token that proves it. */
export interface TakenJob {
  readonly job: ImportJob;
  readonly token: string;
}

const TAKE = `
update import_job
   set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $1), attempts = attempts + 1,
       state = case state when 'RECEIVED' then 'CHECKING' else state end
 where id = (
   select id from import_job
    where state in ('RECEIVED', 'CHECKING', 'COMMITTING') and coalesce(lease_until, '-infinity') < now()
      and kind = any($2::text[])
    order by created_at limit 1
      for update skip locked)
returning ${JOB_COLUMNS}, lease_token as token`;

/** Takes the job that waits longest, also one whose worker has not been heard of; two workers never take the same. */
export async function takeJob(
  pool: ClaimedPool,
  leaseSeconds: number,
  kinds: readonly string[],
): Promise<TakenJob | null> {
  const [row] = await systemRows<ImportJob & { token: string }>(pool, TAKE, [leaseSeconds, kinds]);
  if (!row) return null;
  const { token, ...job } = row;
  return { job, token };
}
