import { LENDERS, lenderOf } from '@solidarity/subgraph-kit/sample/lenders';
import type { Posting } from '@solidarity/subgraph-kit/records/ledger';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { LEDGER_ACCOUNTS } from '../loans/ledger-postings';
import { sampleId } from './ids';
import type { SampleRow, SampleTables } from './rows';

const CODES = Object.keys(LEDGER_ACCOUNTS) as (keyof typeof LEDGER_ACCOUNTS)[];

/** The lenders' own accounts; those of loans come with their first posting. */
export function addLenderAccounts(tables: SampleTables): void {
  for (let index = 0; index < LENDERS; index += 1) {
    const { id } = lenderOf(index);
    tables.add('ledger_account', ...CODES.map((code) => accountRow(lenderAccount(index, code), code, id)));
  }
}

/** Who a loan's postings belong to. */
export interface LedgerPlace {
  readonly loanIndex: number;
  readonly loanId: string;
  readonly lenderIndex: number;
}

/** Writes the entries of one loan, and the accounts that they need. */
export class LoanLedger {
  private readonly known = new Set<string>();

  constructor(
    private readonly tables: SampleTables,
    private readonly place: LedgerPlace,
  ) {}

  /** Gives the id of the entry; entries of a loan are numbered from 0. */
  post(number: number, type: string, onDate: PlainDate, postings: readonly Posting[]): string {
    const { loanIndex, loanId } = this.place;
    const entryId = sampleId('entry', loanIndex, number);
    const posted = { by_subject: 'sample', posted_at: `${onDate}T12:00:00Z` };
    this.tables.add('ledger_entry', { id: entryId, type, subject_id: loanId, on_date: onDate, ...posted });
    this.tables.add(
      'ledger_posting',
      ...postings.map(({ account, amount }) => ({
        entry_id: entryId,
        on_date: onDate,
        account_id: this.accountOf(account),
        amount,
      })),
    );
    return entryId;
  }

  private accountOf(account: Posting['account']): string {
    const { loanIndex, loanId, lenderIndex } = this.place;
    const { code, subject } = typeof account === 'string' ? { code: account, subject: loanId } : account;
    if (subject !== loanId) return lenderAccount(lenderIndex, code);
    const id = sampleId('loanAccount', loanIndex, placeOf(code));
    if (!this.known.has(code)) this.tables.add('ledger_account', accountRow(id, code, loanId));
    this.known.add(code);
    return id;
  }
}

const placeOf = (code: string): number => CODES.findIndex((known) => known === code);

const lenderAccount = (lenderIndex: number, code: string): string =>
  sampleId('lenderAccount', lenderIndex, placeOf(code));

function accountRow(id: string, code: string, subjectId: string): SampleRow {
  return { id, code, subject_id: subjectId, kind: LEDGER_ACCOUNTS[code as keyof typeof LEDGER_ACCOUNTS] };
}
