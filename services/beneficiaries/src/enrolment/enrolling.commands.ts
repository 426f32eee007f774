import { randomUUID } from 'node:crypto';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { PaymentChannel } from '../payments/payment';
import type { Household } from '../registry/household.entity';
import type { BeginningPerson } from './beginning.commands';
import { enrolmentLife, recertifyBy } from './enrolment';
import { Enrolment, EnrolmentPerson } from './enrolment.entity';
import { auditEnrolment, tellOfEnrolment } from './enrolment-step.commands';
import type { EntitledPerson } from './entitled-persons';
import { livingMembers } from './members.commands';
import { payeeOf, type LivingMember } from './payee';
import { refusals } from './refusals';
import type { EnrolmentTerms } from './terms';

/** That a household, which the caller holds locked, is enrolled in a programme. */
export interface Enrolling {
  readonly household: Household;
  readonly programmeId: string;
  /** Null when it came from elsewhere than an application. */
  readonly applicationId: string | null;
  readonly channel: PaymentChannel;
  /** Who is entitled, where the programme pays persons. */
  readonly persons: readonly BeginningPerson[];
  readonly entitledFrom: PlainDate;
  readonly terms: EnrolmentTerms;
}

const TWICE: Readonly<
  Record<string, keyof Pick<typeof refusals, 'ENROLLED_ALREADY' | 'PERSON_ENTITLED_ALREADY'>>
> = {
  enrolment_one_in_force: 'ENROLLED_ALREADY',
  enrolment_no_month_twice: 'ENROLLED_ALREADY',
  enrolment_person_once: 'PERSON_ENTITLED_ALREADY',
  enrolment_person_no_month_twice: 'PERSON_ENTITLED_ALREADY',
  enrolment_person_enrolment_id_person_id_entitled_from_key: 'PERSON_ENTITLED_ALREADY',
};

/** The refusal for a row that would pay a month twice; null when the error is another. */
export function refusePaidTwice(error: unknown): Refusal | null {
  const refused = TWICE[violatedConstraint(error) ?? ''];
  if (!refused) return null;
  return refusal(refusals[refused], {}, refused === 'ENROLLED_ALREADY' ? null : 'input.personIds');
}

/** The birth dates of those who are entitled as orphans. */
export function orphansOf(
  persons: readonly EntitledPerson[],
  members: readonly Pick<LivingMember, 'personId' | 'birthDate'>[],
): PlainDate[] {
  const orphans = persons.filter(({ category }) => category === 'ORPHAN').map(({ personId }) => personId);
  return members.filter(({ personId }) => orphans.includes(personId)).map(({ birthDate }) => birthDate);
}

/**
 * Enrols a household: from the first month on it is paid. PostgreSQL sees to it that no month is paid twice, and tells
 * the payments of every enrolment that begins.
 */
export async function enrol(
  context: CommandContext,
  { household, programmeId, applicationId, channel, persons, entitledFrom, terms }: Enrolling,
): Promise<{ enrolmentId?: string; errors: Refusal[] }> {
  const { manager, caller, today } = context;
  const members = await livingMembers(manager, household.id);
  const isPaidToMother = terms.paidToMother.includes(programmeId);
  const enrolment = {
    ...{ id: randomUUID(), programmeId, householdId: household.id, applicationId, channel, entitledFrom },
    ...{ payeeId: payeeOf(household.headId, members, isPaidToMother), state: 'ACTIVE' as const },
    ...{
      entitledUntil: null,
      recertifyBy: recertifyBy(terms, today, orphansOf(persons, members)),
      enrolledOn: today,
    },
    ...{ enrolledBy: caller.subject, exitedOn: null, exitReason: null, exitedBy: null },
  };
  const entitled = { enrolmentId: enrolment.id, entitledUntil: null, endReason: null };
  try {
    await manager.insert(Enrolment, enrolment);
    await manager.insert(
      EnrolmentPerson,
      persons.map((person) => ({ id: randomUUID(), ...entitled, ...person })),
    );
  } catch (error) {
    const refused = refusePaidTwice(error);
    if (!refused) throw error;
    return { errors: [refused] };
  }
  const { subjectType } = enrolmentLife;
  const step = { subjectType, from: null, action: 'enrol', to: enrolment.state };
  // In force from today on, also while nothing is due yet; paid for earlier months, from those on.
  const onDate = entitledFrom < today ? entitledFrom : today;
  await recordTransition(context, { subjectId: enrolment.id, step, onDate });
  await auditEnrolment(context, enrolment, 'enrol');
  await tellOfEnrolment(context, enrolment, entitledFrom);
  return { enrolmentId: enrolment.id, errors: [] };
}
