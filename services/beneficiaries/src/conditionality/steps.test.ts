import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aSupportedFamily,
  calculatedCycle,
  evaluate,
  liveThrough,
  outcomesOf,
  report,
  withheldOf,
  type SupportedFamily,
} from '../testing/conditionality';
import { registryService } from '../testing/registry';

let service: TestService;

beforeEach(async () => {
  await service.database.owner('delete from payment_cycle');
});

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

const stepsOf = async ({ enrolmentId }: SupportedFamily): Promise<number[]> =>
  (await outcomesOf(service, enrolmentId)).map(({ step }) => step);

const stopped = (...months: string[]): Record<string, number> =>
  Object.fromEntries(months.map((month) => [month, 100]));

describe('the steps of months that begin with September 2025', () => {
  test.each<[months: string, steps: number[], withheld: Record<string, number>]>([
    ['C', [0], {}],
    ['-', [0], {}],
    ['B', [1], {}],
    ['BB', [1, 2], { '2025-11': 50 }],
    ['BC', [1, 0], {}],
    ['BCB', [1, 0, 1], {}],
    ['B-B', [1, 1, 2], { '2025-12': 50 }],
    ['BBC', [1, 2, 0], { '2025-11': 50 }],
    [
      'BBB',
      [1, 2, 3],
      { '2025-11': 50, ...stopped('2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05') },
    ],
    ['BBBC', [1, 2, 3, 0], { '2025-11': 50, '2025-12': 100 }],
    ['BBB-C', [1, 2, 3, 3, 0], { '2025-11': 50, ...stopped('2025-12', '2026-01') }],
    ['BBBBC', [1, 2, 3, 3, 0], { '2025-11': 50, ...stopped('2025-12', '2026-01') }],
    ['BBBCBB', [1, 2, 3, 0, 1, 2], { '2025-11': 50, '2025-12': 100, '2026-03': 50 }],
  ])('of %s are %j and withhold %j', async (months, steps, withheld) => {
    const family = await aSupportedFamily(service);

    await liveThrough(service, family, months);

    expect(await stepsOf(family)).toEqual(steps);
    expect(await withheldOf(service, family.enrolmentId)).toEqual(withheld);
  });

  test('are the same in whatever order the months are reported', async () => {
    const [inOrder, backwards] = [await aSupportedFamily(service), await aSupportedFamily(service)];
    const months = ['2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01'];
    const present = [10, 10, 10, 30, 10, 10];
    const live = async (family: SupportedFamily, order: readonly number[]): Promise<void> => {
      for (const index of order) {
        const month = months[index] ?? '';
        await report(service, family.children[0]?.id ?? '', month, [present[index] ?? 0]);
        await evaluate(service, month, family.enrolmentId);
      }
    };

    await live(inOrder, [0, 1, 2, 3, 4, 5]);
    await live(backwards, [5, 3, 1, 4, 2, 0]);

    expect(await stepsOf(backwards)).toEqual([1, 2, 3, 0, 1, 2]);
    expect(await outcomesOf(service, backwards.enrolmentId)).toEqual(
      await outcomesOf(service, inOrder.enrolmentId),
    );
    expect(await withheldOf(service, backwards.enrolmentId)).toEqual(
      await withheldOf(service, inOrder.enrolmentId),
    );
  });
});

describe('calculated cycles', () => {
  const notesOf = ({ enrolmentId }: SupportedFamily): Promise<{ month: string }[]> =>
    service.database.owner(
      "select distinct from_month::text as month from entitlement_change where enrolment_id = $1 and cause = 'WITHHOLDING' order by 1",
      [enrolmentId],
    );

  test('a breach that is reported late withholds of the next month that is not calculated', async () => {
    const family = await aSupportedFamily(service);
    await calculatedCycle(service, '2026-01-01');

    await liveThrough(service, family, 'BB');

    expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2026-02': 50 });
    expect(await notesOf(family)).toEqual([{ month: '2026-02-01' }]);
  });

  test('stays where it is once later cycles are calculated', async () => {
    const family = await aSupportedFamily(service);
    await liveThrough(service, family, 'BB');
    await calculatedCycle(service, '2026-03-01');

    await report(service, family.children[0]?.id ?? '', '2025-10-01', [11]);
    await evaluate(service, '2025-10-01', family.enrolmentId);

    expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2025-11': 50 });
  });

  test('a correction annuls what a calculated cycle has withheld, and the change is noted for arrears', async () => {
    const family = await aSupportedFamily(service);
    await liveThrough(service, family, 'BBB');
    await calculatedCycle(service, '2025-12-01');

    await report(service, family.children[0]?.id ?? '', '2025-09-01', [30]);
    await evaluate(service, '2025-09-01', family.enrolmentId);

    expect(await stepsOf(family)).toEqual([0, 1, 2]);
    expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2025-12': 50 });
    expect(await notesOf(family)).toContainEqual({ month: '2025-11-01' });
  });

  test('a month that is calculated is never charged more', async () => {
    const family = await aSupportedFamily(service);
    await liveThrough(service, family, '-BB');
    expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2025-12': 50 });
    await calculatedCycle(service, '2026-01-01');

    await report(service, family.children[0]?.id ?? '', '2025-09-01', [10]);
    await evaluate(service, '2025-09-01', family.enrolmentId);

    expect(await stepsOf(family)).toEqual([1, 2, 3]);
    expect(await withheldOf(service, family.enrolmentId)).toEqual({
      '2025-12': 50,
      ...stopped('2026-02', '2026-03', '2026-04', '2026-05'),
    });
  });

  test('a household that left before is not withheld of', async () => {
    const family = await aSupportedFamily(service);
    await service.database.owner(
      "update enrolment set state = 'EXITED', entitled_until = '2025-12-01', exited_on = '2025-11-20', exit_reason = 'AT_OWN_WISH' where id = $1",
      [family.enrolmentId],
    );

    await liveThrough(service, family, 'BBB');

    expect(await withheldOf(service, family.enrolmentId)).toEqual({ '2025-11': 50 });
  });
});
