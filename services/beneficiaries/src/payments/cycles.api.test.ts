import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import {
  addPlainProgrammes,
  anEnrolledHousehold,
  financeOfficer,
  otherAdmin,
  PaymentDesk,
  preparer,
} from '../testing/payments';
import {
  aMember,
  analyst,
  auditor,
  cairoWorker,
  citizen,
  CAIRO_ADDRESS,
  codesOf,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';

let service: TestService;
const desk = new PaymentDesk(() => service);
const NOVEMBER = '2026-11-01';

beforeEach(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
});
afterEach(() => service.close());

const TOTALS = `query ($id: ID!) { paymentCycle(id: $id) { totals { governorate channel payments nothingDue amount newDues } } }`;
const PAYMENTS = `query ($id: ID!, $first: Int) { paymentCycle(id: $id) { state payments(first: $first) { nodes {
  id amount state enrolment { id } cycle { month } lines { kind amount } } } } }`;
const WITH_PEOPLE = `query ($id: ID!, $first: Int) { paymentCycle(id: $id) { payments(first: $first) { nodes {
  id payee { id } paidAgainBy { id } lines { kind forMonth amount person { id } } } } } }`;

interface Paid {
  readonly paymentCycle: {
    readonly state: string;
    readonly payments: { readonly nodes: readonly { readonly id: string; readonly amount: string }[] };
  } | null;
}

const checksum = async () => {
  const [row] = await service.database.owner(`select
    (select md5(string_agg(concat_ws('|', enrolment_id, household_id, amount, state, channel), ',' order by enrolment_id)) from payment) as payments,
    (select md5(string_agg(concat_ws('|', enrolment_id, ordinal, kind, for_month, person_id, line.amount), ',' order by enrolment_id, ordinal))
       from payment_line line join payment on payment.id = payment_id) as lines,
    (select md5(string_agg(concat_ws('|', governorate, channel, payments, nothing_due, amount, new_dues), ',' order by governorate)) from payment_cycle_total) as totals`);
  return row;
};

describe('a payment cycle', () => {
  it('goes from open to approved, by two people, and books what became due', async () => {
    await anEnrolledHousehold(service, { from: NOVEMBER });

    const id = await desk.opened('PLAIN', NOVEMBER);
    const ordered = await desk.calculate(id);
    const calculated = await desk.stateOf(id);
    await desk.approve(id);

    expect(ordered).toMatchObject({ cycle: { state: 'DRAFT' }, errors: [] });
    expect([calculated, await desk.stateOf(id)]).toEqual(['CALCULATED', 'APPROVED']);
    const history = await service.database.owner(
      `select to_state as to, action, by_subject as by from state_transition where subject_id = $1 order by ordinal`,
      [id],
    );
    expect(history).toEqual([
      { to: 'DRAFT', action: 'open', by: 'preparer' },
      { to: 'CALCULATED', action: 'calculate', by: 'preparer' },
      { to: 'APPROVED', action: 'approve', by: 'finance' },
    ]);
    const [ledger] = await service.database.owner(
      `select ledger_total('benefits_payable', null)::text as payable,
      ledger_total('benefit_expense', null)::text as expense, (select count(*)::int from ledger_entry where subject_id = $1) as entries`,
      [id],
    );
    expect(ledger).toEqual({ payable: '-360.00', expense: '360.00', entries: 1 });
  });

  it('changes nothing when it is calculated once more', async () => {
    await anEnrolledHousehold(service);
    await anEnrolledHousehold(service, { from: NOVEMBER });
    const id = await desk.calculated('PLAIN', NOVEMBER);
    const before = await checksum();

    const { errors } = await desk.calculate(id);

    expect(errors).toEqual([]);
    expect(await checksum()).toEqual(before);
    expect(await desk.stateOf(id)).toBe('CALCULATED');
  });

  it('is calculated whole after a process was lost in the middle of it', async () => {
    const { id: enrolmentId } = await anEnrolledHousehold(service, { from: NOVEMBER });
    const id = await desk.opened('PLAIN', NOVEMBER);
    await service.database.owner('select begin_payment_calculation($1)', [id]);
    await service.database.owner(
      `select calculate_payments($1, '00000000-0000-0000-0000-000000000000', $2, 25)`,
      [id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    );
    await anEnrolledHousehold(service, { from: NOVEMBER });

    await desk.calculate(id);

    expect(
      await service.database.owner('select amount::text, count(*)::int from payment group by 1'),
    ).toEqual([{ amount: '360.00', count: 2 }]);
    expect(await desk.linesOf(id, enrolmentId)).toHaveLength(2);
    expect(await desk.stateOf(id)).toBe('CALCULATED');
  });

  it('is not calculated any more once it is approved', async () => {
    await anEnrolledHousehold(service);
    const id = await desk.approved('PLAIN', NOVEMBER);
    const before = await checksum();

    const { errors } = await desk.calculate(id);

    expect(errors).toMatchObject([{ code: 'STEP_NOT_POSSIBLE', message: expect.stringContaining('send') }]);
    expect(await checksum()).toEqual(before);
    await expect(
      service.database.owner(
        `select calculate_payments($1, '00000000-0000-0000-0000-000000000000', null, 25)`,
        [id],
      ),
    ).rejects.toThrow(/calculated already/);
  });

  it('is not approved by who had it calculated, by constraint neither', async () => {
    const id = await desk.calculated('PLAIN', NOVEMBER);

    const { errors } = await desk.approve(id, preparer);

    expect(codesOf({ errors })).toEqual(['SECOND_PERSON_NEEDED']);
    expect(await desk.stateOf(id)).toBe('CALCULATED');
    await expect(
      service.database.owner(`update payment_cycle set approved_by = 'preparer' where id = $1`, [id]),
    ).rejects.toThrow(/payment_cycle_takes_two/);
    expect((await desk.approve(id, otherAdmin)).errors).toEqual([]);
    expect(await desk.stateOf(id)).toBe('APPROVED');
  });

  it('is not approved before it is calculated', async () => {
    const id = await desk.opened('PLAIN', NOVEMBER);

    expect(codesOf(await desk.approve(id))).toEqual(['STEP_NOT_POSSIBLE']);
  });

  it.each([
    ['a total', `update payment_cycle_total set amount = amount + 1`],
    ['a payment', `update payment set amount = amount + 1`],
    ['a line', `update payment_line set amount = amount + 1`],
  ])('is not approved when %s does not agree with the rest', async (_, tamper) => {
    await anEnrolledHousehold(service);
    const id = await desk.calculated('PLAIN', NOVEMBER);
    await service.database.owner(tamper);

    await desk.approve(id);

    expect(await desk.stateOf(id)).toBe('CALCULATED');
    const rows = await service.database.owner('select approved_by as by from payment_cycle');
    expect(rows).toEqual([{ by: null }]);
    expect(await service.database.owner(`select id from ledger_entry`)).toEqual([]);
  });

  it('waits for the cycle before it to be approved', async () => {
    await desk.calculated('PLAIN', '2026-10-01');
    const id = await desk.opened('PLAIN', NOVEMBER);

    expect(codesOf(await desk.calculate(id))).toEqual(['EARLIER_CYCLE_OPEN']);
  });

  it('is opened once by two at the same moment', async () => {
    const answers = await Promise.all([
      desk.open('PLAIN', NOVEMBER),
      desk.open('PLAIN', NOVEMBER, otherAdmin),
    ]);

    expect(answers.flatMap(codesOf)).toEqual(['CYCLE_EXISTS']);
    expect(await service.database.owner('select month::text from payment_cycle')).toEqual([
      { month: NOVEMBER },
    ]);
  });

  it('is calculated once, and approved once, by two at the same moment', async () => {
    await anEnrolledHousehold(service, { from: NOVEMBER });
    const id = await desk.opened('PLAIN', NOVEMBER);

    const [order, approval] = [
      (caller: typeof preparer) =>
        service.ask<{ calculatePaymentCycle: { errors: { code: string }[] } }>(
          caller,
          'mutation ($id: ID!) { calculatePaymentCycle(input: { cycleId: $id }) { errors { code field message } } }',
          { id },
        ),
      (caller: typeof preparer) =>
        service.ask<{ approvePaymentCycle: { errors: { code: string }[] } }>(
          caller,
          'mutation ($id: ID!, $key: String!) { approvePaymentCycle(input: { cycleId: $id, idempotencyKey: $key }) { errors { code } } }',
          { id, key: randomUUID() },
        ),
    ];
    const ordered = await Promise.all([order(preparer), order(preparer)]);
    await workBatches(service);
    const approvals = await Promise.all([approval(financeOfficer), approval(otherAdmin)]);
    await workBatches(service);

    expect(ordered.flatMap(({ data }) => data.calculatePaymentCycle.errors.map(({ code }) => code))).toEqual([
      'WORK_UNDER_WAY',
    ]);
    expect(approvals.flatMap(({ data }) => data.approvePaymentCycle.errors.map(({ code }) => code))).toEqual([
      'WORK_UNDER_WAY',
    ]);
    expect(await service.database.owner('select amount::text, state from payment')).toEqual([
      { amount: '360.00', state: 'APPROVED' },
    ]);
    expect(await service.database.owner('select type from ledger_entry')).toEqual([{ type: 'benefits_due' }]);
  });
});

describe('who sees what of a cycle', () => {
  let cycleId: string;
  let giza: Awaited<ReturnType<typeof anEnrolledHousehold>>;
  let cairo: Awaited<ReturnType<typeof anEnrolledHousehold>>;

  beforeEach(async () => {
    giza = await anEnrolledHousehold(service, { from: NOVEMBER });
    cairo = await anEnrolledHousehold(service, {
      ...{ from: NOVEMBER, members: [aMember('HEAD', 'حسن علي')] },
      options: { caller: cairoWorker, address: CAIRO_ADDRESS },
    });
    cycleId = await desk.approved('PLAIN', NOVEMBER);
  });

  it.each([
    ['the ministry', () => preparer, 2],
    ['an auditor', () => auditor, 2],
    ['a finance officer', () => financeOfficer, 2],
    ['a case worker of Giza', () => gizaWorker, 1],
    ['a case worker of Cairo', () => cairoWorker, 1],
    ['a citizen of Giza, before it is sent', () => citizen(giza.people[0] ?? ''), 0],
    ['a stranger', () => citizen(randomUUID()), 0],
  ] as const)('%s sees payments of their own', async (_, caller, count) => {
    const { data } = await service.ask<Paid>(caller(), PAYMENTS, { id: cycleId });

    expect(data.paymentCycle?.payments.nodes).toHaveLength(count);
  });

  it.each([
    ['DRAFT', false],
    ['CALCULATED', false],
    ['APPROVED', false],
    ['SENT', true],
    ['RECONCILED', true],
    ['CLOSED', true],
  ])('that is %s tells a family of its payment: %s; a case worker always', async (state, isTold) => {
    await service.database.owner('update payment_cycle set state = $2 where id = $1', [cycleId, state]);
    const seen = (caller: Caller) =>
      Promise.all(
        ['payment', 'payment_line'].map(
          async (table) => (await service.database.as(caller).rows(`select 1 from ${table}`)).length > 0,
        ),
      );

    expect(await seen(citizen(giza.people[0] ?? ''))).toEqual([isTold, isTold]);
    expect(await seen(gizaWorker)).toEqual([true, true]);
  });

  it('shows a citizen the own payment, not the neighbour’s', async () => {
    await service.database.owner(`update payment_cycle set state = 'SENT' where id = $1`, [cycleId]);
    const query = 'query ($id: ID!) { household(id: $id) { payments { nodes { amount state } } } }';
    const own = await service.ask(citizen(giza.people[0] ?? ''), query, { id: giza.householdId });
    const other = await service.ask(citizen(giza.people[0] ?? ''), query, { id: cairo.householdId });

    expect(own.data).toEqual({
      household: { payments: { nodes: [{ amount: '360.00', state: 'APPROVED' }] } },
    });
    expect(other.data).toEqual({ household: null });
  });

  it('shows an analyst totals that agree with the lines, and no payment', async () => {
    const totals = await service.ask(analyst, TOTALS, { id: cycleId });
    const payments = await service.ask(analyst, PAYMENTS, { id: cycleId });

    const channel = { channel: 'SMART_CARD', payments: 1, nothingDue: 0 };
    expect(totals.data).toEqual({
      paymentCycle: {
        totals: [
          { governorate: 'EG_C', ...channel, amount: '300.00', newDues: '300.00' },
          { governorate: 'EG_GZ', ...channel, amount: '360.00', newDues: '360.00' },
        ],
      },
    });
    expect(payments.errors).toBeDefined();
    expect(
      await service.database
        .as(analyst)
        .rows('select 1 from payment')
        .catch(() => 'denied'),
    ).toBe('denied');
  });

  it('exists for no organisation', async () => {
    const { errors } = await service.ask(partner(randomUUID()), PAYMENTS, { id: cycleId });

    expect(errors).toBeDefined();
  });

  it.each([
    ['a case worker', () => gizaWorker],
    ['an auditor', () => auditor],
    ['a citizen', () => citizen(giza.people[0] ?? '')],
  ] as const)('lets %s order nothing', async (_, caller) => {
    const open = await service.ask(
      caller(),
      `mutation { openPaymentCycle(input: { programmeId: "PLAIN", month: "2026-12-01" }) { errors { code } } }`,
    );
    const approve = await service.ask(
      caller(),
      `mutation ($id: ID!) { approvePaymentCycle(input: { cycleId: $id, idempotencyKey: "12345678" }) { errors { code } } }`,
      { id: cycleId },
    );

    expect([open.errors, approve.errors]).not.toContain(undefined);
  });

  it('says alike of what is not there and of what is no id', async () => {
    expect(codesOf(await desk.calculate(randomUUID()))).toEqual(['CYCLE_NOT_FOUND']);
    expect(codesOf(await desk.calculate('nonsense'))).toEqual(['CYCLE_NOT_FOUND']);
    expect(codesOf(await desk.approve(randomUUID()))).toEqual(['CYCLE_NOT_FOUND']);
    expect(codesOf(await desk.open('NO_PROGRAMME', NOVEMBER))).toEqual(['PROGRAMME_NOT_FOUND']);
  });
});

it('lists payments with as many statements for fifty as for five', async () => {
  for (let number = 0; number < 50; number += 1) await anEnrolledHousehold(service, { from: NOVEMBER });
  const id = await desk.approved('PLAIN', NOVEMBER);
  const statements = (first: number) =>
    service.statementsOf(async () => {
      const { data } = await service.ask<Paid>(gizaWorker, WITH_PEOPLE, { id, first });
      expect(data.paymentCycle?.payments.nodes).toHaveLength(first);
    });

  expect(await statements(50)).toBe(await statements(5));
}, 60_000);
