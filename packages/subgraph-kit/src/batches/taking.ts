import type { Role } from '../access/caller';
import type { ClaimedPool } from '../database/statements';
import { systemRows } from '../imports/system-rows';
import type { Batch } from './batch-kind';

/** A batch that is now this worker's, the token that proves it, and who ordered it. */
export interface TakenBatch extends Batch {
  readonly token: string;
  readonly orderedBy: string;
  readonly orderedAs: Role;
}

const TAKE = `
update batch
   set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $1), state = 'RUNNING'
 where id = (
   select id from batch
    where state in ('WAITING', 'RUNNING') and coalesce(lease_until, '-infinity') <= now() and kind = any($2::text[])
    order by created_at limit 1
      for update skip locked)
returning id, kind, subject_id as "subjectId", parameters, lease_token as token, ordered_by as "orderedBy",
          ordered_as as "orderedAs"`;

/** Takes the batch that waits longest, also one whose worker was not heard of; two workers never take the same. */
export async function takeBatch(
  pool: ClaimedPool,
  leaseSeconds: number,
  kinds: readonly string[],
): Promise<TakenBatch | null> {
  const [taken] = await systemRows<TakenBatch>(pool, TAKE, [leaseSeconds, kinds]);
  return taken ?? null;
}
