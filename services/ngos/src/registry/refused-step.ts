import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { adviceOf } from '@solidarity/subgraph-kit/records/refused-move';
import type { RefusedMove } from '@solidarity/subgraph-kit/records/state-machine';
import type { NgoStatus } from './ngo';
import { refusals } from './refusals';
import type { NgoAction } from './registration';

/** How a status is called within a sentence. */
export const STATUS_WORDS = {
  SUBMITTED: { en: 'notified and not yet complete', ar: 'إخطار مقدم لم يكتمل' },
  COMPLETE: { en: 'notified, with time to object', ar: 'إخطار مكتمل خلال مدة الاعتراض' },
  OBJECTED: { en: 'objected to', ar: 'معترض عليها' },
  MENDED: { en: 'mended and not yet confirmed', ar: 'تم التعديل ولم يُعتمد' },
  REGISTERED: { en: 'registered', ar: 'مقيدة' },
  WARNED: { en: 'warned', ar: 'منذرة' },
  SUSPENDED: { en: 'suspended', ar: 'موقوفة' },
  DISSOLVED: { en: 'dissolved', ar: 'منحلة' },
} as const satisfies Record<NgoStatus, { en: string; ar: string }>;

/** Tells why a step cannot be taken, and which ones could be. */
export function refuseStep(refused: RefusedMove<NgoStatus, NgoAction>): Refusal {
  const advice = adviceOf(refused);
  if (refused.why === 'NOT_BY_YOU') return refusal(refusals.STEP_NOT_YOURS, advice, 'input.ngoId');
  const facts = { ...advice, status: STATUS_WORDS[refused.from] };
  return refusal(refusals.STEP_NOT_POSSIBLE, facts, 'input.ngoId');
}
