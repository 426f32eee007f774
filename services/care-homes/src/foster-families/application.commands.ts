import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { isWritten, LONGEST_NAME, LONGEST_TEXT } from '../institutions/written';
import { FosterApplicant } from './applicant.entity';
import { FosterCorrection, FosterDocument } from './document.entity';
import { missingDocuments, PERSONAL_DOCUMENTS } from './documents';
import { familyProblems, isCouple } from './family';
import { fosterApplication, OPEN_FOR_CHANGES } from './foster-application';
import { FosterApplication } from './foster-application.entity';
import type {
  AddFosterDocumentInput,
  CorrectFosterApplicationInput,
  FosterApplicationInput,
  FosterFamilyInput,
  FosterReasonInput,
  StartFosterApplicationInput,
} from './foster-application.inputs';
import { refusals } from './refusals';
import { fosterProcedure } from './rules';
import {
  applicantsOf,
  auditStep,
  beginStep,
  documentsOf,
  FIELD,
  lockApplication,
  takeStep,
  type FosterChange,
} from './step.commands';

/** Begins an application: a draft, for which papers are then gathered. */
export function startFosterApplication(
  context: CommandContext,
  input: StartFosterApplicationInput,
): Promise<FosterChange> {
  return idempotently(context, 'startFosterApplication', input.idempotencyKey, input, () =>
    start(context, input),
  );
}

async function start(context: CommandContext, input: StartFosterApplicationInput): Promise<FosterChange> {
  const { manager, caller, clock, today } = context;
  const errors = familyProblems(input.family, today);
  if (errors.length > 0) return { errors };
  const assistedByNgoId = assistingNgo(context, input.assistedByNgoId ?? null);
  if (assistedByNgoId === undefined) return refuse(refusals.NGO_NOT_YOURS, {}, 'input.assistedByNgoId');
  const [applicantPersonId = '', spousePersonId = null] = input.family.applicants.map(({ personId }) =>
    personId.toLowerCase(),
  );
  const application = {
    ...{ id: randomUUID(), applicantPersonId, spousePersonId, assistedByNgoId },
    ...{ state: 'DRAFT' as const, stateSince: clock.now().toISOString() },
    kind: isCouple(input.family) ? ('COUPLE' as const) : ('SINGLE_WOMAN' as const),
    ...declaredBy(input.family),
    ...{ startedBy: caller.subject, submittedOn: null },
  };
  try {
    await manager.insert(FosterApplication, application);
    await manager.insert(
      FosterApplicant,
      input.family.applicants.map(({ personId, birthDate, sex, ...declared }, index) => ({
        ...{ id: randomUUID(), applicationId: application.id, personId: personId.toLowerCase() },
        ...{ place: index + 1, birthDate, sex, ...declared, religion: declared.religion ?? null },
      })),
    );
  } catch (error) {
    if (violatedConstraint(error) !== 'foster_applicant_one_open_application') throw error;
    return refuse(refusals.APPLIES_ALREADY, {}, 'input.family.applicants');
  }
  const { subjectType } = fosterApplication;
  const step = { subjectType, from: null, action: 'start', to: application.state };
  await recordTransition(context, { subjectId: application.id, step });
  await auditStep(context, application, 'start');
  return { applicationId: application.id, errors: [] };
}

/** The NGO that helps the family; undefined when the caller may not act for it. */
function assistingNgo({ caller }: CommandContext, asked: string | null): string | null | undefined {
  const id = asked === null ? null : (knownId(asked, 'uuid') ?? undefined);
  if (caller.role !== 'ngo_partner') return id;
  const own = caller.claims.ngoId;
  return id === null || id === own ? own : undefined;
}

/** Corrects what was declared while the papers are still with the family; the former words are kept. */
export async function correctFosterApplication(
  context: CommandContext,
  { applicationId, family }: CorrectFosterApplicationInput,
): Promise<FosterChange> {
  const { manager, caller, today } = context;
  const errors = familyProblems(family, today);
  if (errors.length > 0) return { errors };
  const application = await lockApplication(manager, applicationId);
  const refused = closedForChanges(application);
  if (refused || !application) return refused ?? refuse(refusals.APPLICATION_NOT_FOUND, {}, FIELD);
  const applicants = await applicantsOf(manager, application.id);
  const declared = family.applicants.map((one) => ({ ...one, personId: one.personId.toLowerCase() }));
  const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId).join();
  if (ids(declared) !== ids(applicants)) return refuse(refusals.OTHER_PEOPLE, {}, 'input.family.applicants');
  await manager.insert(FosterCorrection, {
    ...{ id: randomUUID(), applicationId: application.id, correctedBy: caller.subject },
    before: { application, applicants },
  });
  await manager.update(FosterApplication, { id: application.id }, declaredBy(family));
  for (const { personId, birthDate, sex, maritalStatus, schooling, religion = null } of declared) {
    const corrected = { birthDate, sex, maritalStatus, schooling, religion };
    await manager.update(FosterApplicant, { applicationId: application.id, personId }, corrected);
  }
  await auditStep(context, application, 'correct');
  return { applicationId: application.id, errors: [] };
}

/** Takes a document in; the latest of a kind counts. */
export async function addFosterDocument(
  context: CommandContext,
  input: AddFosterDocumentInput,
): Promise<FosterChange> {
  const { manager, caller, today } = context;
  const { kind, number, issuedOn, isFavourable } = input;
  if (!isWritten(number, LONGEST_NAME)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_NAME }, 'input.number');
  }
  if (issuedOn > today) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from: '1900-01-01', to: today }, 'input.issuedOn');
  }
  const application = await lockApplication(manager, input.applicationId);
  const refused = closedForChanges(application);
  if (refused || !application) return refused ?? refuse(refusals.APPLICATION_NOT_FOUND, {}, FIELD);
  const personId = input.personId?.toLowerCase() ?? null;
  const isPersonal = PERSONAL_DOCUMENTS.includes(kind);
  if (isPersonal && personId === null) return refuse(refusals.DOCUMENT_OF_NOBODY, {}, 'input.personId');
  if (!isPersonal && personId !== null) return refuse(refusals.DOCUMENT_OF_FAMILY, {}, 'input.personId');
  if (personId !== null && ![application.applicantPersonId, application.spousePersonId].includes(personId)) {
    return refuse(refusals.NOT_AN_APPLICANT, {}, 'input.personId');
  }
  await manager.insert(FosterDocument, {
    ...{ id: randomUUID(), applicationId: application.id, personId, kind, number: number.trim() },
    ...{ issuedOn, isFavourable, receivedBy: caller.subject },
  });
  await auditStep(context, application, 'add_document');
  return { applicationId: application.id, errors: [] };
}

/** Hands an application in, the first time or again, once every document that is asked for is there. */
export async function submitFosterApplication(
  context: CommandContext,
  { applicationId }: FosterApplicationInput,
): Promise<FosterChange> {
  const begun = await beginStep(context, applicationId, 'submit');
  if ('errors' in begun) return begun;
  const { application, step } = begun;
  const { manager, today } = context;
  const { value } = await rulesOn(manager, 'foster_procedure', today, fosterProcedure);
  const applicants = await applicantsOf(manager, application.id);
  const missing = missingDocuments(
    applicants.map(({ personId }) => personId),
    await documentsOf(manager, application.id),
    value,
    today,
  );
  if (missing.length > 0) {
    const documents = [...new Set(missing.map(({ kind }) => kind))].join(', ');
    return refuse(refusals.DOCUMENTS_MISSING, { documents }, FIELD);
  }
  return takeStep(context, application, step);
}

/** The family no longer wants it; possible from every state in which it is not over. */
export async function withdrawFosterApplication(
  context: CommandContext,
  { applicationId, reason }: FosterReasonInput,
): Promise<FosterChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginStep(context, applicationId, 'withdraw');
  if ('errors' in begun) return begun;
  return takeStep(context, begun.application, begun.step, reason.trim());
}

function declaredBy({ marriedOn, areaId, address, monthlyIncome, wish }: FosterFamilyInput) {
  const { ageFrom, ageTo, sex = null, takesSiblings } = wish;
  return {
    ...{ marriedOn: marriedOn ?? null, areaId, address: address.trim(), monthlyIncome },
    wish: { ageFrom, ageTo, sex, takesSiblings },
  };
}

function closedForChanges(application: FosterApplication | null): { errors: Refusal[] } | null {
  if (!application) return refuse(refusals.APPLICATION_NOT_FOUND, {}, FIELD);
  const { state } = application;
  return OPEN_FOR_CHANGES.includes(state) ? null : refuse(refusals.CLOSED_FOR_CHANGES, { state }, FIELD);
}
