import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, DamanDesk, gizaMover, type DamanRow } from '../testing/daman';
import { reasonsOf, registered, rowsOf, verified } from '../testing/daman-cases';
import { listDesk } from '../testing/household-lists';
import {
  admin,
  auditor,
  CAIRO_ADDRESS,
  cairoWorker,
  codesOf,
  gizaWorker,
  registryService,
} from '../testing/registry';

let service: TestService;
let lists: ImportingService;
let desk: DamanDesk;
beforeAll(async () => {
  service = await registryService();
  lists = await listDesk(service);
  desk = new DamanDesk(service, lists);
});
afterAll(async () => {
  await lists.end();
  await service.close();
  expect(service.faults).toEqual([]);
});

/** A case of an older woman of Giza as it is found. */
const found = async (row: DamanRow) => {
  const { nationalId } = await registered(service, '1950-01-01');
  const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId, ...row })]);
  const given = { ...listed[0], caseNumber: listed[0]?.caseNumber ?? '' };
  return { batchId, given, ...(await desk.one(given.caseNumber, gizaWorker)) };
};
const confirm = (caseId: string, reason = 'I have seen the card', caller = gizaWorker) =>
  desk.do(caller, 'confirmDamanCase', { caseId, reason });
const stateOf = async ({ given }: { given: { caseNumber: string } }) => {
  const one = await desk.one(given.caseNumber, admin);
  return [one.state, ...(reasonsOf(one) ?? [])];
};

describe('a case that is doubtful', () => {
  test.each([
    ['not paid for years', { lastPaidMonth: '2016-10' }, 'MONTH_LONG_AGO'],
    ['of another name', { name: 'سعاد محمود علي' }, 'NAME_DIFFERS'],
  ])('%s is held, and moved once somebody has confirmed it', async (_name, row, reason) => {
    const held = await found(row);

    const moving = await desk.do(gizaMover, 'moveDamanCase', { caseId: held.id });
    const wordless = await confirm(held.id, ' ');
    const confirmed = await confirm(held.id);
    const twice = await confirm(held.id);
    const { outcomes } = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId: held.batchId });
    await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId: held.batchId });

    expect([held.state, ...(reasonsOf(held) ?? [])]).toEqual(['HELD', reason]);
    expect([moving, wordless, twice].map(codesOf)).toEqual([
      ...[['STEP_NOT_POSSIBLE'], ['REASON_MISSING'], ['STEP_NOT_POSSIBLE']],
    ]);
    expect(confirmed.case).toMatchObject({
      ...{ state: 'RECEIVED', decision: null },
      history: [
        { action: 'receive' },
        { action: 'hold' },
        { action: 'confirm', reason: 'I have seen the card' },
      ],
    });
    expect(outcomes).toEqual({ VERIFIED: 1 });
    expect(await stateOf(held)).toEqual(['MOVED']);
  });

  test('is held anew when a list brings another name, and let go when its month is mended', async () => {
    const named = await found({ name: 'سعاد محمود علي' });
    const late = await found({ lastPaidMonth: '2016-10' });
    await confirm(named.id);
    await desk.bring(gizaWorker, { ...named.given, name: 'هدى سيد علي' });
    await desk.do(gizaWorker, 'correctDamanCase', {
      ...{ caseId: late.id, lastPaidMonth: '2026-10-01', reason: 'a slip' },
    });

    for (const { batchId } of [named, late]) await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });

    expect(await stateOf(named)).toEqual(['HELD', 'NAME_DIFFERS']);
    expect(await stateOf(late)).toEqual(['VERIFIED']);
  });

  test('is confirmed by nobody who does not see it or does not work on it', async () => {
    const { id } = await found({ name: 'سعاد محمود علي' });

    expect(codesOf(await confirm(id, 'x', cairoWorker))).toEqual(['DAMAN_CASE_NOT_FOUND']);
    await expect(confirm(id, 'x', auditor)).rejects.toThrow('FORBIDDEN');
  });
});

test('a list of impossible months and amounts is refused by its rows', async () => {
  const rows = [
    { lastPaidMonth: '1899-10' },
    { lastPaidMonth: '0001-01' },
    { lastPaidMonth: '2014-12' },
    { monthlyAmount: '9999999999999.99' },
    { monthlyAmount: '100000.01' },
  ];

  const job = await desk.bring(admin, ...rows.map((row) => aDamanRow(row)));

  expect(job.state).not.toBe('FAILED');
  expect((await desk.refused(admin, job.id)).map(([line, column]) => [line, column])).toEqual([
    ...[2, 3, 4].map((line) => [line, 'آخر شهر صُرف']),
    ...[5, 6].map((line) => [line, 'المبلغ الشهري']),
  ]);
});

describe('of people of another governorate', () => {
  const IN_CAIRO = { caller: cairoWorker, address: CAIRO_ADDRESS };
  const handOver = (caseId: string, caller = admin, governorate = 'EG_C', reason = 'lives in Cairo') =>
    desk.do(caller, 'handOverDamanCase', { caseId, governorate, reason });

  test('nothing is told: who is registered, enrolled or dead there is found like nobody', async () => {
    const [living, enrolled, dead] = [
      await registered(service, '1950-01-01', undefined, IN_CAIRO),
      await registered(service, '1950-01-01', undefined, IN_CAIRO),
      await registered(service, '1940-01-01', '1990-01-01', { ...IN_CAIRO, formedOn: '2020-01-01' }),
    ];
    await verifiedAndMoved(enrolled.nationalId);
    await rowsOf(
      service,
      `update membership set left_on = '2026-09-10', left_reason = 'DIED' where person_id = $1`,
      dead.personId,
    );
    await rowsOf(
      service,
      `update person set died_on = '2026-09-10', death_evidence = 'c 1', household_id = null where id = $1`,
      dead.personId,
    );
    const known = [living, enrolled, dead].map(({ nationalId }) =>
      aDamanRow({ nationalId, lastPaidMonth: '2026-09' }),
    );
    const rows = [...known, aDamanRow({ lastPaidMonth: '2026-09' })];

    const { batchId } = await verified(desk, rows);
    const byWorker = await seen(batchId);
    await desk.worked(admin, 'verifyDamanBatch', { batchId });
    const byMinistry = await seen(batchId);

    expect(byWorker[0]).toMatchObject({
      state: 'NOT_FOUND',
      decision: { reasons: [{ code: 'NOT_REGISTERED' }] },
    });
    expect(byWorker).toEqual(byWorker.map(() => byWorker[0]));
    expect(byMinistry).toEqual(byWorker);
  });

  /** Enrols somebody of Cairo by a case of Cairo. */
  const verifiedAndMoved = async (nationalId: string) => {
    const row = aDamanRow({ nationalId, governorate: 'القاهرة', lastPaidMonth: '2026-10' });
    const { batchId } = await verified(desk, [row], cairoWorker);
    await desk.worked(admin, 'moveVerifiedDamanCases', { batchId });
    expect((await desk.one(row.caseNumber ?? '', admin)).state).toBe('MOVED');
  };
  /** All that the case worker of Giza is told of the cases of a batch. */
  const seen = async (batchId: string) => {
    const { data } = await service.ask<{ damanCases: { nodes: { state: string; decision: object }[] } }>(
      gizaWorker,
      `query ($batchId: ID!) { damanCases(batchId: $batchId) { nodes {
         state category entitledFrom person { id } programme { id } enrolment { id } history { action }
         decision { outcome reasons { code fact limit } inputs { name value } } } } }`,
      { batchId },
    );
    return data.damanCases.nodes;
  };

  test('a case is handed over by the ministry and found where the person lives', async () => {
    const { nationalId } = await registered(service, '1950-01-01', undefined, IN_CAIRO);
    const { batchId, listed } = await verified(desk, [aDamanRow({ nationalId })]);
    const caseNumber = listed[0]?.caseNumber ?? '';
    const { id } = await desk.one(caseNumber, gizaWorker);

    const refused = [
      await handOver(id, gizaWorker),
      await handOver(id, cairoWorker),
      await handOver(id, admin, 'EG_GZ'),
      await handOver(id, admin, 'EG_C', ''),
    ].map(codesOf);
    const { case: handed } = await handOver(id);
    await desk.worked(cairoWorker, 'verifyDamanBatch', { batchId });

    expect(refused).toEqual([
      ...[['MINISTRY_HANDS_OVER'], ['DAMAN_CASE_NOT_FOUND'], ['GOVERNORATE_THE_SAME'], ['REASON_MISSING']],
    ]);
    expect(handed).toMatchObject({
      corrections: [{ field: 'GOVERNORATE', oldValue: 'EG_GZ', newValue: 'EG_C', reason: 'lives in Cairo' }],
    });
    expect(await desk.cases(gizaWorker, { caseNumber })).toEqual([]);
    expect(await desk.one(caseNumber, cairoWorker)).toMatchObject({ state: 'VERIFIED' });
    await desk.worked(admin, 'moveVerifiedDamanCases', { batchId });
    expect(codesOf(await handOver(id, admin, 'EG_GZ'))).toEqual(['CASE_SETTLED']);
  });
});
