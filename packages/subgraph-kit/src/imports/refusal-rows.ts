import type { EntityManager } from 'typeorm';
import type { Facts } from '../errors/text';

/** A refusal as it is kept: the texts are filled in when it is shown. */
export interface KeptRefusal {
  readonly line: number;
  readonly groupKey: string | null;
  /** The name of the kind's column; null for the whole row. */
  readonly column: string | null;
  readonly code: string;
  readonly facts: Facts;
}

/** Keeps refusals of a job. */
export async function keepRefusals(
  manager: EntityManager,
  jobId: string,
  refusals: readonly KeptRefusal[],
): Promise<void> {
  if (refusals.length === 0) return;
  await manager.query(
    `insert into import_refusal (job_id, line, group_key, column_name, code, facts)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::jsonb[])`,
    [
      jobId,
      refusals.map(({ line }) => line),
      refusals.map(({ groupKey }) => groupKey),
      refusals.map(({ column }) => column),
      refusals.map(({ code }) => code),
      refusals.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}
