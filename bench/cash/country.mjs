/** A country of enrolled households, of the sample's families. */
import pg from 'pg';
import { whole } from '../exchange/costs.mjs';
import { kit, service } from '../lib/house-code.mjs';

const { fillDatabase } = kit('./dist/sample/load.js');
const { Population } = kit('./dist/sample/population.js');
const { addEnrolled } = service('beneficiaries')('./dist/sample/loader.js');

/** In a hundred enrolments: of so many something is withheld, and of so many something of the last month has changed. */
const SHARE = { withheld: 2, changed: 2 };
/** As many as a sample can have: none is made that is not needed. */
const MOST = 2_000_000;

const COUNTS = `
select (select count(*)::integer from household) as households, (select count(*)::integer from enrolment) as enrolled`;
const shareOf = (what, percent) => `abs(hashtextextended('${what}' || id::text, 0)) % 100 < ${percent}`;
const OF_MONTH = [
  `insert into withholding (enrolment_id, month, percent, decided_on, decided_by)
     select id, $1::date, 50, $1::date, 'bench' from enrolment
      where programme_id = 'TAKAFUL' and ${shareOf('withheld', SHARE.withheld)}`,
  `insert into entitlement_change (enrolment_id, from_month, cause)
     select id, ($1::date - interval '1 month')::date, 'BENCH' from enrolment
      where ${shareOf('changed', SHARE.changed)}`,
];

/** Lets the sample of the house grow until so many households are enrolled; gives what there is then. */
export async function growTo(house, enrolled) {
  return withClient(house, async (client) => {
    const beganMs = performance.now();
    const before = (await client.query(COUNTS)).rows[0];
    house.say(`cash: enrolling ${whole(enrolled - before.enrolled)} households …`);
    const pepper = house.environmentOf('beneficiaries').PERSON_ID_PEPPER;
    const population = new Population({ households: MOST, pepper });
    const load = () => addEnrolled(client, population, before.households, enrolled - before.enrolled);
    await fillDatabase(client, { load });
    await client.query('vacuum analyze');
    const after = (await client.query(COUNTS)).rows[0];
    return { ...after, seconds: (performance.now() - beganMs) / 1000 };
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
