import { randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { Programme } from '../programmes/programme.entity';
import type { Household } from '../registry/household.entity';
import { beginningOf } from './beginning.commands';
import { orphansOf, refusePaidTwice } from './enrolling.commands';
import { monthAfter, notBefore } from './enrolment';
import { type Enrolment, EnrolmentPerson } from './enrolment.entity';
import { renewal, type RenewalFacts } from './entitled-persons';
import { tellOfEnrolment } from './enrolment-step.commands';
import { livingMembers } from './members.commands';
import { told } from './reasons';
import { refusals } from './refusals';
import type { EnrolmentTerms } from './terms';

/** What the rules find today, and whom the decider names as proven. */
export interface Renewing extends Pick<RenewalFacts, 'found' | 'named'> {
  readonly terms: EnrolmentTerms;
  readonly household: Household;
}

/** Who is left to be paid for after a look again. */
export interface Renewed {
  readonly isForNobody: boolean;
  readonly orphans: readonly PlainDate[];
}

/**
 * Lets the persons of an enrolment follow what the rules find today: from the next month on who is found is entitled,
 * after the months that Daman has paid, and who is found no longer is not. A programme that pays households has none.
 */
export async function renewPersons(
  context: CommandContext,
  enrolment: Enrolment,
  { household, found, named, terms }: Renewing,
): Promise<Renewed | { errors: Refusal[] }> {
  const { manager, today } = context;
  const { id: enrolmentId, householdId, programmeId } = enrolment;
  const { pays } = await manager.findOneByOrFail(Programme, { id: programmeId });
  if (pays === 'HOUSEHOLD')
    return named.length > 0
      ? refuse(refusals.PERSONS_NOT_NEEDED, {}, 'input.personIds')
      : { isForNobody: false, orphans: [] };
  const members = await livingMembers(manager, householdId);
  const entitled = await manager.findBy(EnrolmentPerson, { enrolmentId, entitledUntil: IsNull() });
  const memberIds = members.map(({ personId }) => personId);
  const { added, ended, stay, problems } = renewal({ found, memberIds, entitled, named }, terms);
  if (problems.length > 0) {
    return refuse(refusals.PERSONS_NOT_ENTITLED, { reasons: told(problems) }, 'input.personIds');
  }
  const month = notBefore(monthAfter(today), enrolment.entitledFrom);
  await manager.query(
    `update enrolment_person set entitled_until = greatest(entitled_from, $3::date), end_reason = 'NOT_ENTITLED'
      where enrolment_id = $1 and entitled_until is null and person_id = any ($2::uuid[])`,
    [enrolmentId, ended, month],
  );
  const { persons } = await beginningOf(context, household, { pays, persons: added, from: month });
  try {
    await manager.insert(
      EnrolmentPerson,
      persons.map((person) => ({
        ...{ id: randomUUID(), enrolmentId, ...person, entitledUntil: null, endReason: null },
      })),
    );
  } catch (error) {
    const refused = refusePaidTwice(error);
    if (!refused) throw error;
    return { errors: [refused] };
  }
  const isForNobody = added.length + stay.length === 0;
  if (added.length + ended.length > 0) {
    await noteEntitlementChange(manager, [enrolmentId], month, 'PERSONS_RENEWED');
    if (!isForNobody) await tellOfEnrolment(context, enrolment, month);
  }
  return { isForNobody, orphans: orphansOf([...added, ...stay], members) };
}
