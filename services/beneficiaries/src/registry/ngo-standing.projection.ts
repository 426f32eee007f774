import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { onEvent } from '@solidarity/subgraph-kit/events/inbox';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { KnownStanding } from './consent';

/** How an organisation stands, as heard from the ngos service. */
@Entity('ngo_standing')
export class NgoStanding implements KnownStanding {
  @PrimaryColumn('uuid')
  ngoId!: string;

  @Column('text')
  standing!: KnownStanding['standing'];

  @Column('date')
  since!: PlainDate;

  @Column('date', { nullable: true })
  licensedUntil!: PlainDate | null;
}

/** Keeps what was heard last of each organisation. */
export const hearNgoStanding = onEvent(ngoStandingChanged, async ({ payload }, { manager }) => {
  const { ngoId, standing, since, licensedUntil } = payload;
  await manager.upsert(NgoStanding, { ngoId, standing, since, licensedUntil }, ['ngoId']);
});

/** What was heard of an organisation; null when nothing was. */
export function standingOf(manager: EntityManager, ngoId: string): Promise<NgoStanding | null> {
  return manager.findOneBy(NgoStanding, { ngoId });
}
