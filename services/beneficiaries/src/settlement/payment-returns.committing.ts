import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { postEntries } from '@solidarity/subgraph-kit/records/ledger';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { settlementEntry } from './settlement-postings';

interface SettledOfCycle {
  readonly cycleId: string;
  readonly paid: Money;
  readonly payeeIds: readonly string[];
}

/** Settles the payments of a range, with one entry in the ledger for what was paid of each cycle. */
export async function commitReturns(run: ImportRun): Promise<void> {
  const cycles = await run.query<SettledOfCycle>(
    `with settled as (
       update payment set state = staged.result, settled_on = staged.settled_on, settlement_code = staged.reason_code
         from ${run.rows} as staged
         join payment_instruction instruction on instruction.number = staged.instruction_number
        where payment.id = instruction.id
       returning payment.cycle_id, payment.payee_id, payment.state, payment.amount)
     select cycle_id as "cycleId", array_agg(payee_id) as "payeeIds",
            coalesce(sum(amount) filter (where state = 'PAID'), 0)::numeric(18,2) as paid
       from settled group by cycle_id order by cycle_id`,
  );
  await run.query(
    `insert into payment_return_party (cycle_id, subject)
     select cycle_id, subject from unnest($1::uuid[]) as cycle_id, import_job
      cross join lateral (values (owner->>'subject'), (committer->>'subject')) as party (subject)
      where import_job.id = $2 and subject is not null order by 1, 2 on conflict do nothing`,
    [cycles.map(({ cycleId }) => cycleId), run.jobId],
  );
  await postEntries(
    run.manager,
    cycles.flatMap(({ cycleId, paid }) => settlementEntry('payments_paid', cycleId, paid, run.today)),
  );
  const personIds = cycles.flatMap(({ payeeIds }) => payeeIds);
  await auditChange(run, { action: 'settled', entity: 'Payment', personIds });
}
