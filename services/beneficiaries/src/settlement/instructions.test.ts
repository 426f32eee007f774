import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { ExportingService } from '@solidarity/subgraph-kit/testing/exporting';
import { admin, analyst, auditor, cairoWorker, citizen, gizaWorker } from '../testing/registry';
import { finance, SettlementWorld, type TestEnrolment } from '../testing/settlement';

const LIST = `query ($cycle: ID!, $channel: PaymentChannel!, $first: Int, $after: String) {
  paymentInstructions(cycleId: $cycle, channel: $channel, first: $first, after: $after) {
    nodes { id number channel governorate payeeName payeeNationalId payeeDocument amount payment { id state } }
    pageInfo { endCursor hasNextPage }
  }
}`;
const FILE = `query ($cycle: ID!, $channel: PaymentChannel!) {
  paymentInstructions(cycleId: $cycle, channel: $channel) {
    nodes { number governorate payeeName payeeNationalId payeeDocument amount }
  }
}`;

interface Listed {
  readonly paymentInstructions: {
    readonly nodes: readonly {
      readonly id: string;
      readonly number: string;
      readonly payeeNationalId: string;
      readonly amount: string;
    }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

let world: SettlementWorld;
let exporting: ExportingService;
let cycle: string;
let card: TestEnrolment;

beforeAll(async () => {
  world = await SettlementWorld.begin();
  exporting = await ExportingService.over(world.service, { pageRows: 2 });
  const programme = await world.aProgramme();
  card = await world.anEnrolment(programme);
  const others = [await world.anEnrolment(programme), await world.anEnrolment(programme, 'EG_C')];
  cycle = await world.anApprovedCycle(programme, '2026-11-01', [
    ...[card, ...others].map((enrolment) => ({ enrolment })),
    ...(await Promise.all([1, 2].map(() => world.anEnrolment(programme)))).map((enrolment) => ({
      ...{ enrolment, channel: 'POST_OFFICE', amount: '99.95' },
    })),
  ]);
  await world.sent(cycle);
});
afterAll(async () => {
  await exporting.server.close();
  await world.end();
});

const listed = (caller: Caller, variables: object) =>
  world.service.ask<Listed>(caller, LIST, { cycle, ...variables });

describe('instructions', () => {
  test('stand by channel in the order of their numbers, page by page', async () => {
    const first = await listed(finance, { channel: 'SMART_CARD', first: 2 });
    const { nodes, pageInfo } = first.data.paymentInstructions;
    const second = await listed(finance, { channel: 'SMART_CARD', first: 2, after: pageInfo.endCursor });
    const rest = second.data.paymentInstructions;

    const numbers = [...nodes, ...rest.nodes].map(({ number }) => number);
    expect(numbers).toHaveLength(3);
    expect(numbers).toEqual([...numbers].sort());
    expect([pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  test.each<[string, Caller]>([
    ['a finance officer, who holds no pii:read', finance],
    ['the ministry', admin],
    ['an auditor', auditor],
  ])('show the whole national ID to %s, and leave a trace', async (_who, caller) => {
    const asked = { ...caller, subject: randomUUID() };

    const { data } = await listed(asked, { channel: 'SMART_CARD' });

    const { nodes } = data.paymentInstructions;
    expect(nodes.map(({ payeeNationalId }) => /^\d{14}$/.test(payeeNationalId))).toEqual([true, true, true]);
    const trail = await world.owner(
      `select from audit_entry where subject = $1 and entity = 'PaymentInstruction' and $2 = any(person_ids)`,
      [asked.subject, card.payeeId],
    );
    expect(trail).toHaveLength(1);
  });

  test.each<[string, Caller]>([
    ['case workers', gizaWorker],
    ['analysts', analyst],
    ['citizens', citizen(randomUUID())],
  ])('are no list for %s', async (_who, caller) => {
    const { status } = await listed(caller, { channel: 'SMART_CARD' });

    expect(status).toBe(403);
  });

  test('of a cycle that is half sent are none yet', async () => {
    const programme = await world.aProgramme();
    const enrolments = [await world.anEnrolment(programme), await world.anEnrolment(programme, 'EG_C')];
    const half = await world.anApprovedCycle(
      programme,
      '2026-11-01',
      enrolments.map((enrolment) => ({ enrolment })),
    );
    await world.owner('select send_payments($1, $2)', [half, 'EG_C']);
    const during = await listed(finance, { cycle: half, channel: 'SMART_CARD' });

    await world.sent(half);

    const after = await listed(finance, { cycle: half, channel: 'SMART_CARD' });
    expect(during.data.paymentInstructions.nodes).toEqual([]);
    expect(after.data.paymentInstructions.nodes).toHaveLength(2);
  });

  test.each(['x', randomUUID()])('of a cycle that is not there are none', async (id) => {
    const { data } = await listed(finance, { cycle: id, channel: 'SMART_CARD' });

    expect(data.paymentInstructions.nodes).toEqual([]);
  });

  test.each(['SMART_CARD', 'POST_OFFICE'])('by %s are a file for the agent', async (channel) => {
    const rows = await exporting.lines<object>(finance, FILE, { cycle, channel });

    const { data } = await world.service.ask<Listed>(finance, FILE, { cycle, channel });
    expect(rows).toHaveLength(channel === 'SMART_CARD' ? 3 : 2);
    expect(rows).toEqual(data.paymentInstructions.nodes);
  });
});

describe('the instruction of a payment', () => {
  const OF_PAYMENT = `query ($id: ID!) { household(id: $id) { payments(first: 10) { nodes { id instruction { number payeeName payeeNationalId } } } } }`;
  interface Shown {
    readonly household: {
      readonly payments: { readonly nodes: readonly { readonly instruction: object | null }[] };
    } | null;
  }
  const shown = async (caller: Caller) =>
    (await world.service.ask<Shown>(caller, OF_PAYMENT, { id: card.householdId })).data.household?.payments
      .nodes;

  test('is shown to the household, masked', async () => {
    const nodes = await shown(citizen(card.payeeId));

    expect(nodes).toMatchObject([
      {
        instruction: {
          number: expect.stringMatching(/^P\d{10}$/) as string,
          payeeName: 'محمد علي حسن',
          payeeNationalId: expect.stringMatching(/^\d{7}\*{6}\d$/) as string,
        },
      },
    ]);
  });

  test('does not exist for a case worker of another governorate, nor for a neighbour', async () => {
    expect(await shown(cairoWorker)).toBeUndefined();
    expect(await shown(citizen(randomUUID()))).toBeUndefined();
    expect(await shown(gizaWorker)).toHaveLength(1);
  });
});
