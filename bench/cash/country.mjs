/** A country of enrolled households: those of the sample, again and again, as guests with documents of their own. */
import pg from 'pg';
import { whole } from '../exchange/costs.mjs';
import { kit } from '../lib/house-code.mjs';

const { fillTables } = kit('./dist/sample/fill.js');

/** In a hundred enrolments: of so many something is withheld, and of so many something of the last month has changed. */
const SHARE = { withheld: 2, changed: 2 };
const TOGETHER = 50_000;

const COPY_OF = `
create or replace function pg_temp.copy_of(id uuid, nr integer) returns uuid language sql immutable parallel safe
  return md5(id::text || nr)::uuid`;

const ORIGINALS = `
create temporary table original as
  select household_id as id from enrolment where household_id::text like '0a%' and enrolled_by = 'sample'`;

/** Each takes the rows of the sample's enrolled households once for every number from $1 to $2. */
const COPIES = {
  person: `
    insert into person (id, name_ar, name_en, birth_date, sex, document_kind, document_country, document_number,
                        registered_at, household_id, area_id, search_keys, sort_name)
      select pg_temp.copy_of(person.id, nr), name_ar, name_en, birth_date, sex, 'RESIDENCE_PERMIT', 'SD',
             pg_temp.copy_of(person.id, nr), registered_at, pg_temp.copy_of(household_id, nr), area_id, search_keys,
             sort_name
        from generate_series($1::integer, $2::integer) as nr cross join original
        join person on household_id = original.id`,
  household: `
    insert into household (id, head_id, area_id, formed_on, registered_at)
      select pg_temp.copy_of(id, nr), pg_temp.copy_of(head_id, nr), area_id, formed_on, registered_at
        from generate_series($1::integer, $2::integer) as nr cross join original join household using (id)`,
  membership: `
    insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
      select pg_temp.copy_of(household_id, nr), pg_temp.copy_of(person_id, nr), relationship,
             pg_temp.copy_of(relative_to_id, nr), joined_on
        from generate_series($1::integer, $2::integer) as nr cross join original
        join membership on household_id = original.id`,
  headship: `
    insert into headship (household_id, person_id, since)
      select pg_temp.copy_of(household_id, nr), pg_temp.copy_of(person_id, nr), since
        from generate_series($1::integer, $2::integer) as nr cross join original
        join headship on household_id = original.id`,
  household_profile: `
    insert into household_profile (household_id, facts)
      select pg_temp.copy_of(household_id, nr), facts
        from generate_series($1::integer, $2::integer) as nr cross join original
        join household_profile on household_id = original.id`,
  person_profile: `
    insert into person_profile (person_id, facts)
      select pg_temp.copy_of(person_id, nr), facts
        from generate_series($1::integer, $2::integer) as nr cross join original
        join person on household_id = original.id join person_profile on person_id = person.id`,
  enrolment: `
    insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, entitled_until,
                           recertify_by, enrolled_on, enrolled_by, exited_on, exit_reason, exited_by)
      select pg_temp.copy_of(enrolment.id, nr), programme_id, pg_temp.copy_of(household_id, nr),
             pg_temp.copy_of(payee_id, nr), channel, state, entitled_from, entitled_until, recertify_by, enrolled_on,
             'bench', exited_on, exit_reason, exited_by
        from generate_series($1::integer, $2::integer) as nr cross join original
        join enrolment on household_id = original.id`,
  enrolment_person: `
    insert into enrolment_person (enrolment_id, person_id, category, entitled_from, entitled_until, end_reason)
      select pg_temp.copy_of(enrolment_id, nr), pg_temp.copy_of(person_id, nr), category, enrolment_person.entitled_from,
             enrolment_person.entitled_until, end_reason
        from generate_series($1::integer, $2::integer) as nr cross join original
        join enrolment on household_id = original.id
        join enrolment_person on enrolment_id = enrolment.id`,
  suspension: `
    insert into suspension (id, enrolment_id, from_month, reason_code, reason, decided_on, decided_by, review_on)
      select pg_temp.copy_of(suspension.id, nr), pg_temp.copy_of(enrolment_id, nr), from_month, reason_code, reason,
             decided_on, decided_by, review_on
        from generate_series($1::integer, $2::integer) as nr cross join original
        join enrolment on household_id = original.id
        join suspension on enrolment_id = enrolment.id`,
};

const shareOf = (what, percent) => `abs(hashtextextended('${what}' || id::text, 0)) % 100 < ${percent}`;
const OF_MONTH = [
  `insert into withholding (enrolment_id, month, percent, decided_on, decided_by)
     select id, $1::date, 50, $1::date, 'bench' from enrolment
      where programme_id = 'TAKAFUL' and ${shareOf('withheld', SHARE.withheld)}`,
  `insert into entitlement_change (enrolment_id, from_month, cause)
     select id, ($1::date - interval '1 month')::date, 'BENCH' from enrolment
      where ${shareOf('changed', SHARE.changed)}`,
];

/** Fills the registry until it has about `enrolled` enrolled households; gives how many it has. */
export async function growTo(house, enrolled) {
  return withClient(house, async (client) => {
    await client.query(COPY_OF);
    await client.query(ORIGINALS);
    const { rows } = await client.query(`
      select (select count(*)::integer from original) as originals, count(*)::integer as enrolled from enrolment`);
    const [{ originals, enrolled: before }] = rows;
    const first = Math.round(before / originals);
    const last = Math.round(enrolled / originals) - 1;
    if (last >= first) {
      house.say(`cash: enrolling ${whole((last - first + 1) * originals)} households …`);
      const atOnce = Math.max(1, Math.floor(TOGETHER / originals));
      await client.query('begin');
      await fillTables(client, Object.keys(COPIES), async () => {
        for (const sql of Object.values(COPIES))
          for (let nr = first; nr <= last; nr += atOnce)
            await client.query(sql, [nr, Math.min(last, nr + atOnce - 1)]);
      });
      await client.query('commit');
    }
    await client.query('vacuum analyze');
    return (await client.query('select count(*)::integer as count from enrolment')).rows[0].count;
  });
}

/** What happens in a month: something is withheld of some, and of some something is found out. */
export async function letMonthPass(house, month) {
  await withClient(house, async (client) => {
    for (const sql of OF_MONTH) await client.query(sql, [month]);
    await client.query('analyze withholding, entitlement_change');
  });
}

async function withClient(house, work) {
  const client = new pg.Client({ connectionString: house.adminUrl('beneficiaries') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
