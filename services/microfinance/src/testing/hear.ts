import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { EventHandler } from '@solidarity/subgraph-kit/events/inbox';
import { todayOf } from '@solidarity/subgraph-kit/values/clock';
import type { LendingWorld } from './lending-world';

/** Has the service hear what another one tells of a subject. */
export function hear(
  world: LendingWorld,
  handler: EventHandler,
  subject: string,
  payload: object,
): Promise<void> {
  const event = { id: randomUUID(), subject, occurredAt: world.clock.now().toISOString(), payload };
  return inTransaction(world.service.database.dataSource, SYSTEM_CALLER, (manager) =>
    handler.prepare(event)({
      ...{ manager, caller: SYSTEM_CALLER, clock: world.clock, today: todayOf(world.clock) },
      ...{ requestId: event.id, operationName: handler.type, purpose: null },
    }),
  );
}
