import { refusal, refuse } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { contestableOf } from './contestables';
import { beginStep, takeStep, type GrievanceResult } from './grievance-step.commands';
import { refuseOfficer, refuseSubject, refuseWords } from './grievance';
import type { AssignGrievanceInput, DecideGrievanceInput } from './grievance.inputs';
import { grievanceDecision, OUTCOME_OF, type GrievanceOutcome } from './ground';
import { refusals } from './refusals';

/** Gives a grievance to an officer who took no part in the decision; a case worker takes it on, the ministry assigns. */
export async function assignGrievance(
  context: CommandContext,
  { grievanceId, officer: named }: AssignGrievanceInput,
): Promise<GrievanceResult> {
  const { caller, today } = context;
  const officer = named?.trim() ?? caller.subject;
  if (officer !== caller.subject && caller.role !== 'ministry_admin')
    return refuse(refusals.OFFICER_NOT_YOURS, {}, 'input.officer');
  const nobody = officer === caller.subject ? null : refuseSubject(officer, 'input.officer');
  if (nobody) return { errors: [nobody] };
  const begun = await beginStep(context, grievanceId, 'assign');
  if ('errors' in begun) return begun;
  const partial = refuseOfficer(begun.grievance, officer, 'input.officer');
  if (partial) return { errors: [partial] };
  return takeStep(context, begun, { assignedTo: officer, assignedOn: today });
}

const ACTION_OF = { UPHELD: 'uphold', REJECTED: 'reject' } as const satisfies Record<
  GrievanceOutcome,
  string
>;

/**
 * Decides a grievance with its ground and words. Upholding it undoes what it was filed against in the same transaction, so
 * that a family is never told that it was right while nothing follows: what cannot be undone is not upheld.
 */
export async function decideGrievance(
  context: CommandContext,
  { grievanceId, ground, words }: DecideGrievanceInput,
): Promise<GrievanceResult> {
  const { caller, today } = context;
  const unreadable = [
    refuseWords(words.ar, 'input.words.ar'),
    words.en ? refuseWords(words.en, 'input.words.en') : null,
  ];
  const errors = unreadable.filter((refused) => refused !== null);
  if (errors.length > 0) return { errors };
  const outcome = OUTCOME_OF[ground];
  const begun = await beginStep(context, grievanceId, ACTION_OF[outcome]);
  if ('errors' in begun) return begun;
  const { id, againstKind, againstId } = begun.grievance;
  const contestable = contestableOf(againstKind);
  if (outcome === 'UPHELD' && !(await contestable.find(context.manager, againstId)))
    return { errors: [refusal(refusals.DECISION_NOT_FOUND, {}, 'input.grievanceId')] };
  const said = { ar: words.ar.trim(), en: words.en?.trim() || null };
  const decision = grievanceDecision(begun.grievance, { ground, words: said }, today);
  const decided = await takeStep(
    context,
    begun,
    { closedOn: today, decision, decidedBy: caller.subject },
    said.ar,
  );
  const refused = outcome === 'UPHELD' ? await contestable.uphold(context, againstId, id) : null;
  return refused ? { errors: [refused] } : decided;
}
