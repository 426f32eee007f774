import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { hearNgoStanding } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { TODAY } from './registry';

export type Standing = Parameters<typeof ngoStandingChanged.of>[1]['standing'];

/** The service hears of an organisation, as it does when the event arrives. */
export async function hearOf(
  { database }: TestService,
  ngoId: string,
  standing: Standing,
  licensedUntil: string | null = null,
): Promise<void> {
  const payload = { ngoId, standing, since: TODAY, licensedUntil };
  const occurredAt = `${TODAY}T08:00:00Z`;
  const work = hearNgoStanding.prepare({ id: randomUUID(), subject: ngoId, occurredAt, payload });
  await inTransaction(database.dataSource, SYSTEM_CALLER, (manager) =>
    work({
      ...{ manager, caller: SYSTEM_CALLER, clock: fixedClock(occurredAt), today: parsePlainDate(TODAY) },
      ...{ requestId: 'r', operationName: 'ngo.standing_changed', purpose: null },
    }),
  );
}

/** An organisation that the service has heard of; in good standing unless said. */
export async function aKnownNgo(service: TestService, standing: Standing = 'GOOD'): Promise<string> {
  const ngoId = randomUUID();
  await hearOf(service, ngoId, standing);
  return ngoId;
}
