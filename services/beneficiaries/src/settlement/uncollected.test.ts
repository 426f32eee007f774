import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { admin, analyst, auditor, cairoWorker, citizen, gizaWorker } from '../testing/registry';
import { aReturn, finance, SettlementWorld, type TestEnrolment } from '../testing/settlement';

const LIST = `query ($governorate: Governorate, $carried: Boolean) {
  uncollectedPayments(governorate: $governorate, withCarriedOver: $carried, first: 100) {
    nodes { id governorate state settledOn }
  }
}`;

let world: SettlementWorld;
let giza: string;
let cairo: string;
let carried: string;

/** The payment of a cycle of one enrolment, once the agent has returned it. */
async function returnedPayment(programme: string, enrolment: TestEnrolment, result: string): Promise<string> {
  const month = `2026-0${(await world.owner('select from payment_cycle where programme_id = $1', [programme])).length + 1}-01`;
  const cycle = await world.anApprovedCycle(programme, month, [{ enrolment }]);
  const reason = result === 'REJECTED' ? 'OTHER' : '';
  const [sent] = await world.sent(cycle);
  if (!sent) throw new Error('Nothing was sent.');
  await world.returned(aReturn(sent, result, { reason }));
  return sent.id;
}

beforeAll(async () => {
  world = await SettlementWorld.begin();
  const programme = await world.aProgramme();
  const inGiza = await world.anEnrolment(programme);
  giza = await returnedPayment(programme, inGiza, 'UNCOLLECTED');
  carried = await returnedPayment(programme, inGiza, 'UNCOLLECTED');
  await world.owner('update payment set carried_into = $2 where id = $1', [carried, giza]);
  cairo = await returnedPayment(programme, await world.anEnrolment(programme, 'EG_C'), 'UNCOLLECTED');
  await returnedPayment(programme, inGiza, 'PAID');
  await returnedPayment(programme, inGiza, 'REJECTED');
});
afterAll(() => world.end());

const listed = async (caller: Caller, variables = {}) => {
  const { data } = await world.service.ask<{ uncollectedPayments: { nodes: { id: string }[] } }>(
    caller,
    LIST,
    variables,
  );
  return data.uncollectedPayments.nodes.map(({ id }) => id);
};

describe('uncollected payments', () => {
  test.each<[string, Caller, object, () => string[]]>([
    ['the ministry: all that no later payment brings', admin, {}, () => [giza, cairo]],
    ['with those that one does', admin, { carried: true }, () => [giza, carried, cairo]],
    ['of a governorate', auditor, { governorate: 'EG_C' }, () => [cairo]],
    ['finance', finance, {}, () => [giza, cairo]],
    ['a case worker: of their governorate', gizaWorker, {}, () => [giza]],
    ['a case worker who asks for another: none', gizaWorker, { governorate: 'EG_C' }, () => []],
    ['another case worker', cairoWorker, {}, () => [cairo]],
  ])('%s', async (_who, caller, variables, expected) => {
    expect(await listed(caller, variables)).toEqual(expected());
  });

  test.each<[string, Caller]>([
    ['analysts', analyst],
    ['citizens', citizen('00000000-0000-4000-8000-000000000001')],
  ])('are no list for %s', async (_who, caller) => {
    expect((await world.service.ask(caller, LIST)).status).toBe(403);
  });
});
