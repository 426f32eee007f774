import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  hideEvents,
  letSeeEvents,
  seenIn,
  type EventSight,
} from '@solidarity/subgraph-kit/events/event-rights';

/** Roles that see people and households at all. An analyst sees none, so no event of theirs either. */
const READERS = ['child_protection_officer', 'case_worker', 'ngo_partner', 'citizen'] as const;

const SIGHTS: readonly EventSight[] = [
  { type: 'household.changed', roles: READERS, when: seenIn('household') },
  { type: 'person.registered', roles: READERS, when: seenIn('person') },
  { type: 'person.died', roles: READERS, when: seenIn('person') },
];

/** Who hears what has happened in the registry: those who may see the household or person now. */
export class EventRights1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await letSeeEvents(queryRunner, sight);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await hideEvents(queryRunner, sight);
  }
}
