import 'reflect-metadata';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { CONDITIONS } from './conditions';
import {
  aSupportedFamily,
  evaluate,
  outcomesOf,
  report,
  reportVisit,
  type SupportedFamily,
} from '../testing/conditionality';
import { gizaWorker, mutate, registryService } from '../testing/registry';

const OCTOBER = '2026-10-01';
const DIED = 'mutation ($input: MarkDeceasedInput!) { markDeceased(input: $input) { errors { code } } }';

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

async function outcomeOf({ enrolmentId }: SupportedFamily, month = OCTOBER): Promise<string | undefined> {
  await evaluate(service, month, enrolmentId);
  return (await outcomesOf(service, enrolmentId)).find((each) => each.month === month)?.outcome;
}

/** Adds a version of the rules that asks for another attendance from a month on. */
async function rulesOf(from: string, percent: number): Promise<void> {
  const { owner } = service.database;
  const [rule] = await owner<{ value: { attendance: object } }>(
    "select value from rule_version where name = 'conditions' limit 1",
  );
  const value = { ...rule?.value, attendance: { ...rule?.value.attendance, percent } };
  await seedRule({ query: owner }, { name: CONDITIONS, from, value, source: 'a test' });
}

describe('attendance', () => {
  test.each([
    [24, 30, 'COMPLIANT'],
    [23, 29, 'BREACH'],
    [4, 5, 'COMPLIANT'],
    [0, 1, 'BREACH'],
    [0, 0, 'NOTHING_ASKED'],
  ])('%i of %i days is %s', async (present, open, outcome) => {
    const family = await aSupportedFamily(service);
    await report(service, family.children[0]?.id ?? '', OCTOBER, [present, open]);

    expect(await outcomeOf(family)).toBe(outcome);
  });

  test.each([
    ['2020-10-01', 'NOT_REPORTED', 'is six on the first'],
    ['2020-10-02', 'NOTHING_ASKED', 'is six a day later'],
    ['2008-10-02', 'NOT_REPORTED', 'is eighteen a day later'],
    ['2008-10-01', 'NOTHING_ASKED', 'is eighteen on the first'],
  ])('of a child born on %s makes the month %s: %s', async (born, outcome) => {
    const family = await aSupportedFamily(service, [born]);

    expect(await outcomeOf(family)).toBe(outcome);
  });

  test.each([
    ['2026-06-01', 'NOT_REPORTED'],
    ['2026-07-01', 'NOTHING_ASKED'],
    ['2026-08-01', 'NOTHING_ASKED'],
    ['2026-09-01', 'NOT_REPORTED'],
  ])('is asked outside the holidays: %s is %s', async (month, outcome) => {
    const family = await aSupportedFamily(service);

    expect(await outcomeOf(family, month)).toBe(outcome);
  });

  test.each([
    ['2022-10-01', 79.9, 'COMPLIANT'],
    ['2022-11-01', 80, 'COMPLIANT'],
    ['2022-12-01', 80.1, 'BREACH'],
    ['2023-01-01', 80, 'COMPLIANT'],
  ])('of 80 %% in %s, whose rules ask for %d %%, is %s', async (month, percent, outcome) => {
    await rulesOf(month, percent);
    const family = await aSupportedFamily(service, undefined, { from: '2020-01-01' });
    await report(service, family.children[0]?.id ?? '', month, [24]);

    expect(await outcomeOf(family, month)).toBe(outcome);
  });

  test('of one child that fails makes the month of the household a breach, whatever is not reported', async () => {
    const family = await aSupportedFamily(service, ['2015-05-10', '2013-05-10', '2012-05-10']);
    await report(service, family.children[0]?.id ?? '', OCTOBER, [30]);
    await report(service, family.children[1]?.id ?? '', OCTOBER, [10]);

    expect(await outcomeOf(family)).toBe('BREACH');
  });

  test('is asked of those who belonged to the household and lived on the first', async () => {
    const family = await aSupportedFamily(service, ['2015-05-10', '2013-05-10']);
    const [left, died] = family.children;
    await service.database.owner(
      "update membership set left_on = '2026-10-01', left_reason = 'LEFT' where person_id = $1",
      [left?.id],
    );
    await mutate(service, gizaWorker, DIED, {
      ...{ personId: died?.id, diedOn: '2026-10-01', evidence: 'death certificate 4711' },
    });

    expect(await outcomeOf(family)).toBe('NOTHING_ASKED');
    expect(await outcomeOf(family, '2026-09-01')).toBe('NOT_REPORTED');
  });
});

describe('visits of a child', () => {
  const born = '2026-08-15';

  test.each([
    ['2026-09-01', 'COMPLIANT'],
    ['2026-08-31', 'BREACH'],
    ['2026-09-30', 'COMPLIANT'],
    ['2026-11-30', 'COMPLIANT'],
    ['2026-12-01', 'BREACH'],
    [null, 'BREACH'],
  ])('due in October and made on %s: %s', async (visitedOn, outcome) => {
    const family = await aSupportedFamily(service, [born]);
    await reportVisit(service, family.children[0]?.id ?? '', 'CHILD', OCTOBER, visitedOn);

    expect(await outcomeOf(family)).toBe(outcome);
  });

  test.each([
    ['2026-08-31', 'NOT_REPORTED', 'two months old in October'],
    ['2026-07-31', 'NOTHING_ASKED', 'three months old in October'],
    ['2021-10-31', 'NOT_REPORTED', 'sixty months old in October'],
  ])('are due in the months of the schedule: born on %s, %s (%s)', async (childBorn, outcome) => {
    const family = await aSupportedFamily(service, [childBorn]);

    expect(await outcomeOf(family)).toBe(outcome);
  });
});

describe('visits of a mother', () => {
  test.each([
    ['2026-10-20', 'COMPLIANT'],
    [null, 'BREACH'],
    [undefined, 'NOT_REPORTED'],
  ])('a month after a birth, made on %s: %s', async (visitedOn, outcome) => {
    const family = await aSupportedFamily(service, ['2026-09-10']);
    if (visitedOn !== undefined) await reportVisit(service, family.motherId, 'MOTHER', OCTOBER, visitedOn);

    expect(await outcomeOf(family)).toBe(outcome);
  });
});

describe('enrolments', () => {
  test.each([
    ['KARAMA', '2025-01-01', null],
    ['TAKAFUL', '2026-11-01', null],
    ['TAKAFUL', '2025-01-01', '2026-10-01'],
  ])('in %s from %s until %s are not asked for October', async (programme, from, until) => {
    const family = await aSupportedFamily(service, undefined, { programme, from });
    if (until)
      await service.database.owner(
        "update enrolment set state = 'EXITED', entitled_until = $2, exited_on = $2, exit_reason = 'AT_OWN_WISH' where id = $1",
        [family.enrolmentId, until],
      );
    await report(service, family.children[0]?.id ?? '', OCTOBER, [1]);

    expect(await outcomeOf(family)).toBeUndefined();
  });

  test('keep the decision with its rules, its facts and its reasons in both languages', async () => {
    const family = await aSupportedFamily(service);
    await report(service, family.children[0]?.id ?? '', OCTOBER, [23, 29]);
    await evaluate(service, OCTOBER, family.enrolmentId);

    const [row] = await service.database.owner<{ decision: object; findings: object }>(
      'select decision, findings from compliance_outcome where enrolment_id = $1',
      [family.enrolmentId],
    );

    expect(row).toEqual({
      decision: {
        outcome: 'BREACH',
        rulesVersion: expect.stringMatching(/^conditions#\d+$/) as unknown,
        reasons: [
          {
            code: 'ATTENDANCE_NOT_KEPT',
            message: {
              ar: 'حضر الطفل 79.3٪ من أيام الدراسة، والمطلوب 80٪ على الأقل.',
              en: 'A child was at school on 79.3 % of the days; at least 80 % is asked.',
            },
            fact: '79.3',
            limit: '80',
          },
        ],
        inputs: [
          { name: 'asked', value: '1' },
          { name: 'notKept', value: '1' },
          { name: 'notReported', value: '0' },
        ],
      },
      findings: [
        {
          personId: family.children[0]?.id,
          requirement: 'ATTENDANCE',
          shortfall: 'NOT_KEPT',
          fact: '79.3',
          limit: '80',
        },
      ],
    });
  });
});
