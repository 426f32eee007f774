import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { assign, colleague, decide, fileGrievance, officer } from '../testing/grievances';
import { PaymentDesk } from '../testing/payments';
import { admin, cairoWorker, changesOf, citizen, codesOf, TODAY } from '../testing/registry';
import { aReturn, finance, SettlementWorld, type TestEnrolment } from '../testing/settlement';

let world: SettlementWorld;
let programme: string;
let enrolment: TestEnrolment;
let head: Caller;

beforeAll(async () => {
  world = await SettlementWorld.begin();
});
afterAll(() => world.end());
beforeEach(async () => {
  world.goTo(TODAY);
  programme = await world.aProgramme();
  enrolment = await world.anEnrolment(programme);
  head = citizen(enrolment.payeeId);
});

/** A payment of October, as the agent has settled it, in a cycle that is closed. */
async function aPayment(result = 'PAID'): Promise<{ cycle: string; payment: string }> {
  const cycle = await world.anApprovedCycle(programme, '2026-10-01', [{ enrolment }]);
  const [sent] = await world.sent(cycle);
  if (!sent) throw new Error('Nothing was sent.');
  await world.returned(aReturn(sent, result));
  await world.reconcile(cycle);
  await world.close(cycle);
  return { cycle, payment: sent.id };
}

const file = (payment: string, caller: Caller = head) =>
  fileGrievance(world.service, { suspensionId: payment, head }, { againstKind: 'COLLECTION', caller });

async function assigned(payment: string): Promise<string> {
  const { grievance, errors } = await file(payment);
  if (!grievance) throw new Error(JSON.stringify(errors));
  await assign(world.service, officer, grievance.id);
  return grievance.id;
}

const stateOf = async (payment: string) =>
  (
    await world.owner<{ state: string; code: string | null }>(
      'select state, settlement_code as code from payment where id = $1',
      [payment],
    )
  )[0];

describe('money that never reached the family', () => {
  test('is owed again when its grievance is upheld, and the next cycle brings it', async () => {
    const { cycle, payment } = await aPayment();
    const grievanceId = await assigned(payment);
    const before = await world.books(cycle);

    const decided = await decide(world.service, officer, grievanceId);

    expect(codesOf(decided)).toEqual([]);
    expect(await stateOf(payment)).toEqual({ state: 'REJECTED', code: 'NOT_RECEIVED' });
    const after = await world.books(cycle);
    expect(Number(after?.owed) - Number(before?.owed)).toBe(-325);
    expect(Number(after?.funds) - Number(before?.funds)).toBe(325);
    expect(after).toMatchObject({ agent: '0.00', sum: '0.00' });
    expect((await changesOf(world.service, enrolment.payeeId)).map(({ action }) => action)).toContain(
      'corrected',
    );
    const rows = await world.owner(
      'select proposed_by, decided_by, state from payment_correction where grievance_id = $1',
      [grievanceId],
    );
    expect(rows).toEqual([{ proposed_by: head.subject, decided_by: officer.subject, state: 'CONFIRMED' }]);
    const desk = new PaymentDesk(() => world.service);
    const november = await desk.calculated(programme, '2026-11-01');
    expect(await desk.linesOf(november, enrolment.id)).toEqual([['CARRIED_OVER', '2026-10-01', '325.00']]);
  });

  test('is told to the family as such', async () => {
    const { payment } = await aPayment();
    await decide(world.service, officer, await assigned(payment));

    const { data } = await world.service.ask(head, '{ myStanding { payments { inWords { en } } } }');

    expect(JSON.stringify(data)).toContain(
      'could not be paid; a later payment brings it. Something else was said of it before; that was corrected on 2026-11-22.',
    );
  });

  test('stays paid when it is rejected', async () => {
    const { payment } = await aPayment();

    const decided = await decide(world.service, officer, await assigned(payment), { ground: 'NOT_PROVEN' });

    expect(codesOf(decided)).toEqual([]);
    expect(await stateOf(payment)).toEqual({ state: 'PAID', code: null });
  });

  test('is reversed once, of two decisions at once', async () => {
    const { cycle, payment } = await aPayment();
    const grievanceId = await assigned(payment);
    const before = await world.books(cycle);

    const answers = await Promise.all([1, 2].map(() => decide(world.service, officer, grievanceId)));

    expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
    const after = await world.books(cycle);
    expect(Number(after?.owed) - Number(before?.owed)).toBe(-325);
  });

  test('is nothing to uphold once it was corrected otherwise, and the grievance stays as it is', async () => {
    const { payment } = await aPayment();
    const grievanceId = await assigned(payment);
    await world.owner(
      `insert into payment_correction (payment_id, was_state, was_settled_on, result, settled_on, words, state, proposed_by, proposed_on)
       values ($1, 'PAID', $2, 'UNCOLLECTED', $2, 'test', 'PROPOSED', 'one', $2)`,
      [payment, TODAY],
    );
    await world.owner(
      `select decide_payment_correction(id, true, 'two', $2) from payment_correction where payment_id = $1`,
      [payment, TODAY],
    );

    expect(codesOf(await decide(world.service, officer, grievanceId))).toEqual(['DECISION_NOT_FOUND']);
    expect(await world.owner('select state from grievance where id = $1', [grievanceId])).toEqual([
      { state: 'ASSIGNED' },
    ]);
  });

  test('can be objected to only by its family, and only when it counts as paid', async () => {
    const { payment } = await aPayment();
    const neighbour = await world.anEnrolment(programme);

    const answers = await Promise.all(
      [citizen(neighbour.payeeId), cairoWorker, citizen(randomUUID())].map((caller) => file(payment, caller)),
    );
    enrolment = await world.anEnrolment(programme);
    programme = await world.aProgramme();
    const { payment: uncollected } = await aPayment('UNCOLLECTED');
    const nothing = await file(uncollected, citizen(enrolment.payeeId));

    expect([...answers, nothing].map(codesOf)).toEqual(
      Array.from({ length: 4 }, () => ['DECISION_NOT_FOUND']),
    );
  });

  test('is not decided by who brought or committed the return file', async () => {
    const { payment } = await aPayment();
    const { grievance } = await file(payment);

    const refused = await assign(world.service, admin, grievance?.id ?? '');
    const [row] = await world.owner<{ deciders: string[] }>('select deciders from grievance where id = $1', [
      grievance?.id,
    ]);

    expect(codesOf(refused)).toEqual(['OFFICER_TOOK_DECISION']);
    expect(row?.deciders.sort()).toEqual([admin.subject, finance.subject].sort());
    const other = aCaller('ministry_admin', {}, 'another-admin');
    expect(
      codesOf(await assign(world.service, other, grievance?.id ?? '', { officer: colleague.subject })),
    ).toEqual([]);
  });
});
