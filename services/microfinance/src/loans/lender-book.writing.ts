import { randomUUID } from 'node:crypto';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { postAll } from './lender-book.ledger';
import { historyOf } from './lender-book.history';
import {
  applicationRow,
  instalmentChanges,
  loanChanges,
  loanRow,
  newInstalmentRows,
  repaymentAllocationRows,
  repaymentRow,
  standingOfEntry,
  type PlacedEntry,
} from './lender-book.rows';
import type { BookEntry } from './lender-book';
import type { Bringer } from './lender-book.reading';
import { addRows, changeRows } from './row-sets';
import { loanEventOf } from './loan-standing';

/** Instalments that are held in memory and written by one statement at most. */
const SLICE = 4_000;

/** What one book adds of a loan, by whom, and under which rules it stands. */
export interface EntryToWrite {
  readonly entry: BookEntry;
  readonly broughtBy: Bringer;
  readonly assessment: Decision;
}

/** Writes what a range of the book adds, slice by slice: each a fixed number of statements over all of its loans. */
export async function writeEntries(run: ImportRun, entries: AsyncIterable<EntryToWrite>): Promise<void> {
  let slice: EntryToWrite[] = [];
  let instalments = 0;
  for await (const each of entries) {
    slice.push(each);
    instalments += each.entry.after.length;
    if (instalments < SLICE) continue;
    await writeSlice(run, slice);
    [slice, instalments] = [[], 0];
  }
  if (slice.length > 0) await writeSlice(run, slice);
}

async function writeSlice(run: ImportRun, slice: readonly EntryToWrite[]): Promise<void> {
  const placed = slice.map(place);
  const added = placed.filter(({ entry }) => entry.onRecord === null);
  const repaid = placed.filter(({ entry }) => entry.repayments.length > 0);
  const diedOn = await deathsOf(run, added);
  await addRows(
    run,
    'loan_application',
    added.map((each) => applicationRow(each, run.caller.subject)),
  );
  await addRows(
    run,
    'loan',
    added.map((each) => loanRow(each, diedOn.get(each.entry.loan.personId) ?? null)),
  );
  const onRecord = placed.filter(({ entry }) => entry.onRecord !== null);
  await changeRows(run, 'loan', ['id'], onRecord.map(loanChanges));
  await addRows(
    run,
    'instalment',
    added.flatMap(({ entry, loanId }) => newInstalmentRows(entry, loanId)),
  );
  await changeRows(
    run,
    'instalment',
    ['loan_id', 'number'],
    onRecord.flatMap(({ entry, loanId }) => instalmentChanges(entry, loanId)),
  );
  const entryIds = await postAll(run, placed);
  const repayments = repaid.flatMap((each) => each.repayments.map((repayment) => ({ ...each, repayment })));
  await addRows(
    run,
    'repayment',
    repayments.map(({ repayment, ...each }) => repaymentRow(each, repayment, entryIds.get(repayment.id))),
  );
  await addRows(
    run,
    'repayment_allocation',
    repayments.flatMap(({ repayment, ...each }) => repaymentAllocationRows(each, repayment)),
  );
  await recordSteps(run, placed);
  await keepTrail(run, added, repaid);
  await tell(run, placed);
}

function place({ entry, broughtBy, assessment }: EntryToWrite): PlacedEntry {
  return {
    ...{ entry, broughtBy, assessment },
    loanId: entry.onRecord?.id ?? randomUUID(),
    applicationId: randomUUID(),
    repayments: entry.repayments.map((repayment) => ({ ...repayment, id: randomUUID() })),
  };
}

/** Which borrowers have died, as the registry has told: their loans are flagged as they come in. */
async function deathsOf(run: ImportRun, added: readonly PlacedEntry[]): Promise<Map<string, string>> {
  const borrowers = [...new Set(added.map(({ entry }) => entry.loan.personId))];
  const rows = await run.query<{ personId: string; diedOn: string }>(
    `select person_id as "personId", died_on::text as "diedOn" from borrower_exposures($1::uuid[], null)
      where died_on is not null`,
    [borrowers],
  );
  return new Map(rows.map(({ personId, diedOn }) => [personId, diedOn]));
}

async function recordSteps(run: ImportRun, placed: readonly PlacedEntry[]): Promise<void> {
  await run.query(
    'select record_transition(step) from jsonb_array_elements($1::jsonb) with ordinality as taken (step, place) order by place',
    [JSON.stringify(placed.flatMap((each) => historyOf(each, run.caller)))],
  );
}

async function keepTrail(
  run: ImportRun,
  added: readonly PlacedEntry[],
  repaid: readonly PlacedEntry[],
): Promise<void> {
  const of = (placed: readonly PlacedEntry[]): string[] => [
    ...new Set(placed.map(({ entry }) => entry.loan.personId)),
  ];
  const [borrowers, payers] = [of(added), of(repaid)];
  const changes = [
    { action: 'submitted', entity: 'LoanApplication', personIds: borrowers },
    { action: 'approved', entity: 'LoanApplication', personIds: borrowers },
    { action: 'disbursed', entity: 'Loan', personIds: borrowers },
    { action: 'repaid', entity: 'Loan', personIds: payers },
  ];
  await auditChange(run, ...changes.filter(({ personIds }) => personIds.length > 0));
}

/** One event for each loan: as it stands now. */
async function tell({ manager, today }: ImportRun, placed: readonly PlacedEntry[]): Promise<void> {
  const [first, ...others] = placed.map(({ entry, loanId }) => {
    const { personId, lenderId, principal } = entry.loan;
    const { state, outstanding, oldestUnpaidDueOn } = standingOfEntry(entry);
    return loanEventOf(
      { id: loanId, personId, lenderId, principal, state, outstanding, oldestUnpaidDueOn },
      today,
    );
  });
  if (first) await emit(manager, first, ...others);
}
