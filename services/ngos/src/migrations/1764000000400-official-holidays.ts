import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';
import { protect } from '@solidarity/subgraph-kit/database/grants';

const TABLE = `
create table official_holiday (
  on_date date primary key,
  name_ar text not null,
  name_en text,
  source text not null
)`;

interface Holiday {
  readonly ar: string;
  readonly en: string;
  /** Month and day, the same in each year. */
  readonly each?: string;
  /** Days of single years; `2026-03-20+2` is that day and the two that follow. */
  readonly on?: readonly string[];
}

const FIRST_YEAR = 2021;
const LAST_YEAR = 2027;

/**
 * The days themselves. By decree some are kept on a Thursday instead, and feasts by the moon are known for sure only
 * days before: an operator declares what differs.
 */
const HOLIDAYS: readonly Holiday[] = [
  { ar: 'عيد الميلاد المجيد', en: 'Coptic Christmas', each: '01-07' },
  { ar: 'عيد الثورة وعيد الشرطة', en: 'Revolution of 25 January and Police Day', each: '01-25' },
  { ar: 'عيد تحرير سيناء', en: 'Sinai Liberation Day', each: '04-25' },
  { ar: 'عيد العمال', en: 'Labour Day', each: '05-01' },
  { ar: 'ثورة 30 يونيو', en: 'Revolution of 30 June', each: '06-30' },
  { ar: 'ثورة 23 يوليو', en: 'Revolution of 23 July', each: '07-23' },
  { ar: 'عيد القوات المسلحة', en: 'Armed Forces Day', each: '10-06' },
  {
    ar: 'شم النسيم',
    en: 'Sham El-Nessim',
    on: ['2021-05-03', '2022-04-25', '2023-04-17', '2024-05-06', '2025-04-21', '2026-04-13', '2027-05-03'],
  },
  {
    ar: 'عيد الفطر',
    en: 'Eid al-Fitr',
    on: [
      '2021-05-13+2',
      '2022-05-02+2',
      '2023-04-21+2',
      '2024-04-10+2',
      '2025-03-31+2',
      '2026-03-20+2',
      '2027-03-10+2',
    ],
  },
  {
    ar: 'وقفة عرفات وعيد الأضحى',
    en: 'Arafat Day and Eid al-Adha',
    on: [
      '2021-07-19+3',
      '2022-07-08+3',
      '2023-06-27+3',
      '2024-06-15+3',
      '2025-06-05+3',
      '2026-05-26+3',
      '2027-05-15+3',
    ],
  },
  {
    ar: 'رأس السنة الهجرية',
    en: 'Islamic New Year',
    on: ['2021-08-10', '2022-07-30', '2023-07-19', '2024-07-07', '2025-06-26', '2026-06-17', '2027-06-06'],
  },
  {
    ar: 'المولد النبوي الشريف',
    en: 'Birthday of the Prophet',
    on: ['2021-10-18', '2022-10-08', '2023-09-27', '2024-09-15', '2025-09-04', '2026-08-25', '2027-08-14'],
  },
];

/** Official holidays: they are no working days, so the law's terms do not count them. */
export class OfficialHolidays1764000000400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLE);
    await queryRunner.query(
      `insert into official_holiday (on_date, name_ar, name_en, source)
         select day::date, ar, en, 'The calendar; a decree may move it'
           from jsonb_to_recordset($1) as holiday(first date, last date, ar text, en text),
                generate_series(first, last, interval '1 day') as day
         on conflict do nothing`,
      [JSON.stringify(HOLIDAYS.flatMap(spans))],
    );
    await protect(queryRunner, 'official_holiday', {
      read: Object.fromEntries(ROLE_NAMES.map((role) => [role, 'true'])),
      insert: { ministry_admin: 'true' },
      appendOnly: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table official_holiday');
  }
}

function spans({ ar, en, each, on = [] }: Holiday): object[] {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const written = each ? years.map((year) => `${year}-${each}`) : on;
  return written.map((text) => {
    const [first = '', further = '0'] = text.split('+');
    const last = new Date(Date.parse(first) + Number(further) * 86_400_000).toISOString().slice(0, 10);
    return { first, last, ar, en };
  });
}
