import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { registryService } from '../testing/registry';
import { aModelHousehold, Chance, modelJudgement, someRules, type ModelHousehold } from './judging.fixture';
import { findOut } from './judging';
import { judgingOf, scoredSql } from './judging-sql';
import { eligibilityRules } from './rules';

const ON = parsePlainDate('2026-11-22');
const HOUSEHOLDS = 250;
const VERSIONS = 40;

let service: TestService;
const households = new Map<string, ModelHousehold>();

beforeAll(async () => {
  service = await registryService();
  const chance = new Chance('households that eligibility is judged by');
  for (let count = 0; count < HOUSEHOLDS; count += 1) {
    const household = aModelHousehold(chance, ON);
    households.set(household.id, household);
  }
  await keep([...households.values()]);
});
afterAll(() => service.close());

async function keep(all: readonly ModelHousehold[]): Promise<void> {
  const { owner } = service.database;
  const people = all.flatMap((household) =>
    household.people.map((person) => ({ ...person, household_id: household.id, area_id: household.areaId })),
  );
  await owner(
    `insert into person (id, name_ar, birth_date, sex, document_kind, document_country, document_number,
                         registered_at, area_id)
     select id, 'اسم', "birthDate", sex, 'PASSPORT', 'SD', id::text, now(), area_id
       from jsonb_to_recordset($1) as p (id uuid, "birthDate" date, sex text, area_id text)`,
    [JSON.stringify(people)],
  );
  await owner(
    `insert into household (id, head_id, area_id, formed_on, registered_at)
     select id, head, area, '2020-01-01', now() from jsonb_to_recordset($1) as h (id uuid, head uuid, area text)`,
    [JSON.stringify(all.map(({ id, people: [head], areaId }) => ({ id, head: head.id, area: areaId })))],
  );
  await owner(
    `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
     select household_id, p.id, relationship, case when relationship = 'HEAD' then p.id else household.head_id end,
            '2020-01-01'
       from jsonb_to_recordset($1) as p (id uuid, household_id uuid, relationship text)
       join household on household.id = household_id`,
    [JSON.stringify(people)],
  );
  const facts = (rows: readonly { id: string; facts: object }[]) =>
    JSON.stringify(
      rows.flatMap(({ id, facts: known }) =>
        Object.entries(known).map(([kind, value]) => ({ id, kind, value: value as unknown })),
      ),
    );
  for (const [about, rows] of [
    ['household', all],
    ['person', people],
  ] as const)
    await owner(
      `insert into ${about}_fact (${about}_id, kind, value, source, observed_on, recorded_by)
       select id, kind, value, 'DECLARED', '2026-01-01', 'the test'
         from jsonb_to_recordset($1) as f (id uuid, kind text, value jsonb)`,
      [facts(rows)],
    );
}

describe('judging by rules', () => {
  it('comes to what a model without SQL says, for each household and any rules, two versions side by side', async () => {
    const seen = new Set<string>();
    for (let version = 0; version < VERSIONS; version += 2) {
      const chance = new Chance(`rules ${version}`);
      const rules = {
        now: eligibilityRules.parse(someRules(chance)),
        then: eligibilityRules.parse(someRules(chance)),
      };

      const rows = await service.database.owner<
        Record<'id' | 'now_score' | 'then_score' | 'now' | 'then', string>
      >(
        `select id, now_score, then_score, ${judgingOf(rules.now, 'now').outcome} as now,
                ${judgingOf(rules.then, 'then').outcome} as then
           from (${scoredSql(rules, { households: 'true', day: '$1::date' })}) as profile`,
        [ON],
      );

      expect(rows).toHaveLength(HOUSEHOLDS);
      for (const row of rows) {
        const household = households.get(row.id);
        if (!household) throw new Error('A household that the test does not know.');
        for (const prefix of ['now', 'then'] as const) {
          const { outcome, score } = modelJudgement(rules[prefix], household, ON);
          expect([version, row.id, row[prefix], Number(row[`${prefix}_score`])]).toEqual([
            version,
            row.id,
            outcome,
            score,
          ]);
          seen.add(outcome);
        }
      }
    }
    expect([...seen].sort()).toEqual(['ELIGIBLE', 'NEAR_MISS', 'NOT_ELIGIBLE']);
  });

  it('finds for one household what it finds for all of them', async () => {
    const chance = new Chance('one by one');
    for (const household of [...households.values()].slice(0, 60)) {
      const rules = eligibilityRules.parse(someRules(chance));
      const { outcome, score, categories } = modelJudgement(rules, household, ON);

      const found = await findOut(
        (sql, values) => service.database.owner(sql, values),
        rules,
        household.id,
        ON,
      );

      const entitled = household.people.flatMap(({ id }, index) =>
        categories[index] === null ? [] : [{ personId: id, category: categories[index] }],
      );
      const byId = (one: { personId: string }, other: { personId: string }) =>
        one.personId < other.personId ? -1 : 1;
      expect([found?.outcome, Number(found?.score)]).toEqual([outcome, score]);
      expect([...(found?.entitled ?? [])].sort(byId)).toEqual(entitled.sort(byId));
      expect(found?.points).toHaveLength(rules.weights.length);
    }
  });
});
