import { withholdingContestable } from '../conditionality/contestable';
import { applicationContestable, exitContestable, suspensionContestable } from '../enrolment/contestable';
import { collectionContestable, paymentContestable } from '../settlement/contestable';
import type { Contestable, ContestedKind } from './contested';

/** The decisions of this service that can be contested, each told by the capability that makes it. */
const CONTESTABLES = {
  APPLICATION: applicationContestable,
  SUSPENSION: suspensionContestable,
  EXIT: exitContestable,
  WITHHOLDING: withholdingContestable,
  PAYMENT: paymentContestable,
  COLLECTION: collectionContestable,
} as const satisfies Record<ContestedKind, Contestable>;

/** How decisions of a kind are contested. */
export function contestableOf(kind: ContestedKind): Contestable {
  return CONTESTABLES[kind];
}
