import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { adviceOf } from '@solidarity/subgraph-kit/records/refused-move';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move, type Moved, type RefusedMove } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { FosterApplicant } from './applicant.entity';
import { FosterDocument } from './document.entity';
import { fosterApplication, type FosterAction, type FosterState } from './foster-application';
import { FosterApplication } from './foster-application.entity';
import { refusals } from './refusals';

/** What a command has done: the id to read the application by, or why nothing was done. */
export interface FosterChange {
  applicationId?: string;
  decision?: Decision;
  errors: Refusal[];
}

export const FIELD = 'input.applicationId';

/** A step that may be taken. */
export type FosterStep = Moved<FosterState, FosterAction>;

/** The application of an id, held until the end of the command; null when there is none for this caller. */
export async function lockApplication(
  manager: EntityManager,
  applicationId: string,
): Promise<FosterApplication | null> {
  const id = knownId(applicationId, 'uuid');
  if (id === null) return null;
  return manager.findOne(FosterApplication, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** The step that the caller wants to take on an application, held; or why it cannot be taken. */
export async function beginStep(
  { manager, caller }: CommandContext,
  applicationId: string,
  action: FosterAction,
): Promise<{ application: FosterApplication; step: FosterStep } | { errors: Refusal[] }> {
  const application = await lockApplication(manager, applicationId);
  if (!application) return refuse(refusals.APPLICATION_NOT_FOUND, {}, FIELD);
  const step = move(fosterApplication, application.state, action, { role: caller.role });
  return step.ok ? { application, step } : refuseStep(step);
}

/** Saves a step, records it in the history and on the audit trail. */
export async function takeStep(
  context: CommandContext,
  application: FosterApplication,
  step: FosterStep,
  reason: string | null = null,
): Promise<FosterChange> {
  const { manager, clock, today } = context;
  const submitted = step.action === 'submit' ? { submittedOn: today } : {};
  const changed = { state: step.to, stateSince: clock.now().toISOString(), ...submitted };
  await manager.update(FosterApplication, { id: application.id }, changed);
  await recordTransition(context, { subjectId: application.id, step, reason });
  await auditStep(context, application, step.action);
  return { applicationId: application.id, errors: [] };
}

/** Keeps on the audit trail what was done with the record of these people. */
export async function auditStep(
  context: CommandContext,
  { applicantPersonId, spousePersonId }: Pick<FosterApplication, 'applicantPersonId' | 'spousePersonId'>,
  action: string,
): Promise<void> {
  const personIds = [applicantPersonId, ...(spousePersonId ? [spousePersonId] : [])];
  await auditChange(context, { action, entity: 'FosterApplication', personIds });
}

export function applicantsOf(manager: EntityManager, applicationId: string): Promise<FosterApplicant[]> {
  return manager.find(FosterApplicant, { where: { applicationId }, order: { place: 'ASC' } });
}

export function documentsOf(manager: EntityManager, applicationId: string): Promise<FosterDocument[]> {
  return manager.find(FosterDocument, { where: { applicationId }, order: { seq: 'ASC' } });
}

function refuseStep(step: RefusedMove<FosterState, FosterAction>): { errors: Refusal[] } {
  const kind = step.why === 'NOT_BY_YOU' ? refusals.NOT_YOUR_STEP : refusals.STEP_NOT_POSSIBLE;
  return refuse(kind, adviceOf(step), FIELD);
}
