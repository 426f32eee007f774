import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { stepCycle } from './cycle-step';

/** Enrolments of one step: some seconds of work, and memory for their members, whatever the size of the country. */
const ENROLMENTS_OF_A_STEP = 40_000;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The ids with which ranges begin, but for the first, which begins before all; the last has no end. */
const RANGES = `
select id from (select id, row_number() over (order by id) as place from enrolment where programme_id = $1) as placed
 where place > 1 and (place - 1) % $2 = 0 order by id`;

/**
 * Calculates a cycle, range by range of its enrolments. A range that is calculated again, since a process was lost or
 * somebody asked for it, replaces what was there; nothing of it leaves the database.
 */
export const paymentCalculation: BatchKind = {
  name: 'payment-calculation',
  async steps({ manager, batch }) {
    const [{ programme }] = await manager.query<[{ programme: string }]>(
      'select begin_payment_calculation($1) as programme',
      [batch.subjectId],
    );
    const found = await manager.query<{ id: string }[]>(RANGES, [programme, ENROLMENTS_OF_A_STEP]);
    const starts = [FIRST_ID, ...found.map(({ id }) => id)];
    return starts.map((start, index) => `${start} ${starts[index + 1] ?? ''}`);
  },
  async run(step, { manager, batch }) {
    const [first, next] = step.split(' ');
    await manager.query('select calculate_payments($1, $2, $3, $4)', [
      batch.subjectId,
      first,
      next || null,
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
