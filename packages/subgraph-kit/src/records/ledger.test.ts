import { randomUUID } from 'node:crypto';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { money, type Money } from '../values/money';
import {
  balance,
  balancesOf,
  declareAccounts,
  post,
  postEntries,
  reverse,
  totalOf,
  type LedgerEntry,
} from './ledger';
import { asCommand, day, ownerOf, recordsDatabase } from './records.fixture';

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
  await declareAccounts(ownerOf(database), { cash: 'ASSET', principal: 'ASSET', interest_income: 'INCOME' });
});

afterAll(() => database.close());

const disbursement = (loan: string, amount = '1000.00', onDate = '2026-01-01'): LedgerEntry => ({
  type: 'loan_disbursed',
  subject: loan,
  onDate: day(onDate),
  postings: [
    { account: { code: 'principal', subject: loan }, amount: money(amount) },
    { account: 'cash', amount: money(`-${amount}`) },
  ],
});
const repayment = (loan: string, onDate: string): LedgerEntry => ({
  type: 'repayment',
  subject: loan,
  onDate: day(onDate),
  postings: [
    { account: 'cash', amount: money('110.00') },
    { account: { code: 'principal', subject: loan }, amount: money('-100.00') },
    { account: { code: 'interest_income', subject: loan }, amount: money('-10.00') },
  ],
});
const posted = (entry: LedgerEntry) => asCommand(database, ({ manager }) => post(manager, entry));
const principalOf = (loan: string, on?: string) =>
  asCommand(database, ({ manager }) =>
    balance(manager, { code: 'principal', subject: loan }, on === undefined ? undefined : day(on)),
  );
const entriesOf = (loan: string) =>
  database.owner('select id from ledger_entry where subject_id = $1', [loan]);

describe('the ledger', () => {
  it('knows what stands on an account at the end of any day', async () => {
    const loan = randomUUID();

    await posted(disbursement(loan));
    await posted(repayment(loan, '2026-02-01'));

    expect(await principalOf(loan, '2025-12-31')).toBe('0.00');
    expect(await principalOf(loan, '2026-01-01')).toBe('1000.00');
    expect(await principalOf(loan, '2026-01-31')).toBe('1000.00');
    expect(await principalOf(loan, '2026-02-01')).toBe('900.00');
    expect(await principalOf(loan)).toBe('900.00');
  });

  it('sums an account with its sub-accounts, and lists those of many subjects at once', async () => {
    const [a, b, none] = [randomUUID(), randomUUID(), randomUUID()];
    const total = () => asCommand(database, ({ manager }) => totalOf(manager, 'principal'));
    const before = Number(await total());
    await posted(disbursement(a, '1000.00'));
    await posted(disbursement(b, '0.01'));
    await posted(repayment(a, '2026-02-01'));

    const balances = await asCommand(database, ({ manager }) => balancesOf(manager, [a, b, none]));

    expect(Number(await total()) - before).toBeCloseTo(900.01);
    expect(Object.fromEntries(balances.get(a) ?? [])).toEqual({
      principal: '900.00',
      interest_income: '-10.00',
    });
    expect(Object.fromEntries(balances.get(b) ?? [])).toEqual({ principal: '0.01' });
    expect(balances.get(none)?.size).toBe(0);
  });

  it('posts many entries at once, and gives their ids in order', async () => {
    const loans = [randomUUID(), randomUUID(), randomUUID()];

    const ids = await asCommand(database, ({ manager }) =>
      postEntries(
        manager,
        loans.map((loan, index) => disbursement(loan, `${index + 1}000.00`)),
      ),
    );

    const kept = await database.owner<{ id: string; subject: string }>(
      'select id, subject_id as subject from ledger_entry where subject_id = any($1)',
      [loans],
    );
    const subjects = new Map(kept.map(({ id, subject }) => [id, subject]));
    expect(ids.map((id) => subjects.get(id))).toEqual(loans);
    expect(await principalOf(loans[2] ?? '')).toBe('3000.00');
    expect(await asCommand(database, ({ manager }) => postEntries(manager, []))).toEqual([]);
  });

  it('refuses all of many entries when one is wrong', async () => {
    const [right, wrong] = [randomUUID(), randomUUID()];
    const both = (second: LedgerEntry) =>
      asCommand(database, ({ manager }) => postEntries(manager, [disbursement(right), second]));
    const of = (account: string, amount: string, other: string): LedgerEntry => ({
      ...disbursement(wrong),
      postings: [
        { account, amount: money(amount) },
        { account: 'cash', amount: money(other) },
      ],
    });

    await expect(both(of('principal', '10.00', '-9.00'))).rejects.toThrow('with the sum 1.00');
    await expect(both(of('never_declared', '10.00', '-10.00'))).rejects.toThrow('not declared');
    await expect(
      both({
        ...of('principal', '1', '-1'),
        postings: [
          { account: 'principal', amount: '0.001' as Money },
          { account: 'cash', amount: '-0.001' as Money },
        ],
      }),
    ).rejects.toThrow('less than a piastre');
    expect([await entriesOf(right), await entriesOf(wrong)]).toEqual([[], []]);
  });

  it('refuses an entry whose postings do not sum to zero', async () => {
    const loan = randomUUID();
    const entry = disbursement(loan);
    const unequal = {
      ...entry,
      postings: [entry.postings[0], { account: 'cash', amount: money('-999.99') }] as const,
    };

    await expect(posted({ ...unequal, postings: [...unequal.postings] })).rejects.toThrow(
      /with the sum 0.01/,
    );
    expect(await entriesOf(loan)).toEqual([]);
    expect(await principalOf(loan)).toBe('0.00');
  });

  it('refuses a single posting, a posting of nothing, and less than a piastre', async () => {
    const loan = randomUUID();
    const [first, second] = disbursement(loan).postings;
    const withPostings = (...postings: object[]) =>
      posted({ ...disbursement(loan), postings: postings as unknown as LedgerEntry['postings'] });

    await expect(withPostings(first)).rejects.toThrow(/has 1 postings/);
    await expect(withPostings({ ...first, amount: '0.00' }, { ...second, amount: '0.00' })).rejects.toThrow(
      /amount/,
    );
    await expect(
      withPostings({ ...first, amount: '0.005' }, { ...second, amount: '-0.005' }),
    ).rejects.toThrow(/less than a piastre/);
    expect(await entriesOf(loan)).toEqual([]);
  });

  it('has an account once, though a migration that was taken back declares it again, and never as another kind', async () => {
    await declareAccounts(ownerOf(database), { cash: 'ASSET' });

    expect(
      await database.owner(
        `select kind from ledger_account where code = 'cash' and subject_id = '00000000-0000-0000-0000-000000000000'`,
      ),
    ).toEqual([{ kind: 'ASSET' }]);
    await expect(declareAccounts(ownerOf(database), { cash: 'LIABILITY' })).rejects.toThrow(/duplicate key/);
  });

  it('refuses an account that was never declared', async () => {
    const loan = randomUUID();
    const entry = disbursement(loan);
    const misspelt = { account: 'csah', amount: money('-1000.00') };

    await expect(posted({ ...entry, postings: [entry.postings[0], misspelt] })).rejects.toThrow(
      /not declared/,
    );
    expect(await entriesOf(loan)).toEqual([]);
  });

  it('holds the sum however the rows are written: the owner cannot commit an unequal entry', async () => {
    const insert = database.owner(
      `with entry as (insert into ledger_entry (type, subject_id, on_date) values ('x', gen_random_uuid(), '2026-01-01') returning id, on_date)
       insert into ledger_posting (entry_id, on_date, account_id, amount)
       select entry.id, entry.on_date, account.id, 5 from entry, ledger_account account limit 2`,
    );

    await expect(insert).rejects.toThrow(/has 2 postings with the sum 10.00/);
    await expect(
      database.owner(
        `insert into ledger_entry (type, subject_id, on_date) values ('x', gen_random_uuid(), '2026-01-01')`,
      ),
    ).rejects.toThrow(/has 0 postings/);
  });

  it('takes no further postings into an entry of an earlier transaction', async () => {
    const id = await posted(disbursement(randomUUID()));

    const late = database.owner(
      `insert into ledger_posting (entry_id, on_date, account_id, amount)
       select $1, '2026-01-01', id, amount from (select id from ledger_account limit 1) account, unnest(array[1, -1]) as amount`,
      [id],
    );

    await expect(late).rejects.toThrow(/is closed/);
  });

  it('is never changed, not even by its owner', async () => {
    await posted(disbursement(randomUUID()));

    for (const table of ['ledger_account', 'ledger_entry', 'ledger_posting']) {
      await expect(database.owner(`delete from ${table}`)).rejects.toThrow(/never changed or removed/);
    }
    await expect(database.owner('update ledger_posting set amount = 1')).rejects.toThrow(
      /never changed or removed/,
    );
    await expect(database.owner('truncate ledger_posting')).rejects.toThrow(/never changed or removed/);
  });

  it('reverses an entry by its opposite, once', async () => {
    const loan = randomUUID();
    await posted(disbursement(loan));
    const mistake = await posted(repayment(loan, '2026-02-01'));
    const reversal = () => asCommand(database, ({ manager }) => reverse(manager, mistake, day('2026-02-03')));

    const [first, second] = [await reversal(), await reversal()];

    expect(first).toEqual(expect.any(String));
    expect(second).toBeNull();
    expect(await principalOf(loan, '2026-02-02')).toBe('900.00');
    expect(await principalOf(loan)).toBe('1000.00');
  });

  it('is reversed once when two try at once', async () => {
    const loan = randomUUID();
    await posted(disbursement(loan));
    const mistake = await posted(repayment(loan, '2026-02-01'));

    const reversals = await Promise.all(
      [1, 2, 3].map(() => asCommand(database, ({ manager }) => reverse(manager, mistake, day('2026-02-03')))),
    );

    expect(reversals.filter((id) => id !== null)).toHaveLength(1);
    expect(await principalOf(loan)).toBe('1000.00');
  });

  it('does not reverse a reversal, nor what is not there', async () => {
    const id = await posted(disbursement(randomUUID()));
    const reverseIt = (entry: string) =>
      asCommand(database, ({ manager }) => reverse(manager, entry, day('2026-02-03')));
    const reversal = await reverseIt(id);

    await expect(reverseIt(reversal ?? '')).rejects.toThrow(/none that can be reversed/);
    await expect(reverseIt(randomUUID())).rejects.toThrow(/none that can be reversed/);
  });

  it('stays balanced when many post to new sub-accounts of the same subject at once', async () => {
    const loan = randomUUID();

    await Promise.all(Array.from({ length: 8 }, () => posted(disbursement(loan, '12.50'))));

    expect(await principalOf(loan)).toBe('100.00');
    expect(await database.owner('select sum(amount)::text as sum from ledger_posting')).toEqual([
      { sum: '0.00' },
    ]);
  });

  it('takes an entry of very many postings', async () => {
    const loan = randomUUID();
    const account = { code: 'principal', subject: loan };
    const many = Array.from({ length: 5_000 }, () => ({ account, amount: money('0.01') }));

    await posted({
      ...disbursement(loan),
      postings: [{ account: 'cash', amount: money('-50.00') }, many[0]!, ...many.slice(1)],
    });

    expect(await principalOf(loan)).toBe('50.00');
  });

  it('keeps who posted', async () => {
    const loan = randomUUID();

    await asCommand(database, ({ manager }) => post(manager, disbursement(loan)), aCaller('finance_officer'));

    expect(await database.owner('select by_subject from ledger_entry where subject_id = $1', [loan])).toEqual(
      [{ by_subject: 'test-finance_officer' }],
    );
  });

  it('is out of reach for callers who move no money', async () => {
    const posting = () =>
      asCommand(database, ({ manager }) => post(manager, disbursement(randomUUID())), aCaller('inspector'));
    const looking = () => asCommand(database, ({ manager }) => balance(manager, 'cash'), aCaller('public'));

    await expect(posting()).rejects.toThrow(/permission denied/);
    await expect(looking()).rejects.toThrow(/permission denied/);
  });
});
