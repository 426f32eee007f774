import { defineRefusals, refuse, type Refusal } from '../errors/refusal';
import type { RefusedMove } from './state-machine';

/** Why a step is not taken, alike for every record that has states; name them in the payload's description. */
export const moveRefusals = defineRefusals({
  STEP_NOT_POSSIBLE: {
    en: 'In the state {state} this cannot be done; possible: {possible}.',
    ar: 'لا يمكن ذلك في الحالة {state}؛ الممكن الآن: {possible}.',
  },
  STEP_NOT_YOURS: {
    en: 'This is for somebody else to do; you can: {possible}.',
    ar: 'هذا الإجراء من اختصاص غيرك؛ يمكنك: {possible}.',
  },
  STEP_NOT_NOW: { en: '{reason}', ar: '{reason}' },
});

/** Tells why a step cannot be taken, and what could be done instead. */
export function refuseMove(
  { why, from, possible, reason }: RefusedMove<string, string>,
  field: string | null = null,
): { errors: Refusal[] } {
  const actions = possible.map(({ action }) => action).join(', ') || '–';
  if (why === 'NOT_BY_YOU') return refuse(moveRefusals.STEP_NOT_YOURS, { possible: actions }, field);
  if (reason) {
    const { ar, en } = reason.message;
    return refuse(moveRefusals.STEP_NOT_NOW, { reason: { ar, en: en ?? ar } }, field);
  }
  return refuse(moveRefusals.STEP_NOT_POSSIBLE, { state: from, possible: actions }, field);
}
