import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { onEvent } from '@solidarity/subgraph-kit/events/inbox';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { KnownStanding } from './licence';

/** What the service of NGOs has told of an NGO's standing: an NGO that is not in good standing gives no money. */
@Entity('ngo_standing')
export class NgoStanding implements KnownStanding {
  @PrimaryColumn('uuid')
  ngoId!: string;

  @Column('text')
  standing!: string;

  @Column('date')
  since!: PlainDate;

  /** The last day of its licence as an NGO; null when it has no end. */
  @Column('date', { nullable: true })
  licensedUntil!: PlainDate | null;
}

export const hearNgoStanding = onEvent(ngoStandingChanged, async ({ payload }, { manager }) => {
  const { ngoId, standing, since, licensedUntil } = payload;
  await manager.upsert(NgoStanding, { ngoId, standing, since, licensedUntil }, ['ngoId']);
});
