import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import type { DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import { rulesOn, type Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { isWritten, LONGEST_NAME, LONGEST_TEXT } from '../institutions/written';
import { FosterApplicant } from './applicant.entity';
import { FosterDecision, FosterHomeStudy } from './decision.entity';
import { assessEligibility, type EligibilityOutcome } from './eligibility';
import { fosterApplication } from './foster-application';
import type { FosterApplication } from './foster-application.entity';
import type {
  FosterApplicationInput,
  FosterReasonInput,
  RecordFosterHomeStudyInput,
  RecordFosterTrainingInput,
} from './foster-application.inputs';
import { refusals } from './refusals';
import { fosterEligibility, fosterProcedure, type FosterProcedure } from './rules';
import { applicantsOf, beginStep, documentsOf, takeStep, type FosterChange } from './step.commands';

/** What the rules say of a family today, and the procedure that holds. */
export async function assessToday(
  { manager, today }: CommandContext,
  { id, marriedOn, monthlyIncome }: FosterApplication,
): Promise<{ eligibility: DecisionOf<EligibilityOutcome>; procedure: Rules<FosterProcedure> }> {
  const law = await rulesOn(manager, 'foster_eligibility', today, fosterEligibility);
  const procedure = await rulesOn(manager, 'foster_procedure', today, fosterProcedure);
  const applicants = await applicantsOf(manager, id);
  const documents = await documentsOf(manager, id);
  const family = { applicants, marriedOn, monthlyIncome, documents };
  return { eligibility: assessEligibility(family, law, procedure, today), procedure };
}

/** Lets the rules decide whether the family may apply at all, and keeps what they say with every reason. */
export async function checkFosterEligibility(
  context: CommandContext,
  { applicationId }: FosterApplicationInput,
): Promise<FosterChange> {
  const begun = await beginStep(context, applicationId, 'find_eligible');
  if ('errors' in begun) return begun;
  const { application } = begun;
  const { manager, caller, today } = context;
  const { eligibility: decision } = await assessToday(context, application);
  await manager.insert(FosterDecision, {
    ...{ id: randomUUID(), applicationId: application.id, kind: 'ELIGIBILITY', decision },
    ...{ decidedOn: today, decidedBy: caller.subject },
  });
  const isExcluded = decision.outcome === 'NOT_ELIGIBLE';
  const { step } = begun;
  const taken = isExcluded
    ? { ...step, action: 'find_not_eligible' as const, to: 'NOT_ELIGIBLE' as const }
    : step;
  return { ...(await takeStep(context, application, taken)), decision };
}

/** Gives an application back to the family, to be completed. */
export async function returnFosterApplication(
  context: CommandContext,
  { applicationId, reason }: FosterReasonInput,
): Promise<FosterChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginStep(context, applicationId, 'return');
  if ('errors' in begun) return begun;
  return takeStep(context, begun.application, begun.step, reason.trim());
}

/** Keeps what a social worker found. Where everybody has the course already, the committee comes next. */
export async function recordFosterHomeStudy(
  context: CommandContext,
  { applicationId, visitedOn, report, isRecommended }: RecordFosterHomeStudyInput,
): Promise<FosterChange> {
  const { manager, caller, today } = context;
  if (!isWritten(report, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.report');
  }
  const begun = await beginStep(context, applicationId, 'study');
  if ('errors' in begun) return begun;
  const { application, step } = begun;
  const from = application.submittedOn ?? today;
  if (visitedOn < from || visitedOn > today) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from, to: today }, 'input.visitedOn');
  }
  await manager.insert(FosterHomeStudy, {
    ...{ id: randomUUID(), applicationId: application.id, visitedOn, report: report.trim() },
    ...{ isRecommended, studiedBy: caller.subject },
  });
  const change = await takeStep(context, application, step);
  return (await finishTraining(context, { ...application, state: step.to })) ?? change;
}

/** Keeps that an applicant has completed the course; with the last of them the committee comes next. */
export async function recordFosterTraining(
  context: CommandContext,
  input: RecordFosterTrainingInput,
): Promise<FosterChange> {
  const { manager, today } = context;
  const { applicationId, completedOn, certificate } = input;
  if (!isWritten(certificate, LONGEST_NAME)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_NAME }, 'input.certificate');
  }
  if (completedOn > today) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from: '2000-01-01', to: today }, 'input.completedOn');
  }
  const begun = await beginStep(context, applicationId, 'train');
  if ('errors' in begun) return begun;
  const { application } = begun;
  const personId = knownId(input.personId, 'uuid');
  const isApplicant =
    personId !== null && [application.applicantPersonId, application.spousePersonId].includes(personId);
  if (!isApplicant) return refuse(refusals.NOT_AN_APPLICANT, {}, 'input.personId');
  await manager.update(
    FosterApplicant,
    { applicationId: application.id, personId },
    { trainedOn: completedOn, trainingCertificate: certificate.trim() },
  );
  return (await finishTraining(context, application)) ?? { applicationId: application.id, errors: [] };
}

/** Moves an application on when all who apply have completed the course; null while somebody has not. */
async function finishTraining(
  context: CommandContext,
  application: FosterApplication,
): Promise<FosterChange | null> {
  const applicants = await applicantsOf(context.manager, application.id);
  if (applicants.some(({ trainedOn }) => trainedOn === null)) return null;
  const step = move(fosterApplication, application.state, 'train', { role: context.caller.role });
  return step.ok ? takeStep(context, application, step) : null;
}
