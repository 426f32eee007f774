import { randomUUID } from 'node:crypto';
import { Not } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { rulesIfAny } from '@solidarity/subgraph-kit/records/rules-data';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { ageOn } from '@solidarity/subgraph-kit/values/plain-date';
import { eligibilityRules, rulesName } from '../eligibility/rules';
import { programmeOf } from '../eligibility/rules.commands';
import { isOpenOn } from '../programmes/programme';
import { Household } from '../registry/household.entity';
import { householdRulesOf } from '../registry/household-record.commands';
import { benefitApplication, missingDocuments, OPEN_STATES, type ApplicationState } from './application';
import { BenefitApplication } from './application.entity';
import type {
  ApplyForBenefitInput,
  RecordApplicationDocumentInput,
  RecordFieldVisitInput,
  WithdrawApplicationInput,
} from './application.inputs';
import {
  APPLICATION,
  auditApplication,
  beginApplicationStep,
  isWritten,
  lockApplication,
  EARLIEST_PAPER,
  LONGEST_NUMBER,
  LONGEST_TEXT,
  papersOf,
  takeApplicationStep,
  termsOn,
  type ApplicationChange,
} from './application-step.commands';
import { BenefitDocument, FieldVisit } from './case.entity';
import { Enrolment } from './enrolment.entity';
import { livingMembers } from './members.commands';
import { refusals } from './refusals';
import { documentsAsked, isOfAPerson } from './terms';

/** A household applies for a programme. A citizen applies for their own household and as themselves. */
export function applyForBenefit(
  context: CommandContext,
  input: ApplyForBenefitInput,
): Promise<ApplicationChange> {
  return idempotently(context, 'applyForBenefit', input.idempotencyKey, input, () => apply(context, input));
}

async function apply(context: CommandContext, input: ApplyForBenefitInput): Promise<ApplicationChange> {
  const { manager, caller, today } = context;
  const { programmeId, channel } = input;
  const id = knownId(input.householdId, 'uuid');
  const household = id === null ? null : await manager.findOneBy(Household, { id });
  if (!household) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
  const { id: householdId, dissolvedOn } = household;
  if (dissolvedOn !== null) return refuse(refusals.HOUSEHOLD_DISSOLVED, { dissolvedOn }, 'input.householdId');
  const programme = await programmeOf(context, programmeId);
  if (!programme) return refuse(refusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  if (!isOpenOn(programme, today)) return refuse(refusals.PROGRAMME_NOT_OPEN, {}, 'input.programmeId');
  if (!(await rulesIfAny(manager, rulesName(programmeId), today, eligibilityRules))) {
    return refuse(refusals.NO_RULES, {}, 'input.programmeId');
  }
  const applicantId = applicantOf(context, input, household);
  if (!(await mayApply(context, household, applicantId))) {
    const { consentMinimumAge: minimumAge } = await householdRulesOf(context);
    return refuse(refusals.APPLICANT_NOT_A_MEMBER, { minimumAge }, 'input.applicantId');
  }
  if (await manager.existsBy(Enrolment, { householdId, programmeId, state: Not('EXITED') })) {
    return refuse(refusals.ENROLLED_ALREADY, {}, 'input.programmeId');
  }
  const application = {
    ...{ id: randomUUID(), programmeId, householdId, applicantId, channel },
    ...{ state: 'SUBMITTED' as const, submittedOn: today, submittedBy: caller.subject },
  };
  try {
    await manager.insert(BenefitApplication, application);
  } catch (error) {
    if (violatedConstraint(error) !== 'benefit_application_one_open') throw error;
    return refuse(refusals.APPLIES_ALREADY, {}, 'input.programmeId');
  }
  const { subjectType } = benefitApplication;
  const step = { subjectType, from: null, action: 'submit', to: application.state };
  await recordTransition(context, { subjectId: application.id, step });
  await auditApplication(context, application, 'submit');
  return { applicationId: application.id, errors: [] };
}

function applicantOf(
  { caller }: CommandContext,
  { applicantId = null }: ApplyForBenefitInput,
  { headId }: Household,
): string {
  const asked = applicantId === null ? headId : (knownId(applicantId, 'uuid') ?? '');
  if (caller.role !== 'citizen') return asked;
  // In somebody else's name nobody applies.
  const own = caller.claims.personId ?? '';
  return applicantId === null || asked === own ? own : '';
}

async function mayApply(
  context: CommandContext,
  { id, headId }: Household,
  applicantId: string,
): Promise<boolean> {
  const members = await livingMembers(context.manager, id);
  const applicant = members.find(({ personId }) => personId === applicantId);
  if (!applicant) return false;
  const { consentMinimumAge } = await householdRulesOf(context);
  return applicantId === headId || ageOn(applicant.birthDate, context.today) >= consentMinimumAge;
}

/** Takes a document in. With the last one that the programme asks for, the documents are complete. */
export async function recordApplicationDocument(
  context: CommandContext,
  input: RecordApplicationDocumentInput,
): Promise<ApplicationChange> {
  const { manager, caller, today } = context;
  const { kind, number, issuedOn, isVerified } = input;
  if (!isWritten(number, LONGEST_NUMBER)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_NUMBER }, 'input.number');
  }
  if (issuedOn > today || issuedOn < EARLIEST_PAPER) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from: EARLIEST_PAPER, to: today }, 'input.issuedOn');
  }
  const application = await lockApplication(manager, input.applicationId);
  if (!application) return refuse(refusals.APPLICATION_NOT_FOUND, {}, APPLICATION);
  const { id: applicationId, householdId, programmeId, submittedOn, state } = application;
  if (!(OPEN_STATES as readonly ApplicationState[]).includes(state)) {
    return refuse(refusals.DOCUMENTS_CLOSED, {}, APPLICATION);
  }
  const terms = await termsOn(context, submittedOn);
  const personId = input.personId ? knownId(input.personId, 'uuid') : null;
  if (!input.personId && isOfAPerson(terms, kind)) {
    return refuse(refusals.DOCUMENT_OF_A_PERSON, {}, 'input.personId');
  }
  if (input.personId) {
    const members = await livingMembers(manager, householdId);
    if (!members.some((member) => member.personId === personId)) {
      return refuse(refusals.NOT_A_MEMBER, {}, 'input.personId');
    }
  }
  await manager.insert(BenefitDocument, {
    ...{ id: randomUUID(), applicationId, kind, personId, number: number.trim(), issuedOn, isVerified },
    ...{ receivedOn: today, receivedBy: caller.subject },
  });
  await auditApplication(context, application, 'record document');
  const asked = documentsAsked(terms, programmeId);
  const missing = missingDocuments(asked, await papersOf(manager, applicationId));
  const step = move(benefitApplication, state, 'complete', { role: caller.role });
  if (missing.length > 0 || !step.ok) return { applicationId, errors: [] };
  return takeApplicationStep(context, application, step);
}

/** Keeps what was found at the household: the first visit verifies, a later one adds to it before the decision. */
export async function recordFieldVisit(
  context: CommandContext,
  input: RecordFieldVisitInput,
): Promise<ApplicationChange> {
  const { manager, caller, today } = context;
  const { visitedOn, findings } = input;
  const answers = (input.answers ?? []).map(({ fact, finding }) => ({ fact, finding: finding.trim() }));
  if (!isWritten(findings, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.findings');
  }
  const empty = answers.findIndex(
    ({ fact, finding }) => !isWritten(fact, LONGEST_NUMBER) || !isWritten(finding, LONGEST_TEXT),
  );
  if (empty >= 0) return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, `input.answers.${empty}`);
  const application = await lockApplication(manager, input.applicationId);
  if (!application) return refuse(refusals.APPLICATION_NOT_FOUND, {}, APPLICATION);
  const { submittedOn: from } = application;
  if (visitedOn < from || visitedOn > today) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from, to: today }, 'input.visitedOn');
  }
  const isAnother = application.state === 'VERIFIED';
  const begun = isAnother ? null : await beginApplicationStep(context, application.id, 'verify');
  if (begun && 'errors' in begun) return begun;
  await manager.insert(FieldVisit, {
    ...{ id: randomUUID(), applicationId: application.id, visitedOn, visitedBy: caller.subject },
    ...{ findings: findings.trim(), answers },
  });
  if (begun) return takeApplicationStep(context, application, begun.step);
  await auditApplication(context, application, 'visit');
  return { applicationId: application.id, errors: [] };
}

/** The household no longer wants it; possible until it is decided. */
export async function withdrawApplication(
  context: CommandContext,
  { applicationId, reason }: WithdrawApplicationInput,
): Promise<ApplicationChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginApplicationStep(context, applicationId, 'withdraw');
  if ('errors' in begun) return begun;
  return takeApplicationStep(context, begun.application, begun.step, reason.trim());
}
