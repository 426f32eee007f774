/**
 * Who is paid for a household. Takaful goes to the mother where there is one (practice; the programmes are rules data):
 * the head when she is a woman, else the wife of the head. Everybody else's goes to the head.
 */
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Relationship } from '../registry/household';

/** A living member of a household today. */
export interface LivingMember {
  readonly personId: string;
  readonly relationship: Relationship;
  /** The head on the day of joining. */
  readonly relativeToId: string;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
}

/** The person who is paid. */
export function payeeOf(headId: string, members: readonly LivingMember[], isPaidToMother: boolean): string {
  if (!isPaidToMother || members.find(({ personId }) => personId === headId)?.sex === 'FEMALE') return headId;
  const wife = members.find(
    ({ relationship, relativeToId, sex }) =>
      relationship === 'SPOUSE' && relativeToId === headId && sex === 'FEMALE',
  );
  return wife?.personId ?? headId;
}
