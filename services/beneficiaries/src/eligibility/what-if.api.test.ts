import { randomUUID } from 'node:crypto';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { POOR, recordFacts, WELL_OFF } from '../testing/eligibility';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  CAIRO_ADDRESS,
  cairoWorker,
  codesOf,
  gizaWorker,
  mutate,
  registryService,
  type TestRefusal,
} from '../testing/registry';
import { FIRST_KARAMA, FIRST_TAKAFUL } from './rules-first';

const START = `mutation ($input: StartEligibilityWhatIfInput!) {
  startEligibilityWhatIf(input: $input) { whatIf { id progress { state stepsTotal } } errors { code field message } } }`;
const COUNTS = `
  households eligibleNow eligibleThen gaining losing nearMissesNow nearMissesThen yearlyCostNow yearlyCostThen`;
const READ = `query ($id: ID!) { eligibilityWhatIf(id: $id) {
  comparedWith progress { state stepsDone } totals { ${COUNTS} } governorates { governorate ${COUNTS} } } }`;
const HOUSEHOLDS = `query ($id: ID!, $change: WhatIfChange!) { eligibilityWhatIf(id: $id) {
  households(change: $change) { nodes { change household { id } } } } }`;

interface Counts {
  readonly [name: string]: number | string;
}
interface WhatIf {
  readonly comparedWith: string;
  readonly progress: { readonly state: string; readonly stepsDone: number };
  readonly totals: Counts;
  readonly governorates: readonly Counts[];
}

let service: TestService;

beforeEach(async () => {
  service = await registryService();
});
afterEach(() => service.close());

interface Started {
  readonly whatIf: { readonly id: string } | null;
  readonly errors: readonly TestRefusal[];
}

const start = (rules: object, more: object = {}) =>
  mutate<Started>(service, admin, START, {
    ...{ programmeId: 'TAKAFUL', rules: JSON.stringify(rules), idempotencyKey: randomUUID(), ...more },
  });

async function run(rules: object, programmeId = 'TAKAFUL'): Promise<string> {
  const { whatIf, errors } = await start(rules, { programmeId });
  if (!whatIf) throw new Error(JSON.stringify(errors));
  await workBatches(service);
  expect((await read(whatIf.id)).progress.state).toBe('DONE');
  return whatIf.id;
}

async function read(id: string): Promise<WhatIf> {
  return (await service.ask<{ eligibilityWhatIf: WhatIf }>(analyst, READ, { id })).data.eligibilityWhatIf;
}

const aFamily = async (
  facts: typeof POOR,
  options: { caller?: typeof gizaWorker; address?: object } = {},
) => {
  const { id } = await aHousehold(
    service,
    [
      aMember('HEAD', 'حسن علي'),
      aMember('CHILD', 'سارة', { born: '2016-04-01' }),
      aMember('CHILD', 'علي', { born: '2010-04-01' }),
      aMember('CHILD', 'هدى', { born: '2023-04-01' }),
    ],
    options,
  );
  await recordFacts(service, id, facts, options.caller);
  return id;
};

describe('what if other rules held', () => {
  it('tells who gains and who loses, and what it would cost by governorate', async () => {
    const poor = await aFamily(POOR);
    const wellOff = await aFamily(WELL_OFF, { caller: cairoWorker, address: CAIRO_ADDRESS });

    // Whoever has a small dwelling loses, and nobody is too well off.
    const id = await run({
      ...{ ...FIRST_TAKAFUL, threshold: '500' },
      exclusions: [{ code: 'SMALL', tests: [{ fact: 'rooms', below: '2' }], message: { ar: 'س', en: 'x' } }],
    });
    const whatIf = await read(id);

    // 440 a month, with the two eldest children: 104 at secondary and 80 at primary school.
    const year = '7488.00';
    expect(whatIf.progress).toEqual({ state: 'DONE', stepsDone: 7 });
    expect(whatIf.totals).toEqual({
      ...{ households: 2, eligibleNow: 1, eligibleThen: 1, gaining: 1, losing: 1 },
      ...{ nearMissesNow: 0, nearMissesThen: 0, yearlyCostNow: year, yearlyCostThen: year },
    });
    expect(whatIf.governorates).toMatchObject([
      { governorate: 'EG_C', gaining: 1, losing: 0, yearlyCostNow: '0.00', yearlyCostThen: year },
      { governorate: 'EG_GZ', gaining: 0, losing: 1, yearlyCostNow: year, yearlyCostThen: '0.00' },
    ]);
    expect(await changed(admin, id, 'GAINS')).toEqual([wellOff]);
    expect(await changed(admin, id, 'LOSES')).toEqual([poor]);
    expect(await changed(gizaWorker, id, 'GAINS')).toEqual([]);
    expect(await changed(gizaWorker, id, 'LOSES')).toEqual([poor]);
  });

  const changed = async (caller: typeof admin, id: string, change: string) => {
    const { data } = await service.ask<{
      eligibilityWhatIf: { households: { nodes: { household: { id: string } }[] } };
    }>(caller, HOUSEHOLDS, { id, change });
    return data.eligibilityWhatIf.households.nodes.map(({ household }) => household.id);
  };

  it('counts persons, up to so many of a household, where persons are paid', async () => {
    const old = Array.from({ length: 4 }, (_each, index) =>
      aMember('PARENT', 'سيد', { born: `194${index}-01-01` }),
    );
    const { id } = await aHousehold(service, [aMember('HEAD', 'حسن'), ...old]);
    await recordFacts(service, id, POOR);

    const { totals } = await read(
      await run(
        {
          ...FIRST_KARAMA,
          persons: {
            ...FIRST_KARAMA.persons,
            categories: [{ category: 'OLDER_PERSON', tests: [{ fact: 'age', from: '85' }] }],
          },
        },
        'KARAMA',
      ),
    );

    // Three at most are paid 705; of 85 are those born in 1940 and 1941.
    expect(totals).toMatchObject({ eligibleNow: 1, yearlyCostNow: '25380.00', yearlyCostThen: '16920.00' });
  });

  it('writes nothing but what came of it', async () => {
    await aFamily(POOR);
    const before = await service.database.owner(
      `select (select count(*) from eligibility_assessment) as assessments, (select count(*) from rule_version) as rules`,
    );

    await run({ ...FIRST_TAKAFUL, threshold: '-500' });

    expect(
      await service.database.owner(
        `select (select count(*) from eligibility_assessment) as assessments, (select count(*) from rule_version) as rules`,
      ),
    ).toEqual(before);
  });

  it('shows an analyst the counts and no household', async () => {
    const id = await run({ ...FIRST_TAKAFUL, threshold: '-500' });

    const answer = await service.ask(analyst, HOUSEHOLDS, { id, change: 'LOSES' });

    expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await expect(
      service.database.as(analyst).rows('select * from eligibility_what_if_household'),
    ).rejects.toThrow();
  });

  it('is refused with rules that cannot be read or pay persons of no category, and for a programme without rules', async () => {
    expect(codesOf(await start({ ...FIRST_TAKAFUL, needed: ['wealth'] }))).toEqual(['RULES_INVALID']);
    expect(codesOf(await start(FIRST_TAKAFUL, { programmeId: 'KARAMA' }))).toEqual(['RULES_INVALID']);
    expect(codesOf(await start(FIRST_TAKAFUL, { programmeId: 'DAMAN' }))).toEqual(['RULES_MISSING']);
    expect(codesOf(await start(FIRST_TAKAFUL, { programmeId: 'NONE' }))).toEqual(['PROGRAMME_NOT_FOUND']);
    expect(await service.database.owner('select from batch')).toEqual([]);
  });

  it('is started once by one key', async () => {
    const idempotencyKey = randomUUID();

    const both = await Promise.all([1, 2].map(() => start(FIRST_TAKAFUL, { idempotencyKey })));

    expect(both[0]?.whatIf?.id).toBe(both[1]?.whatIf?.id);
    expect(await service.database.owner('select from eligibility_what_if')).toHaveLength(1);
  });
});
