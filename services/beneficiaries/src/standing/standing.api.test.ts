import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  analyst,
  cairoWorker,
  citizen,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';
import { StandingRows, type StandingHousehold } from '../testing/standing';

let service: TestService;
let rows: StandingRows;
let household: StandingHousehold;
beforeAll(async () => {
  service = await registryService();
  rows = new StandingRows(service);
  household = await rows.aHousehold();
});
afterAll(() => service.close());

const STANDING = `{
  household { id }
  enrolments { inWords { ar en } decidersWords { ar } recertifyBy isRecertificationOverdue enrolment { id state } }
  applications { inWords { en } missing { ar en } application { id state } }
  payments { inWords { ar en } lines { ordinal inWords { ar en } } payment { amount state } }
  openGrievances { number }
}`;

describe('the standing of one’s own household', () => {
  test('tells enrolments, applications and payments in both languages, each with its reason', async () => {
    const { data } = await service.ask<{ myStanding: object }>(household.head, `{ myStanding ${STANDING} }`);

    expect(data.myStanding).toEqual({
      household: { id: household.id },
      enrolments: [
        {
          inWords: {
            ar: 'الأسرة مقيدة في برنامج تكافل ويُصرف لها كل شهر منذ يناير 2026.',
            en: 'The household is enrolled in Takaful and paid every month since January 2026.',
          },
          decidersWords: null,
          recertifyBy: '2026-11-21',
          isRecertificationOverdue: true,
          enrolment: { id: household.enrolmentId, state: 'ACTIVE' },
        },
      ],
      applications: [
        {
          inWords: {
            en: expect.stringMatching(
              /^The application A\d{10} for Karama waits for its documents\.$/,
            ) as string,
          },
          missing: expect.arrayContaining([
            { ar: 'إثبات محل الإقامة', en: 'a proof of residence' },
          ]) as object[],
          application: { id: household.applicationId, state: 'SUBMITTED' },
        },
      ],
      payments: [
        {
          inWords: {
            ar: 'صُرف مبلغ 260.00 جنيه من برنامج تكافل عن أكتوبر 2026 في 2026-10-18.',
            en: 'EGP 260.00 of Takaful for October 2026 was paid on 2026-10-18.',
          },
          lines: [
            {
              ordinal: 1,
              inWords: {
                ar: 'مبلغ الأسرة لشهر أكتوبر 2026: 440.00 جنيه.',
                en: 'For the household for October 2026: EGP 440.00.',
              },
            },
            {
              ordinal: 2,
              inWords: {
                ar: 'عن ليلى لشهر أكتوبر 2026: 80.00 جنيه.',
                en: 'For ليلى for October 2026: EGP 80.00.',
              },
            },
            {
              ordinal: 3,
              inWords: {
                ar: 'خُصم 50 ٪ من دفعة أكتوبر 2026 (260.00 جنيه) لأن الحضور المدرسي في سبتمبر 2026 كان أقل من 80 ٪.',
                en: '50 % of the payment for October 2026 (EGP 260.00) withheld since school attendance in September 2026 was below 80 %.',
              },
            },
          ],
          payment: { amount: '260.00', state: 'PAID' },
        },
      ],
      openGrievances: [],
    });
  });

  test('tells what is withheld of a month that is not paid yet, and neither what was paid nor what was annulled', async () => {
    const family = await rows.aHousehold();
    await service.database.owner(
      `insert into withholding (enrolment_id, month, percent, decided_on, decided_by, annulled_on, annulled_by)
       values ($1, '2026-12-01', 50, '2026-11-20', 'ministry', null, null),
              ($1, '2027-01-01', 50, '2026-11-20', 'ministry', '2026-11-21', 'ministry')`,
      [family.enrolmentId],
    );

    const { data } = await service.ask<{ myStanding: { enrolments: { inWords: { en: string } }[] } }>(
      family.head,
      '{ myStanding { enrolments { inWords { en } } } }',
    );

    expect(data.myStanding.enrolments[0]?.inWords.en).toMatch(
      /Withheld, since the conditions of the programme were not kept: 50 % of the payment for December 2026\.$/,
    );
  });

  test('does not ask for a document that was seen', async () => {
    const { data } = await service.ask<{ myStanding: { applications: { missing: { en: string }[] }[] } }>(
      household.head,
      '{ myStanding { applications { missing { en } } } }',
    );

    const missing = data.myStanding.applications.flatMap((application) => application.missing);
    expect(missing.map(({ en }) => en)).not.toContain('the national ID cards of the grown-ups');
    expect(missing.length).toBeGreaterThan(0);
  });

  test('says nothing of a payment that is not sent yet', async () => {
    const other = await rows.aHousehold();
    await service.database.owner(
      `insert into payment_cycle (programme_id, month, state, opened_by) values ('TAKAFUL', '2026-11-01', 'CALCULATED', 'a')`,
    );
    await service.database.owner(
      `insert into payment (cycle_id, enrolment_id, household_id, payee_id, governorate, channel, amount, state)
       select id, $1, $2, $3, 'EG_GZ', 'SMART_CARD', 100, 'CALCULATED' from payment_cycle where month = '2026-11-01'`,
      [other.enrolmentId, other.id, other.people[0]],
    );

    const { data } = await service.ask<{ myStanding: { payments: unknown[] } }>(
      other.head,
      '{ myStanding { payments { inWords { en } } } }',
    );

    expect(data.myStanding.payments).toHaveLength(1);
  });

  test('is there for citizens who belong to a household, and for nobody else', async () => {
    const ask = (caller: Parameters<TestService['ask']>[0]) =>
      service.ask(caller, '{ myStanding { household { id } } }');

    expect((await ask(citizen(randomUUID()))).data).toEqual({ myStanding: null });
    expect((await ask(gizaWorker)).data).toEqual({ myStanding: null });
    expect((await ask(analyst)).status).toBe(403);
    expect((await ask(partner(randomUUID()))).status).toBe(403);
  });

  test('is read to the family by a case worker of its governorate, and by no other', async () => {
    const query = 'query ($id: ID!) { household(id: $id) { standing { enrolments { inWords { en } } } } }';
    const ask = async (caller: Parameters<TestService['ask']>[0]) =>
      (await service.ask<{ household: unknown }>(caller, query, { id: household.id })).data.household;
    const neighbour = await rows.aHousehold();

    expect(await ask(gizaWorker)).toMatchObject({ standing: { enrolments: [{ inWords: {} }] } });
    expect(await ask(cairoWorker)).toBeNull();
    expect(await ask(neighbour.head)).toBeNull();
  });

  test('refuses a size that is none', async () => {
    const { errors } = await service.ask(
      household.head,
      '{ myStanding { payments(first: 0) { inWords { en } } } }',
    );

    expect(errors?.[0]?.extensions?.['code']).toBe('PAGE_SIZE_INVALID');
  });
});

describe('a household as of a day', () => {
  const QUERY = `query ($id: ID!, $date: Date!) { household(id: $id) { asOf(date: $date) {
    date members { relationship person { id } } head { id } address { line }
    enrolments { state dueInMonth enrolment { id } }
  } } }`;
  const asOf = async (date: string, caller = gizaWorker) => {
    const { data } = await service.ask<{ household: { asOf: Record<string, unknown> } }>(caller, QUERY, {
      ...{ id: household.id, date },
    });
    return data.household.asOf;
  };

  test('tells members, head, address and enrolments', async () => {
    const [head, child] = household.people;

    expect(await asOf('2026-10-31')).toEqual({
      date: '2026-10-31',
      members: [
        { relationship: 'HEAD', person: { id: head } },
        { relationship: 'CHILD', person: { id: child } },
      ],
      head: { id: head },
      address: { line: 'شارع الهرم 12' },
      enrolments: [{ state: 'ACTIVE', dueInMonth: '260.00', enrolment: { id: household.enrolmentId } }],
    });
  });

  test('is empty before it was formed', async () => {
    expect(await asOf('2019-12-31')).toMatchObject({
      members: [],
      head: null,
      address: null,
      enrolments: [],
    });
  });

  test.each([
    ['2025-12-19', []],
    ['2025-12-20', ['ACTIVE']],
    ['2026-04-19', ['ACTIVE']],
    ['2026-04-20', ['SUSPENDED']],
    ['2026-06-09', ['SUSPENDED']],
    ['2026-06-10', ['ACTIVE']],
  ])('on %s its enrolments are %j', async (date, expected) => {
    const { enrolments } = await asOf(date);

    expect((enrolments as { state: string }[]).map(({ state }) => state)).toEqual(expected);
  });

  test.each([
    ['2026-09-30', null],
    ['2026-10-01', '260.00'],
    ['2026-11-01', null],
  ])('what was due in the month of %s is %s', async (date, expected) => {
    const { enrolments } = await asOf(date);

    expect((enrolments as { dueInMonth: string | null }[]).map(({ dueInMonth }) => dueInMonth)).toEqual([
      expected,
    ]);
  });

  test('follows who has left, on both sides of the day', async () => {
    const other = await rows.aHousehold();
    const [, child] = other.people;
    await service.database.owner(
      `update membership set left_on = '2026-08-01', left_reason = 'LEFT' where person_id = $1`,
      [child],
    );
    const membersOn = async (date: string) => {
      const { data } = await service.ask<{ household: { asOf: { members: unknown[] } } }>(gizaWorker, QUERY, {
        ...{ id: other.id, date },
      });
      return data.household.asOf.members.length;
    };

    expect([await membersOn('2026-07-31'), await membersOn('2026-08-01')]).toEqual([2, 1]);
  });

  test('is not for citizens', async () => {
    const query = 'query ($id: ID!) { household(id: $id) { asOf(date: "2026-01-01") { date } } }';

    expect((await service.ask(household.head, query, { id: household.id })).status).toBe(403);
  });
});

describe('the history of a household', () => {
  const QUERY = `query ($id: ID!, $first: Int, $after: String) { household(id: $id) {
    caseHistory(first: $first, after: $after) {
      nodes { onDate kind step subjectId inWords { ar en } } pageInfo { hasNextPage endCursor } } } }`;
  interface Page {
    readonly nodes: readonly { onDate: string; kind: string; step: string; inWords: { en: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  }
  const page = async (
    caller = gizaWorker,
    first = 100,
    after: string | null = null,
  ): Promise<Page | null> => {
    const { data } = await service.ask<{ household: { caseHistory: Page } | null }>(caller, QUERY, {
      ...{ id: household.id, first, after },
    });
    return data.household?.caseHistory ?? null;
  };
  const STEPS = [
    ['2026-11-02', 'APPLICATION', 'SUBMITTED'],
    ['2026-10-18', 'PAYMENT', 'PAID'],
    ['2026-10-05', 'WITHHOLDING', 'WITHHELD'],
    ['2026-06-10', 'SUSPENSION', 'LIFTED'],
    ['2026-04-20', 'SUSPENSION', 'SUSPENDED'],
    ['2025-12-20', 'ENROLMENT', 'ENROLLED'],
  ];

  test.each([
    ['a case worker', () => gizaWorker],
    ['the ministry', () => admin],
    ['the family', () => household.head],
  ])('tells %s every case, the latest first', async (_name, caller) => {
    const told = await page(caller());

    expect(told?.nodes.map(({ onDate, kind, step }) => [onDate, kind, step])).toEqual(STEPS);
    expect(told?.nodes[4]?.inWords.en).toBe(
      'Payments of Takaful were suspended from May 2026 on: the case is under review.',
    );
  });

  test('comes in pages that miss nothing', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const part: Page | null = await page(gizaWorker, 2, after);
      seen.push(...(part?.nodes ?? []).map(({ step }) => step));
      after = part?.pageInfo.hasNextPage ? part.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual(STEPS.map(([, , step]) => step));
  });

  test('does not exist for another governorate, and is not for analysts', async () => {
    expect(await page(cairoWorker)).toBeNull();
    expect((await service.ask(analyst, QUERY, { id: household.id })).status).toBe(403);
  });

  test('is for those only who see benefits', async () => {
    const officer = aCaller('child_protection_officer');

    expect((await service.ask(officer, QUERY, { id: household.id })).status).toBe(403);
  });
});

test('standing, days and histories need no more statements for 25 households than for 5', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 25; count += 1) ids.push((await rows.aHousehold()).id);
  const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Household {
    standing ${STANDING} caseHistory(first: 3) { nodes { inWords { en } } }
    asOf(date: "2026-10-31") { members { person { id } } head { id } address { line } enrolments { state dueInMonth } }
  } } }`;
  const ask = (count: number) => {
    const references = ids.slice(0, count).map((id) => ({ __typename: 'Household', id }));
    return service.statementsOf(() => service.ask(gizaWorker, query, { references }));
  };
  await ask(1);

  const [few, many] = [await ask(5), await ask(25)];

  expect(many).toBe(few);
});
