import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move, type Moved } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { grievanceLife, isOverdueOn, type GrievanceAction, type GrievanceState } from './grievance';
import { Grievance } from './grievance.entity';
import { refusals } from './refusals';

/** What a command about a grievance has done: the id to read it by, or why nothing was done. */
export interface GrievanceResult {
  grievanceId?: string;
  errors: Refusal[];
}

/** A grievance, held until the end of the command, with a step that may be taken. */
export interface BegunStep {
  readonly grievance: Grievance;
  readonly step: Moved<GrievanceState, GrievanceAction>;
}

const FIELD = 'input.grievanceId';

/** The step that the caller wants to take on a grievance, which is held from now on; or why it cannot be taken. */
export async function beginStep(
  { manager, caller, today }: CommandContext,
  grievanceId: string,
  action: GrievanceAction,
): Promise<BegunStep | { errors: Refusal[] }> {
  const grievance = await lockGrievance(manager, grievanceId);
  if (!grievance) return refuse(refusals.GRIEVANCE_NOT_FOUND, {}, FIELD);
  const { role, subject } = caller;
  const { dueOn } = grievance;
  const isAssignedToCaller = grievance.assignedTo === subject;
  const facts = { role, dueOn, isAssignedToCaller, isOverdue: isOverdueOn(grievance, today) };
  const step = move(grievanceLife, grievance.state, action, { role, facts });
  return step.ok ? { grievance, step } : refuseMove(step, FIELD);
}

async function lockGrievance(manager: EntityManager, grievanceId: string): Promise<Grievance | null> {
  const id = knownId(grievanceId, 'uuid');
  if (id === null) return null;
  return manager.findOne(Grievance, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** Saves a step with what it changes, records it in the history and on the audit trail. */
export async function takeStep(
  context: CommandContext,
  { grievance: { id, complainantId }, step }: BegunStep,
  changed: Partial<Omit<Grievance, 'decision'>> & { readonly decision?: object },
  reason: string | null = null,
): Promise<GrievanceResult> {
  await context.manager.update(Grievance, { id }, { ...changed, state: step.to });
  await recordTransition(context, { subjectId: id, step, reason });
  await auditGrievance(context, step.action, complainantId);
  return { grievanceId: id, errors: [] };
}

/** Keeps on the audit trail what was done about whose grievance. */
export function auditGrievance(
  context: CommandContext,
  action: GrievanceAction | 'file',
  complainantId: string,
): Promise<void> {
  return auditChange(context, { action, entity: 'Grievance', personIds: [complainantId] });
}
