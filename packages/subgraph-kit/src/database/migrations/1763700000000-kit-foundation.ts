import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FOLD_ARABIC_SQL } from '../../values/arabic';
import { SEARCH_WORDS_SQL } from '../../values/name-search';

/** What policies and searches of every service stand on. Every service has it first. */
export class KitFoundation1763700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function claim(name text) returns text language sql stable parallel safe
        return nullif(current_setting('app.' || name, true), '')`);
    await queryRunner.query(`
      comment on function claim(text) is 'What the caller is bound to (governorate, ngo_id, …); null when nothing is claimed.'`);
    await queryRunner.query(`
      create function claim_uuid(name text) returns uuid language sql stable parallel safe
        return nullif(current_setting('app.' || name, true), '')::uuid`);
    await queryRunner.query(
      `comment on function claim_uuid(text) is 'A claim that is an id; null when nothing is claimed.'`,
    );
    await queryRunner.query(FOLD_ARABIC_SQL);
    await queryRunner.query(SEARCH_WORDS_SQL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function search_words(text, text)');
    await queryRunner.query('drop function fold_arabic(text)');
    await queryRunner.query('drop function claim_uuid(text)');
    await queryRunner.query('drop function claim(text)');
  }
}
