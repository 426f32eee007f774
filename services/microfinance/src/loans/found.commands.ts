import type { EntityManager, EntityTarget, FindOptionsWhere } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';

/** The row of an id, held until the end of the command; null when there is none for this caller. */
export async function lockRow<Row extends { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  if (knownId(id, 'uuid') === null) return null;
  return manager.findOne(entity, {
    where: { id } as FindOptionsWhere<Row>,
    lock: { mode: 'pessimistic_write' },
  });
}

/** The row of an id; null when there is none for this caller. */
export async function findRow<Row extends { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  return knownId(id, 'uuid') === null
    ? null
    : manager.findOne(entity, { where: { id } as FindOptionsWhere<Row> });
}
