import { Query, Resolver } from 'type-graphql';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Access } from '../access/access';
import { protect } from '../database/grants';
import { defineRefusals } from '../errors/refusal';
import { auditChange } from '../records/audit';
import type { ServiceDefinition } from '../server/service';
import type { NationalId } from '../values/national-id';
import {
  choiceColumn,
  dateColumn,
  governorateColumn,
  moneyColumn,
  nationalIdColumn,
  patternColumn,
  textColumn,
} from './columns';
import { COMMON_REFUSALS } from './common-refusals';
import { refuseRow, type CheckRun, type ImportKind, type ImportRun } from './import-kind';
import { createStaging, dropStaging } from './staging';

const refusals = defineRefusals({
  ELSEWHERE: {
    en: 'This person is registered with family {family}.',
    ar: 'هذا الشخص مسجل مع الأسرة {family}.',
  },
  NOT_YOURS: { en: 'This governorate is not yours.', ar: 'هذه المحافظة ليست تابعة لك.' },
  NEWBORN_EARNS: { en: 'Who was just born has no income.', ar: 'المولود حديثًا لا دخل له.' },
});

const texts = (name: string, ar: string, en: string, isRequired: boolean, example: string) => ({
  ...{ name, isRequired, example },
  heading: { ar, en },
  description: { ar: `${ar}.`, en: `${en}.` },
});

/** A village register: a row a person, families by a code. A kind with all that kinds may have. */
export const VILLAGERS: ImportKind = {
  name: 'villagers',
  title: { ar: 'أهل القرية', en: 'Villagers' },
  description: { ar: 'سجل القرية.', en: 'The register of a village.' },
  roles: ['case_worker', 'ministry_admin', 'ngo_partner'],
  committers: ['case_worker', 'ministry_admin'],
  source: 'OPTIONAL',
  groupBy: 'familyCode',
  columns: [
    patternColumn(texts('familyCode', 'كود الأسرة', 'Family code', true, 'F-0'), /^F-\d{1,9}$/, 'F-1'),
    governorateColumn(texts('governorate', 'المحافظة', 'Governorate', true, 'الجيزة')),
    nationalIdColumn(texts('nationalId', 'الرقم القومي', 'National ID', true, '29001010100011')),
    textColumn(texts('fullName', 'الاسم', 'Name', true, 'مثال'), { most: 60 }),
    choiceColumn(texts('work', 'العمل', 'Work', false, 'فلاح'), {
      FARMER: { ar: 'فلاح', en: 'Farmer' },
      FISHER: { ar: 'صياد', en: 'Fisher' },
    }),
    moneyColumn(texts('income', 'الدخل', 'Income', false, '100')),
    dateColumn(texts('movedIn', 'تاريخ السكن', 'Moved in', false, '2020-01-01')),
  ],
  derived: [
    {
      name: 'personId',
      sqlType: 'uuid',
      derive: ({ nationalId }, { personIds }) => personIds.ofNationalId(nationalId as NationalId),
    },
  ],
  stagingIndexes: [['personId']],
  refusals,
  checkRow: ({ nationalId, income }, { today }) =>
    income !== null &&
    String(nationalId).slice(1, 3) === today.slice(2, 4) &&
    String(nationalId).startsWith('3')
      ? [refuseRow(refusals.NEWBORN_EARNS, {}, 'income')]
      : [],
  check: checkVillagers,
  circumstances: async ({ caller, today }) => JSON.stringify([today, caller.role, caller.claims.governorate]),
  commit: commitVillagers,
  conclude: async ({ manager }) => {
    await manager.query('insert into conclusion select count(*) from villager');
  },
};

/** Of each range that was looked at, whether it was a look at what may have changed only. */
export const LOOKS: boolean[] = [];

async function checkVillagers(run: CheckRun): Promise<void> {
  LOOKS.push(run.isRecheck);
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    'nationalId',
    `select staged.line, jsonb_build_object('line', min(other.line)) as facts
       from ${run.rows} as staged
       join ${run.allRows} as other on other.person_id = staged.person_id and other.line < staged.line
      group by staged.line`,
  );
  await run.refuse(
    refusals.NOT_YOURS,
    'governorate',
    `select line from ${run.rows} as staged where governorate <> claim('governorate')`,
  );
  await run.refuse(
    refusals.ELSEWHERE,
    'nationalId',
    `select staged.line, jsonb_build_object('family', villager.family_code) as facts
       from ${run.rows} as staged join villager on villager.id = staged.person_id
      where villager.family_code <> staged.family_code`,
  );
  await run.leaveUnchanged(
    `select staged.line from ${run.rows} as staged join villager on villager.id = staged.person_id
      where villager.family_code = staged.family_code and villager.name = staged.full_name
        and villager.income is not distinct from staged.income`,
  );
}

async function commitVillagers(run: ImportRun): Promise<void> {
  await run.query(
    `insert into family (code, governorate)
     select distinct on (family_code) family_code, governorate from ${run.rows} as staged
     on conflict (code) do nothing`,
  );
  const people = await run.query<{ id: string }>(
    `insert into villager (id, family_code, governorate, name, income)
     select person_id, family_code, governorate, full_name, income from ${run.rows} as staged
     on conflict (id) do update set name = excluded.name, income = excluded.income
     returning id`,
  );
  await auditChange(run, { action: 'import', entity: 'Villager', personIds: people.map(({ id }) => id) });
}

const TABLES = `
create table family (code text primary key, governorate text not null);
create table villager (
  id uuid primary key,
  family_code text not null references family,
  governorate text not null,
  name text not null check (name <> 'impossible'),
  income numeric(18,2)
);
create table conclusion (villagers int not null)`;

class Village1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    const own = "governorate = (select claim('governorate'))";
    for (const table of ['family', 'villager']) {
      await protect(queryRunner, table, {
        read: { case_worker: own, ministry_admin: 'true', ngo_partner: 'false' },
        write: { case_worker: own, ministry_admin: 'true' },
      });
    }
    await protect(queryRunner, 'conclusion', { insert: { case_worker: 'true', ministry_admin: 'true' } });
    await createStaging(queryRunner, VILLAGERS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, VILLAGERS);
    await queryRunner.query('drop table conclusion, villager, family');
  }
}

@Resolver()
class VillageResolver {
  @Access.everyone()
  @Query(() => String, { description: 'The name of the village.' })
  village(): string {
    return 'Tunis';
  }
}

/** A service with the village register. */
export const VILLAGE_SERVICE: ServiceDefinition = {
  name: 'beneficiaries',
  entities: [],
  migrations: [Village1764300000000],
  subgraph: { resolvers: [VillageResolver], references: {} },
  handlers: [],
  importKinds: [VILLAGERS],
};
