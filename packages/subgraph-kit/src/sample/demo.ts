import { DEMO_HOUSEHOLD } from './families/place';
import { homeId, lenderId, ngoId } from './ids';
import { DEMO_LENDER } from './lenders';
import { Population, type SampleMember } from './population';

/** What the demo clients of the partners are bound to. */
export const DEMO_ROWS = {
  /** In Giza; it runs homes, serves households and lends. */
  ngoId: ngoId(0),
  /** The other NGO, in Minya. */
  otherNgoId: ngoId(1),
  /** A home of the first NGO. */
  homeId: homeId(0),
  /** The ministry's fund. */
  lenderId: lenderId(DEMO_LENDER),
} as const;

/**
 * The demo citizen: head of household 0, in Giza, served by the first NGO, with a loan of it, an application to foster
 * and a place in Diarna. The same in a sample of any size with the default seed.
 */
export function demoCitizen(pepper: string): SampleMember {
  return new Population({ households: 1, pepper }).household(DEMO_HOUSEHOLD).members[0];
}
