import { ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aDamanRow, damanList, DamanDesk, gizaMover, type DamanRow } from '../testing/daman';
import { admin, aHousehold, aMember, aNationalId, gizaWorker, registryService } from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

/** A desk that takes a whole list in one piece, and no longer looks for work once this is done. */
async function atTheDesk<Result>(work: (lists: ImportingService) => Promise<Result>): Promise<Result> {
  const lists = await ImportingService.over(service, { rangeRows: 1_000, chunkRows: 1_000 });
  try {
    return await work(lists);
  } finally {
    await lists.end();
  }
}

test('a list of fifty cases needs as many statements as one of five', async () => {
  const statementsFor = (size: number) =>
    atTheDesk((lists) =>
      statementsMatching(service, /daman|audit_note/, async () => {
        const rows = Array.from({ length: size }, () => aDamanRow());
        const { rowsCommitted } = await lists.brought(gizaWorker, 'daman-cases', damanList(...rows));
        expect(rowsCommitted).toBe(size);
      }),
    );

  const [five, fifty] = [await statementsFor(5), await statementsFor(50)];

  expect(five).toBeGreaterThan(8);
  expect(fifty).toBe(five);
});

/** A batch with half older people and half mothers. */
async function aBatchOf(size: number): Promise<string> {
  const batch = `of-${size}`;
  const rows: DamanRow[] = [];
  for (let n = 0; n < size; n += 1) {
    const nationalId = aNationalId({ born: n % 2 === 0 ? '1950-01-01' : '1985-01-01', sex: 'FEMALE' });
    const child = n % 2 === 0 ? [] : [aMember('CHILD', 'كريم', { born: '2018-01-01' })];
    await aHousehold(service, [aMember('HEAD', 'فاطمة', { nationalId, sex: 'FEMALE' }), ...child]);
    rows.push(aDamanRow({ nationalId, batch }));
  }
  return atTheDesk(async (lists) => {
    await lists.brought(gizaWorker, 'daman-cases', damanList(...rows));
    return new DamanDesk(service, lists).batchId(batch);
  });
}

const LIST = `query ($batchId: ID!) { damanCases(batchId: $batchId, first: 100) { nodes {
  id batch { name progress { state } works { progress { state } outcomes { cases } } counts { state cases } reconciliation { received monthFaults } monthFaults { kind } }
  person { id } programme { id } enrolment { id } corrections { field } history { action } } } }`;

test('fifty cases are verified, moved and listed by as many statements as five', async () => {
  const statementsFor = async (size: number) => {
    const batchId = await aBatchOf(size);
    const commands = await atTheDesk((lists) =>
      statementsMatching(service, /daman|enrolment|audit_note|event_emit|state_transition/, async () => {
        const desk = new DamanDesk(service, lists);
        const verified = await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId });
        expect(verified.outcomes).toEqual({ VERIFIED: size });
        const moved = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
        expect(moved.outcomes).toEqual({ MOVED: size });
      }),
    );
    const lists = await service.statementsOf(async () => {
      const { data } = await service.ask<{ damanCases: { nodes: object[] } }>(admin, LIST, { batchId });
      expect(data.damanCases.nodes).toHaveLength(size);
    });
    return [commands, lists];
  };

  const five = await statementsFor(5);
  const fifty = await statementsFor(50);

  expect(five[0]).toBeGreaterThan(10);
  expect(fifty).toEqual(five);
});
