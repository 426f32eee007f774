import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { cairoWorker, changesOf, citizen, gizaWorker, TODAY } from '../testing/registry';
import { SettlementWorld, type TestEnrolment } from '../testing/settlement';
import { paymentContestable } from './contestable';

let world: SettlementWorld;
let programme: string;
let enrolment: TestEnrolment;

beforeAll(async () => {
  world = await SettlementWorld.begin();
});
afterAll(() => world.end());
beforeEach(async () => {
  programme = await world.aProgramme();
  enrolment = await world.anEnrolment(programme);
});

async function aPayment(amount = '325.00'): Promise<string> {
  const cycle = await world.anApprovedCycle(programme, '2026-11-01', [{ enrolment, amount }]);
  const [row] = await world.owner<{ id: string }>('select id from payment where cycle_id = $1', [cycle]);
  return row?.id ?? '';
}

const found = (caller: Caller, id: string) =>
  inTransaction(world.service.database.dataSource, caller, (manager) => paymentContestable.find(manager, id));

describe('a payment that is contested', () => {
  test.each(['325.00', '0.00'])(
    'of %s was decided by who calculated and approved it; the family sees it once sent',
    async (amount) => {
      const payment = await aPayment(amount);

      expect(await found(gizaWorker, payment)).toEqual({
        ...{ householdId: enrolment.householdId, decidedOn: TODAY, deciders: ['calculator', 'approver'] },
      });
      expect(await found(citizen(enrolment.payeeId), payment)).toBeNull();
      await world.owner(
        `update payment_cycle set state = 'SENT' where id = (select cycle_id from payment where id = $1)`,
        [payment],
      );
      expect(await found(citizen(enrolment.payeeId), payment)).not.toBeNull();
    },
  );

  test('is none for a neighbour, another governorate, or before its cycle is approved', async () => {
    const payment = await aPayment();

    const strangers = await Promise.all(
      [citizen(randomUUID()), cairoWorker].map((caller) => found(caller, payment)),
    );
    await world.owner(
      `update payment_cycle set approved_by = null, approved_at = null, state = 'CALCULATED'
        where id = (select cycle_id from payment where id = $1)`,
      [payment],
    );

    expect([...strangers, await found(gizaWorker, payment)]).toEqual([null, null, null]);
    expect([await found(gizaWorker, 'x'), await found(gizaWorker, randomUUID())]).toEqual([null, null]);
  });

  test('and upheld has all its months looked at again, from the earliest', async () => {
    const payment = await aPayment();
    await world.owner(
      `insert into payment_line (payment_id, ordinal, kind, for_month, amount)
       values ($1, 2, 'ARREARS', '2026-08-01', 10), ($1, 3, 'DEDUCTION', '2026-09-01', -10)`,
      [payment],
    );

    await inTransaction(world.service.database.dataSource, gizaWorker, (manager) =>
      paymentContestable.uphold(
        {
          ...{ manager, caller: gizaWorker, today: TODAY },
          ...{ requestId: randomUUID(), operationName: null, purpose: null },
        } as unknown as CommandContext,
        payment,
        'grievance-1',
      ),
    );

    const notes = await world.owner(
      `select from_month::text as from, cause from entitlement_change where enrolment_id = $1 and cause like 'grievance%'`,
      [enrolment.id],
    );
    expect(notes).toEqual([{ from: '2026-08-01', cause: 'grievance grievance-1' }]);
    expect((await changesOf(world.service, enrolment.payeeId)).at(-1)).toEqual({
      ...{ action: 'looked at again', role: 'case_worker' },
    });
  });
});
