import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move, type Moved } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { benefitApplication, type ApplicationAction, type ApplicationState } from './application';
import { BenefitApplication } from './application.entity';
import { BenefitDocument } from './case.entity';
import { refusals } from './refusals';
import { ENROLMENT_TERMS, enrolmentTerms, type EnrolmentTerms } from './terms';

/** What a command about an application has done: the id to read it by, or why nothing was done. */
export interface ApplicationChange {
  applicationId?: string;
  /** What the rules of eligibility say, also of an approval that they do not allow. */
  eligibility?: Decision;
  errors: Refusal[];
}

export type ApplicationStep = Moved<ApplicationState, ApplicationAction>;

export const APPLICATION = 'input.applicationId';

/** The longest text that is kept of a case, in characters. */
export const LONGEST_TEXT = 2000;
/** The longest number of a document. */
export const LONGEST_NUMBER = 100;

/** No paper that still proves something is older. */
export const EARLIEST_PAPER = '1900-01-01' as PlainDate;

/** Whether something was written that can be kept. */
export function isWritten(text: string, most: number): boolean {
  return text.trim() !== '' && text.length <= most && !text.includes('\0');
}

/** The terms that hold on a day. */
export async function termsOn(
  { manager }: Pick<CommandContext, 'manager'>,
  date: PlainDate,
): Promise<EnrolmentTerms> {
  return (await rulesOn(manager, ENROLMENT_TERMS, date, enrolmentTerms)).value;
}

/** The application, held until the end of the command; null when there is none for this caller. */
export async function lockApplication(
  manager: EntityManager,
  applicationId: string,
): Promise<BenefitApplication | null> {
  const id = knownId(applicationId, 'uuid');
  if (id === null) return null;
  return manager.findOne(BenefitApplication, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** The step that the caller wants to take on an application, which is then held; or why it cannot be taken. */
export async function beginApplicationStep(
  { manager, caller }: CommandContext,
  applicationId: string,
  action: ApplicationAction,
): Promise<{ application: BenefitApplication; step: ApplicationStep } | { errors: Refusal[] }> {
  const application = await lockApplication(manager, applicationId);
  if (!application) return refuse(refusals.APPLICATION_NOT_FOUND, {}, APPLICATION);
  const step = move(benefitApplication, application.state, action, { role: caller.role });
  return step.ok ? { application, step } : refuseMove(step, APPLICATION);
}

type Decided = Pick<BenefitApplication, 'decidedOn' | 'decidedBy' | 'decision' | 'assessmentId'>;

/** Saves a step, with what it decided or undid, in the history and on the audit trail. */
export async function takeApplicationStep(
  context: CommandContext,
  application: BenefitApplication,
  step: ApplicationStep,
  reason: string | null = null,
  decided: Partial<Decided> = {},
): Promise<ApplicationChange> {
  const { id } = application;
  await context.manager.update(BenefitApplication, { id }, { state: step.to, ...decided });
  await recordTransition(context, { subjectId: id, step, reason });
  await auditApplication(context, application, step.action);
  return { applicationId: id, errors: [] };
}

/** Keeps on the audit trail what was done with the application of a person. */
export async function auditApplication(
  context: CommandContext,
  { applicantId }: Pick<BenefitApplication, 'applicantId'>,
  action: string,
): Promise<void> {
  await auditChange(context, { action, entity: 'BenefitApplication', personIds: [applicantId] });
}

/** The papers of an application in the order in which they came. */
export function papersOf(manager: EntityManager, applicationId: string): Promise<BenefitDocument[]> {
  return manager.find(BenefitDocument, { where: { applicationId }, order: { seq: 'ASC' } });
}
