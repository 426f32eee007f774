import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** The first values of the rules of foster families; an operator adds rows, and changes none. */
export class FosterRules1764000000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'foster_eligibility',
      from: '2000-01-01',
      value: {
        marriedYears: 3,
        coupleAge: { from: 25, to: 60 },
        womanAgeFrom: 30,
        schooling: 'SECONDARY',
      },
      source: 'The by-laws of the child law as amended, after what the press and law firms tell of them.',
    });
    await seedRule(queryRunner, {
      name: 'foster_procedure',
      from: '2000-01-01',
      value: {
        lowestMonthlyIncome: '5000.00',
        documents: {
          ofApplication: ['INCOME_STATEMENT', 'PROOF_OF_RESIDENCE'],
          ofEachApplicant: ['HEALTH_CERTIFICATE', 'CRIMINAL_RECORD', 'SCHOOLING_CERTIFICATE'],
          ofCouple: ['MARRIAGE_CONTRACT'],
          ofSingleWoman: ['MARITAL_STATUS_STATEMENT'],
        },
        oldestInMonths: { HEALTH_CERTIFICATE: 6, CRIMINAL_RECORD: 3, INCOME_STATEMENT: 3 },
        daysForNextStep: { SUBMITTED: 15, RETURNED: 60, ELIGIBLE: 30, HOME_STUDIED: 60, TRAINED: 30 },
        leastCommitteeMembers: 3,
      },
      source:
        'A plausible sample: the terms, the papers and the lowest income are not published in one place.',
      isSample: true,
    });
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
