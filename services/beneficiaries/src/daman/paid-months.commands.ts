import type { EntityManager } from 'typeorm';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LivingMember } from '../enrolment/payee';
import type { EntitlementCategory } from '../enrolment/terms';
import type { Household } from '../registry/household.entity';
import { judgingOf, lockTransfer } from './case-record.commands';
import type { DamanBasis } from './daman-case';
import type { MembersCase } from './paid-months';

/** A case of a member as it is known; where it goes is known once it was verified. */
interface KnownMembersCase {
  readonly personId: string;
  readonly basis: DamanBasis;
  readonly lastPaidMonth: PlainDate;
  readonly programmeId: string | null;
  readonly category: EntitlementCategory | null;
}

const CASES = `select "personId", basis, "lastPaidMonth", "programmeId", category from daman_cases_of($1)`;

/**
 * Keeps what Daman has paid to a household as it is until the end of the command: lists, moves and corrections wait. Before
 * any row is held, since a move holds its cases before the households. Of a household without a case nothing waits.
 */
export async function holdDamanMonths(manager: EntityManager, householdId: string): Promise<void> {
  const cases = await manager.query<object[]>(CASES, [householdId]);
  if (cases.length > 0) await lockTransfer(manager);
}

/** The cases of the members of a household, in all governorates. */
export async function damanCasesOf(
  context: CommandContext,
  { id, headId }: Pick<Household, 'id' | 'headId'>,
  members: readonly LivingMember[],
): Promise<MembersCase[]> {
  const cases = await context.manager.query<KnownMembersCase[]>(CASES, [id]);
  if (cases.length === 0) return [];
  const { place } = await judgingOf(context);
  const others = members.filter(
    ({ personId, relationship }) => personId !== headId && relationship !== 'SPOUSE',
  );
  const youngestBorn =
    others
      .map(({ birthDate }) => birthDate)
      .sort()
      .at(-1) ?? null;
  return cases.flatMap(({ personId, basis, lastPaidMonth, programmeId, category }) => {
    const member = members.find((one) => one.personId === personId);
    if (!member) return [];
    const { birthDate } = member;
    const placed = programmeId === null ? place({ basis, birthDate, youngestBorn }) : { category };
    return [{ personId, lastPaidMonth, isForPerson: placed !== null && placed.category !== null }];
  });
}
