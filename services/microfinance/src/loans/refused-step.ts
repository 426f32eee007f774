import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { adviceOf } from '@solidarity/subgraph-kit/records/refused-move';
import type { RefusedMove } from '@solidarity/subgraph-kit/records/state-machine';
import { refusals } from './refusals';

/** Tells why a step cannot be taken, and what could be done instead. */
export function refuseStep(refused: RefusedMove<string, string>, field: string): { errors: Refusal[] } {
  const advice = adviceOf(refused);
  if (refused.why === 'NOT_BY_YOU') return refuse(refusals.NOT_YOUR_STEP, advice, field);
  if (refused.reason) return refuse(refusals.SECOND_PERSON_NEEDED, { reason: refused.reason.message }, field);
  return refuse(refusals.STEP_NOT_POSSIBLE, advice, field);
}

/** Tells every reason why the rules do not allow a loan, in both languages. */
export function refuseIneligible({ reasons }: Decision, field: string): { errors: Refusal[] } {
  const told = {
    ar: reasons.map(({ message }) => message.ar).join(' '),
    en: reasons.map(({ message }) => message.en ?? message.ar).join(' '),
  };
  return refuse(
    refusals.NOT_ELIGIBLE,
    { reasons: told, codes: reasons.map(({ code }) => code).join(', ') },
    field,
  );
}
