import { Client } from 'pg';
import { areaOfGovernorate } from '@solidarity/subgraph-kit/values/governorate';
import { DEMO_ROWS, demoCitizen } from '@solidarity/subgraph-kit/sample/demo';
import { fillDatabase } from '@solidarity/subgraph-kit/sample/load';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { countServedBy } from '@solidarity/subgraph-kit/sample/served-households';
import { sampleSize } from '@solidarity/subgraph-kit/sample/size';
import { TEST_PEPPER, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { admin, analyst, citizen, gizaWorker, mutate, partner, registryService } from '../testing/registry';
import { sampleLoader } from './loader';

const HOUSEHOLDS = 2_000;

let service: TestService;
const population = new Population({ households: HOUSEHOLDS, pepper: TEST_PEPPER });
const rows = <Row extends object>(sql: string) => service.database.owner<Row>(sql);

beforeAll(async () => {
  service = await registryService();
  const client = new Client({ connectionString: service.database.ownerUrl });
  await client.connect();
  try {
    await fillDatabase(client, sampleLoader, { population, size: sampleSize(HOUSEHOLDS) });
  } finally {
    await client.end();
  }
});
afterAll(() => service.close());

test('has every household and person of the population', async () => {
  const members = [...population.households()].reduce((sum, household) => sum + household.members.length, 0);

  const [counts] = await rows(`select
    (select count(*)::int from household) as households, (select count(*)::int from person) as people,
    (select count(*)::int from membership) as memberships, (select count(*)::int from household_address) as addresses,
    (select count(*)::int from headship) as heads, (select count(*)::int from state_transition) as steps,
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
       or search_keys <> search_words(name_ar, name_en)`);

  expect(disagreeing).toEqual([]);
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
