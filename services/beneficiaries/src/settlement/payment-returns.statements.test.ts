import { statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import { admin } from '../testing/registry';
import { aReturn, SettlementWorld } from '../testing/settlement';

let world: SettlementWorld;

beforeAll(async () => {
  world = await SettlementWorld.begin({ chunkRows: 100, rangeRows: 100 });
});
afterAll(() => world.end());

test('a return file is committed in as many statements for 5 as for 50 rows', async () => {
  const committing = async (count: number): Promise<number> => {
    const programme = await world.aProgramme();
    const enrolments = await world.manyEnrolments(programme, count);
    const payments = enrolments.map((enrolment) => ({ enrolment }));
    const instructions = await world.sent(await world.anApprovedCycle(programme, '2026-11-01', payments));
    const { id } = await world.checkedReturns(...instructions.map((each) => aReturn(each, 'PAID')));
    return statementsMatching(world.service, /payment|ledger_post|audit_note/, () =>
      world.desk.committed(admin, id),
    );
  };

  const few = await committing(5);

  expect(few).toBeGreaterThan(4);
  expect(await committing(50)).toBe(few);
});
