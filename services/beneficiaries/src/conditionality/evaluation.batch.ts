import type { BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { cutIntoRanges, rangeOf } from '../enrolment/ranges';
import { evaluateNoted } from './evaluation';

/** A second or two of work. */
const MONTHS_OF_A_STEP = 10_000;

/** Evaluates whatever has been noted of months that have begun, range by range of the enrolments, and draws the consequences. */
export const conditionEvaluation: BatchKind = {
  name: 'condition-evaluation',
  steps: (context) =>
    cutIntoRanges(
      context,
      'select enrolment_id as id from noted_month where month <= $1',
      [context.today],
      MONTHS_OF_A_STEP,
    ),
  run: (step, context) => evaluateNoted(context, rangeOf(step)),
  atOnce: 2,
};
