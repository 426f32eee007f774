import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { PlainDate } from '../values/plain-date';
import { ngoStandingChanged } from './catalogue';
import { onEvent } from './inbox';
import type { Projection } from './projection';
import { standingOn, type KnownStanding } from './standing';

/** What the service of NGOs has told of an NGO's standing, as every service that must know it keeps it. */
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

/** Its table, for the first migration of a service that keeps it; who reads it is granted there. */
export const NGO_STANDING_TABLE = `
create table ngo_standing (
  ngo_id uuid primary key,
  standing text not null,
  since date not null,
  licensed_until date
)`;

/** Keeps what was heard last of each NGO. */
export const hearNgoStanding = onEvent(ngoStandingChanged, async ({ payload }, { manager }) => {
  const { ngoId, standing, since, licensedUntil } = payload;
  await manager.upsert(NgoStanding, { ngoId, standing, since, licensedUntil }, ['ngoId']);
});

/** What is made anew of the feed of the service of NGOs. */
export const NGO_STANDINGS: Projection = {
  table: 'ngo_standing',
  key: 'ngo_id',
  handlers: [hearNgoStanding],
};

/** The standing of an NGO that counts on a day. */
export async function ngoStandingOn(manager: EntityManager, ngoId: string, date: PlainDate): Promise<string> {
  return standingOn(await manager.findOneBy(NgoStanding, { ngoId }), date);
}
