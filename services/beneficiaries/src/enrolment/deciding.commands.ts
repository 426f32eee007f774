import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { holdDamanMonths } from '../daman/paid-months.commands';
import { assessHousehold, type Assessed } from '../eligibility/assessment.commands';
import { closedBy, type ProgrammePays } from '../programmes/programme';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { lockHousehold } from '../registry/household-record.commands';
import { applicationDecision, decidingProblems, hasReason, type ApplicationOutcome } from './application';
import { BenefitApplication } from './application.entity';
import type { DecideApplicationInput } from './application.inputs';
import {
  APPLICATION,
  beginApplicationStep,
  isWritten,
  LONGEST_TEXT,
  papersOf,
  takeApplicationStep,
  termsOn,
  type ApplicationChange,
} from './application-step.commands';
import { beginningOf } from './beginning.commands';
import { ApplicationDecision, FieldVisit } from './case.entity';
import { enrol } from './enrolling.commands';
import { entitledFrom } from './enrolment';
import { entitledPersons, type EntitledPerson } from './entitled-persons';
import { livingMembers } from './members.commands';
import { because, told } from './reasons';
import { refusals } from './refusals';
import type { EnrolmentTerms } from './terms';

/** Approves or refuses an application that was verified. An approval enrols the household in the same transaction. */
export async function decideApplication(
  context: CommandContext,
  input: DecideApplicationInput,
): Promise<ApplicationChange> {
  const { manager, caller } = context;
  const reason = input.reason?.trim() ? input.reason.trim() : null;
  if (reason !== null && !isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const household = await holdHousehold(context, input);
  if (!household) return refuse(refusals.APPLICATION_NOT_FOUND, {}, APPLICATION);
  const begun = await beginApplicationStep(
    context,
    input.applicationId,
    input.approve ? 'approve' : 'refuse',
  );
  if ('errors' in begun) return begun;
  const { application, step } = begun;
  const { id: applicationId, programmeId, submittedOn } = application;

  const assessed = await assessHousehold(context, household.id, programmeId, submittedOn);
  const incompetent = await problemsOfDecider(context, applicationId, assessed);
  if (incompetent) return incompetent;
  const isEligible = assessed.decision.outcome === 'ELIGIBLE';
  if (input.approve && !isEligible) return notAllowed(assessed.decision);
  const programme = await manager.findOneByOrFail(Programme, { id: programmeId });
  const closedOn = closedBy(programme, context.today);
  // The rules are those of the day of the application, but from the day on which it closes a programme enrols nobody.
  if (input.approve && closedOn !== null) {
    return refuse(refusals.PROGRAMME_CLOSED, { closesOn: closedOn }, APPLICATION);
  }
  const words = { closedOn, words: reason };
  if (!input.approve && !hasReason({ isEligible, ...words })) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const outcome: ApplicationOutcome = input.approve ? 'APPROVED' : 'REFUSED';
  const decided = {
    decision: applicationDecision(outcome, assessed.decision, words),
    ...{ assessmentId: assessed.assessmentId, decidedOn: context.today, decidedBy: caller.subject },
  };
  await manager.insert(ApplicationDecision, { id: randomUUID(), applicationId, ...decided });
  const change = await takeApplicationStep(context, application, step, reason, decided);
  const errors = input.approve
    ? await enrolBy(context, application, {
        household,
        programme,
        assessed,
        personIds: input.personIds ?? null,
      })
    : [];
  return { ...change, errors, eligibility: assessed.decision };
}

/** The household first and then its cases, as every command that holds both; before it what Daman has paid. */
async function holdHousehold(
  { manager }: CommandContext,
  { applicationId, approve }: DecideApplicationInput,
): Promise<Household | null> {
  const id = knownId(applicationId, 'uuid');
  const application = id === null ? null : await manager.findOneBy(BenefitApplication, { id });
  if (!application) return null;
  if (approve) await holdDamanMonths(manager, application.householdId);
  return lockHousehold(manager, application.householdId);
}

async function problemsOfDecider(
  { manager, caller }: CommandContext,
  applicationId: string,
  { conflicts }: Assessed,
): Promise<{ errors: Refusal[] } | null> {
  const visits = await manager.findBy(FieldVisit, { applicationId });
  const decisions = await manager.findBy(ApplicationDecision, { applicationId });
  const problems = decidingProblems(
    {
      decider: caller.subject,
      visitors: visits.map(({ visitedBy }) => visitedBy),
      formerDeciders: decisions.map(({ decidedBy }) => decidedBy),
    },
    { conflicts, answered: visits.flatMap(({ answers }) => answers.map(({ fact }) => fact)) },
  );
  return problems.length > 0
    ? refuse(refusals.MAY_NOT_DECIDE, { reasons: told(problems) }, APPLICATION)
    : null;
}

function notAllowed(decision: DecisionOf<string>): ApplicationChange {
  const reasons =
    decision.reasons.length > 0 ? decision.reasons : [because('NOT_ELIGIBLE', decision.outcome)];
  return {
    ...refuse(refusals.APPROVAL_NOT_POSSIBLE, { reasons: told(reasons) }, APPLICATION),
    eligibility: decision,
  };
}

interface Approval {
  readonly household: Household;
  readonly programme: Programme;
  readonly assessed: Assessed;
  readonly personIds: readonly string[] | null;
}

/** Enrols the household, or says why that cannot be. */
async function enrolBy(
  context: CommandContext,
  application: BenefitApplication,
  { household, programme, assessed: { entitled }, personIds }: Approval,
): Promise<Refusal[]> {
  const { dissolvedOn } = household;
  if (dissolvedOn !== null) return refuse(refusals.HOUSEHOLD_DISSOLVED, { dissolvedOn }, APPLICATION).errors;
  const { id: applicationId, programmeId, channel, submittedOn } = application;
  const terms = await termsOn(context, submittedOn);
  const { pays } = programme;
  const named = personIds?.map((id) => knownId(id, 'uuid') ?? id) ?? null;
  const chosen = await choosePersons(context, application, { entitled, named, terms, pays });
  if (chosen.errors) return chosen.errors;
  const from = entitledFrom(terms, submittedOn, context.today);
  const beginning = await beginningOf(context, household, { pays, persons: chosen.persons, from });
  const enrolled = await enrol(context, {
    ...{ household, programmeId, applicationId, channel, terms, ...beginning },
  });
  return enrolled.errors;
}

interface Choice {
  readonly entitled: Assessed['entitled'];
  readonly named: readonly string[] | null;
  readonly terms: EnrolmentTerms;
  readonly pays: ProgrammePays;
}

/** Who is entitled, where the programme pays persons; nobody where it pays the household. */
async function choosePersons(
  { manager }: CommandContext,
  { id, householdId }: BenefitApplication,
  { entitled: found, named, terms, pays }: Choice,
): Promise<{ persons: readonly EntitledPerson[]; errors?: never } | { errors: Refusal[] }> {
  const field = 'input.personIds';
  if (pays === 'HOUSEHOLD') {
    return named === null ? { persons: [] } : refuse(refusals.PERSONS_NOT_NEEDED, {}, field);
  }
  const memberIds = (await livingMembers(manager, householdId)).map(({ personId }) => personId);
  const papers = await papersOf(manager, id);
  const { persons, problems } = entitledPersons({ found, memberIds, papers, named }, terms);
  if (problems.length > 0) return refuse(refusals.PERSONS_NOT_ENTITLED, { reasons: told(problems) }, field);
  return persons.length > 0 ? { persons } : refuse(refusals.NOBODY_ENTITLED, {}, field);
}
