import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  assess,
  factOfRegistry,
  POOR,
  recordFacts,
  WELL_OFF,
  type TestAssessment,
} from '../testing/eligibility';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  cairoWorker,
  citizen,
  codesOf,
  gizaWorker,
  registryService,
} from '../testing/registry';

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const aFamily = () =>
  aHousehold(service, [
    aMember('HEAD', 'حسن علي'),
    aMember('SPOUSE', 'منى سعيد', { sex: 'FEMALE' }),
    aMember('CHILD', 'سارة حسن', { born: '2016-04-01', sex: 'FEMALE' }),
  ]);

async function assessed(householdId: string, programmeId?: string): Promise<TestAssessment> {
  const { assessment, errors } = await assess(service, householdId, programmeId);
  if (!assessment) throw new Error(JSON.stringify(errors));
  return assessment;
}

const codes = ({ decision }: TestAssessment): string[] => decision.reasons.map(({ code }) => code);

describe('recording facts', () => {
  it('keeps what a family declares about itself and its members', async () => {
    const { id, people } = await aFamily();

    const { household, errors } = await recordFacts(service, id, [
      { kind: 'rooms', value: '٢' },
      { kind: 'schooling', value: 'PRIMARY', personId: people[0] },
      { kind: 'disability', value: 'true', personId: people[2], source: 'FIELD_VISIT' },
    ]);

    expect(errors).toEqual([]);
    expect(household?.facts).toEqual(
      expect.arrayContaining([
        { kind: 'rooms', personId: null, value: '2', source: 'DECLARED', isDisputed: false },
        { kind: 'schooling', personId: people[0], value: 'PRIMARY', source: 'DECLARED', isDisputed: false },
        { kind: 'disability', personId: people[2], value: 'true', source: 'FIELD_VISIT', isDisputed: false },
      ]),
    );
  });

  it.each([
    ['of no kind', { kind: 'wealth', value: '1' }, 'FACT_UNKNOWN'],
    ['that is no number', { kind: 'rooms', value: 'two' }, 'VALUE_INVALID'],
    ['with three decimals', { kind: 'land', value: '0.125' }, 'VALUE_INVALID'],
    ['of another choice', { kind: 'walls', value: 'GLASS' }, 'VALUE_INVALID'],
    ['of a member about nobody', { kind: 'wage', value: '100' }, 'FACT_OF_A_PERSON'],
    ['of a registry', { kind: 'rooms', value: '1', source: 'VEHICLES' }, 'SOURCE_NOT_YOURS'],
    ['of no room', { kind: 'rooms', value: '0' }, 'VALUE_INVALID'],
    ['of a part of a room', { kind: 'rooms', value: '0.01' }, 'VALUE_INVALID'],
    ['of 51 rooms', { kind: 'rooms', value: '51' }, 'VALUE_INVALID'],
    ['of half a person', { kind: 'ration_card_persons', value: '1.5' }, 'VALUE_INVALID'],
    ['of long ago', { kind: 'rooms', value: '1', observedOn: '1999-12-31' }, 'DATE_TOO_EARLY'],
    ['of tomorrow', { kind: 'rooms', value: '1', observedOn: '2026-11-23' }, 'DATE_IN_FUTURE'],
  ])('refuses a fact %s, and keeps none of the others', async (_name, fact, code) => {
    const { id } = await aFamily();

    const payload = await recordFacts(service, id, [{ kind: 'fridge', value: 'true' }, fact]);

    expect(codesOf(payload)).toEqual([code]);
    expect(await service.database.owner('select from household_fact where household_id = $1', [id])).toEqual(
      [],
    );
  });

  it.each([
    ['on the day of birth', '1980-05-01', []],
    ['before the birth', '1980-04-30', ['VALUE_INVALID']],
    ['today', '2026-11-22', []],
    ['tomorrow', '2026-11-23', ['VALUE_INVALID']],
  ])('of a death %s: %s', async (_name, value, codes) => {
    const { id, people } = await aHousehold(service, [aMember('HEAD', 'حسن علي', { born: '1980-05-01' })]);

    const payload = await recordFacts(service, id, [{ kind: 'died_on', value, personId: people[0] }]);

    expect(codesOf(payload)).toEqual(codes);
  });

  it('says which numbers and days can be', async () => {
    const { id, people } = await aHousehold(service, [aMember('HEAD', 'حسن علي', { born: '1980-05-01' })]);

    const { errors } = await recordFacts(service, id, [
      { kind: 'rooms', value: '999999' },
      { kind: 'land', value: '-1' },
      { kind: 'died_on', value: '1700-01-01', personId: people[0] },
      { kind: 'fridge', value: 'true', observedOn: '0001-01-01' },
    ]);

    expect(errors.map(({ field, message }) => [field, message])).toEqual([
      ['input.facts.0.value', 'Write a whole number from 1 to 50.'],
      ['input.facts.1.value', 'Write a number with at most two decimals from 0 to 10000.'],
      ['input.facts.2.value', 'Write a day from 1980-05-01 to 2026-11-22.'],
      ['input.facts.3.observedOn', 'Give a day from 2000-01-01 to 2026-11-22.'],
    ]);
  });

  it('refuses a fact about somebody of another household', async () => {
    const [{ id }, other] = [await aFamily(), await aFamily()];

    const payload = await recordFacts(service, id, [{ kind: 'wage', value: '1', personId: other.people[0] }]);

    expect(codesOf(payload)).toEqual(['NOT_A_MEMBER']);
  });

  it('lets a citizen declare about their own household only, and not as if on a visit', async () => {
    const [{ id, people }, other] = [await aFamily(), await aFamily()];
    const self = citizen(people[0] ?? '');

    expect(codesOf(await recordFacts(service, id, [{ kind: 'rooms', value: '2' }], self))).toEqual([]);
    expect(
      codesOf(await recordFacts(service, id, [{ kind: 'rooms', value: '1', source: 'FIELD_VISIT' }], self)),
    ).toEqual(['SOURCE_NOT_YOURS']);
    expect(codesOf(await recordFacts(service, other.id, [{ kind: 'rooms', value: '2' }], self))).toEqual([
      'HOUSEHOLD_NOT_FOUND',
    ]);
  });

  it('keeps both of two who tell at once', async () => {
    const { id } = await aFamily();

    await Promise.all([
      recordFacts(service, id, [{ kind: 'rooms', value: '2' }]),
      recordFacts(service, id, [{ kind: 'walls', value: 'MUD' }], admin),
    ]);

    const [profile] = await service.database.owner(
      'select facts from household_profile where household_id = $1',
      [id],
    );
    expect(profile).toEqual({ facts: { rooms: 2, walls: 'MUD' } });
  });

  it('shows a case worker of another governorate, and an analyst, nothing', async () => {
    const { id } = await aFamily();
    await recordFacts(service, id, POOR);

    expect(codesOf(await recordFacts(service, id, POOR, cairoWorker))).toEqual(['HOUSEHOLD_NOT_FOUND']);
    const answer = await service.ask(analyst, `query ($id: ID!) { household(id: $id) { facts { kind } } }`, {
      id,
    });
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await service.database.as(cairoWorker).rows('select * from household_fact_current')).toEqual([]);
    expect(await service.database.as(cairoWorker).rows('select * from household_profile')).toEqual([]);
  });

  it('reads the facts of many households with one statement', async () => {
    const households = await Promise.all([1, 2, 3, 4].map(() => aFamily()));
    const ids = households.map(({ id }) => id);
    await Promise.all(ids.map((id) => recordFacts(service, id, POOR)));
    const query = (count: number) =>
      service.ask(
        gizaWorker,
        `{ ${ids
          .slice(0, count)
          .map(
            (id, index) =>
              `h${index}: household(id: "${id}") { facts { kind } eligibilityAssessments { nodes { id } } }`,
          )
          .join(' ')} }`,
      );
    const [one, four] = [
      await service.statementsOf(() => query(1)),
      await service.statementsOf(() => query(4)),
    ];

    expect(four).toBe(one);
  });
});

describe('which source of a fact is believed', () => {
  const valueOf = async (householdId: string, kind: string) => {
    const { data } = await service.ask<{
      household: { facts: { kind: string; value: string; isDisputed: boolean }[] };
    }>(gizaWorker, `query ($id: ID!) { household(id: $id) { facts { kind value isDisputed } } }`, {
      id: householdId,
    });
    const fact = data.household.facts.find((each) => each.kind === kind);
    return [fact?.value, fact?.isDisputed];
  };
  const fromCard = (householdId: string, value: unknown, observedOn?: string) =>
    factOfRegistry(
      service,
      { householdId },
      { kind: 'ration_card_persons', value, source: 'RATION_CARD', observedOn },
    );
  const declare = (id: string, value: string, more = {}) =>
    recordFacts(service, id, [{ kind: 'ration_card_persons', value, ...more }]);

  it('is the registry before the family, and what they differ in is disputed', async () => {
    const { id } = await aFamily();
    await declare(id, '3');
    await fromCard(id, 5);

    expect(await valueOf(id, 'ration_card_persons')).toEqual(['5', true]);
    expect((await assessed(id)).disputedFacts).toEqual(['ration_card_persons']);
  });

  it.each([
    ['by a tenth is no dispute', 9, '10', false],
    ['by more than a tenth is one', 8.99, '10', true],
  ])('numbers that differ %s', async (_name, registered, declared, isDisputed) => {
    const { id } = await aFamily();
    await declare(id, declared);
    await fromCard(id, registered);

    expect((await valueOf(id, 'ration_card_persons'))[1]).toBe(isDisputed);
  });

  it('is settled by a visit that is not older than either', async () => {
    const { id } = await aFamily();
    await declare(id, '3', { observedOn: '2026-11-10' });
    await fromCard(id, 5, '2026-11-05');
    await declare(id, '4', { observedOn: '2026-11-09', source: 'FIELD_VISIT' });
    expect(await valueOf(id, 'ration_card_persons')).toEqual(['5', true]);

    await declare(id, '4', { observedOn: '2026-11-10', source: 'FIELD_VISIT' });

    expect(await valueOf(id, 'ration_card_persons')).toEqual(['5', false]);
  });

  it('is a visit before the family where registries know nothing, and the latest of one source', async () => {
    const { id } = await aFamily();
    await recordFacts(service, id, [{ kind: 'rooms', value: '1', observedOn: '2026-11-02' }]);
    await recordFacts(service, id, [
      { kind: 'rooms', value: '4', source: 'FIELD_VISIT', observedOn: '2026-11-03' },
    ]);
    await recordFacts(service, id, [{ kind: 'rooms', value: '2', observedOn: '2026-11-20' }]);
    expect(await valueOf(id, 'rooms')).toEqual(['4', false]);

    await recordFacts(service, id, [
      { kind: 'rooms', value: '3', source: 'FIELD_VISIT', observedOn: '2026-11-04' },
    ]);
    await recordFacts(service, id, [
      { kind: 'rooms', value: '9', source: 'FIELD_VISIT', observedOn: '2026-10-01' },
    ]);

    expect(await valueOf(id, 'rooms')).toEqual(['3', false]);
  });
});

describe('assessing a household', () => {
  it('finds a poor family with a child eligible for Takaful, and tells what each fact weighed', async () => {
    const { id, people } = await aFamily();
    await recordFacts(service, id, POOR);

    const found = await assessed(id);

    expect(found).toMatchObject({ outcome: 'ELIGIBLE', score: 21, threshold: 45, disputedFacts: [] });
    expect(found.entitled).toEqual([{ personId: people[2], category: 'CHILD' }]);
    expect(found.decision).toMatchObject({
      reasons: [],
      rulesVersion: expect.stringMatching(/^eligibility_takaful#\d+$/),
    });
    const weighed = found.breakdown.filter(({ points }) => points !== 0);
    expect(weighed).toEqual(
      [
        { fact: 'household_size', value: '3', points: 3 },
        { fact: 'persons_per_room', value: '3.00', points: -5 },
        { fact: 'tenure', value: 'SHARED', points: -4 },
        { fact: 'walls', value: 'MUD', points: -4 },
        { fact: 'floor', value: 'EARTH', points: -5 },
        { fact: 'fridge', value: 'false', points: -4 },
      ]
        .filter(({ points }) => points !== 0)
        .map((part) => part),
    );
  });

  it('refuses a family that is well off, without points in the reasons', async () => {
    const { id } = await aFamily();
    await recordFacts(service, id, WELL_OFF);

    const found = await assessed(id);

    expect(found.outcome).toBe('NOT_ELIGIBLE');
    expect(found.decision.reasons).toMatchObject([
      { code: 'SCORE_ABOVE_THRESHOLD', fact: null, limit: null },
    ]);
  });

  it('says which facts have to be known first', async () => {
    const { id } = await aFamily();

    const found = await assessed(id);

    expect(found.outcome).toBe('NOT_ELIGIBLE');
    expect(found.decision.reasons.map(({ code, fact }) => [code, fact])).toEqual([
      ['FACT_NOT_KNOWN', 'rooms'],
      ['FACT_NOT_KNOWN', 'tenure'],
    ]);
  });

  it.each([
    ['private_car', 'HAS_PRIVATE_CAR', 'VEHICLES'],
    ['taxi', 'HAS_TAXI', 'VEHICLES'],
    ['transport_vehicle', 'HAS_TRANSPORT_VEHICLE', 'VEHICLES'],
    ['tractor', 'HAS_TRACTOR', 'VEHICLES'],
    ['travelled_abroad', 'TRAVELLED_ABROAD', 'CIVIL_STATUS'],
  ])('excludes a poor family for %s', async (kind, code, source) => {
    const { id, people } = await aFamily();
    await recordFacts(service, id, POOR);
    await factOfRegistry(service, { personId: people[1] ?? '' }, { kind, value: true, source });

    expect(codes(await assessed(id))).toEqual([code]);
  });

  it.each([
    ['1499.99', []],
    ['1500', ['PENSION_TOO_HIGH']],
  ])('draws the line of pensions at their sum, %s pounds', async (sum, reasons) => {
    const { id, people } = await aFamily();
    const wife = (Number(sum) - 1000).toFixed(2);
    await recordFacts(service, id, [
      ...POOR,
      { kind: 'pension', value: '1000', personId: people[0] },
      { kind: 'pension', value: wife, personId: people[1] },
    ]);

    expect(codes(await assessed(id))).toEqual(reasons);
  });

  it('tells the limit and what was found in both languages', async () => {
    const { id } = await aFamily();
    await recordFacts(service, id, [...POOR, { kind: 'land', value: '1.5' }]);

    const [reason] = (await assessed(id)).decision.reasons;

    expect(reason).toMatchObject({ code: 'LAND_TOO_LARGE', fact: '1.5', limit: '1' });
    expect(reason?.message.en).toBe('The household has 1.5 feddans of farm land; it has to be less than 1.');
    expect(reason?.message.ar).toContain('1.5 فدان');
  });

  it.each([
    ['on the eve of the 65th birthday', '1961-11-23', false],
    ['on the 65th birthday', '1961-11-22', true],
  ])('Karama: an older person %s', async (_name, born, isEntitled) => {
    const { id, people } = await aHousehold(service, [aMember('HEAD', 'سيد', { born })]);
    await recordFacts(service, id, POOR);

    const found = await assessed(id, 'KARAMA');

    expect(found.outcome).toBe(isEntitled ? 'ELIGIBLE' : 'NOT_ELIGIBLE');
    expect(codes(found)).toEqual(isEntitled ? [] : ['NO_ENTITLED_PERSON']);
    expect(found.entitled).toEqual(isEntitled ? [{ personId: people[0], category: 'OLDER_PERSON' }] : []);
  });

  it.each([
    ['on the eve of the 18th birthday', '2008-11-23', ['ORPHAN']],
    ['on the 18th birthday', '2008-11-22', []],
  ])('Karama: an orphan %s', async (_name, born, categories) => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'فاطمة', { sex: 'FEMALE' }),
      aMember('GRANDCHILD', 'علي', { born }),
    ]);
    await recordFacts(service, id, [...POOR, { kind: 'orphan', value: 'true', personId: people[1] }]);

    const found = await assessed(id, 'KARAMA');

    expect(found.entitled.map(({ category }) => category)).toEqual(categories);
  });

  it('does not count who has died or left, and marks a death that only civil status knows', async () => {
    const { id, people } = await aFamily();
    await recordFacts(service, id, POOR);
    await factOfRegistry(
      service,
      { personId: people[0] ?? '' },
      { kind: 'died_on', value: '2026-11-01', source: 'CIVIL_STATUS' },
    );
    await service.database.owner(
      `update membership set left_on = '2026-11-22', left_reason = 'LEFT' where person_id = $1`,
      [people[2]],
    );

    const found = await assessed(id);

    expect(found.disputedFacts).toEqual(['died_on']);
    expect(codes(found)).toEqual(['NO_ENTITLED_PERSON']);
    expect(found.breakdown[0]).toEqual({ fact: 'household_size', value: '2', points: 8 });
  });

  it('shows a citizen the reasons of their own household and never its points', async () => {
    const [{ id, people }, other] = [await aFamily(), await aFamily()];
    const self = citizen(people[0] ?? '');
    await recordFacts(service, id, WELL_OFF);
    const mutation = `mutation ($input: AssessEligibilityInput!) { assessEligibility(input: $input) {
      assessment { outcome decision { reasons { code } } } errors { code } } }`;
    const ask = (householdId: string) =>
      service.ask<{ assessEligibility: object }>(self, mutation, {
        input: { householdId, programmeId: 'TAKAFUL' },
      });

    expect((await ask(id)).data.assessEligibility).toEqual({
      assessment: { outcome: 'NOT_ELIGIBLE', decision: { reasons: [{ code: 'SCORE_ABOVE_THRESHOLD' }] } },
      errors: [],
    });
    expect((await ask(other.id)).data.assessEligibility).toEqual({
      assessment: null,
      errors: [{ code: 'HOUSEHOLD_NOT_FOUND' }],
    });
    const points = await service.ask(
      self,
      `query ($id: ID!) { household(id: $id) { eligibilityAssessments { nodes { score } } } }`,
      { id },
    );
    expect(points.errors).toBeDefined();
    expect(await service.database.as(self).rows('select household_id from eligibility_assessment')).toEqual([
      { household_id: id },
    ]);
  });

  it('is nothing for a case worker of another governorate, for another programme, nor without rules', async () => {
    const { id } = await aFamily();

    expect(codesOf(await assess(service, id, 'TAKAFUL', cairoWorker))).toEqual(['HOUSEHOLD_NOT_FOUND']);
    expect(codesOf(await assess(service, id, 'NONE'))).toEqual(['PROGRAMME_NOT_FOUND']);
    expect(codesOf(await assess(service, id, 'DAMAN'))).toEqual(['RULES_MISSING']);
    expect(await service.database.as(cairoWorker).rows('select * from eligibility_assessment')).toEqual([]);
  });
});
