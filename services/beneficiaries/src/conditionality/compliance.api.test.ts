import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aSupportedFamily,
  educationFeed,
  evaluate,
  liveThrough,
  report,
  supportedFamilies,
  type SupportedFamily,
} from '../testing/conditionality';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  changesOf,
  citizen,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';

const COMPLIANCE = `query ($enrolments: [_Any!]!, $from: Date, $to: Date) {
  _entities(representations: $enrolments) {
    ... on Enrolment {
      compliance(from: $from, to: $to) {
        month outcome step withholdPercent withholdsFrom withholdsUntil reviewOn excusedOn
        explanation { ar en }
        decision { outcome reasons { code message { en } fact limit } }
        findings { requirement shortfall fact limit person { id } }
      }
      withholdings { month percent annulledOn }
    }
  }
}`;

interface Month {
  readonly month: string;
  readonly outcome: string;
  readonly explanation: { readonly ar: string; readonly en: string };
  readonly findings: readonly { readonly person: { readonly id: string } | null }[];
}

interface Compliance {
  readonly compliance: readonly Month[];
  readonly withholdings: readonly object[];
}

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

async function seenBy(
  caller: Caller,
  families: readonly SupportedFamily[],
  months: { from?: string; to?: string } = {},
): Promise<(Compliance | null)[]> {
  const enrolments = families.map(({ enrolmentId }) => ({ __typename: 'Enrolment', id: enrolmentId }));
  const answer = await service.ask<{ _entities: (Compliance | null)[] }>(caller, COMPLIANCE, {
    ...months,
    enrolments,
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data._entities;
}

test('tells the family what was not kept, what follows, and when it comes back', async () => {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, 'BBBC', '2026-03-01');

  const [seen] = await seenBy(citizen(family.motherId), [family]);

  expect(seen?.compliance.map(({ month, explanation }) => [month, explanation.en])).toEqual([
    [
      '2026-03-01',
      'The household did not keep the conditions of this month. This is a warning; nothing is withheld.',
    ],
    [
      '2026-04-01',
      'The household did not keep the conditions again. 50 % of the payment for 2026-05 is withheld.',
    ],
    [
      '2026-05-01',
      'The household did not keep the conditions several times. 100 % of the payments is withheld from 2026-06 on; they come back once the conditions are kept. The case is looked at again on 2026-12-01.',
    ],
    ['2026-06-01', 'The household kept the conditions of this month.'],
  ]);
  expect(seen?.compliance[2]).toEqual({
    ...{ month: '2026-05-01', outcome: 'BREACH', step: 3, withholdPercent: 100 },
    ...{ withholdsFrom: '2026-06-01', withholdsUntil: '2026-07-01', reviewOn: '2026-12-01', excusedOn: null },
    explanation: {
      ar: 'لم تلتزم الأسرة بالشروط مرات متتالية. يُخصم 100٪ من الدفعات ابتداءً من شهر 2026-06، وتعود بعد الالتزام بالشروط. يُعاد النظر في الحالة في 2026-12-01.',
      en: expect.any(String) as string,
    },
    decision: {
      outcome: 'BREACH',
      reasons: [
        {
          code: 'ATTENDANCE_NOT_KEPT',
          message: { en: 'A child was at school on 33.3 % of the days; at least 80 % is asked.' },
          fact: '33.3',
          limit: '80',
        },
      ],
    },
    findings: [
      {
        ...{ requirement: 'ATTENDANCE', shortfall: 'NOT_KEPT', fact: '33.3', limit: '80' },
        person: { id: family.children[0]?.id },
      },
    ],
  });
  // The stop was to last to the end of November; the month that was kept annulled the rest of it.
  expect(seen?.withholdings.slice(-2)).toEqual([
    { month: '2026-06-01', percent: 100, annulledOn: null },
    { month: '2026-05-01', percent: 50, annulledOn: null },
  ]);
  expect(seen?.withholdings).toContainEqual({ month: '2026-11-01', percent: 100, annulledOn: '2026-11-22' });
});

test.each<[string, { from?: string; to?: string }, string[]]>([
  ['those of the last year', {}, ['2025-11-01', '2025-12-01', '2026-11-01']],
  [
    'both ends included',
    { from: '2025-10-31', to: '2025-12-01' },
    ['2025-10-01', '2025-11-01', '2025-12-01'],
  ],
  ['a year up to the last', { to: '2025-11-30' }, ['2025-10-01', '2025-11-01']],
])('gives the months that are asked for: %s', async (_which, months, given) => {
  const family = await aSupportedFamily(service);
  for (const month of ['2025-10-01', '2025-11-01', '2025-12-01', '2026-11-01'])
    await evaluate(service, month, family.enrolmentId);

  const [seen] = await seenBy(admin, [family], months);

  expect(seen?.compliance.map(({ month }) => month)).toEqual(given);
});

describe('who sees it', () => {
  let family: SupportedFamily;

  beforeAll(async () => {
    family = await aSupportedFamily(service);
    await liveThrough(service, family, 'BB');
  });

  test.each<[string, () => Caller]>([
    ['the ministry', () => admin],
    ['an auditor', () => auditor],
    ['a finance officer', () => aCaller('finance_officer')],
    ['a case worker of the governorate', () => gizaWorker],
    ['the family', () => citizen(family.motherId)],
  ])('%s does', async (_who, caller) => {
    const [seen] = await seenBy(caller(), [family], { from: '2025-09-01' });

    expect(seen?.compliance).toHaveLength(2);
    expect(seen?.withholdings).toEqual([{ month: '2025-11-01', percent: 50, annulledOn: null }]);
  });

  test('a finance officer sees why, and not whose child it is', async () => {
    const [seen] = await seenBy(aCaller('finance_officer'), [family], { from: '2025-09-01' });

    expect(seen?.compliance.map(({ findings }) => findings)).toEqual([
      [{ requirement: 'ATTENDANCE', shortfall: 'NOT_KEPT', fact: '33.3', limit: '80', person: null }],
      [{ requirement: 'ATTENDANCE', shortfall: 'NOT_KEPT', fact: '33.3', limit: '80', person: null }],
    ]);
  });

  test('a case worker of another governorate and a neighbour do not', async () => {
    const neighbour = await aSupportedFamily(service);

    for (const caller of [cairoWorker, citizen(neighbour.motherId)])
      expect(await seenBy(caller, [family])).toEqual([null]);
  });

  test.each<[string, Caller]>([
    ['an analyst', analyst],
    ['an organisation', partner('0b000000-0000-4000-8000-000000000001')],
    ['a feed', educationFeed],
  ])('%s is not even told that there is such a thing', async (_who, caller) => {
    await expect(seenBy(caller, [family])).rejects.toThrow();
  });

  test.each(['compliance_outcome', 'withholding', 'attendance_record', 'health_visit', 'condition_terms'])(
    'a feed reads nothing of %s',
    async (table) => {
      await expect(service.database.as(educationFeed).rows(`select * from ${table}`)).rejects.toThrow();
    },
  );

  test('the trail keeps whose record was shown to whom', async () => {
    await seenBy(auditor, [family]);

    const read = await service.database.owner(
      "select 1 from audit_entry where role = 'auditor' and action = 'read' and person_ids @> array[$1]::uuid[]",
      [family.motherId],
    );
    expect(read.length).toBeGreaterThan(0);
    expect(await changesOf(service, family.motherId)).toContainEqual({ action: 'withheld', role: 'system' });
  });
});

test('fifty families take as many statements as five', async () => {
  const families = await supportedFamilies(service, 50);
  for (const { children } of families) await report(service, children[0]?.id ?? '', '2026-10-01', [3]);
  await evaluate(service, '2026-10-01', ...families.map(({ enrolmentId }) => enrolmentId));
  await seenBy(admin, families.slice(0, 1));

  const five = await service.statementsOf(() => seenBy(admin, families.slice(0, 5)));
  const fifty = await service.statementsOf(() => seenBy(admin, families));

  expect(fifty).toBe(five);
  const seen = await seenBy(admin, families);
  expect(
    seen.flatMap((each) => each?.compliance ?? []).map(({ findings }) => findings[0]?.person?.id),
  ).toEqual(families.map(({ children }) => children[0]?.id));
});
