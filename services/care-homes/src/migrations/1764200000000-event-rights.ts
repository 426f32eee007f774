import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  hideEvents,
  letSeeEvents,
  seenIn,
  type EventSight,
} from '@solidarity/subgraph-kit/events/event-rights';

const TYPE = 'care_home.licence_changed';

/** What became of a licence is public; how it was applied for concerns the NGO, the home and the ministry. */
const PUBLIC_STEP = `payload ->> 'licence' in ('LICENSED', 'EXPIRED', 'SUSPENDED', 'CLOSED')`;

const SIGHTS: readonly EventSight[] = [
  { type: TYPE, roles: ['inspector', 'child_protection_officer'] },
  {
    type: TYPE,
    roles: ['analyst', 'case_worker', 'finance_officer', 'lender_officer', 'marketplace', 'citizen'],
    when: `${PUBLIC_STEP} and ${seenIn('care_home')}`,
  },
  {
    type: TYPE,
    roles: ['ngo_partner'],
    when: `(${PUBLIC_STEP} or payload ->> 'operatorNgoId' = (select claim('ngo_id'))) and ${seenIn('care_home')}`,
  },
  {
    type: TYPE,
    roles: ['care_home_staff'],
    when: `(${PUBLIC_STEP} or subject = (select claim('home_id'))) and ${seenIn('care_home')}`,
  },
];

/** Who hears what has happened to care homes. */
export class EventRights1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await letSeeEvents(queryRunner, sight);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const sight of SIGHTS) await hideEvents(queryRunner, sight);
  }
}
