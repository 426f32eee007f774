import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { postEntries } from '@solidarity/subgraph-kit/records/ledger';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { paymentsIn, stepCycle } from '../payments/cycle-step';
import { settlementEntry } from './settlement-postings';

/**
 * Tells the payment agent of an approved cycle, a governorate at a time. A governorate that is sent is not sent again, so
 * a batch that was lost half-way goes on where it was. The cycle is sent once every payment is.
 */
export const paymentSending: BatchKind = {
  name: 'payment-sending',
  steps: () => Promise.resolve(GOVERNORATES.map(({ code }) => code)),
  run: async (governorate, { manager, batch }) => {
    await manager.query('select send_payments($1, $2)', [batch.subjectId, governorate]);
  },
  finish: finishSending,
  atOnce: 2,
};

async function finishSending(context: BatchContext): Promise<void> {
  const { manager, batch, caller, today } = context;
  const left = await paymentsIn(manager, batch.subjectId, ['APPROVED']);
  if (left > 0) throw new Error(`Of the payment cycle ${batch.subjectId} ${left} payments are not sent.`);
  const [sum] = await manager.query<[{ amount: Money }]>(
    `select coalesce(sum(amount), 0)::numeric(18,2) as amount from payment_instruction where cycle_id = $1`,
    [batch.subjectId],
  );
  await manager.query(
    `update payment_cycle set sent_by = $2, sent_at = work.ordered_at
       from settlement_work work where payment_cycle.id = $1 and work.cycle_id = $1 and work.kind = $3`,
    [batch.subjectId, caller.subject, batch.kind],
  );
  await postEntries(manager, settlementEntry('payments_sent', batch.subjectId, sum.amount, today));
  await stepCycle(context, batch.subjectId, 'send');
  await auditChange(context, { action: 'sent', entity: 'PaymentCycle', personIds: [] });
}
