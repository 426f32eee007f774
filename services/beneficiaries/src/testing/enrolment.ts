import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import type { EligibilityOutcome } from '../eligibility/judging';
import {
  aHousehold,
  aMember,
  gizaWorker,
  mutate,
  TODAY,
  type MemberInput,
  type TestRefusal,
} from './registry';

/** A second worker of Giza, who decides where the first one visited. */
export const gizaDecider = aCaller('case_worker', { governorate: 'EG_GZ' }, 'decider-giza');
export const gizaThird = aCaller('case_worker', { governorate: 'EG_GZ' }, 'third-giza');
export const financeOfficer = aCaller('finance_officer');

/** What the rules of eligibility say, as a test wants it: enrolment is tested apart from them. */
export function anAssessment(
  outcome: EligibilityOutcome,
  more: Partial<Pick<Assessed, 'conflicts' | 'entitled'>> = {},
): Assessed {
  const message = { ar: 'الدخل أعلى من الحد.', en: 'The score is above the threshold.' };
  const reasons = outcome === 'ELIGIBLE' ? [] : [{ code: 'SCORE', message, fact: '61', limit: '50' }];
  return {
    ...{ assessmentId: randomUUID(), score: '42.00', isNearMiss: outcome === 'NEAR_MISS' },
    ...{ conflicts: [], entitled: [], ...more },
    decision: { outcome, rulesVersion: 'eligibility_takaful#1', reasons, inputs: [] },
  };
}

export interface ApplicationPayload {
  readonly application: {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly missingDocuments: readonly string[];
  } | null;
  readonly eligibility: { readonly outcome: string } | null;
  readonly errors: readonly TestRefusal[];
}

export interface EnrolmentPayload {
  readonly enrolment: { readonly id: string; readonly state: string } | null;
  readonly decision: { readonly outcome: string } | null;
  readonly errors: readonly TestRefusal[];
}

const APPLICATION = `{ application { id number state missingDocuments } eligibility { outcome }
  errors { code field message } }`;
const ENROLMENT = `{ enrolment { id state } decision { outcome } errors { code field message } }`;

const inputType = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;

/** Father, mother and a daughter whom no other test knows. */
export const aFamily = (): MemberInput[] => [
  aMember('HEAD', 'حسن علي', { born: '1985-03-01' }),
  aMember('SPOUSE', 'منى سيد', { born: '1988-07-01', sex: 'FEMALE' }),
  aMember('CHILD', 'ليلى حسن', { born: '2015-01-10', sex: 'FEMALE' }),
];

/** Applications and enrolments of a service, step by step. */
export class Cases {
  constructor(private readonly service: () => TestService) {}

  act(caller: Caller, mutation: string, input: object): Promise<ApplicationPayload> {
    const text = `mutation ($input: ${inputType(mutation)}!) { ${mutation}(input: $input) ${APPLICATION} }`;
    return mutate(this.service(), caller, text, input);
  }

  change(caller: Caller, mutation: string, input: object): Promise<EnrolmentPayload> {
    const text = `mutation ($input: ${inputType(mutation)}!) { ${mutation}(input: $input) ${ENROLMENT} }`;
    return mutate(this.service(), caller, text, input);
  }

  apply(householdId: string, input: object = {}, caller: Caller = gizaWorker): Promise<ApplicationPayload> {
    const given = { householdId, programmeId: 'TAKAFUL', idempotencyKey: randomUUID() };
    return this.act(caller, 'applyForBenefit', { ...given, ...input });
  }

  document(applicationId: string, kind: string, input: object = {}): Promise<ApplicationPayload> {
    const given = { applicationId, kind, number: '17', issuedOn: '2026-10-01', isVerified: true };
    return this.act(gizaWorker, 'recordApplicationDocument', { ...given, ...input });
  }

  visit(applicationId: string, input: object = {}, caller: Caller = gizaWorker): Promise<ApplicationPayload> {
    const given = { applicationId, visitedOn: TODAY, findings: 'كما ذُكر في الطلب' };
    return this.act(caller, 'recordFieldVisit', { ...given, ...input });
  }

  decide(
    applicationId: string,
    input: object = {},
    caller: Caller = gizaDecider,
  ): Promise<ApplicationPayload> {
    return this.act(caller, 'decideApplication', { applicationId, approve: true, ...input });
  }

  /** A programme that pays the household as one, with the rules of Takaful. */
  async aProgramme(id: string): Promise<void> {
    const { owner } = this.service().database;
    await owner(
      `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
       values ($1, 'برنامج', 'Programme', 'HOUSEHOLD', false, '2020-01-01')`,
      [id],
    );
    await owner(
      `insert into rule_version (name, effective_from, value, source, is_sample)
       select $1, effective_from, value, source, is_sample from rule_version where name = 'eligibility_takaful'`,
      [`eligibility_${id.toLowerCase()}`],
    );
  }

  /** An application that waits for its decision; visited by the first worker. */
  async aVerified(householdId: string, input: object = {}): Promise<string> {
    const { application, errors } = await this.apply(householdId, input);
    if (!application) throw new Error(JSON.stringify(errors));
    for (const kind of application.missingDocuments) await this.document(application.id, kind);
    await this.visit(application.id);
    return application.id;
  }

  /** A family that is enrolled in Takaful: paid from December 2026. */
  async anEnrolled(
    members: readonly MemberInput[] = aFamily(),
    input: object = {},
  ): Promise<{ householdId: string; people: string[]; applicationId: string; enrolmentId: string }> {
    const { id: householdId, people } = await aHousehold(this.service(), members);
    const applicationId = await this.aVerified(householdId);
    const { errors } = await this.decide(applicationId, input);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return { householdId, people, applicationId, enrolmentId: await this.enrolmentOf(householdId) };
  }

  async enrolmentOf(householdId: string): Promise<string> {
    const [row] = await this.service().database.owner<{ id: string }>(
      'select id from enrolment where household_id = $1 order by enrolled_on desc, id desc limit 1',
      [householdId],
    );
    if (!row) throw new Error('The household is not enrolled.');
    return row.id;
  }

  /** The columns of an enrolment as they stand in the database. */
  async row(enrolmentId: string): Promise<Record<string, unknown>> {
    const [row] = await this.service().database.owner<Record<string, unknown>>(
      `select state, payee_id, entitled_from::text, entitled_until::text, recertify_by::text, exited_on::text,
              exit_reason, exited_by from enrolment where id = $1`,
      [enrolmentId],
    );
    return row ?? {};
  }

  /** From which months on the payments were told to look at an enrolment again, and why, in that order. */
  async noted(enrolmentId: string): Promise<string[]> {
    const rows = await this.service().database.owner<{ told: string }>(
      `select cause || ' ' || from_month as told from entitlement_change where enrolment_id = $1 order by id`,
      [enrolmentId],
    );
    return rows.map(({ told }) => told);
  }

  /** The steps of a record, oldest first. */
  async steps(subjectId: string): Promise<string[]> {
    const rows = await this.service().database.owner<{ step: string }>(
      `select action || ' ' || to_state as step from state_transition where subject_id = $1 order by ordinal`,
      [subjectId],
    );
    return rows.map(({ step }) => step);
  }
}
