import { IsNull, type EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { enrolmentChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { emit, emitSelected } from '@solidarity/subgraph-kit/events/outbox';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move, type Moved } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { enrolmentLife, type EnrolmentAction, type EnrolmentState } from './enrolment';
import { Enrolment, EnrolmentPerson } from './enrolment.entity';
import { refusals } from './refusals';

/** What a command about an enrolment has done: the id to read it by, or why nothing was done. */
export interface EnrolmentChange {
  enrolmentId?: string;
  errors: Refusal[];
}

export type EnrolmentStep = Moved<EnrolmentState, EnrolmentAction>;

export const ENROLMENT = 'input.enrolmentId';

/** The enrolment, held until the end of the command; null when there is none for this caller. */
export async function lockEnrolment(manager: EntityManager, enrolmentId: string): Promise<Enrolment | null> {
  const id = knownId(enrolmentId, 'uuid');
  if (id === null) return null;
  return manager.findOne(Enrolment, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** The step that the caller wants to take on an enrolment, which is then held; or why it cannot be taken. */
export async function beginEnrolmentStep(
  { manager, caller }: CommandContext,
  enrolmentId: string,
  action: EnrolmentAction,
): Promise<{ enrolment: Enrolment; step: EnrolmentStep } | { errors: Refusal[] }> {
  const enrolment = await lockEnrolment(manager, enrolmentId);
  if (!enrolment) return refuse(refusals.ENROLMENT_NOT_FOUND, {}, ENROLMENT);
  const step = move(enrolmentLife, enrolment.state, action, { role: caller.role });
  return step.ok ? { enrolment, step } : refuseMove(step, ENROLMENT);
}

/** What a step changes beside the state, from which month its new state holds, and from which one what is due. */
export interface StepTaken {
  readonly step: EnrolmentStep;
  readonly changed?: Partial<Enrolment>;
  readonly since: PlainDate;
  readonly dueChangesFrom: PlainDate;
  readonly reason?: string | null;
}

/** Saves a step and tells of it: the history, the payments, the audit trail, other services. */
export async function takeEnrolmentStep(
  context: CommandContext,
  enrolment: Enrolment,
  { step, changed = {}, since, dueChangesFrom, reason = null }: StepTaken,
): Promise<EnrolmentChange> {
  const { manager } = context;
  const now = { ...enrolment, ...changed, state: step.to };
  await manager.update(Enrolment, { id: enrolment.id }, { state: step.to, ...changed });
  // What holds from a month to come is a step of today all the same.
  const onDate = since < context.today ? since : context.today;
  await recordTransition(context, { subjectId: enrolment.id, step, onDate, reason });
  await noteEntitlementChange(manager, [enrolment.id], dueChangesFrom, step.action.toUpperCase());
  await auditEnrolment(context, now, step.action);
  await tellOfEnrolment(context, now, since);
  return { enrolmentId: enrolment.id, errors: [] };
}

type Told = Pick<Enrolment, 'id' | 'householdId' | 'programmeId' | 'state' | 'payeeId'>;

/** Tells other services how an enrolment stands from a month on. */
export async function tellOfEnrolment(
  { manager }: CommandContext,
  { id, householdId, programmeId, state, payeeId }: Told,
  since: PlainDate,
): Promise<void> {
  const entitled = await manager.findBy(EnrolmentPerson, { enrolmentId: id, entitledUntil: IsNull() });
  const personIds = [...new Set([payeeId, ...entitled.map(({ personId }) => personId)])];
  const told = { enrolmentId: id, householdId, programmeId, state, since, personIds };
  await emit(manager, enrolmentChanged.of(id, told));
}

const EVENTS = `
select 'enrolment.changed' as type, 1 as version, enrolment.id as subject, jsonb_build_object(
    'enrolmentId', enrolment.id, 'householdId', household_id, 'programmeId', programme_id, 'state', state,
    'since', greatest($2::date, entitled_from),
    'personIds', (select jsonb_agg(distinct told.id) from (
        select enrolment.payee_id as id union
        select person_id from enrolment_person
         where enrolment_id = enrolment.id and entitled_until is null) as told)) as payload
  from enrolment where enrolment.id = any ($1::uuid[]) order by enrolment.id`;

/** Tells other services how many enrolments stand from a month on, each from its first month at the earliest. */
export async function tellOfEnrolments(
  manager: Pick<EntityManager, 'query'>,
  enrolmentIds: readonly string[],
  since: PlainDate,
): Promise<void> {
  await emitSelected(manager, EVENTS, [enrolmentIds, since]);
}

/** Keeps on the audit trail what was done with the enrolment of a person. */
export async function auditEnrolment(
  context: CommandContext,
  { payeeId }: Pick<Enrolment, 'payeeId'>,
  action: string,
): Promise<void> {
  await auditChange(context, { action, entity: 'Enrolment', personIds: [payeeId] });
}
