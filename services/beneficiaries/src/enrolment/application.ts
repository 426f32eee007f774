/**
 * A household applies for a programme: it hands in its papers, a case worker visits it, and somebody else decides.
 *
 * Papers are complete when each kind that the programme asks for is there and its original was seen (rules data
 * `enrolment_terms`). The visit looks at what the family declares and at every fact of which the registries say
 * something else. The decision follows the rules of eligibility: nobody is approved whom they exclude, and who refuses
 * an eligible household says why; that the programme was closed meanwhile is a reason of its own. Whoever visited does
 * not decide; where an upheld grievance reopens an application, whoever decided it does not decide it again. (DOMAIN.md,
 * enrolment and grievances; the order of the steps is practice.)
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { decide, type DecisionOf, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { because } from './reasons';
import type { DocumentKind } from './terms';

/** How far an application has come. */
export const ApplicationState = {
  SUBMITTED: 'SUBMITTED',
  DOCUMENTS_COMPLETE: 'DOCUMENTS_COMPLETE',
  VERIFIED: 'VERIFIED',
  APPROVED: 'APPROVED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type ApplicationState = keyof typeof ApplicationState;

export type ApplicationAction = 'complete' | 'verify' | 'approve' | 'refuse' | 'withdraw' | 'reopen';

const WORKERS = ['ministry_admin', 'case_worker'] as const satisfies readonly Role[];
const withdraw = { to: 'WITHDRAWN', by: [...WORKERS, 'citizen'] } as const;

export const benefitApplication = defineStateMachine<ApplicationState, ApplicationAction>({
  subjectType: 'benefit_application',
  actions: {
    complete: { en: 'record the documents that are missing', ar: 'تسجيل المستندات الناقصة' },
    verify: { en: 'record the visit', ar: 'تسجيل الزيارة' },
    approve: { en: 'approve the application', ar: 'قبول الطلب' },
    refuse: { en: 'refuse the application', ar: 'رفض الطلب' },
    withdraw: { en: 'withdraw the application', ar: 'سحب الطلب' },
    reopen: null,
  },
  states: {
    SUBMITTED: { complete: { to: 'DOCUMENTS_COMPLETE', by: WORKERS }, withdraw },
    DOCUMENTS_COMPLETE: { verify: { to: 'VERIFIED', by: WORKERS }, withdraw },
    VERIFIED: {
      approve: { to: 'APPROVED', by: WORKERS },
      refuse: { to: 'REFUSED', by: WORKERS },
      withdraw,
    },
    APPROVED: {},
    // A grievance that was upheld, and nobody of their own accord.
    REFUSED: { reopen: { to: 'VERIFIED', by: WORKERS } },
    WITHDRAWN: {},
  },
});

/** States in which an application is still to be decided. */
export const OPEN_STATES = [
  'SUBMITTED',
  'DOCUMENTS_COMPLETE',
  'VERIFIED',
] as const satisfies readonly ApplicationState[];

/** A paper as far as completeness looks at it. */
export interface PaperFacts {
  readonly kind: DocumentKind;
  readonly isVerified: boolean;
}

/** The kinds that are asked for and of which no original was seen; the latest of a kind counts. */
export function missingDocuments(
  asked: readonly DocumentKind[],
  papers: readonly PaperFacts[],
): DocumentKind[] {
  return asked.filter((kind) => !papers.findLast((paper) => paper.kind === kind)?.isVerified);
}

/** Who takes part in what, everybody by the opaque id of the identity provider. */
export interface DeciderFacts {
  readonly decider: string;
  readonly visitors: readonly string[];
  readonly formerDeciders: readonly string[];
}

/** What was found out before the decision. */
export interface CaseFacts {
  /** Facts of which the family and a registry say different things. */
  readonly conflicts: readonly string[];
  /** Those to which a visit has given an answer. */
  readonly answered: readonly string[];
}

/** Why this person cannot decide this application now; nothing when they can. */
export function decidingProblems(
  { decider, visitors, formerDeciders }: DeciderFacts,
  { conflicts, answered }: CaseFacts,
): readonly DecisionReason[] {
  const open = conflicts.filter((fact) => !answered.includes(fact));
  return decide('', {})
    .check(!visitors.includes(decider), because('VISITED_BY_DECIDER'))
    .check(!formerDeciders.includes(decider), because('DECIDED_BEFORE'))
    .check(open.length === 0, because('CONFLICTS_NOT_ANSWERED', open.join(', ')))
    .outcome('MAY_DECIDE', 'MAY_NOT_DECIDE').reasons;
}

export type ApplicationOutcome = 'APPROVED' | 'REFUSED';

/** What a refusal has to say beside what the rules of eligibility do. */
export interface Refusing {
  readonly isEligible: boolean;
  /** The day on which the programme was closed, after which nobody is enrolled; null while it is open. */
  readonly closedOn: PlainDate | null;
  /** Of who decides. */
  readonly words: string | null;
}

/** Whether a refusal has a reason: the rules, the programme that is closed, or the words of who decides. */
export function hasReason({ isEligible, closedOn, words }: Refusing): boolean {
  return !isEligible || closedOn !== null || words !== null;
}

/** The decision as it is kept and told: what the rules said, and the words of who decided. */
export function applicationDecision(
  outcome: ApplicationOutcome,
  eligibility: DecisionOf<string>,
  { closedOn, words }: Pick<Refusing, 'closedOn' | 'words'>,
): DecisionOf<ApplicationOutcome> {
  const closed = closedOn === null ? [] : [because('PROGRAMME_CLOSED', closedOn)];
  const inItsWords: DecisionReason[] =
    words === null ? [] : [{ code: 'DECIDER', message: { ar: words, en: null }, fact: null, limit: null }];
  return {
    outcome,
    rulesVersion: eligibility.rulesVersion,
    reasons: [...(outcome === 'APPROVED' ? [] : [...eligibility.reasons, ...closed]), ...inItsWords],
    inputs: [...eligibility.inputs, { name: 'eligibility', value: eligibility.outcome }],
  };
}
