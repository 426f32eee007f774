import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** What an application needs, from when an enrolment pays and how long it holds. */
export class EnrolmentTerms1764300000102 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'enrolment_terms',
      from: '2015-01-01',
      value: {
        entitledAfter: 'SUBMISSION',
        recertifyAfterMonths: 36,
        recertifyFromMonthsBefore: 6,
        orphanUntilAge: 18,
        recertificationGraceMonths: 3,
        suspensionReviewMonths: 6,
        paidToMother: ['TAKAFUL'],
        documents: {
          ofEveryProgramme: ['NATIONAL_ID', 'PROOF_OF_RESIDENCE'],
          ofProgramme: {
            TAKAFUL: ['NATIONAL_ID', 'PROOF_OF_RESIDENCE', 'BIRTH_CERTIFICATES', 'INCOME_STATEMENT'],
            KARAMA: ['NATIONAL_ID', 'PROOF_OF_RESIDENCE', 'INCOME_STATEMENT'],
          },
          ofPerson: { DISABILITY: 'DISABILITY_CERTIFICATE', ORPHAN: 'DEATH_OF_PARENTS' },
        },
      },
      source:
        'Review every three years, a stopped case after six months: the ministry. Documents, grace, how early and the month of the beginning are plausible.',
      isSample: true,
    });
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
