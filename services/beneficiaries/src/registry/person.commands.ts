import { IsNull } from 'typeorm';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { personDied } from '@solidarity/subgraph-kit/events/catalogue';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import type { Checked } from './checked';
import { PersonCorrection } from './correction.entity';
import { Household } from './household.entity';
import { findPerson, lockHousehold, lockPerson, tellOfHousehold } from './household-record.commands';
import { leaveHousehold, type Left } from './leaving.commands';
import { Membership } from './membership.entity';
import { laterOf } from './period';
import { correctionsOf, refuseDeath } from './person';
import { Person } from './person.entity';
import { correctedPerson, type CorrectPersonInput, type MarkDeceasedInput } from './person.inputs';
import { refusals } from './refusals';

/** What a command about a person has done: the ids to read by, or why nothing was done. */
export interface PersonResult {
  personId?: string;
  householdId?: string | null;
  errors: Refusal[];
}

/** Corrects what was recorded wrongly; the old values are kept with who corrected them and why. */
export async function correctPerson(
  context: CommandContext,
  input: CorrectPersonInput,
): Promise<PersonResult> {
  const { manager, today, caller, clock } = context;
  const person = await lockPerson(manager, input.personId);
  if (!person) return refuse(refusals.PERSON_NOT_FOUND, {}, 'input.personId');
  const corrected = correctedPerson(input);
  const checked = correctionsOf(person, corrected, input.reason, today);
  if (!checked.value) return { errors: checked.refusals };

  const { id: personId, name } = person;
  const newValues = new Map(checked.value.map(({ field, newValue }) => [field, newValue]));
  const newName = localized(
    newValues.get('NAME_AR') ?? name.ar,
    newValues.has('NAME_EN') ? newValues.get('NAME_EN') : name.en,
  );
  const { birthDate, sex } = corrected;
  await manager.update(
    Person,
    { id: personId },
    { name: newName, birthDate: birthDate ?? person.birthDate, sex: sex ?? person.sex },
  );
  const who = { personId, bySubject: caller.subject, byRole: caller.role, at: clock.now().toISOString() };
  await manager.insert(
    PersonCorrection,
    checked.value.map((correction) => ({
      ...correction,
      ...who,
      reason: input.reason.trim(),
    })),
  );
  await auditChange(context, { action: 'corrected', entity: 'Person', personIds: [personId] });
  const household = person.householdId && (await manager.findOneBy(Household, { id: person.householdId }));
  if (household) await tellOfHousehold(context, household, ['CORRECTED']);
  return { personId, errors: [] };
}

/** Records a death: the person's membership ends with it, and the household gets the head that is named. */
export async function markDeceased(context: CommandContext, input: MarkDeceasedInput): Promise<PersonResult> {
  const { manager, today } = context;
  const { diedOn } = input;
  const known = await findPerson(manager, input.personId);
  if (!known) return refuse(refusals.PERSON_NOT_FOUND, {}, 'input.personId');
  // The household first and then the person, as every command that holds both.
  const household = known.householdId === null ? null : await lockHousehold(manager, known.householdId);
  const person = await lockPerson(manager, known.id);
  if (!person) return refuse(refusals.PERSON_NOT_FOUND, {}, 'input.personId');
  const refused = refuseDeath(person, input, today);
  if (refused) return { errors: [refused] };
  // Moved while this waited: the household that is held is no longer the person's.
  if (person.householdId !== known.householdId) throw new CodedError('CONFLICT');

  const { id: personId } = person;
  const left = household && (await leaveByDeath(context, household, personId, input));
  if (left?.refusals) return { errors: left.refusals };
  await manager.update(Person, { id: personId }, { diedOn, deathEvidence: input.evidence.trim() });
  await auditChange(context, { action: 'died', entity: 'Person', personIds: [personId] });
  await emit(manager, personDied.of(personId, { personId, diedOn }));
  if (left) await tellOfHousehold(context, left.value.household, left.value.changes);
  return { personId, householdId: household?.id ?? null, errors: [] };
}

/** A death that came to be known late may lie before the day of joining: then the person never belonged there. */
async function leaveByDeath(
  context: CommandContext,
  household: Household,
  personId: string,
  { diedOn, newHeadId = null }: MarkDeceasedInput,
): Promise<Checked<Left>> {
  const { joinedOn } = await context.manager.findOneByOrFail(Membership, { personId, leftOn: IsNull() });
  return leaveHousehold(context, {
    ...{ household, personId, reason: 'DIED', newHeadId },
    ...{ leftOn: laterOf(joinedOn, diedOn), field: 'input.diedOn' },
  });
}
