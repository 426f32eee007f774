import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { onEvent } from '@solidarity/subgraph-kit/events/inbox';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { mayAct, type KnownStanding } from './licence';

/** What the service of NGOs has told of an NGO's standing: a suspended one opens no home and takes nobody in. */
@Entity('ngo_standing')
export class NgoStanding implements KnownStanding {
  @PrimaryColumn('uuid')
  ngoId!: string;

  @Column('text')
  standing!: string;

  @Column('date')
  since!: PlainDate;

  @Column('date', { nullable: true })
  licensedUntil!: PlainDate | null;
}

export const hearNgoStanding = onEvent(ngoStandingChanged, async ({ payload }, { manager }) => {
  const { ngoId, standing, since, licensedUntil } = payload;
  await manager.upsert(NgoStanding, { ngoId, standing, since, licensedUntil }, ['ngoId']);
});

/** Whether the NGO may take on something new today; null when nothing was heard of it. */
export async function operatorMayAct(
  manager: EntityManager,
  ngoId: string,
  today: PlainDate,
): Promise<boolean | null> {
  return mayAct(await manager.findOneBy(NgoStanding, { ngoId }), today);
}
