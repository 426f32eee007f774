/**
 * What the ministry holds against an NGO. A suspension follows a warning that was not heeded within its term (Law
 * 149/2019: 30 working days, data), and is decided by somebody other than who gave the warning. A court's judgment of
 * dissolution is recorded, not decided, here.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refusals } from './refusals';

/** A warning that has not been settled. */
export interface OpenWarning {
  /** The last day on which it can be heeded. */
  readonly mendBy: PlainDate;
  /** Who gave it. */
  readonly takenBy: string;
}

export function refuseSuspension(
  { mendBy, takenBy }: OpenWarning,
  decidedBy: string,
  today: PlainDate,
): Refusal | null {
  if (today <= mendBy) return refusal(refusals.MENDING_TERM_RUNS, { mendBy }, 'input.ngoId');
  return takenBy === decidedBy ? refusal(refusals.MADE_BY_YOU, {}, 'input.ngoId') : null;
}

export function refuseJudgment(
  judgedOn: PlainDate,
  registeredOn: PlainDate,
  today: PlainDate,
): Refusal | null {
  if (judgedOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.judgedOn');
  return judgedOn < registeredOn
    ? refusal(refusals.JUDGMENT_TOO_EARLY, { registeredOn }, 'input.judgedOn')
    : null;
}
