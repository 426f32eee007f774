import { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import { admin, changesOf, gizaWorker, TODAY } from '../testing/registry';
import { aReturn, finance, SettlementWorld, type TestInstruction } from '../testing/settlement';

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

/** A cycle that was sent, with so many payments of 325.00. */
async function sentCycle(count: number): Promise<{ cycle: string; instructions: TestInstruction[] }> {
  const enrolments = await world.manyEnrolments(programme, count);
  const payments = enrolments.map((enrolment) => ({ enrolment }));
  const cycle = await world.anApprovedCycle(programme, '2026-11-01', payments);
  return { cycle, instructions: await world.sent(cycle) };
}

const refusedOf = async (...rows: readonly (readonly string[])[]) => {
  const { id } = await world.checkedReturns(...rows);
  return (await world.desk.refusedRows(finance, id)).map(({ line, code, message }) => [
    line,
    code,
    message.en,
  ]);
};

describe('a return file', () => {
  test('settles each payment, and ends what is owed by what was paid', async () => {
    const { cycle, instructions } = await sentCycle(6);
    const [one, two, three, four, five, six] = instructions as [
      ...[TestInstruction, TestInstruction, TestInstruction],
      ...[TestInstruction, TestInstruction, TestInstruction],
    ];
    world.goTo('2026-11-25');
    const before = await world.books(cycle);

    const job = await world.returned(
      aReturn(one, 'PAID', { on: '2026-11-23' }),
      aReturn(two, 'صُرف', { on: '24/11/2026' }),
      aReturn(three, 'UNCOLLECTED', { on: '2026-11-25', reason: 'NOT_CLAIMED' }),
      aReturn(four, 'Rejected', { on: '2026-11-25', reason: 'Card blocked' }),
      aReturn(five, 'UNCOLLECTED', { on: '2026-11-25' }),
    );

    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 5, rowsRefused: 0 });
    expect(await world.paymentsOf(cycle)).toEqual([
      { state: 'PAID', on: '2026-11-23', code: null },
      { state: 'PAID', on: '2026-11-24', code: null },
      { state: 'UNCOLLECTED', on: '2026-11-25', code: 'NOT_CLAIMED' },
      { state: 'REJECTED', on: '2026-11-25', code: 'CARD_BLOCKED' },
      { state: 'UNCOLLECTED', on: '2026-11-25', code: null },
      { state: 'SENT', on: null, code: null },
    ]);
    const after = await world.books(cycle);
    expect(after).toEqual({ ...before, agent: '1300.00', owed: after?.owed, sum: '0.00' });
    expect(Number(after?.owed) - Number(before?.owed)).toBeCloseTo(650, 2);
    expect(six.amount).toBe('325.00');
    const [{ payee } = { payee: '' }] = await world.owner<{ payee: string }>(
      'select payee_id as payee from payment where id = $1',
      [one.id],
    );
    expect((await changesOf(world.service, payee)).at(-1)).toEqual({
      action: 'settled',
      role: 'ministry_admin',
    });
  });

  test('read twice changes nothing the second time', async () => {
    const { cycle, instructions } = await sentCycle(9);
    const rows = instructions.map((each, place) =>
      place % 3 === 0 ? aReturn(each, 'REJECTED', { reason: 'OTHER' }) : aReturn(each, 'PAID'),
    );
    await world.returned(...rows);
    const [payments, books] = [await world.paymentsOf(cycle), await world.books(cycle)];

    const again = await world.returned(...rows.reverse());

    expect(again).toMatchObject({ rowsUnchanged: 9, rowsCommitted: 0, rowsRefused: 0 });
    expect([await world.paymentsOf(cycle), await world.books(cycle)]).toEqual([payments, books]);
    expect(books?.agent).toBe('975.00');
  });

  test('committed twice at once settles once', async () => {
    const { cycle, instructions } = await sentCycle(10);
    const other = await ImportingService.over(world.service);
    const forth = await world.checkedReturns(...instructions.map((each) => aReturn(each, 'PAID')));
    const back = await world.checkedReturns(
      ...[...instructions].reverse().map((each) => aReturn(each, 'PAID')),
    );

    const jobs = await Promise.all([world.desk.committed(admin, forth.id), other.committed(admin, back.id)]);
    await other.end();

    expect(jobs.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(10);
    expect(jobs.reduce((sum, { rowsUnchanged }) => sum + rowsUnchanged, 0)).toBe(10);
    expect(await world.books(cycle)).toMatchObject({ agent: '0.00', sum: '0.00' });
  });

  test('that says otherwise at once is taken from one and refused from the other', async () => {
    const { cycle, instructions } = await sentCycle(5);
    const other = await ImportingService.over(world.service);
    const paid = await world.checkedReturns(...instructions.map((each) => aReturn(each, 'PAID')));
    const not = await world.checkedReturns(...instructions.map((each) => aReturn(each, 'UNCOLLECTED')));

    const jobs = await Promise.all([world.desk.committed(admin, paid.id), other.committed(admin, not.id)]);
    await other.end();

    expect(jobs.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(5);
    expect(jobs.reduce((sum, { rowsRefused }) => sum + rowsRefused, 0)).toBe(5);
    const states = (await world.paymentsOf(cycle)).map(({ state }) => state);
    const paidNow = states.filter((state) => state === 'PAID').length;
    expect(states.every((state) => state === 'PAID' || state === 'UNCOLLECTED')).toBe(true);
    expect((await world.books(cycle))?.agent).toBe((1625 - 325 * paidNow).toFixed(2));
  });

  test('is committed by somebody other than who uploads it', async () => {
    const { cycle, instructions } = await sentCycle(1);
    const { id } = await world.checkedReturns(...instructions.map((each) => aReturn(each, 'PAID')));

    await expect(world.desk.committed(finance, id)).rejects.toThrow('IMPORT_TAKES_TWO');

    expect((await world.paymentsOf(cycle)).map(({ state }) => state)).toEqual(['SENT']);
  });

  test('does not exist for case workers', async () => {
    const { status } = await world.desk.ask(gizaWorker, 'POST', '/imports/payment-returns', Buffer.from('x'));

    expect(status).toBe(404);
  });
});

describe('a row of a return file is refused', () => {
  test('of an instruction that was never given', async () => {
    const { instructions } = await sentCycle(1);

    expect(await refusedOf(['P9999999999', 'PAID', TODAY, '325.00', ''])).toEqual([
      [2, 'INSTRUCTION_NOT_FOUND', 'No payment was instructed by this number.'],
    ]);
    expect(instructions).toHaveLength(1);
  });

  test.each(['324.99', '325.01', '0'])('with %s instead of the amount of the instruction', async (amount) => {
    const { instructions } = await sentCycle(1);

    const found = await refusedOf(...instructions.map(({ number }) => aReturn({ number, amount }, 'PAID')));

    expect(found).toEqual([[2, 'AMOUNT_DIFFERS', 'The instruction says 325.00 EGP.']]);
  });

  test('twice in a file, also when it says the same', async () => {
    const { instructions } = await sentCycle(6);
    const rows = instructions.map((each) => aReturn(each, 'PAID'));

    const found = await refusedOf(...rows, ...rows.slice(0, 1));

    expect(found.map(([line, code]) => [line, code])).toEqual([[8, 'DUPLICATE_IN_FILE']]);
  });

  test.each([
    ['another result', 'UNCOLLECTED', { on: '2026-11-22' }],
    ['another day', 'PAID', { on: '2026-11-23' }],
  ])('with %s than what was said before', async (_name, result, differing) => {
    const { cycle, instructions } = await sentCycle(1);
    await world.returned(...instructions.map((each) => aReturn(each, 'PAID')));
    world.goTo('2026-11-24');

    const found = await refusedOf(...instructions.map((each) => aReturn(each, result, differing)));

    const message =
      'This payment is settled already: Paid on 2026-11-22. If that was wrong, two people correct it (correctCollection).';
    expect(found).toEqual([[2, 'SETTLED_OTHERWISE', message]]);
    expect((await world.paymentsOf(cycle)).map(({ state }) => state)).toEqual(['PAID']);
  });

  test.each([
    ['the day before it was sent', '2026-11-21', 'BEFORE_SENDING'],
    ['tomorrow', '2026-11-23', 'DATE_IN_FUTURE'],
  ])('of %s', async (_name, on, code) => {
    const { instructions } = await sentCycle(1);

    const found = await refusedOf(...instructions.map((each) => aReturn(each, 'PAID', { on })));

    expect(found.map(([line, told]) => [line, told])).toEqual([[2, code]]);
  });

  test.each([
    ['rejected for no reason', 'REJECTED', '', 'REQUIRED'],
    ['paid and yet with a reason not to', 'PAID', 'OTHER', 'REASON_OF_PAID'],
    ['with a result that is none', 'MAYBE', '', 'NOT_ONE_OF'],
  ])('%s', async (_name, result, reason, code) => {
    const { instructions } = await sentCycle(1);

    const found = await refusedOf(...instructions.map((each) => aReturn(each, result, { reason })));

    expect(found.map(([line, told]) => [line, told])).toEqual([[2, code]]);
  });

  test('while the cycle is not with the agent', async () => {
    const [enrolment] = await world.manyEnrolments(programme, 1);
    const cycle = await world.anApprovedCycle(programme, '2026-11-01', enrolment ? [{ enrolment }] : []);
    await world.owner('select send_payments($1, $2)', [cycle, 'EG_GZ']);

    const found = await refusedOf(...(await world.instructions(cycle)).map((each) => aReturn(each, 'PAID')));

    expect(found.map(([line, code]) => [line, code])).toEqual([[2, 'CYCLE_NOT_SENT']]);
  });
});

test('PostgreSQL settles a payment once, whoever writes', async () => {
  const { cycle, instructions } = await sentCycle(1);
  await world.returned(...instructions.map((each) => aReturn(each, 'PAID')));

  const otherwise = world.owner(`update payment set state = 'UNCOLLECTED' where cycle_id = $1`, [cycle]);

  await expect(otherwise).rejects.toThrow('is settled: PAID');
});
