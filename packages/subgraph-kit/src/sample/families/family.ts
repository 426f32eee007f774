import type { Governorate } from '../../values/governorate';
import type { Religion } from '../given-names';
import { childrenOf } from './children';
import { headsOf } from './heads';
import { kinOf } from './kin';
import type { FamilyMember } from './member';
import { familyPlaceOf } from './place';

/** Who lives together, the head first. */
export interface Family {
  readonly governorate: Governorate;
  readonly religion: Religion;
  /** The day of the head's marriage; null when the head never was married. */
  readonly marriedDay: number | null;
  readonly members: readonly [head: FamilyMember, ...others: FamilyMember[]];
}

/** The family of a household by its index. `today` counts days from 1 January 1970. */
export function familyOf(seed: string, today: number, index: number): Family {
  const place = familyPlaceOf(seed, today, index);
  const { head, spouse, marriedDay, parenthood } = headsOf(place);
  const children = parenthood === null ? [] : childrenOf(place, parenthood);
  const kin = kinOf(place, head, children);
  return {
    governorate: place.governorate,
    religion: place.religion,
    marriedDay,
    members: [head, ...(spouse === null ? [] : [spouse]), ...children, ...(kin === null ? [] : [kin])],
  };
}
