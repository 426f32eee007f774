import { admin } from '../testing/registry';
import { SettlementWorld } from '../testing/settlement';

const LISTS = {
  instructions: `query ($cycle: ID!) { list: paymentInstructions(cycleId: $cycle, channel: SMART_CARD, first: 100) {
    nodes { id number payeeNationalId payment { id state } } } }`,
  payments: `query ($cycle: ID!) { cycle: paymentCycle(id: $cycle) { list: payments(first: 100) {
    nodes { id instruction { number payeeName } } } } }`,
  uncollected: `query { list: uncollectedPayments(first: 100, withCarriedOver: true) {
    nodes { id instruction { number } } } }`,
  corrections: `query { list: uncollectedPayments(first: 100, withCarriedOver: true) {
    nodes { id correctedOn corrections { id state } } } }`,
  cycles: `query { list: paymentCycles(first: 100) {
    nodes { id sending { state } reconciling { state } reconciliation { governorate open { amount } } } } }`,
};

let world: SettlementWorld;

beforeAll(async () => {
  world = await SettlementWorld.begin();
  // It looks for work with statements of its own.
  await world.desk.end();
});
afterAll(() => world.service.close());

/** A cycle of so many payments that nobody has collected, and as many cycles of one payment. */
async function arranged(count: number): Promise<string> {
  const enrolments = await world.manyEnrolments(await world.aProgramme(), count);
  const payments = enrolments.map((enrolment) => ({ enrolment }));
  const cycle = await world.anApprovedCycle(await world.aProgramme(), '2026-11-01', payments);
  for (const enrolment of enrolments)
    await world.anApprovedCycle(await world.aProgramme(), '2026-11-01', [{ enrolment }]);
  await world.sent(cycle);
  await world.owner(
    `update payment set state = 'UNCOLLECTED', settled_on = '2026-11-22' where cycle_id = $1`,
    [cycle],
  );
  return cycle;
}

test.each(Object.entries(LISTS))(
  '%s are read in as many statements for few as for many',
  async (_name, query) => {
    const asking = async (count: number) => {
      const cycle = await arranged(count);
      let listed: unknown;
      const statements = await world.service.statementsOf(async () => {
        listed = (await world.service.ask<object>(admin, query, query.includes('$cycle') ? { cycle } : {}))
          .data;
      });
      expect(JSON.stringify(listed).split('"id"').length - 1).toBeGreaterThanOrEqual(count);
      return statements;
    };

    const few = await asking(5);

    expect(await asking(50)).toBe(few);
  },
);
