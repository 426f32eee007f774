import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { GraphClient } from '@solidarity/sdk/graph-client';
import {
  commitImport,
  download,
  exportEnd,
  importEnd,
  startExport,
  uploadImport,
  type ImportState,
} from '@solidarity/sdk/lists';
import { RealHouse, STARTS_WITHIN_MS } from './testing/real-house';

/** The sample's enrolments are of this month at the latest, so every one of them is due. */
const MONTH = '2026-11-01';
const WITHIN_MS = 60_000;
const POLL_MS = 100;

interface Cycle {
  readonly state: string;
  readonly progress: { readonly state: string; readonly stepsDone: number } | null;
}
interface Total {
  readonly governorate: string;
  readonly channel: string;
  readonly payments: number;
  readonly amount: string;
}
interface Change {
  readonly cycle: { readonly id: string; readonly state: string } | null;
  readonly errors: readonly { readonly code: string }[];
}
interface Instruction {
  readonly number: string;
  readonly amount: string;
}

const piastres = (amount: string): number => Math.round(Number(amount) * 100);
const sumOf = (amounts: readonly string[]): number =>
  amounts.reduce((sum, amount) => sum + piastres(amount), 0);

describe('a month of cash, through the gateway, over the real services', () => {
  let house: RealHouse;
  let folder: string;
  let cycleId: string;
  let totals: readonly Total[];
  let instructions: readonly Instruction[];

  beforeAll(async () => {
    house = await RealHouse.start(300);
    folder = await mkdtemp(path.join(tmpdir(), 'cash-'));
  }, STARTS_WITHIN_MS);
  afterAll(async () => {
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function dataOf<Data>(client: string, query: string, variables: object = {}): Promise<Data> {
    const answer = await house.ask(client, query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data as Data;
  }

  /** Runs one of the commands about a cycle; gives the codes of its refusals. */
  async function step(client: string, name: string, input: object = {}): Promise<readonly string[]> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { changed } = await dataOf<{ changed: Change }>(
      client,
      `mutation ($input: ${type}!) { changed: ${name}(input: $input) { cycle { id state } errors { code } } }`,
      { input: { cycleId, ...input } },
    );
    return changed.errors.map(({ code }) => code);
  }

  async function cycleIn(state: string): Promise<void> {
    for (const deadline = Date.now() + WITHIN_MS; Date.now() < deadline; await pause(POLL_MS)) {
      const { paymentCycle } = await dataOf<{ paymentCycle: Cycle }>(
        'demo-admin',
        'query ($id: ID!) { paymentCycle(id: $id) { state progress { state stepsDone } } }',
        { id: cycleId },
      );
      if (paymentCycle.state === state) return;
      if (paymentCycle.progress?.state === 'FAILED') throw new Error('The batch failed.');
    }
    throw new Error(`The cycle is not ${state}.`);
  }

  const clientOf = (client: string): GraphClient => {
    const gateway = house.address('gateway');
    const credentials = {
      tokenUrl: `${gateway}/oauth/token`,
      clientId: client,
      clientSecret: `${client}-secret`,
    };
    return new GraphClient({ gateway, credentials });
  };

  /** Sends a return file in and waits for its report. */
  async function returned(name: string, content: string): Promise<ImportState> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    const finance = clientOf('demo-finance');
    const { id } = await uploadImport(finance, 'payment-returns', file);
    return importEnd(finance, id);
  }

  test('is opened once, by the ministry alone', async () => {
    const open = `mutation ($input: OpenPaymentCycleInput!) {
      openPaymentCycle(input: $input) { cycle { id state } errors { code } } }`;
    const input = { programmeId: 'TAKAFUL', month: MONTH };
    for (const other of ['demo-caseworker-giza', 'demo-analyst', 'demo-auditor', 'demo-finance']) {
      const { errors } = await house.ask(other, open, { input });
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    }
    const answers = await Promise.all(
      [1, 2].map(() => dataOf<{ openPaymentCycle: Change }>('demo-admin', open, { input })),
    );
    const opened = answers.filter(({ openPaymentCycle: { errors } }) => errors.length === 0);
    expect(opened).toHaveLength(1);
    cycleId = opened[0]?.openPaymentCycle.cycle?.id ?? '';
  });

  test('is calculated for all, and its totals by governorate agree with its payments', async () => {
    expect(await step('demo-admin', 'calculatePaymentCycle')).toEqual([]);
    await cycleIn('CALCULATED');
    ({
      paymentCycle: { totals },
    } = await dataOf<{ paymentCycle: { totals: Total[] } }>(
      'demo-analyst',
      'query ($id: ID!) { paymentCycle(id: $id) { totals { governorate channel payments amount } } }',
      { id: cycleId },
    ));
    const rows = await house.owner<{ payments: string; amount: string; lines: string }>(
      'beneficiaries',
      `select count(*) filter (where amount > 0) as payments, sum(amount)::text as amount,
              (select sum(line.amount)::text from payment_line line join payment on payment.id = payment_id
                where cycle_id = $1) as lines
         from payment where cycle_id = $1`,
      [cycleId],
    );
    expect(totals.reduce((sum, { payments }) => sum + payments, 0)).toBe(Number(rows[0]?.payments));
    expect(sumOf(totals.map(({ amount }) => amount))).toBe(piastres(rows[0]?.amount ?? ''));
    expect(rows[0]?.lines).toBe(rows[0]?.amount);
    expect(Number(rows[0]?.payments)).toBeGreaterThan(30);
  });

  test('gives the same when it is calculated twice, though the service is killed meanwhile', async () => {
    const told = () =>
      house.owner(
        'beneficiaries',
        `select md5(string_agg(concat_ws(' ', enrolment_id, ordinal, kind, for_month, person_id, line.amount), ','
                  order by enrolment_id, ordinal)) as sum
           from payment join payment_line line on payment_id = payment.id where cycle_id = $1`,
        [cycleId],
      );
    const before = await told();
    expect(await step('demo-admin', 'calculatePaymentCycle')).toEqual([]);
    await house.kill('beneficiaries');
    await house.startServer('beneficiaries');
    await cycleIn('CALCULATED');
    expect(await told()).toEqual(before);
  });

  test('is approved by somebody else than who calculated it', async () => {
    const idempotencyKey = `approve-${cycleId}`;
    expect(
      await step('demo-admin', 'approvePaymentCycle', { idempotencyKey: `${idempotencyKey}-own` }),
    ).toEqual(['SECOND_PERSON_NEEDED']);
    expect(await step('demo-finance', 'approvePaymentCycle', { idempotencyKey })).toEqual([]);
    await cycleIn('APPROVED');
    expect(await step('demo-admin', 'calculatePaymentCycle')).toEqual(['STEP_NOT_POSSIBLE']);
  });

  test('is sent to the agents, each of whom is given its own file', async () => {
    expect(await step('demo-finance', 'sendPaymentCycle', { idempotencyKey: `send-${cycleId}` })).toEqual([]);
    await cycleIn('SENT');
    const files = await Promise.all(
      ['SMART_CARD', 'POST_OFFICE'].map(async (channel) => {
        const client = clientOf('demo-finance');
        const query = `{ paymentInstructions(cycleId: "${cycleId}", channel: ${channel}) {
          nodes { number amount payeeName payeeNationalId } } }`;
        const job = await exportEnd(client, await startExport(client, query, 'JSONL'));
        expect(job).toMatchObject({ state: 'DONE', problem: null });
        const lines = (await text(await download(client, job.downloadUrl ?? ''))).trim().split('\n');
        const expected = totals.filter((total) => total.channel === channel);
        expect(lines).toHaveLength(expected.reduce((sum, { payments }) => sum + payments, 0));
        return lines.map((line) => JSON.parse(line) as Instruction & { payeeNationalId: string });
      }),
    );
    expect(files.flat().every(({ payeeNationalId }) => /^\d{14}$/.test(payeeNationalId))).toBe(true);
    instructions = files.flat();
    expect(sumOf(instructions.map(({ amount }) => amount))).toBe(sumOf(totals.map(({ amount }) => amount)));
  });

  test('comes back by return files, which count once, and is closed when every piastre is accounted for', async () => {
    const rows = instructions.map(({ number, amount }, index) =>
      index === 0
        ? `${number},REJECTED,${today()},${amount},CARD_BLOCKED`
        : `${number},${index === 1 ? 'UNCOLLECTED' : 'PAID'},${today()},${amount},`,
    );
    const file = ['Instruction number,Result,Paid on,Amount,Reason', ...rows].join('\r\n');
    const first = await returned('first.csv', file);
    expect(first).toMatchObject({ state: 'CHECKED', rowsRefused: 0, rowsAccepted: rows.length });
    await expect(commitImport(clientOf('demo-finance'), first.id, 'ALL_OR_NOTHING')).rejects.toMatchObject({
      code: expect.any(String),
    });
    const admin = clientOf('demo-admin');
    await commitImport(admin, first.id, 'ALL_OR_NOTHING');
    expect(await importEnd(admin, first.id)).toMatchObject({
      state: 'COMMITTED',
      rowsCommitted: rows.length,
    });

    expect(await returned('again.csv', `${file}\r\n`)).toMatchObject({ rowsUnchanged: rows.length });

    expect(
      await step('demo-admin', 'reconcilePaymentCycle', { idempotencyKey: `reconcile-${cycleId}` }),
    ).toEqual([]);
    await cycleIn('RECONCILED');
    expect(await step('demo-admin', 'closePaymentCycle', { idempotencyKey: `close-${cycleId}` })).toEqual([]);
    await cycleIn('CLOSED');
    const balances = await house.owner<{ code: string; balance: string }>(
      'beneficiaries',
      `select code, sum(amount)::text as balance from ledger_posting join ledger_account on ledger_account.id = account_id
        group by code order by code`,
    );
    expect(sumOf(balances.map(({ balance }) => balance))).toBe(0);
    const owed = balances.find(({ code }) => code === 'benefits_payable')?.balance ?? '';
    expect(-piastres(owed)).toBe(sumOf(instructions.slice(0, 2).map(({ amount }) => amount)));
  });

  test('shows a family what it was paid and why, and nobody else', async () => {
    const standing = `{ myStanding { household { id } enrolments { inWords { ar en } }
      payments { inWords { ar en } lines { inWords { ar en } } } } }`;
    const { myStanding } = await dataOf<{ myStanding: { household: { id: string } } | null }>(
      'demo-citizen',
      standing,
    );
    expect(myStanding?.household.id).toEqual(expect.any(String));
    const other = await house.owner<{ id: string }>(
      'beneficiaries',
      "select id from household where id <> $1 and governorate <> 'EG_GZ' limit 1",
      [myStanding?.household.id],
    );
    const household = 'query ($id: ID!) { household(id: $id) { id payments(first: 1) { nodes { id } } } }';
    for (const client of ['demo-citizen', 'demo-caseworker-giza'])
      expect(await dataOf(client, household, { id: other[0]?.id })).toEqual({ household: null });
    const { errors } = await house.ask('demo-analyst', household, { id: other[0]?.id });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const hidden = await house.ask('demo-diarna', household, { id: other[0]?.id });
    expect(hidden.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Cairo' }).format(new Date());
