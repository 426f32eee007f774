import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  aSupportedFamily,
  evaluate,
  outcomesOf,
  report,
  reportYear,
  type SupportedFamily,
} from '../testing/conditionality';
import { registryService } from '../testing/registry';
import { lastYearOver } from './school-year';

const SEPTEMBER = '2026-09-01';
const TWENTY = '2006-03-15';
const YEAR = 2025;

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

async function outcomeOf({ enrolmentId }: SupportedFamily, month = SEPTEMBER): Promise<string | undefined> {
  await evaluate(service, month, enrolmentId);
  return (await outcomesOf(service, enrolmentId)).find((each) => each.month === month)?.outcome;
}

/** A family with members of these birthdays, of whom this is reported for 2025/2026. */
async function aFamilyWith(born: string, ...results: ('PASSED' | 'NOT_PASSED')[]): Promise<SupportedFamily> {
  const family = await aSupportedFamily(service, [born]);
  for (const result of results) await reportYear(service, family.children[0]?.id ?? '', YEAR, result);
  return family;
}

test.each([
  ['2026-05-31', 2024],
  ['2026-06-01', 2025],
  ['2026-12-31', 2025],
])('on %s the last school year that is over began in %d', (today, year) => {
  expect(lastYearOver(today as PlainDate)).toBe(year);
});

describe('the school year', () => {
  test.each([
    ['passed', ['PASSED'], 'COMPLIANT'],
    ['not passed', ['NOT_PASSED'], 'BREACH'],
    ['not reported', [], 'NOTHING_ASKED'],
    ['not passed, and passed by a later report', ['NOT_PASSED', 'PASSED'], 'COMPLIANT'],
    ['passed, and not passed by a later report', ['PASSED', 'NOT_PASSED'], 'BREACH'],
  ] as const)('that is %s', async (_which, results, outcome) => {
    expect(await outcomeOf(await aFamilyWith(TWENTY, ...results))).toBe(outcome);
  });

  test.each([
    ['2008-09-01', 'BREACH', 'is eighteen on the first'],
    ['2008-09-02', 'NOT_REPORTED', 'is eighteen a day later, and asked for attendance instead'],
    ['2000-09-02', 'BREACH', 'is twenty-six a day later'],
    ['2000-09-01', 'NOTHING_ASKED', 'is twenty-six on the first'],
  ])('of who is born on %s and has not passed makes the month %s: %s', async (born, outcome) => {
    expect(await outcomeOf(await aFamilyWith(born, 'NOT_PASSED'))).toBe(outcome);
  });

  test.each(['2026-08-01', '2026-10-01', '2025-09-01'])('does not count in %s', async (month) => {
    expect(await outcomeOf(await aFamilyWith(TWENTY, 'NOT_PASSED'), month)).toBe('NOTHING_ASKED');
  });

  test('before the last counts no more', async () => {
    const family = await aFamilyWith(TWENTY);
    await reportYear(service, family.children[0]?.id ?? '', YEAR - 1, 'NOT_PASSED');

    expect(await outcomeOf(family)).toBe('NOTHING_ASKED');
    expect(await outcomeOf(family, '2025-09-01')).toBe('BREACH');
  });

  test('is not asked of a wife, nor of the head', async () => {
    const [wife, head] = [await aFamilyWith(TWENTY, 'NOT_PASSED'), await aSupportedFamily(service, [])];
    const { owner } = service.database;
    await owner("update membership set relationship = 'SPOUSE' where person_id = $1", [wife.children[0]?.id]);
    await owner('update person set birth_date = $2 where id = $1', [head.motherId, TWENTY]);
    await reportYear(service, head.motherId, YEAR, 'NOT_PASSED');

    expect(await outcomeOf(wife)).toBe('NOTHING_ASKED');
    expect(await outcomeOf(head)).toBe('NOTHING_ASKED');
  });

  test('is asked of each member, beside the attendance of the younger', async () => {
    const family = await aSupportedFamily(service, [TWENTY, '2004-01-01', '2003-01-01', '2012-05-10']);
    const [passed, failed, , pupil] = family.children.map(({ id }) => id);
    await reportYear(service, passed ?? '', YEAR, 'PASSED');
    await report(service, pupil ?? '', SEPTEMBER, [30]);
    expect(await outcomeOf(family)).toBe('COMPLIANT');

    await reportYear(service, failed ?? '', YEAR, 'NOT_PASSED');

    expect(await outcomeOf(family)).toBe('BREACH');
    const [row] = await service.database.owner<{ decision: object; findings: object }>(
      `select jsonb_path_query_array(decision, '$.reasons[*]') as decision, findings from compliance_outcome
        where enrolment_id = $1`,
      [family.enrolmentId],
    );
    expect(row).toEqual({
      decision: [
        {
          ...{ code: 'YEAR_PASSED_NOT_KEPT', fact: null, limit: '2025/2026' },
          message: {
            ar: 'لم ينجح أحد أفراد الأسرة في العام الدراسي 2025/2026.',
            en: 'A member did not pass the school year 2025/2026.',
          },
        },
      ],
      findings: [
        {
          ...{ personId: failed, requirement: 'YEAR_PASSED', shortfall: 'NOT_KEPT' },
          ...{ fact: null, limit: '2025/2026' },
        },
      ],
    });
  });
});
