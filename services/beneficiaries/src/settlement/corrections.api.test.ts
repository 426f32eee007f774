import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, analyst, auditor, citizen, codesOf, gizaWorker, TODAY } from '../testing/registry';
import { CorrectionWorld, DECIDE_CORRECTION, NOVEMBER, secondOfficer } from '../testing/corrections';
import { finance } from '../testing/settlement';

let world: CorrectionWorld;

beforeAll(async () => {
  world = await CorrectionWorld.begin();
});
afterAll(() => world.settlement.end());
beforeEach(() => world.anew());

describe('a correction', () => {
  test('changes nothing before somebody else confirms it, or when it is declined', async () => {
    const { cycle, payment } = await world.october('PAID');

    const change = await world.changeOf(cycle, async () => {
      const { correction } = await world.propose(payment, 'UNCOLLECTED');
      const own = await world.decide(correction?.id, true, finance);
      expect(codesOf(own)).toEqual(['SECOND_PERSON_NEEDED']);
      const declined = await world.decide(correction?.id, false);
      expect(declined).toMatchObject({ correction: { state: 'DECLINED' }, errors: [] });
      expect(codesOf(await world.decide(correction?.id))).toEqual(['STEP_NOT_POSSIBLE']);
    });

    expect(change).toMatchObject({ funds: '0.00', agent: '0.00', owed: '0.00' });
    expect(await world.paymentOf(cycle)).toMatchObject({ state: 'PAID', corrected: null });
  });

  test('is of two people in PostgreSQL too, and settles only by itself', async () => {
    const { payment } = await world.october('PAID');
    const { correction } = await world.propose(payment, 'UNCOLLECTED');

    const alone = world.settlement.owner('select decide_payment_correction($1, true, $2, $3)', [
      ...[correction?.id, finance.subject, TODAY],
    ]);
    await expect(alone).rejects.toThrow('payment_correction_takes_two');
    await world.decide(correction?.id);
    const back = world.settlement.owner(`update payment set state = 'PAID' where id = $1`, [payment]);
    await expect(back).rejects.toThrow('is settled: UNCOLLECTED');
    await world.anew();
    const { payment: paid } = await world.october('PAID');
    const carried = world.settlement.owner('update payment set carried_into = $2 where id = $1', [
      paid,
      payment,
    ]);
    await expect(carried).rejects.toThrow('payment_carried_is_uncollected');
  });

  test('twice at once is proposed once and confirmed once', async () => {
    const { cycle, payment } = await world.october('PAID');

    const change = await world.changeOf(cycle, async () => {
      const proposed = await Promise.all([
        world.propose(payment, 'UNCOLLECTED'),
        world.propose(payment, 'UNCOLLECTED', { caller: admin }),
      ]);
      expect(proposed.map(codesOf).sort()).toEqual([[], ['CORRECTION_OPEN']]);
      const id = proposed.find(({ correction }) => correction)?.correction?.id;
      const other = aCaller('ministry_admin', {}, 'another-admin');
      const decided = await Promise.all([
        world.decide(id, true, secondOfficer),
        world.decide(id, true, other),
      ]);
      expect(decided.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
    });

    expect(change).toEqual({ funds: '0.00', agent: '325.00', owed: '-325.00', sum: '0.00' });
  });

  test('and the calculation of the next cycle at once neither pay twice nor lose it', async () => {
    const { cycle, payment } = await world.october('UNCOLLECTED', 'CLOSED');
    const { correction } = await world.propose(payment, 'PAID');
    const november = await world.desk.opened(world.programme, NOVEMBER);

    await Promise.all([world.desk.calculate(november), world.decide(correction?.id)]);

    expect(await world.paymentOf(cycle)).toMatchObject({ state: 'PAID', carried: false });
    expect(await world.paymentOf(november)).toMatchObject({ amount: '300.00' });
  });

  test('with the same key is proposed once', async () => {
    const { payment } = await world.october('PAID');
    const idempotencyKey = randomUUID();

    const one = await world.propose(payment, 'UNCOLLECTED', { idempotencyKey });
    const two = await world.propose(payment, 'UNCOLLECTED', { idempotencyKey });

    expect(two).toEqual(one);
  });

  test.each([
    ['of no payment', { paymentId: randomUUID() }, 'PAYMENT_NOT_FOUND'],
    ['of what is no id', { paymentId: 'x\0' }, 'PAYMENT_NOT_FOUND'],
    ['for no reason', { reason: ' ' }, 'WORDS_MISSING'],
    ['of tomorrow', { settledOn: '2026-11-23' }, 'DAY_NOT_POSSIBLE'],
    ['to what is known', { result: 'PAID' }, 'NOTHING_TO_CORRECT'],
  ])('%s is refused', async (_name, wrong, code) => {
    const { payment } = await world.october('PAID');

    expect(codesOf(await world.propose(payment, 'UNCOLLECTED', wrong))).toEqual([code]);
    expect(codesOf(await world.decide(randomUUID()))).toEqual(['CORRECTION_NOT_FOUND']);
  });

  test('is for nobody but who moves money, and its list for auditors too', async () => {
    const { payment } = await world.october('PAID');
    const { correction } = await world.propose(payment, 'UNCOLLECTED');
    const input = { correctionId: correction?.id, confirm: true, idempotencyKey: randomUUID() };
    const strangers = [gizaWorker, citizen(world.enrolment.payeeId), analyst, auditor];

    const answers = await Promise.all(
      strangers.map((caller) => world.settlement.service.ask(caller, DECIDE_CORRECTION, { input })),
    );
    const list = 'query { collectionCorrections(state: PROPOSED, first: 100) { nodes { payment { id } } } }';
    const [seen, ...hidden] = await Promise.all(
      [auditor, gizaWorker, citizen(world.enrolment.payeeId), analyst].map((caller) =>
        world.settlement.service.ask(caller, list),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(hidden.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(JSON.stringify(seen?.data)).toContain(payment);
  });
});
