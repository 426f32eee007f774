import { Client } from 'pg';
import { areaOfGovernorate } from '@solidarity/subgraph-kit/values/governorate';
import { DEMO_ROWS, demoCitizen } from '@solidarity/subgraph-kit/sample/demo';
import { fillDatabase } from '@solidarity/subgraph-kit/sample/load';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { countServedBy } from '@solidarity/subgraph-kit/sample/served-households';
import { sampleSize } from '@solidarity/subgraph-kit/sample/size';
import { TEST_PEPPER, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { admin, analyst, citizen, gizaWorker, mutate, partner, registryService } from '../testing/registry';
import { enrolmentOf } from './enrolments';
import { addEnrolled, sampleLoader } from './loader';

const HOUSEHOLDS = 2_000;
const AT_FIRST = 1_000;

let service: TestService;
const population = new Population({ households: HOUSEHOLDS, pepper: TEST_PEPPER });
const rows = <Row extends object>(sql: string) => service.database.owner<Row>(sql);

beforeAll(async () => {
  service = await registryService();
  const client = new Client({ connectionString: service.database.ownerUrl });
  await client.connect();
  try {
    const beginning = new Population({ households: AT_FIRST, pepper: TEST_PEPPER });
    await fillDatabase(client, sampleLoader, { population: beginning, size: sampleSize(HOUSEHOLDS) });
    const larger = new Population({ households: 2 * HOUSEHOLDS, pepper: TEST_PEPPER });
    const load = (owner: Client) => addEnrolled(owner, larger, AT_FIRST, 100);
    await fillDatabase(client, { load }, { population: larger, size: sampleSize(HOUSEHOLDS) });
  } finally {
    await client.end();
  }
});
afterAll(() => service.close());

test('has every household and person of the population, those that it grew by too', async () => {
  const members = [...population.households()].reduce((sum, household) => sum + household.members.length, 0);

  const [counts] = await rows(`select
    (select count(*)::int from household) as households, (select count(*)::int from person) as people,
    (select count(*)::int from membership) as memberships, (select count(*)::int from household_address) as addresses,
    (select count(*)::int from headship) as heads, (select count(*)::int from state_transition where subject_type = 'household') as steps,
    (select count(*)::int from ngo_standing) as ngos`);

  const each = { households: HOUSEHOLDS, addresses: HOUSEHOLDS, heads: HOUSEHOLDS, steps: HOUSEHOLDS };
  expect(counts).toEqual({
    ...each,
    people: members,
    memberships: members,
    ngos: sampleSize(HOUSEHOLDS).ngos,
  });
});

test('has in derived columns what the triggers would have written', async () => {
  const disagreeing = await rows(`
    select person.id from person
    left join membership on membership.person_id = person.id and membership.left_on is null
    left join household on household.id = membership.household_id
    where person.household_id is distinct from household.id or person.area_id <> household.area_id
       or sort_name <> fold_arabic(name_ar)
       or search_keys <> search_words(name_ar, name_en)
    union all
    select enrolment.id from enrolment join household on household.id = household_id
     where enrolment.lives_in <> household.governorate`);

  expect(disagreeing).toEqual([]);
});

test('has the suspended on the list of cases to review', async () => {
  const [counts] = await rows(`select
    (select count(*)::int from case_to_review) as listed, (select count(*)::int from suspension) as suspended`);
  const suspended = [...population.households()].filter((household) => enrolmentOf(household)?.suspension);

  expect(counts).toEqual({ listed: suspended.length, suspended: suspended.length });
});

test('has six in ten enrolled, children for Takaful and entitled persons for Karama', async () => {
  const enrolments = [...population.households()].map(enrolmentOf).filter((one) => one !== null);
  const drawn = (programmeId: string) => enrolments.filter((one) => one.programmeId === programmeId);

  const counts = await rows(`select programme_id, count(*)::int as enrolled,
      count(*) filter (where state = 'SUSPENDED')::int as suspended, count(*) filter (where state = 'EXITED')::int as exited
    from enrolment group by programme_id order by programme_id`);
  const [persons] = await rows('select count(*)::int as count from enrolment_person');

  expect(counts).toEqual(
    ['KARAMA', 'TAKAFUL'].map((programme_id) => ({
      programme_id,
      enrolled: drawn(programme_id).length,
      suspended: drawn(programme_id).filter(({ suspension }) => suspension).length,
      exited: drawn(programme_id).filter(({ exit }) => exit).length,
    })),
  );
  expect(persons).toEqual({ count: drawn('KARAMA').flatMap(({ persons: entitled }) => entitled).length });
  expect(enrolments.length / HOUSEHOLDS).toBeCloseTo(0.6, 1);
  for (const programmeId of ['KARAMA', 'TAKAFUL']) {
    expect(drawn(programmeId).length).toBeGreaterThan(HOUSEHOLDS / 20);
    expect(drawn(programmeId).some(({ suspension }) => suspension)).toBe(true);
    expect(drawn(programmeId).some(({ exit }) => exit)).toBe(true);
  }
});

test('enrols nobody against the rules', async () => {
  const wrong = await rows(`
    select enrolment.id from enrolment join household on household.id = household_id
     where entitled_from <= household.formed_on or enrolled_on > entitled_from or enrolled_on < household.formed_on
        or not exists (select from membership where membership.household_id = household.id and person_id = payee_id)
        or (state = 'SUSPENDED') <> exists (select from suspension where enrolment_id = enrolment.id)
        or (programme_id = 'KARAMA') <> exists (select from enrolment_person where enrolment_id = enrolment.id)
        or state <> (select to_state from state_transition
                      where subject_type = 'enrolment' and subject_id = enrolment.id order by ordinal desc limit 1)
    union all
    select enrolment_id from enrolment_person join person on person.id = person_id
     where category = 'OLDER_PERSON' and birth_date > entitled_from - interval '65 years'
    union all
    select id from enrolment where programme_id = 'TAKAFUL' and not exists (
      select from membership join person on person.id = person_id
       where membership.household_id = enrolment.household_id and relationship not in ('HEAD', 'SPOUSE')
         and birth_date > entitled_from - interval '18 years')`);

  expect(wrong).toEqual([]);
});

test.each(['household', 'person'])('has of each %s in one row what its facts come to', async (about) => {
  const disagreeing = await rows(`
    select ${about}_id from ${about}_profile as profile full join (
      select ${about}_id, jsonb_object_agg(kind, value) as facts,
             coalesce(array_agg(kind order by kind) filter (where is_disputed), '{}') as disputed
        from ${about}_fact_current group by ${about}_id) as now using (${about}_id)
     where profile.facts is distinct from now.facts or profile.disputed is distinct from now.disputed`);
  const [facts] = await rows<{ count: number }>(`select count(*)::int as count from ${about}_fact`);

  expect(disagreeing).toEqual([]);
  expect(facts?.count).toBeGreaterThan(HOUSEHOLDS);
});

test('stands behind the same walls as before', async () => {
  const open = await rows(`select relname from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'
      and not (relrowsecurity and relforcerowsecurity)`);
  const missing = await rows(`select conname from pg_constraint where not convalidated`);
  const sleeping = await rows(`select tgname from pg_trigger where tgenabled <> 'O'`);

  expect({ open, missing, sleeping }).toEqual({ open: [], missing: [], sleeping: [] });
  const [{ guards = 0 } = {}] = await rows<{ guards: number }>(
    `select count(*)::int as guards from pg_constraint
     where conname in ('membership_one_household_at_a_time', 'person_household_fk', 'membership_person_id_fkey')`,
  );
  expect(guards).toBe(3);
});

test('serves the demo clients', async () => {
  const { ngoId, otherNgoId } = DEMO_ROWS;
  const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Ngo { householdsServed(first: 100) { nodes { id } } } } }`;
  const ids = [ngoId, otherNgoId].map((id) => ({ __typename: 'Ngo', id }));
  const served = async (caller: typeof admin) => {
    const { data } = await service.ask<{ _entities: { householdsServed: { nodes: object[] } }[] }>(
      caller,
      query,
      { ids },
    );
    return data._entities.map(({ householdsServed }) => householdsServed.nodes.length);
  };
  const me = demoCitizen(TEST_PEPPER);

  const own = Math.min(100, countServedBy(0, HOUSEHOLDS));
  expect(await served(partner(ngoId))).toEqual([own, 0]);
  const { data } = await service.ask<{ me: object }>(
    citizen(me.personId),
    '{ me { name { ar } household { head { id } } } }',
  );
  expect(data.me).toEqual({ name: { ar: me.name.ar }, household: { head: { id: me.personId } } });
});

test('counts by governorate what the population has there', async () => {
  const expected = new Map<string, number>();
  for (const { governorate } of population.households()) {
    const id = areaOfGovernorate(governorate);
    expected.set(id, (expected.get(id) ?? 0) + 1);
  }

  const { data } = await service.ask<{ governorates: { id: string; householdCount: number }[] }>(
    ...([analyst, '{ governorates { id householdCount } }'] as const),
  );

  const counted = data.governorates.map(({ id, householdCount }) => [id, householdCount] as const);
  expect(new Map(counted.filter(([, count]) => count > 0))).toEqual(expected);
});

test('is worked with as if it had come in day by day', async () => {
  const household = [...population.households()].find(
    ({ governorate, members }) => governorate === 'EG_GZ' && members.length === 1,
  );
  const died = `mutation ($input: MarkDeceasedInput!) { markDeceased(input: $input) { household { dissolvedOn history { action } } errors { code } } }`;

  const payload = await mutate(service, gizaWorker, died, {
    ...{ personId: household?.members[0].personId, diedOn: '2026-11-20', evidence: 'certificate 1' },
  });

  expect(payload).toEqual({
    household: { dissolvedOn: '2026-11-20', history: [{ action: 'register' }, { action: 'dissolve' }] },
    errors: [],
  });
});
