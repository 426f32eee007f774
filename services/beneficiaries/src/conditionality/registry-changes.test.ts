import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { rangeOf } from '../enrolment/ranges';
import { aSupportedFamily, evaluate, outcomesOf, report, reportYear } from '../testing/conditionality';
import { registryService, TODAY } from '../testing/registry';
import { evaluateBeforePayment } from './registry-changes';

const [SEPTEMBER, OCTOBER] = ['2026-09-01', '2026-10-01'];
const [KEPT, MISSED] = [30, 10];

let service: TestService;

beforeAll(async () => {
  service = await registryService();
});

afterAll(async () => {
  expect(service.faults).toEqual([]);
  await service.close();
});

/** As a step of the calculation does, for all enrolments; what was noted before is gone as after an approval. */
async function beforePayment(today = TODAY): Promise<void> {
  const batch = { id: randomUUID(), kind: 'payment-calculation', subjectId: randomUUID(), parameters: {} };
  await inTransaction(service.database.dataSource, SYSTEM_CALLER, (manager) =>
    evaluateBeforePayment(
      {
        ...{ manager, batch, caller: { ...SYSTEM_CALLER, subject: 'calculator' }, today: today as PlainDate },
        ...{ requestId: null, operationName: null, purpose: null },
      },
      rangeOf(''),
    ),
  );
}

const nothingChangedUntilNow = () => service.database.owner('delete from entitlement_change');

const monthsOf = async (enrolmentId: string): Promise<string[][]> =>
  (await outcomesOf(service, enrolmentId)).map(({ month, outcome }) => [month, outcome]);

test('a birthday that is corrected has the months from it on judged again, and no earlier ones', async () => {
  const family = await aSupportedFamily(service, ['2021-07-15']);
  const childId = family.children[0]?.id ?? '';
  for (const month of [SEPTEMBER, OCTOBER]) {
    await report(service, childId, month, [MISSED]);
    await evaluate(service, month, family.enrolmentId);
  }
  expect(await monthsOf(family.enrolmentId)).toEqual([
    [SEPTEMBER, 'NOTHING_ASKED'],
    [OCTOBER, 'NOTHING_ASKED'],
  ]);

  await nothingChangedUntilNow();
  await service.database.owner("update person set birth_date = '2020-09-15' where id = $1", [childId]);
  await beforePayment();

  expect(await monthsOf(family.enrolmentId)).toEqual([
    [SEPTEMBER, 'NOTHING_ASKED'],
    [OCTOBER, 'BREACH'],
  ]);
});

test('a household that is enrolled after its children were reported is judged by what was reported', async () => {
  const family = await aSupportedFamily(service, ['2015-05-10'], { from: OCTOBER });
  const childId = family.children[0]?.id ?? '';
  await report(service, childId, SEPTEMBER, [MISSED]);
  await report(service, childId, OCTOBER, [KEPT]);

  await beforePayment();

  expect(await monthsOf(family.enrolmentId)).toEqual([[OCTOBER, 'COMPLIANT']]);
});

test('a child that turns out to have belonged to the household counts from then on', async () => {
  const family = await aSupportedFamily(service, ['2015-05-10', '2014-05-10']);
  const [one, other] = family.children.map(({ id }) => id);
  for (const month of [SEPTEMBER, OCTOBER]) {
    await report(service, one ?? '', month, [KEPT]);
    await report(service, other ?? '', month, [MISSED]);
  }
  const belongsFrom = (day: string) =>
    service.database.owner('update membership set joined_on = $2 where person_id = $1', [other, day]);
  await belongsFrom('2026-10-02');
  for (const month of [SEPTEMBER, OCTOBER]) await evaluate(service, month, family.enrolmentId);
  expect(await monthsOf(family.enrolmentId)).toEqual([
    [SEPTEMBER, 'COMPLIANT'],
    [OCTOBER, 'COMPLIANT'],
  ]);

  await nothingChangedUntilNow();
  await belongsFrom(OCTOBER);
  await beforePayment();

  expect(await monthsOf(family.enrolmentId)).toEqual([
    [SEPTEMBER, 'COMPLIANT'],
    [OCTOBER, 'BREACH'],
  ]);
});

test('what was reported and waits is judged before payments are calculated; Karama is asked nothing', async () => {
  const [asked, notAsked] = [
    await aSupportedFamily(service),
    await aSupportedFamily(service, ['2015-05-10'], { programme: 'KARAMA' }),
  ];
  for (const { children, enrolmentId } of [asked, notAsked]) {
    await report(service, children[0]?.id ?? '', OCTOBER, [MISSED]);
    await service.database.owner("insert into noted_month values ($1, $2, 'feed-education')", [
      ...[enrolmentId, OCTOBER],
    ]);
  }

  await beforePayment();

  expect(await monthsOf(asked.enrolmentId)).toEqual([[OCTOBER, 'BREACH']]);
  expect(await monthsOf(notAsked.enrolmentId)).toEqual([]);
  expect(await service.database.owner('select 1 from noted_month')).toEqual([]);
});

test('a household that is enrolled after the year of a student was reported is judged by it', async () => {
  const family = await aSupportedFamily(service, ['2006-03-15'], { from: '2025-10-01' });
  for (const year of [2024, 2025])
    await reportYear(service, family.children[0]?.id ?? '', year, 'NOT_PASSED');

  await beforePayment();

  expect(await monthsOf(family.enrolmentId)).toEqual([[SEPTEMBER, 'BREACH']]);
});

test('a month that is to come waits for its first day, and is judged by who belongs to the household then', async () => {
  const [stays, leaves] = [
    await aSupportedFamily(service, ['2006-03-15']),
    await aSupportedFamily(service, ['2006-03-15']),
  ];
  const next = '2027-09-01';
  for (const { children, enrolmentId } of [stays, leaves]) {
    await reportYear(service, children[0]?.id ?? '', 2026, 'NOT_PASSED');
    await service.database.owner("insert into noted_month values ($1, $2, 'feed-education')", [
      ...[enrolmentId, next],
    ]);
  }

  await beforePayment('2027-08-31');
  expect(await monthsOf(stays.enrolmentId)).toEqual([]);
  await service.database.owner(
    "update membership set left_on = '2027-08-31', left_reason = 'LEFT' where person_id = $1",
    [leaves.children[0]?.id],
  );
  await beforePayment(next);

  expect(await monthsOf(stays.enrolmentId)).toEqual([[next, 'BREACH']]);
  expect(await monthsOf(leaves.enrolmentId)).toEqual([[next, 'NOTHING_ASKED']]);
});
