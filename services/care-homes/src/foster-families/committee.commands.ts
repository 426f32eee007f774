import { randomUUID } from 'node:crypto';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import type { DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { isWritten, LONGEST_TEXT } from '../institutions/written';
import { approvalProblems, committeeDecision, committeeProblems, type CommitteeOutcome } from './committee';
import { FosterDecision, FosterHomeStudy } from './decision.entity';
import type { FosterAction } from './foster-application';
import type { ApproveFosterApplicationInput, FosterCommitteeReasonInput } from './foster-application.inputs';
import { refusals } from './refusals';
import { assessToday } from './review.commands';
import { beginStep, FIELD, takeStep, type FosterChange } from './step.commands';

interface Deliberated {
  readonly applicationId: string;
  readonly committee: readonly string[];
  readonly agreesToExceptions: boolean;
  readonly reason: string | null;
}

/** The committee approves: the family waits for a child from now on. */
export function approveFosterApplication(
  context: CommandContext,
  input: ApproveFosterApplicationInput,
): Promise<FosterChange> {
  return decideByCommittee(context, { ...input, reason: null }, 'approve', 'APPROVED');
}

/** The committee refuses, or sends the application back to the family, with its reason. */
export async function declineFosterApplication(
  context: CommandContext,
  { reason, ...input }: FosterCommitteeReasonInput,
  action: 'refuse' | 'send_back',
): Promise<FosterChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const deliberated = { ...input, agreesToExceptions: false, reason: reason.trim() };
  return decideByCommittee(context, deliberated, action, action === 'refuse' ? 'REFUSED' : 'RETURNED');
}

async function decideByCommittee(
  context: CommandContext,
  { applicationId, committee, agreesToExceptions, reason }: Deliberated,
  action: Extract<FosterAction, 'approve' | 'refuse' | 'send_back'>,
  outcome: CommitteeOutcome,
): Promise<FosterChange> {
  const begun = await beginStep(context, applicationId, action);
  if ('errors' in begun) return begun;
  const { application, step } = begun;
  const { manager, caller, today } = context;
  const study = await manager.findOneOrFail(FosterHomeStudy, {
    where: { applicationId: application.id },
    order: { createdAt: 'DESC' },
  });
  const { eligibility, procedure } = await assessToday(context, application);
  const { startedBy } = application;
  const { studiedBy } = study;
  const members = [...new Set(committee.map((member) => member.trim()).filter((member) => member !== ''))];
  const incompetent = committeeProblems(
    { members, decidedBy: caller.subject, studiedBy, startedBy },
    procedure.value,
  );
  if (incompetent.length > 0) {
    return refuse(refusals.COMMITTEE_MAY_NOT_DECIDE, { reasons: told(incompetent) }, 'input.committee');
  }
  const against = outcome === 'APPROVED' ? approvalProblems(eligibility, agreesToExceptions) : [];
  if (against.length > 0) {
    const refused = refuse(refusals.APPROVAL_NOT_POSSIBLE, { reasons: told(against) }, FIELD);
    return { decision: eligibility, ...refused };
  }
  const deliberation = { isRecommended: study.isRecommended, agreesToExceptions, reason };
  const decision = committeeDecision(outcome, eligibility, deliberation);
  await manager.insert(FosterDecision, {
    ...{ id: randomUUID(), applicationId: application.id, kind: 'COMMITTEE', decision, decidedOn: today },
    ...{ decidedBy: caller.subject, committee: members, homeStudyId: study.id, studiedBy, startedBy },
  });
  return { ...(await takeStep(context, application, step, reason)), decision };
}

function told(reasons: readonly DecisionReason[]): { ar: string; en: string } {
  return {
    ar: reasons.map(({ message }) => message.ar).join(' '),
    en: reasons.map(({ message }) => message.en ?? message.ar).join(' '),
  };
}
