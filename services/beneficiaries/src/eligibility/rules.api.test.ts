import { forgetRules } from '@solidarity/subgraph-kit/records/rules-data';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { assess, POOR, recordFacts } from '../testing/eligibility';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  codesOf,
  gizaWorker,
  mutate,
  registryService,
  type TestRefusal,
} from '../testing/registry';
import { assessHousehold, type Assessed } from './assessment.commands';
import { FIRST_KARAMA, FIRST_TAKAFUL } from './rules-first';

interface Payload {
  readonly version: string | null;
  readonly errors: readonly TestRefusal[];
}

const ADD = `mutation ($input: AddEligibilityRulesInput!) {
  addEligibilityRules(input: $input) { version errors { code field message } } }`;
const RULES_ON = `query ($on: Date) { programme(id: "TAKAFUL") { eligibilityRules(on: $on) { version effectiveFrom effectiveTo rules } } }`;

/** Nobody is poor enough by these. */
const HARSH = { ...FIRST_TAKAFUL, threshold: '-500' };

/** Its category is none that an enrolment knows. */
const STRANGE = {
  ...FIRST_KARAMA,
  persons: {
    ...FIRST_KARAMA.persons,
    categories: [{ category: 'VERY_OLD', tests: [{ fact: 'age', from: '85' }] }],
  },
};

let service: TestService;

beforeEach(async () => {
  service = await registryService();
});
afterEach(() => service.close());

async function add(
  rules: object | string,
  more: object = {},
  language: 'ar' | 'en' = 'en',
): Promise<Payload> {
  const text = typeof rules === 'string' ? rules : JSON.stringify(rules);
  const given = { programmeId: 'TAKAFUL', effectiveFrom: '2026-11-22', source: 'A decree', rules: text };
  const payload = await mutate<Payload>(service, admin, ADD, { ...given, ...more }, language);
  forgetRules(service.database.dataSource.manager);
  forgetRules(service.database.as(admin));
  return payload;
}

async function rulesOn(
  on: string,
): Promise<{ version: string; effectiveFrom: string; effectiveTo: string | null } | null> {
  const { data } = await service.ask<{ programme: { eligibilityRules: never } }>(analyst, RULES_ON, { on });
  return data.programme.eligibilityRules;
}

const aPoorFamily = async () => {
  const { id } = await aHousehold(
    service,
    [aMember('HEAD', 'حسن'), aMember('CHILD', 'سارة', { born: '2016-04-01' })],
    { formedOn: '2020-01-01' },
  );
  await recordFacts(service, id, POOR);
  return id;
};

describe('a new version of the rules', () => {
  it('holds from its first day on, and the one before until the day before', async () => {
    const { version } = await add(HARSH, { effectiveFrom: '2027-01-01' });

    expect(await rulesOn('2026-12-31')).toMatchObject({
      effectiveFrom: '2015-03-01',
      effectiveTo: '2027-01-01',
    });
    expect(await rulesOn('2027-01-01')).toMatchObject({ version, effectiveTo: null });
    expect(await rulesOn('2015-02-28')).toBeNull();
  });

  it('ends where a later one begins when it comes between', async () => {
    await add(HARSH, { effectiveFrom: '2027-06-01' });

    await add(FIRST_TAKAFUL, { effectiveFrom: '2027-01-01' });

    expect(await rulesOn('2027-05-31')).toMatchObject({
      effectiveFrom: '2027-01-01',
      effectiveTo: '2027-06-01',
    });
    expect(await rulesOn('2027-06-01')).toMatchObject({ effectiveFrom: '2027-06-01', effectiveTo: null });
  });

  it('judges a family from today on, and an application by the day on which it was submitted', async () => {
    const id = await aPoorFamily();
    const before = (await assess(service, id)).assessment;

    const { version } = await add(HARSH);
    const today = (await assess(service, id)).assessment;
    const application = await judgedOn(id, '2026-11-21');

    expect([before?.outcome, today?.outcome]).toEqual(['ELIGIBLE', 'NOT_ELIGIBLE']);
    expect(today?.decision.rulesVersion).toBe(version);
    expect(application.decision).toMatchObject({
      outcome: 'ELIGIBLE',
      rulesVersion: before?.decision.rulesVersion,
    });
  });

  it.each([
    ['on a day that has passed', HARSH, { effectiveFrom: '2026-11-21' }, 'RULES_IN_THE_PAST'],
    ['that are no JSON', 'select 1', {}, 'RULES_INVALID'],
    ['of an unknown fact', { ...HARSH, needed: ['wealth'] }, {}, 'RULES_INVALID'],
    [
      'of persons whom nobody can enrol, where persons are paid',
      STRANGE,
      { programmeId: 'KARAMA' },
      'RULES_INVALID',
    ],
    ['without a source', HARSH, { source: ' ' }, 'TEXT_MISSING'],
    ['of no programme', HARSH, { programmeId: 'NONE' }, 'PROGRAMME_NOT_FOUND'],
  ])('is refused %s', async (_name, rules, more, code) => {
    expect(codesOf(await add(rules, more))).toEqual([code]);
    expect(
      await service.database.owner(`select from rule_version where name like 'eligibility%'`),
    ).toHaveLength(2);
  });

  it.each<[string, object | string, string, string]>([
    [
      'at its place',
      { ...HARSH, needed: ['wealth'] },
      'These rules cannot be read: at needed.0: ',
      'تعذرت قراءة هذه القواعد: عند needed.0: القيمة غير مقبولة، راجع هذا الموضع.',
    ],
    [
      'as a whole',
      '[]',
      'These rules cannot be read: as a whole: ',
      'تعذرت قراءة هذه القواعد: ككل: القيمة غير مقبولة، راجع هذا الموضع.',
    ],
    [
      'that are no JSON',
      'x',
      'These rules cannot be read: this is no JSON.',
      'تعذرت قراءة هذه القواعد: النص ليس بصيغة JSON.',
    ],
  ])('says in both languages what is wrong %s', async (_name, rules, en, ar) => {
    expect((await add(rules)).errors[0]?.message).toMatch(new RegExp(`^${en}`));
    expect((await add(rules, {}, 'ar')).errors[0]?.message).toBe(ar);
  });

  it('is for any category where the household is paid as one, and for those of enrolments where persons are', async () => {
    expect(codesOf(await add(STRANGE))).toEqual([]);
    expect(codesOf(await add(FIRST_KARAMA, { programmeId: 'KARAMA' }))).toEqual([]);
  });

  it('is added once by two at once', async () => {
    const both = await Promise.all([add(HARSH), add(HARSH)]);

    expect(both.map(codesOf).sort()).toEqual([[], ['RULES_EXIST']]);
  });

  it('is nothing that a case worker or an analyst adds, in the database either', async () => {
    const input = {
      programmeId: 'TAKAFUL',
      effectiveFrom: '2026-11-22',
      source: 'x',
      rules: JSON.stringify(HARSH),
    };

    for (const caller of [gizaWorker, analyst]) {
      expect((await service.ask(caller, ADD, { input })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
      await expect(
        service.database
          .as(caller)
          .rows(`select add_eligibility_rules('TAKAFUL', '2027-01-01', '{}', 'x', false)`),
      ).rejects.toThrow();
    }
  });
});

/** As the decision of an application asks. */
function judgedOn(householdId: string, day: string): Promise<Assessed> {
  const { context } = service.running.requests.open(gizaWorker, {
    ...{ requestId: 'of a test', language: 'en', purpose: null, operationName: null },
  });
  return context.runCommand((command) =>
    assessHousehold(command, householdId, 'TAKAFUL', parsePlainDate(day)),
  );
}
