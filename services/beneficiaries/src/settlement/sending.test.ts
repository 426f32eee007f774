import { randomUUID } from 'node:crypto';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { admin, analyst, auditor, codesOf, gizaWorker, TODAY } from '../testing/registry';
import { finance, SettlementWorld } from '../testing/settlement';

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

const aCycle = async (state?: string) =>
  world.anApprovedCycle(
    programme,
    '2026-11-01',
    [
      { enrolment: await world.anEnrolment(programme), amount: '325.50' },
      { enrolment: await world.anEnrolment(programme, 'EG_C'), amount: '600.25', channel: 'POST_OFFICE' },
      { enrolment: await world.anEnrolment(programme), amount: '0.00' },
    ],
    state,
  );

describe('sending a cycle', () => {
  test('instructs every payment once, and gives the agent the money', async () => {
    const cycle = await aCycle();
    const before = await world.books(cycle);

    const ordered = await world.send(cycle);
    await workBatches(world.service);
    const instructions = await world.instructions(cycle);

    expect(ordered.errors).toEqual([]);
    expect(instructions.map(({ amount }) => amount)).toEqual(['325.50', '600.25']);
    expect(new Set(instructions.map(({ number }) => number)).size).toBe(2);
    expect((await world.paymentsOf(cycle)).map(({ state }) => state)).toEqual([
      'SENT',
      'SENT',
      'NOTHING_DUE',
    ]);
    const after = await world.books(cycle);
    expect(after).toEqual({ ...before, agent: '925.75', funds: after?.funds, sum: '0.00' });
    expect(Number(after?.funds) - Number(before?.funds)).toBeCloseTo(-925.75, 2);
    const [row] = await world.owner(
      `select state, sent_by as by, sent_at at time zone 'UTC' = $2::timestamp as "onTheDay" from payment_cycle where id = $1`,
      [cycle, `${TODAY}T09:00:00`],
    );
    expect(row).toEqual({ state: 'SENT', by: finance.subject, onTheDay: true });
  });

  test('is not done while a payment is left out, wherever it is said to be paid', async () => {
    const cycle = await aCycle();
    await world.owner(`update payment set governorate = 'EG_XX' where cycle_id = $1 and amount = 325.50`, [
      cycle,
    ]);

    await world.send(cycle);
    await workBatches(world.service);

    expect(await world.stateOf(cycle)).toBe('APPROVED');
    expect(await world.books(cycle)).toMatchObject({ agent: '0.00' });
    await world.owner(`update payment set governorate = 'EG_GZ' where cycle_id = $1 and amount = 325.50`, [
      cycle,
    ]);
    expect(await world.sent(cycle)).toHaveLength(2);
    expect(await world.stateOf(cycle)).toBe('SENT');
  });

  test('keeps who is paid as it was, also a guest without a national ID', async () => {
    const enrolment = await world.anEnrolment(programme);
    await world.owner(
      `update person set national_id = null, document_kind = 'PASSPORT', document_country = 'SD', document_number = 'P77'
        where id = $1`,
      [enrolment.payeeId],
    );
    const cycle = await world.anApprovedCycle(programme, '2026-11-01', [{ enrolment }]);

    await world.sent(cycle);
    await world.owner(`update person set name_ar = 'اسم آخر' where id = $1`, [enrolment.payeeId]);

    const [told] = await world.owner(
      'select payee_name, payee_national_id, payee_document from payment_instruction where cycle_id = $1',
      [cycle],
    );
    expect(told).toEqual({
      payee_name: 'محمد علي حسن',
      payee_national_id: null,
      payee_document: 'PASSPORT SD P77',
    });
  });

  test('ordered twice at once is done once', async () => {
    const cycle = await aCycle();

    const answers = await Promise.all([finance, admin].map((caller) => world.send(cycle, caller)));
    await workBatches(world.service);

    expect(answers.map(codesOf).sort()).toEqual([[], ['SENDING_UNDER_WAY']]);
    expect(await world.instructions(cycle)).toHaveLength(2);
  });

  test('sent again with its key gives the same answer', async () => {
    const cycle = await aCycle();
    const key = randomUUID();

    const first = await world.send(cycle, finance, key);

    expect(await world.send(cycle, finance, key)).toEqual(first);
  });

  test('tells how far it is', async () => {
    const cycle = await aCycle();
    const query = 'query ($id: ID!) { paymentCycle(id: $id) { sending { state stepsDone stepsTotal } } }';
    const progress = async () =>
      (await world.service.ask<{ paymentCycle: object }>(finance, query, { id: cycle })).data.paymentCycle;

    const none = await progress();
    await world.send(cycle);
    const waiting = await progress();
    await workBatches(world.service);

    expect([none, waiting, await progress()]).toEqual([
      { sending: null },
      { sending: { state: 'WAITING', stepsDone: 0, stepsTotal: null } },
      { sending: { state: 'DONE', stepsDone: 27, stepsTotal: 27 } },
    ]);
  });

  test('that was cut off half-way goes on, and instructs nobody twice', async () => {
    const cycle = await aCycle();
    await world.owner('select send_payments($1, $2)', [cycle, 'EG_GZ']);
    const [first] = await world.instructions(cycle);

    const instructions = await world.sent(cycle);

    expect(instructions).toHaveLength(2);
    expect(instructions[0]).toEqual(first);
    expect(await world.stateOf(cycle)).toBe('SENT');
  });

  test.each([
    [
      'DRAFT',
      'What can be done now is for somebody else: calculate the cycle (the ministry’s administration).',
    ],
    ['CALCULATED', 'You can: approve the cycle.'],
    ['SENT', 'You can: reconcile the cycle.'],
    ['RECONCILED', 'You can: close the cycle.'],
    ['CLOSED', 'It has come to its end, and no further step follows.'],
  ])('is refused in the state %s, and instructs nobody', async (state, next) => {
    const cycle = await aCycle(state);

    const { errors } = await world.send(cycle);

    const message = `This cannot be done as it stands now. ${next}`;
    expect(errors).toEqual([{ code: 'STEP_NOT_POSSIBLE', field: 'input.cycleId', message }]);
    expect([await world.stateOf(cycle), await world.instructions(cycle)]).toEqual([state, []]);
  });

  test.each([['sendPaymentCycle'], ['reconcilePaymentCycle'], ['closePaymentCycle']])(
    '%s is not for those who neither prepare nor approve payments',
    async (command) => {
      const cycle = await aCycle();

      for (const caller of [gizaWorker, analyst, auditor])
        await expect(
          world.settle(command, caller, { cycleId: cycle, idempotencyKey: randomUUID() }),
        ).rejects.toThrow('FORBIDDEN');

      expect(await world.stateOf(cycle)).toBe('APPROVED');
    },
  );

  test.each([['sendPaymentCycle'], ['reconcilePaymentCycle'], ['closePaymentCycle']])(
    '%s of a cycle that is not there is refused',
    async (command) => {
      for (const cycleId of [randomUUID(), 'x'])
        expect(
          codesOf(await world.settle(command, finance, { cycleId, idempotencyKey: randomUUID() })),
        ).toEqual(['CYCLE_NOT_FOUND']);
    },
  );
});
