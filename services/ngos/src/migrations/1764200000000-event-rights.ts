import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  hideEvents,
  letSeeEvents,
  seenIn,
  type EventSight,
} from '@solidarity/subgraph-kit/events/event-rights';

/** The register is public, and so is standing: whoever reads a feed hears of the NGOs that the register shows them. */
const STANDING: EventSight = {
  type: 'ngo.standing_changed',
  roles: [
    'analyst',
    'case_worker',
    'finance_officer',
    'inspector',
    'child_protection_officer',
    'ngo_partner',
    'care_home_staff',
    'lender_officer',
    'marketplace',
    'citizen',
  ],
  when: seenIn('ngo'),
};

/** Who hears what has happened to NGOs. */
export class EventRights1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await letSeeEvents(queryRunner, STANDING);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await hideEvents(queryRunner, STANDING);
  }
}
