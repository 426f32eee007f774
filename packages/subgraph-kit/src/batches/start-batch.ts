import type { EntityManager } from 'typeorm';
import { CodedError } from '../errors/coded-error';
import type { BatchParameters } from './batch-kind';

/** What is to be done, about what. */
export interface BatchOrder {
  /** The name of a kind of the service. */
  readonly kind: string;
  /** What it is about; there is one open batch of a kind for it at most. */
  readonly subjectId: string;
  readonly parameters?: BatchParameters;
}

/**
 * Orders work in the background, in the command's transaction: it begins when that commits and vanishes with it when
 * it is rolled back. Gives the batch's id; CONFLICT when one of the kind is open for this subject.
 */
export async function startBatch(
  manager: Pick<EntityManager, 'query'>,
  { kind, subjectId, parameters = {} }: BatchOrder,
): Promise<string> {
  const [batch] = await manager.query<{ id: string | null }[]>('select start_batch($1, $2, $3) as id', [
    kind,
    subjectId,
    JSON.stringify(parameters),
  ]);
  if (!batch?.id) throw new CodedError('CONFLICT');
  return batch.id;
}

/** Has a batch end before its next step; without effect when it has ended, or when there is none. */
export async function cancelBatch(manager: Pick<EntityManager, 'query'>, batchId: string): Promise<void> {
  await manager.query('select cancel_batch($1)', [batchId]);
}
