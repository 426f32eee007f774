import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { admin, codesOf, gizaWorker, TODAY } from '../testing/registry';
import { aReturn, SettlementWorld } from '../testing/settlement';

let world: SettlementWorld;
let programme: string;

beforeAll(async () => {
  world = await SettlementWorld.begin();
});
afterAll(() => world.end());
beforeEach(async () => {
  world.goTo(TODAY);
  programme = await world.aProgramme();
});

const RECONCILIATION = `query ($id: ID!) { paymentCycle(id: $id) { reconciliation {
  governorate channel sent { count amount } paid { count amount } uncollected { count amount }
  rejected { count amount } open { count amount } } } }`;

const shares = async (id: string, caller = admin) =>
  (
    await world.service.ask<{ paymentCycle: { reconciliation: { paid: object }[] } }>(
      caller,
      RECONCILIATION,
      { id },
    )
  ).data.paymentCycle.reconciliation;

/** A cycle of four payments in two governorates, one paid, one rejected, two open. */
async function halfReturned(): Promise<string> {
  const giza = await world.manyEnrolments(programme, 3);
  const cairo = await world.anEnrolment(programme, 'EG_C');
  const cycle = await world.anApprovedCycle(programme, '2026-11-01', [
    ...giza.map((enrolment, place) => ({ enrolment, amount: `${place + 1}00.10` })),
    { enrolment: cairo, amount: '70.07', channel: 'POST_OFFICE' },
  ]);
  const [first, second] = await world.sent(cycle);
  if (!first || !second) throw new Error('Nothing was sent.');
  await world.returned(aReturn(first, 'PAID'), aReturn(second, 'REJECTED', { reason: 'CARD_BLOCKED' }));
  return cycle;
}

const money = (count: number, amount: string) => ({ count, amount });
const NOTHING = money(0, '0.00');

describe('reconciling a cycle', () => {
  test('waits for what is open until the last day, and then counts it as uncollected', async () => {
    const cycle = await halfReturned();
    const owedBefore = (await world.books(cycle))?.owed;
    world.goTo('2026-12-22');
    const early = await world.reconcile(cycle);
    const unchanged = await world.stateOf(cycle);

    world.goTo('2026-12-23');
    const { errors } = await world.reconcile(cycle);

    expect(early.errors).toEqual([
      {
        ...{ code: 'PAYMENTS_OPEN', field: 'input.cycleId' },
        message: 'Of 2 payments nothing has come back, and they can be collected until 2026-12-22.',
      },
    ]);
    expect(unchanged).toBe('SENT');
    expect([errors, await world.stateOf(cycle)]).toEqual([[], 'RECONCILED']);
    expect(await world.paymentsOf(cycle)).toEqual([
      { state: 'PAID', on: TODAY, code: null },
      { state: 'REJECTED', on: TODAY, code: 'CARD_BLOCKED' },
      { state: 'UNCOLLECTED', on: '2026-12-23', code: 'COLLECTION_PERIOD_OVER' },
      { state: 'UNCOLLECTED', on: '2026-12-23', code: 'COLLECTION_PERIOD_OVER' },
    ]);
    expect(await world.books(cycle)).toMatchObject({ agent: '0.00', owed: owedBefore, sum: '0.00' });
  });

  test('shows what became of every piastre, by governorate and channel, before and after', async () => {
    const cycle = await halfReturned();
    const before = await shares(cycle);
    world.goTo('2027-01-01');
    await world.reconcile(cycle);

    const cairo = { governorate: 'EG_C', channel: 'POST_OFFICE', sent: money(1, '70.07'), paid: NOTHING };
    const giza = {
      ...{ governorate: 'EG_GZ', channel: 'SMART_CARD', sent: money(3, '600.30'), paid: money(1, '100.10') },
      rejected: money(1, '200.10'),
    };
    expect(before).toEqual([
      { ...cairo, uncollected: NOTHING, rejected: NOTHING, open: money(1, '70.07') },
      { ...giza, uncollected: NOTHING, open: money(1, '300.10') },
    ]);
    expect(await shares(cycle)).toEqual([
      { ...cairo, uncollected: money(1, '70.07'), rejected: NOTHING, open: NOTHING },
      { ...giza, uncollected: money(1, '300.10'), open: NOTHING },
    ]);
  });

  test('is possible at once when everything has come back', async () => {
    const enrolment = await world.anEnrolment(programme);
    const cycle = await world.anApprovedCycle(programme, '2026-11-01', [{ enrolment }]);
    await world.returned(...(await world.sent(cycle)).map((each) => aReturn(each, 'PAID')));

    await world.reconcile(cycle);

    expect(await world.stateOf(cycle)).toBe('RECONCILED');
  });

  test('twice at once is done once', async () => {
    const cycle = await halfReturned();
    world.goTo('2027-01-01');

    const answers = await Promise.all([1, 2].map(() => world.orderReconciling(cycle)));
    await workBatches(world.service);

    expect(answers.map(codesOf).sort()).toEqual([[], ['RECONCILING_UNDER_WAY']]);
    expect(await world.books(cycle)).toMatchObject({ agent: '0.00' });
  });

  test('and a return file at once leave no piastre between them', async () => {
    const cycle = await halfReturned();
    const open = (await world.instructions(cycle)).slice(2);
    world.goTo('2027-01-01');
    const { id } = await world.checkedReturns(...open.map((each) => aReturn(each, 'PAID')));

    const [job, { errors }] = await Promise.all([world.desk.committed(admin, id), world.reconcile(cycle)]);

    expect(errors).toEqual([]);
    expect([0, 2]).toContain(job.rowsCommitted);
    expect(job.rowsCommitted + job.rowsRefused).toBe(2);
    const [paid = NOTHING] = (await shares(cycle)).map(({ paid: each }) => each);
    expect(paid).toEqual(job.rowsCommitted === 2 ? money(1, '70.07') : NOTHING);
    expect((await world.close(cycle)).errors).toEqual([]);
  });

  test('ends what the agent may return: a late row is refused', async () => {
    const cycle = await halfReturned();
    const open = (await world.instructions(cycle)).slice(2);
    world.goTo('2027-01-01');
    await world.reconcile(cycle);

    const { id } = await world.checkedReturns(...open.map((each) => aReturn(each, 'PAID')));

    const refused = await world.desk.refused(admin, id);
    expect(refused.map(([, , code]) => code)).toEqual(['SETTLED_OTHERWISE', 'SETTLED_OTHERWISE']);
  });

  test.each([
    [
      'DRAFT',
      'What can be done now is for somebody else: calculate the cycle (the ministry’s administration).',
    ],
    ['CALCULATED', 'You can: approve the cycle.'],
    ['APPROVED', 'You can: send the cycle.'],
    ['RECONCILED', 'You can: close the cycle.'],
    ['CLOSED', 'It has come to its end, and no further step follows.'],
  ])('is refused in the state %s', async (state, next) => {
    const cycle = await world.anApprovedCycle(programme, '2026-11-01', [], state);

    const { errors } = await world.reconcile(cycle);

    const message = `This cannot be done as it stands now. ${next}`;
    expect(errors).toEqual([{ code: 'STEP_NOT_POSSIBLE', field: 'input.cycleId', message }]);
    expect(await world.stateOf(cycle)).toBe(state);
  });

  test('shows a case worker nothing of the whole cycle', async () => {
    const cycle = await halfReturned();

    expect(await world.service.ask(gizaWorker, RECONCILIATION, { id: cycle })).toMatchObject({ status: 403 });
  });
});

describe('closing a cycle', () => {
  async function reconciled(): Promise<string> {
    const cycle = await halfReturned();
    world.goTo('2027-01-01');
    await world.reconcile(cycle);
    return cycle;
  }

  test('is done once its totals agree', async () => {
    const cycle = await reconciled();

    const { cycle: settled, errors } = await world.close(cycle);

    expect([errors, settled?.state]).toEqual([[], 'CLOSED']);
  });

  test.each(['CALCULATED', 'APPROVED'])(
    'is refused while a payment is %s, which no total shows',
    async (state) => {
      const cycle = await reconciled();
      const { id, householdId, payeeId } = await world.anEnrolment(programme);
      await world.owner(
        `insert into payment (cycle_id, enrolment_id, household_id, payee_id, governorate, channel, amount, state)
       values ($1, $2, $3, $4, 'EG_GZ', 'SMART_CARD', 1, $5)`,
        [cycle, id, householdId, payeeId, state],
      );

      const { errors } = await world.close(cycle);

      expect(codesOf({ errors })).toEqual(['PAYMENTS_NOT_SETTLED']);
      expect(await world.stateOf(cycle)).toBe('RECONCILED');
    },
  );

  test('is refused with the differences, and changes nothing', async () => {
    const cycle = await reconciled();
    await world.owner('alter table payment disable trigger payment_settled_once');
    await world.owner(
      `update payment set amount = amount - 0.01 where cycle_id = $1 and governorate = 'EG_C'`,
      [cycle],
    );
    await world.owner('alter table payment enable trigger payment_settled_once');
    await world.owner(
      `select ledger_post(jsonb_build_object('type', 'test', 'subject_id', $1::uuid, 'on_date', '2027-01-01', 'postings',
         jsonb_build_array(jsonb_build_object('code', 'agent_account', 'subject_id', $1::uuid, 'amount', '0.50'),
                           jsonb_build_object('code', 'benefit_funds', 'subject_id', $2::uuid, 'amount', '-0.50'))))`,
      [cycle, '00000000-0000-0000-0000-000000000000'],
    );

    const { errors } = await world.close(cycle);

    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      [
        'TOTALS_DIFFER',
        'In EG_C, POST_OFFICE: 70.07 EGP in 1 payments were sent, 70.06 EGP in 1 are settled; 0.01 EGP are unaccounted for.',
      ],
      ['MONEY_WITH_AGENT', 'By the ledger 0.50 EGP of this cycle are with the payment agent.'],
    ]);
    expect(await world.stateOf(cycle)).toBe('RECONCILED');
  });

  test.each([
    [
      'DRAFT',
      'What can be done now is for somebody else: calculate the cycle (the ministry’s administration).',
    ],
    ['CALCULATED', 'You can: approve the cycle.'],
    ['APPROVED', 'You can: send the cycle.'],
    ['SENT', 'You can: reconcile the cycle.'],
    ['CLOSED', 'It has come to its end, and no further step follows.'],
  ])('is refused in the state %s', async (state, next) => {
    const cycle = await world.anApprovedCycle(programme, '2026-11-01', [], state);

    const { errors } = await world.close(cycle);

    const message = `This cannot be done as it stands now. ${next}`;
    expect(errors).toEqual([{ code: 'STEP_NOT_POSSIBLE', field: 'input.cycleId', message }]);
  });
});
