import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedRule, type NewRule } from '@solidarity/subgraph-kit/records/rules-data';

/** The day on which Law 149/2019 came into force. */
const LAW = '2019-08-21';
/** The day of its by-laws: who was registered before has to regularise. */
const BY_LAWS = '2021-01-11';

const RULES: readonly NewRule[] = [
  {
    name: 'ngo_registration',
    from: LAW,
    value: {
      leastFounders: 10,
      mostForeignersPercent: 25,
      leastFoundationCapital: '20000.00',
      objectionWorkingDays: 60,
    },
    source: 'Law 149/2019',
  },
  {
    name: 'ngo_oversight',
    from: LAW,
    value: { mendingWorkingDays: 30 },
    source: 'Law 149/2019',
  },
  {
    name: 'ngo_regularisation',
    from: LAW,
    value: { registeredBefore: BY_LAWS, firstDay: BY_LAWS, lastDay: '2022-01-11' },
    source: 'Law 149/2019: one year from the by-laws of 11 January 2021 (Prime Minister’s decree 104/2021)',
  },
  {
    name: 'ngo_regularisation',
    from: '2022-04-12',
    value: { registeredBefore: BY_LAWS, firstDay: '2022-04-12', lastDay: '2022-10-11' },
    source: 'Law 23/2022: six months from the day on which it came into force',
  },
  {
    name: 'ngo_regularisation',
    from: '2022-10-12',
    value: { registeredBefore: BY_LAWS, firstDay: '2022-10-12', lastDay: '2023-04-11' },
    source: 'Law 23/2022: further six months by decision of the minister',
  },
  {
    name: 'ngo_documents',
    from: LAW,
    value: {
      ASSOCIATION: ['STATUTE', 'FOUNDERS_LIST', 'FOUNDING_MINUTES', 'SEAT_PROOF', 'CRIMINAL_RECORDS'],
      FOUNDATION: ['STATUTE', 'FOUNDERS_LIST', 'CAPITAL_PROOF', 'SEAT_PROOF', 'CRIMINAL_RECORDS'],
      UNION: ['STATUTE', 'FOUNDERS_LIST', 'MEMBERS_DECISIONS', 'SEAT_PROOF'],
      FOREIGN_BRANCH: ['STATUTE', 'FOREIGN_PERMIT', 'SEAT_PROOF'],
    },
    source: 'Chosen after the forms of the ministry; to be replaced by the official list',
    isSample: true,
  },
  {
    name: 'ngo_licence',
    from: LAW,
    value: { years: 5, renewalMonths: 6 },
    source: 'Not published; a plausible length and time to renew',
    isSample: true,
  },
];

/** The law's numbers and dates as data: an operator replaces one by adding a row, not by a release. */
export class RegistryRules1764000000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const rule of RULES) await seedRule(queryRunner, rule);
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
