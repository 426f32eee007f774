import { money, subtractMoney, sumMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { aReturn, SettlementWorld, type TestInstruction } from '../testing/settlement';

let world: SettlementWorld;

beforeAll(async () => {
  world = await SettlementWorld.begin({ chunkRows: 7, rangeRows: 7 });
});
afterAll(() => world.end());

/** Numbers from 0 to 1, the same at each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RESULTS = ['PAID', 'PAID', 'PAID', 'UNCOLLECTED', 'REJECTED', 'OPEN'] as const;

test.each([1, 2, 3])(
  'of what is sent, however it comes back (%i), every piastre is paid or given back, and stays owed or not',
  async (seed) => {
    world.goTo('2026-11-22');
    const random = seeded(seed);
    const programme = await world.aProgramme();
    const enrolments = await world.manyEnrolments(programme, 40);
    const cycle = await world.anApprovedCycle(
      programme,
      '2026-11-01',
      enrolments.map((enrolment, place) => ({
        enrolment,
        amount: money(1 + Math.floor(random() * 99_999) / 100),
        channel: place % 3 === 0 ? 'POST_OFFICE' : 'SMART_CARD',
      })),
    );
    const before = await world.books(cycle);
    const told = (await world.sent(cycle)).map((instruction) => ({
      instruction,
      result: RESULTS[Math.floor(random() * RESULTS.length)] ?? 'OPEN',
    }));
    const rowOf = ({ instruction, result }: { instruction: TestInstruction; result: string }) =>
      aReturn(instruction, result, { reason: result === 'REJECTED' ? 'PAYEE_DIFFERS' : '' });
    const rows = told.filter(({ result }) => result !== 'OPEN').map(rowOf);

    // Files overlap, and the last one says all of it once more.
    for (const file of [rows.slice(0, 20), rows.slice(10), [...rows].reverse()])
      await world.returned(...file);
    world.goTo('2027-01-31');
    const reconciled = await world.reconcile(cycle);
    const { cycle: settled, errors } = await world.close(cycle);

    expect([reconciled.errors, errors, settled?.state]).toEqual([[], [], 'CLOSED']);
    const paid = sumMoney(
      told.filter(({ result }) => result === 'PAID').map(({ instruction }) => instruction.amount as Money),
    );
    const after = await world.books(cycle);
    const change = (account: 'funds' | 'owed') =>
      subtractMoney((after?.[account] ?? '') as Money, (before?.[account] ?? '') as Money);
    expect(Number(paid)).toBeGreaterThan(0);
    expect(change('owed')).toBe(paid);
    expect(change('funds')).toBe(subtractMoney(money(0), paid));
    expect(after).toMatchObject({ agent: '0.00', sum: '0.00' });
  },
);
