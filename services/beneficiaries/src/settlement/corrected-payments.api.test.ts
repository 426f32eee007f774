import { auditor, changesOf, codesOf, TODAY } from '../testing/registry';
import { CorrectionWorld, NOVEMBER, OCTOBER } from '../testing/corrections';

let world: CorrectionWorld;

beforeAll(async () => {
  world = await CorrectionWorld.begin();
});
afterAll(() => world.settlement.end());
beforeEach(() => world.anew());

describe('what the agent has said wrongly', () => {
  test.each([
    ['SENT', 'UNCOLLECTED', { funds: '0.00', agent: '325.00' }],
    ['RECONCILED', 'REJECTED', { funds: '325.00', agent: '0.00' }],
    ['CLOSED', 'UNCOLLECTED', { funds: '325.00', agent: '0.00' }],
  ] as const)('of a cycle that is %s makes money owed again as %s', async (upTo, result, moved) => {
    const { cycle, payment } = await world.october('PAID', upTo);

    const change = await world.changeOf(cycle, () => world.corrected(payment, result));

    expect(change).toEqual({ ...moved, owed: '-325.00', sum: '0.00' });
    expect(await world.paymentOf(cycle)).toEqual({
      ...{ state: result, amount: '325.00', carried: false, corrected: TODAY },
    });
    expect((await changesOf(world.settlement.service, world.enrolment.payeeId)).at(-1)).toEqual({
      ...{ action: 'corrected', role: 'finance_officer' },
    });
    const november = await world.desk.calculated(world.programme, NOVEMBER);
    expect(await world.desk.linesOf(november, world.enrolment.id)).toContainEqual([
      'CARRIED_OVER',
      OCTOBER,
      '325.00',
    ]);
  });

  test.each([
    ['SENT', 'UNCOLLECTED', { funds: '0.00', agent: '-325.00' }],
    ['RECONCILED', 'REJECTED', { funds: '-325.00', agent: '0.00' }],
    ['CLOSED', 'UNCOLLECTED', { funds: '-325.00', agent: '0.00' }],
  ] as const)(
    'of a cycle that is %s, %s and paid after all, is owed no more',
    async (upTo, result, moved) => {
      const { cycle, payment } = await world.october(result, upTo);

      const change = await world.changeOf(cycle, () => world.corrected(payment, 'PAID'));

      expect(change).toEqual({ ...moved, owed: '325.00', sum: '0.00' });
      const november = await world.desk.calculated(world.programme, NOVEMBER);
      expect(await world.desk.linesOf(november, world.enrolment.id)).toEqual([
        ['HOUSEHOLD', NOVEMBER, '300.00'],
      ]);
    },
  );

  test('lets its cycle be reconciled and closed without a piastre between them', async () => {
    const { cycle, payment } = await world.october('PAID');
    await world.corrected(payment, 'UNCOLLECTED');

    await world.settlement.reconcile(cycle);
    const { errors } = await world.settlement.close(cycle);

    expect([errors, await world.settlement.stateOf(cycle)]).toEqual([[], 'CLOSED']);
    expect(await world.settlement.books(cycle)).toMatchObject({ agent: '0.00', sum: '0.00' });
  });

  test('and paid after all leaves a later payment that is calculated, which can still be approved', async () => {
    const { cycle, payment } = await world.october('UNCOLLECTED', 'CLOSED');
    const november = await world.desk.calculated(world.programme, NOVEMBER);
    const before = await world.paymentOf(november);

    await world.corrected(payment, 'PAID');

    expect([before?.amount, (await world.paymentOf(november))?.amount]).toEqual(['625.00', '300.00']);
    expect(await world.paymentOf(cycle)).toMatchObject({ state: 'PAID', carried: false });
    await world.desk.approve(november);
    expect(await world.settlement.stateOf(november)).toBe('APPROVED');
  });

  test('and paid after all leaves a later payment with nothing due', async () => {
    const { payment } = await world.october('UNCOLLECTED', 'CLOSED');
    await world.settlement.owner(
      'update benefit_scale set household_amount = 0, person_amount = 1 where programme_id = $1',
      [world.programme],
    );
    const november = await world.desk.calculated(world.programme, NOVEMBER);
    expect(await world.paymentOf(november)).toMatchObject({ amount: '325.00' });

    await world.corrected(payment, 'PAID');

    expect(await world.paymentOf(november)).toMatchObject({ state: 'NOTHING_DUE', amount: '0.00' });
    await world.desk.approve(november);
    expect(await world.settlement.stateOf(november)).toBe('APPROVED');
  });

  test('is not paid twice: once the next cycle is approved it stays as it is', async () => {
    const { cycle, payment } = await world.october('UNCOLLECTED', 'CLOSED');
    const early = await world.propose(payment, 'PAID');
    await world.desk.approved(world.programme, NOVEMBER);

    const confirmed = await world.decide(early.correction?.id);
    await world.decide(early.correction?.id, false);
    const late = await world.propose(payment, 'PAID');

    expect([codesOf(confirmed), codesOf(late)]).toEqual([['PAID_AGAIN'], ['PAID_AGAIN']]);
    expect(late.errors[0]?.message).toContain(NOVEMBER);
    expect(await world.paymentOf(cycle)).toEqual({
      ...{ state: 'UNCOLLECTED', amount: '325.00', carried: true, corrected: null },
    });
  });

  test('may be wrong twice', async () => {
    const { cycle, payment } = await world.october('PAID');

    const change = await world.changeOf(cycle, async () => {
      await world.corrected(payment, 'UNCOLLECTED');
      await world.corrected(payment, 'PAID');
    });

    expect(change).toEqual({ funds: '0.00', agent: '0.00', owed: '0.00', sum: '0.00' });
    const { data } = await world.settlement.service.ask(
      auditor,
      `query ($id: ID!) { paymentCycle(id: $id) { payments { nodes { correctedOn corrections { wasState result state } } } } }`,
      { id: cycle },
    );
    expect(data).toMatchObject({
      paymentCycle: {
        payments: {
          nodes: [
            {
              correctedOn: TODAY,
              corrections: [
                { wasState: 'PAID', result: 'UNCOLLECTED', state: 'CONFIRMED' },
                { wasState: 'UNCOLLECTED', result: 'PAID', state: 'CONFIRMED' },
              ],
            },
          ],
        },
      },
    });
  });
});
