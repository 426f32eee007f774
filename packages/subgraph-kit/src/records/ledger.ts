import type { EntityManager } from 'typeorm';
import type { Migrating } from './migrating';
import type { Money } from '../values/money';
import type { PlainDate } from '../values/plain-date';

/**
 * The double-entry ledger: money never appears or vanishes, it moves between accounts. A posting is positive when
 * the account is debited and negative when it is credited; the postings of an entry sum to zero, which PostgreSQL
 * checks when the transaction commits. Nothing is changed afterwards: a mistake is reversed by an entry of its own.
 */
export type AccountKind = 'ASSET' | 'LIABILITY' | 'EQUITY' | 'INCOME' | 'EXPENSE';

/** An account by its code, or the sub-account of it that one loan, grant or project has. */
export type Account = string | { readonly code: string; readonly subject: string };

export interface Posting {
  readonly account: Account;
  /** Debit positive, credit negative, never zero. */
  readonly amount: Money;
}

/** One business transaction. */
export interface LedgerEntry {
  /** What happened: `loan_disbursed`, `repayment`. */
  readonly type: string;
  /** The id of what it happened to. */
  readonly subject: string;
  readonly onDate: PlainDate;
  /** At least two; their sum is zero. */
  readonly postings: readonly [Posting, Posting, ...Posting[]];
}

type Rights = Pick<EntityManager, 'query'>;

/**
 * Declares the accounts of a service in a migration, but for those that stand from a time before it was taken back;
 * only declared ones, and their sub-accounts, can be posted to.
 */
export async function declareAccounts(
  queryRunner: Migrating,
  accounts: Readonly<Record<string, AccountKind>>,
): Promise<void> {
  for (const [code, kind] of Object.entries(accounts)) {
    await queryRunner.query(
      `insert into ledger_account (code, kind) select $1, $2
        where not exists (select from ledger_account where (code, kind) = ($1, $2))`,
      [code, kind],
    );
  }
}

/** Posts an entry in the command's transaction; gives its id. */
export async function post(manager: Rights, entry: LedgerEntry): Promise<string> {
  const [row] = await manager.query<[{ id: string }]>('select ledger_post($1) as id', [
    JSON.stringify(factsOf(entry)),
  ]);
  return row.id;
}

/** Posts many entries at once, as lists of thousands need it; gives their ids in the same order. */
export async function postEntries(manager: Rights, entries: readonly LedgerEntry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const [row] = await manager.query<[{ ids: string[] }]>('select ledger_post_all($1) as ids', [
    JSON.stringify(entries.map(factsOf)),
  ]);
  return row.ids;
}

function factsOf({ type, subject, onDate, postings }: LedgerEntry): object {
  return {
    type,
    subject_id: subject,
    on_date: onDate,
    postings: postings.map(({ account, amount }) => ({ ...rowOf(account), amount })),
  };
}

/** Posts the opposite of an entry; gives its id, or null when the entry has been reversed before. */
export async function reverse(manager: Rights, entryId: string, onDate: PlainDate): Promise<string | null> {
  const [row] = await manager.query<[{ id: string | null }]>('select ledger_reverse($1, $2) as id', [
    entryId,
    onDate,
  ]);
  return row.id;
}

/** What stands on an account at the end of a day, or now: more debited than credited is positive. */
export async function balance(manager: Rights, account: Account, on?: PlainDate): Promise<Money> {
  const { code, subject_id: subject } = rowOf(account);
  const [row] = await manager.query<[{ balance: Money }]>('select ledger_balance($1, $2, $3) as balance', [
    code,
    subject,
    on ?? null,
  ]);
  return row.balance;
}

/** What stands on an account and all of its sub-accounts together. */
export async function totalOf(manager: Rights, code: string, on?: PlainDate): Promise<Money> {
  const [row] = await manager.query<[{ balance: Money }]>('select ledger_total($1, $2) as balance', [
    code,
    on ?? null,
  ]);
  return row.balance;
}

/** The balances of many subjects' sub-accounts in one statement: by subject, then by account code. */
export async function balancesOf(
  manager: Rights,
  subjects: readonly string[],
  on?: PlainDate,
): Promise<Map<string, Map<string, Money>>> {
  const rows = await manager.query<{ subject_id: string; code: string; balance: Money }[]>(
    'select * from ledger_balances($1, $2)',
    [subjects, on ?? null],
  );
  const bySubject = new Map<string, Map<string, Money>>(subjects.map((subject) => [subject, new Map()]));
  for (const { subject_id, code, balance } of rows) bySubject.get(subject_id)?.set(code, balance);
  return bySubject;
}

/** The id under which the account itself is kept, as against the sub-accounts of subjects. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function rowOf(account: Account): { code: string; subject_id: string } {
  return typeof account === 'string'
    ? { code: account, subject_id: NOBODY }
    : { code: account.code, subject_id: account.subject };
}
