import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { evaluateBeforePayment } from '../conditionality/registry-changes';
import { cutIntoRanges, rangeOf } from '../enrolment/ranges';
import { stepCycle } from './cycle-step';

/** Enrolments of one step: some seconds of work, and memory for their members, whatever the size of the country. */
const ENROLMENTS_OF_A_STEP = 40_000;

/**
 * Calculates a cycle, range by range of its enrolments. A range that is calculated again, since a process was lost or
 * somebody asked for it, replaces what was there; nothing of it leaves the database.
 */
export const paymentCalculation: BatchKind = {
  name: 'payment-calculation',
  async steps(context) {
    const [{ programme }] = await context.manager.query<[{ programme: string }]>(
      'select begin_payment_calculation($1) as programme',
      [context.batch.subjectId],
    );
    const enrolments = 'select id from enrolment where programme_id = $1';
    return cutIntoRanges(context, enrolments, [programme], ENROLMENTS_OF_A_STEP);
  },
  async run(step, context) {
    const { manager, batch } = context;
    const range = rangeOf(step);
    await evaluateBeforePayment(context, range);
    await manager.query('select calculate_payments($1, $2, $3, $4)', [
      ...[batch.subjectId, range.first, range.next],
      batch.parameters['mostDeductedPercent'],
    ]);
  },
  finish: finishCalculation,
  atOnce: 2,
};

async function finishCalculation(context: BatchContext): Promise<void> {
  await stepCycle(context, context.batch.subjectId, 'calculate', { calculatedAt: () => 'now()' });
  await auditChange(context, { action: 'calculated', entity: 'PaymentCycle', personIds: [] });
}
