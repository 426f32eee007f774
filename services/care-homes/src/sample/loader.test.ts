import 'reflect-metadata';
import { Client } from 'pg';
import { fillDatabase } from '@solidarity/subgraph-kit/sample/load';
import { Population } from '@solidarity/subgraph-kit/sample/population';
import { sampleSize } from '@solidarity/subgraph-kit/sample/size';
import { fosterApplicationId, homeId, ngoId } from '@solidarity/subgraph-kit/sample/ids';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { TEST_PEPPER, testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from '../service';
import { sampleLoader } from './loader';

describe('the sample', () => {
  let homes: TestService;
  const load = async () => {
    const client = new Client({ connectionString: homes.database.ownerUrl });
    await client.connect();
    try {
      const population = new Population({ households: 2_000, pepper: TEST_PEPPER });
      await fillDatabase(client, sampleLoader, { population, size: sampleSize(2_000) });
    } finally {
      await client.end();
    }
  };
  const count = async (what: string) =>
    (await homes.database.owner<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n;

  beforeAll(async () => {
    homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
    await load();
  });
  afterAll(() => homes.close());

  test('has the homes, and in each as many residents as it tells', async () => {
    expect(await count('care_home')).toBe(40);
    expect(await count('care_home where occupied > 0')).toBeGreaterThan(25);
    expect(
      await count(
        'care_home where occupied <> (select count(*) from care_home_stay where care_home_id = care_home.id)',
      ),
    ).toBe(0);
  });

  test('has families at every step, each with a history that ends where it stands', async () => {
    const states = await homes.database.owner<{ state: string }>(
      'select distinct state from foster_application order by state',
    );
    const last = `(select to_state from state_transition where subject_id = foster_application.id order by ordinal desc limit 1)`;

    expect(states.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['HOME_STUDIED', 'NOT_ELIGIBLE', 'SUBMITTED', 'TRAINED', 'WAITING']),
    );
    expect(await count(`foster_application where state is distinct from ${last}`)).toBe(0);
    expect(await count('foster_application where state_since > now()')).toBe(0);
  });

  test('shows the first NGO the families that it assists, the demo citizen’s among them', async () => {
    const query = '{ fosterApplications(first: 100) { nodes { id assistedBy { id } } } }';

    const { data } = await homes.ask<{
      fosterApplications: { nodes: { id: string; assistedBy: { id: string } }[] };
    }>(aCaller('ngo_partner', { ngoId: ngoId(0) }), query);

    const { nodes } = data.fosterApplications;
    expect(nodes.map(({ id }) => id)).toContain(fosterApplicationId(0));
    expect(new Set(nodes.map(({ assistedBy }) => assistedBy.id))).toEqual(new Set([ngoId(0)]));
  });

  test('leaves row-level security forced on every table', async () => {
    const open = `pg_class where relkind = 'r' and relrowsecurity and not relforcerowsecurity and relnamespace = 'public'::regnamespace`;

    expect(await count(open)).toBe(0);
    expect(await count(`care_home where id = '${homeId(0)}' and licence_state = 'LICENSED'`)).toBe(1);
  });
});
