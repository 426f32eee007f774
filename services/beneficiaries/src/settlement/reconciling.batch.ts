import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { postEntries } from '@solidarity/subgraph-kit/records/ledger';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { stepCycle } from '../payments/cycle-step';
import { COLLECTION_RULES, collectionRules } from './collection-rules';
import { COLLECTION_PERIOD_OVER } from './settlement-code';
import { settlementEntry } from './settlement-postings';
import { suspendForUncollected } from './suspending';

/**
 * Ends the collecting of a cycle, a governorate at a time: what is open is uncollected. Then the agent gives back what it
 * could not pay, and enrolments whose money was not collected several times in a row are suspended.
 */
export const paymentReconciling: BatchKind = {
  name: 'payment-reconciling',
  steps: () => Promise.resolve(GOVERNORATES.map(({ code }) => code)),
  run: async (governorate, { manager, batch, today }) => {
    const values = [batch.subjectId, governorate, today, COLLECTION_PERIOD_OVER];
    await manager.query('select give_up_open_payments($1, $2, $3, $4)', values);
  },
  finish: finishReconciling,
  atOnce: 2,
};

async function finishReconciling(context: BatchContext): Promise<void> {
  const { manager, batch, today } = context;
  const cycleId = batch.subjectId;
  await stepCycle(context, cycleId, 'reconcile');
  const [returned] = await manager.query<[{ amount: Money }]>(
    `select coalesce(sum(amount), 0)::numeric(18,2) as amount
       from payment where cycle_id = $1 and state in ('UNCOLLECTED', 'REJECTED')`,
    [cycleId],
  );
  await postEntries(manager, settlementEntry('payments_returned', cycleId, returned.amount, today));
  await auditChange(context, { action: 'reconciled', entity: 'PaymentCycle', personIds: [] });
  const { value: rules } = await rulesOn(manager, COLLECTION_RULES, today, collectionRules);
  await suspendForUncollected(context, cycleId, rules);
}
