import { Column, Entity, PrimaryColumn } from 'typeorm';
import { personDied } from '@solidarity/subgraph-kit/events/catalogue';
import { onEvent } from '@solidarity/subgraph-kit/events/inbox';
import type { Projection } from '@solidarity/subgraph-kit/events/projection';
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

const keepDeath = onEvent(personDied, async ({ payload: { personId, diedOn } }, { manager }) => {
  await manager.upsert(PersonDeath, { personId, diedOn }, ['personId']);
});

export const hearPersonDied = onEvent(personDied, async (event, context) => {
  await keepDeath.prepare(event)(context);
  const { personId, diedOn } = event.payload;
  await context.manager.update(Loan, { personId }, { borrowerDiedOn: diedOn });
});

/** What is made anew of the feed of the registry; the loans of the dead are flagged with it. */
export const PERSON_DEATHS: Projection = {
  table: 'person_death',
  key: 'person_id',
  handlers: [keepDeath],
  follow: async (manager) => {
    await manager.query(
      `update loan set borrower_died_on = death.died_on from person_death death
        where death.person_id = loan.person_id and loan.borrower_died_on is distinct from death.died_on`,
    );
  },
};
