/**
 * A committee decides about a family: at least three members, each counted once, among them who records the decision.
 * Whoever studied the home or entered the application is no member. It approves nobody whom the rules exclude, and says
 * expressly when it agrees to what only it may set aside. (By-laws of the child law; PostgreSQL keeps the last promise:
 * the checks of `foster_decision`.)
 */
import {
  decide,
  defineReasons,
  type DecisionOf,
  type DecisionReason,
} from '@solidarity/subgraph-kit/records/decision';
import type { EligibilityOutcome } from './eligibility';
import type { FosterProcedure } from './rules';

export type CommitteeOutcome = 'APPROVED' | 'REFUSED' | 'RETURNED';

/** Who decides, and about whose work. Everybody by the opaque id of the identity provider. */
export interface CommitteeFacts {
  readonly members: readonly string[];
  readonly decidedBy: string;
  readonly studiedBy: string;
  readonly startedBy: string;
}

export const because = defineReasons({
  TOO_FEW_MEMBERS: {
    en: 'The committee has {fact} members; at least {limit} are asked for.',
    ar: 'عدد أعضاء اللجنة {fact}، والمطلوب {limit} على الأقل.',
  },
  DECIDED_BY_NO_MEMBER: {
    en: 'Who records the decision must be a member of the committee.',
    ar: 'يجب أن يكون من يسجل القرار عضوًا في اللجنة.',
  },
  STUDIED_BY_A_MEMBER: {
    en: 'Who studied the home does not decide as well.',
    ar: 'لا يشارك في القرار من أجرى البحث الاجتماعي.',
  },
  STARTED_BY_A_MEMBER: {
    en: 'Who entered the application does not decide as well.',
    ar: 'لا يشارك في القرار من سجل الطلب.',
  },
  NOT_ELIGIBLE: {
    en: 'The rules exclude the family: {fact}.',
    ar: 'لا تنطبق الشروط على الأسرة: {fact}.',
  },
  EXCEPTION_NOT_AGREED: {
    en: 'The committee has to agree expressly to: {fact}.',
    ar: 'يلزم موافقة اللجنة صراحة على: {fact}.',
  },
});

/** Why this committee cannot decide; nothing when it can. */
export function committeeProblems(
  { members, decidedBy, studiedBy, startedBy }: CommitteeFacts,
  { leastCommitteeMembers }: Pick<FosterProcedure, 'leastCommitteeMembers'>,
): readonly DecisionReason[] {
  const count = new Set(members).size;
  return decide('', {})
    .check(count >= leastCommitteeMembers, because('TOO_FEW_MEMBERS', count, leastCommitteeMembers))
    .check(members.includes(decidedBy), because('DECIDED_BY_NO_MEMBER'))
    .check(!members.includes(studiedBy), because('STUDIED_BY_A_MEMBER'))
    .check(!members.includes(startedBy), because('STARTED_BY_A_MEMBER'))
    .outcome('MAY_DECIDE', 'MAY_NOT_DECIDE').reasons;
}

/** Why this family cannot be approved today; nothing when it can. */
export function approvalProblems(
  { outcome, reasons }: DecisionOf<EligibilityOutcome>,
  agreesToExceptions: boolean,
): readonly DecisionReason[] {
  const codes = reasons.map(({ code }) => code).join(', ');
  return decide('', {})
    .check(outcome !== 'NOT_ELIGIBLE', because('NOT_ELIGIBLE', codes))
    .check(outcome !== 'COMMITTEE_TO_AGREE' || agreesToExceptions, because('EXCEPTION_NOT_AGREED', codes))
    .outcome('MAY_APPROVE', 'MAY_NOT_APPROVE').reasons;
}

/** What the committee looked at beside the rules. */
export interface Deliberation {
  readonly isRecommended: boolean;
  readonly agreesToExceptions: boolean;
  /** The committee's own words; null when it has nothing to add to an approval. */
  readonly reason: string | null;
}

/** The committee's decision as it is kept and told: the rules that it looked at, its words, and what it set aside. */
export function committeeDecision(
  outcome: CommitteeOutcome,
  eligibility: DecisionOf<EligibilityOutcome>,
  { isRecommended, agreesToExceptions, reason }: Deliberation,
): DecisionOf<CommitteeOutcome> {
  const words = reason === null ? [] : [inItsWords(reason)];
  const inputs = [
    { name: 'isRecommendedByHomeStudy', value: String(isRecommended) },
    { name: 'agreesToExceptions', value: String(agreesToExceptions) },
  ];
  return {
    outcome,
    rulesVersion: eligibility.rulesVersion,
    reasons: [...(outcome === 'APPROVED' ? [] : eligibility.reasons), ...words],
    inputs: [...eligibility.inputs, { name: 'eligibility', value: eligibility.outcome }, ...inputs],
  };
}

function inItsWords(reason: string): DecisionReason {
  return { code: 'COMMITTEE', message: { ar: reason, en: null }, fact: null, limit: null };
}
