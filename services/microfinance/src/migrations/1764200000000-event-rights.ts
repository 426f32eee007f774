import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  hideEvents,
  letSeeEvents,
  seenIn,
  type EventSight,
} from '@solidarity/subgraph-kit/events/event-rights';

const SIGHTS: readonly EventSight[] = [
  {
    type: 'loan.changed',
    roles: ['finance_officer', 'lender_officer', 'ngo_partner', 'citizen'],
    when: seenIn('loan'),
  },
  { type: 'product.changed', roles: ['lender_officer'] },
  {
    // By the event and not by the product: a marketplace must hear that it can no longer see one.
    type: 'product.changed',
    roles: ['marketplace'],
    when: `payload ->> 'state' in ('OFFERED', 'WITHDRAWN')`,
  },
];

/** Who hears what has happened to loans and products. Analysts see sums of loans, and so no event. */
export class EventRights1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await letSeeEvents(queryRunner, sight);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await hideEvents(queryRunner, sight);
  }
}
