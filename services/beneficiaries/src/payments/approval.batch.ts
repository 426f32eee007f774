import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { PaymentCycle } from './cycle.entity';
import { stepCycle } from './cycle-step';

/**
 * Approves a calculated cycle in the ranges in which it was calculated: each is compared with its lines and totals
 * once more, and one that does not agree ends the approval. At the end what became due is owed by the ledger.
 */
export const paymentApproval: BatchKind = {
  name: 'payment-approval',
  async steps({ manager, batch }) {
    const ranges = await manager.query<{ first_id: string }[]>(
      'select distinct first_id from payment_cycle_total where cycle_id = $1 order by 1',
      [batch.subjectId],
    );
    return ranges.map(({ first_id }) => first_id);
  },
  async run(first, { manager, batch }) {
    await manager.query('select approve_payments($1, $2)', [batch.subjectId, first]);
  },
  finish: finishApproval,
  stopped: giveBack,
  atOnce: 2,
};

async function finishApproval(context: BatchContext): Promise<void> {
  const { manager, batch, today } = context;
  await manager.query('select finish_payment_approval($1, $2)', [batch.subjectId, today]);
  await stepCycle(context, batch.subjectId, 'approve', { approvedAt: () => 'now()' });
  await auditChange(context, { action: 'approved', entity: 'PaymentCycle', personIds: [] });
}

/** Nobody has approved it then: it waits to be calculated or approved again. */
async function giveBack({ manager, batch }: BatchContext): Promise<void> {
  await manager.update(PaymentCycle, { id: batch.subjectId }, { approvedBy: null });
}
