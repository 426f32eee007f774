import { randomUUID } from 'node:crypto';
import { withAdmin } from '../database/cluster';
import { eventually } from '../events/eventually.fixture';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { idempotently } from './idempotency';
import { asCommand, recordsDatabase, type TestCommand } from './records.fixture';

interface Payload {
  readonly repaymentId: string | null;
  readonly errors: readonly { code: string }[];
}

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
  await database.owner('create table done (id uuid primary key, what text not null)');
  await database.owner('grant select, insert on done to caller_ministry_admin, caller_finance_officer');
});

afterAll(() => database.close());

const input = { loanId: 'a-loan', amount: '100.00' };
const refused: Payload = { repaymentId: null, errors: [{ code: 'LOAN_CLOSED' }] };

/** Does something that leaves a trace, so that doing it twice shows. */
async function repay({ manager }: TestCommand, what: string): Promise<Payload> {
  const repaymentId = randomUUID();
  await manager.query('insert into done (id, what) values ($1, $2)', [repaymentId, what]);
  return { repaymentId, errors: [] };
}

const call = (key: string, given: unknown = input, what = key, caller = aCaller('ministry_admin')) =>
  asCommand(
    database,
    (command) => idempotently(command, 'postRepayment', key, given, () => repay(command, what)),
    caller,
  );

async function timesDone(what: string): Promise<number> {
  return (await database.owner('select id from done where what = $1', [what])).length;
}

describe('an idempotency key', () => {
  it('gives the same answer for the same input, and the work is done once', async () => {
    const key = randomUUID();

    const answers = [
      await call(key),
      await call(key),
      await call(key, { amount: '100.00', loanId: 'a-loan' }),
    ];

    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await timesDone(key)).toBe(1);
  });

  it('is refused with another input', async () => {
    const key = randomUUID();
    await call(key);

    await expect(call(key, { ...input, amount: '200.00' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await expect(call(key, { ...input, note: null })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await timesDone(key)).toBe(1);
  });

  it('does the work once when many come at the same moment', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 6 }, () => call(key)));

    expect(new Set(answers.map(({ repaymentId }) => repaymentId)).size).toBe(1);
    expect(await timesDone(key)).toBe(1);
  });

  it('gives the answer again to whoever did not hear it because the service crashed after the commit', async () => {
    const key = randomUUID();
    const unheard = await call(key).then(({ repaymentId }) => {
      // The transaction has committed; the reply is lost with the process.
      return repaymentId;
    });

    const again = await call(key);

    expect(again.repaymentId).toBe(unheard);
    expect(await timesDone(key)).toBe(1);
  });

  it('is free again when the service crashed before the commit', async () => {
    const key = randomUUID();
    const crash = asCommand(database, (command) =>
      idempotently(command, 'postRepayment', key, input, async () => {
        const payload = await repay(command, key);
        const [{ pid }] = await command.manager.query<[{ pid: number }]>('select pg_backend_pid() as pid');
        await endSession(pid);
        return payload;
      }),
    );
    await expect(crash).rejects.toThrow();

    const answer = await call(key);

    expect(answer.errors).toEqual([]);
    expect(await timesDone(key)).toBe(1);
  });

  it('lets the second of two go on when the first is rolled back', async () => {
    const key = randomUUID();
    const seconds: Promise<Payload>[] = [];
    const first = asCommand(database, (command) =>
      idempotently(command, 'postRepayment', key, input, async () => {
        await repay(command, key);
        seconds.push(call(key));
        await eventually('the second waits', async () => {
          return (await database.owner('select 1 from pg_locks where not granted')).length > 0;
        });
        throw new Error('it failed');
      }),
    );

    await expect(first).rejects.toThrow('it failed');
    expect(await Promise.all(seconds)).toMatchObject([{ errors: [] }]);
    expect(await timesDone(key)).toBe(1);
  });

  it('is not used up by a refusal', async () => {
    const key = randomUUID();
    const refusal = await asCommand(database, (command) =>
      idempotently<Payload>(command, 'postRepayment', key, input, () => Promise.resolve(refused)),
    );

    const mended = await call(key, { ...input, amount: '50.00' });

    expect(refusal).toEqual(refused);
    expect(mended.errors).toEqual([]);
  });

  it("is the caller's own, and the operation's own", async () => {
    const key = randomUUID();
    const mine = await call(key);

    const another = await call(key, input, key, aCaller('finance_officer'));
    const otherOperation = await asCommand(database, (command) =>
      idempotently(command, 'reverseRepayment', key, { other: true }, () => repay(command, key)),
    );

    expect(new Set([mine, another, otherOperation].map(({ repaymentId }) => repaymentId)).size).toBe(3);
  });

  it.each([
    ['short', 'seven77'],
    ['short, though its UTF-16 is not', '😀😀😀😀'],
    ['long', 'x'.repeat(201)],
    ['impossible', 'a-key-with-\0-in-it'],
  ])('that is too %s is refused before anything is done', async (_how, key) => {
    await expect(call(key, input, 'never')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_INVALID' });
    expect(await timesDone('never')).toBe(0);
  });

  it('cannot be read by a caller, nor its answers', async () => {
    const read = asCommand(database, ({ manager }) => manager.query('select * from idempotency_key'));

    await expect(read).rejects.toThrow(/permission denied/);
  });
});

/** Ends a session as the server's administrator would: what a crash of the service looks like to PostgreSQL. */
async function endSession(pid: number): Promise<void> {
  await withAdmin(process.env['TEST_DATABASE_ADMIN_URL'] ?? '', (admin) =>
    admin.query('select pg_terminate_backend($1)', [pid]),
  );
}
