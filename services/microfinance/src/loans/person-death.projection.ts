import { Column, Entity, PrimaryColumn } from 'typeorm';
import { personDied } from '@solidarity/subgraph-kit/events/catalogue';
import { onEvent } from '@solidarity/subgraph-kit/events/inbox';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { Loan } from './loan.entity';

/** Who has died, as the registry has told: nothing more is lent to them, and their loans are flagged. */
@Entity('person_death')
export class PersonDeath {
  @PrimaryColumn('uuid')
  personId!: string;

  @Column('date')
  diedOn!: PlainDate;
}

export const hearPersonDied = onEvent(personDied, async ({ payload: { personId, diedOn } }, { manager }) => {
  await manager.upsert(PersonDeath, { personId, diedOn }, ['personId']);
  await manager.update(Loan, { personId }, { borrowerDiedOn: diedOn });
});
