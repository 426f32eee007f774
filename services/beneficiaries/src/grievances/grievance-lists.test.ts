import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aGrievance,
  assign,
  aSuspendedHousehold,
  officer,
  wasDueOn,
  withdraw,
  type SuspendedHousehold,
  type TestGrievance,
} from '../testing/grievances';
import { admin, CAIRO_ADDRESS, cairoWorker, registryService } from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const list = async (caller: Caller, filter = 'first: 100', after: string | null = null) => {
  const query = `query ($after: String) { grievances(${filter}, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const { data } = await service.ask<{ grievances: Page }>(caller, query, { after });
  return data.grievances;
};
const idsOf = ({ nodes }: Page) => nodes.map(({ id }) => id);

describe('the lists of officers', () => {
  let giza: { household: SuspendedHousehold; grievance: TestGrievance }[];
  let cairo: TestGrievance;
  beforeAll(async () => {
    giza = [];
    for (const dueOn of ['2026-12-03', '2026-11-21', '2026-12-01', '2026-11-20']) {
      const household = await aSuspendedHousehold(service);
      const grievance = await aGrievance(service, household);
      await wasDueOn(service, grievance.id, dueOn);
      giza.push({ household, grievance });
    }
    const elsewhere = await aSuspendedHousehold(service, { caller: cairoWorker, address: CAIRO_ADDRESS });
    cairo = await aGrievance(service, elsewhere);
    await assign(service, officer, giza[2]?.grievance.id ?? '');
    const closed = await aSuspendedHousehold(service);
    await withdraw(service, closed.head, (await aGrievance(service, closed)).id);
  });
  const of = (...places: number[]) => places.map((place) => giza[place]?.grievance.id);

  test.each<[string, string, number[]]>([
    ['those that wait for an officer', 'state: FILED', [3, 1, 0]],
    ['the overdue ones', 'overdue: true', [3, 1]],
    ['overdue ones that are assigned: none', 'overdue: true, state: ASSIGNED', []],
    ['their own', 'mine: true', [2]],
  ])('%s, those that are due first first', async (_name, filter, expected) => {
    expect(idsOf(await list(officer, filter))).toEqual(of(...expected));
  });

  test('hold the closed ones too when nothing is said, and only of the own governorate', async () => {
    expect(idsOf(await list(officer))).toHaveLength(5);
    expect(idsOf(await list(cairoWorker))).toEqual([cairo.id]);
  });

  test('are narrowed to a governorate by the ministry', async () => {
    expect(idsOf(await list(admin, 'governorate: EG_C'))).toEqual([cairo.id]);
    expect(idsOf(await list(admin, 'governorate: EG_GZ, overdue: true'))).toEqual(of(3, 1));
    expect(idsOf(await list(officer, 'governorate: EG_C'))).toEqual([]);
  });

  test('come in pages that miss nothing and repeat nothing', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await list(officer, 'first: 2', after);
      seen.push(...idsOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual(idsOf(await list(officer)));
  });

  test('are refused with a cursor or a size that is none', async () => {
    const ask = (filter: string) => service.ask(officer, `{ grievances(${filter}) { nodes { id } } }`);

    expect((await ask('after: "x"')).errors?.[0]?.extensions?.['code']).toBe('CURSOR_INVALID');
    expect((await ask('first: 101')).errors?.[0]?.extensions?.['code']).toBe('PAGE_SIZE_INVALID');
  });

  test('stand at the household, the latest first, and its own alone', async () => {
    const { household, grievance } = giza[0] as (typeof giza)[number];
    const query = 'query ($id: ID!) { household(id: $id) { grievances { nodes { id words } } } }';

    const { data } = await service.ask(household.head, query, { id: household.id });

    expect(data).toEqual({
      household: { grievances: { nodes: [{ id: grievance.id, words: 'الأولاد منتظمون في المدرسة' }] } },
    });
  });

  test('need no more statements for 50 grievances than for 5', async () => {
    const [household] = giza.map((one) => one.household);
    await service.database.owner(
      `insert into grievance (household_id, governorate, complainant_id, against_kind, against_id, contested_decided_on, deciders,
         words, filed_on, filed_by, terms_version, due_on, state)
       select $1, 'EG_GZ', $2, 'PAYMENT', gen_random_uuid(), '2026-11-01', '{}', 'كلمات', '2026-11-02', 'x', 'y#1', '2026-12-02', 'FILED'
         from generate_series(1, 60)`,
      [household?.id, household?.people[0]],
    );
    const query = `query ($first: Int!) { grievances(first: $first) { nodes {
      id isOverdue escalatedOn decision { outcome } history { action } complainant { name { ar } } household { id grievances(first: 3) { nodes { id } } }
    } pageInfo { endCursor } } }`;
    const statements = (first: number) => service.statementsOf(() => service.ask(officer, query, { first }));

    const [few, many] = [await statements(5), await statements(50)];

    expect(many).toBe(few);
    expect(few).toBeLessThanOrEqual(5);
  });
});
