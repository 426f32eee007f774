/**
 * The life of an application: submitted → approved → disbursed; or refused; or withdrawn before the money is given.
 *
 * Three pairs of eyes: whoever submitted it cannot approve it, and whoever submitted or approved it cannot give the
 * money. The lender (or the ministry) decides, the ministry's finance officer disburses (DOMAIN and ARCHITECTURE: "cannot
 * approve what it made", "disbursements: approves"). PostgreSQL holds the same by a check of its own.
 */
import { defineReasons, type Decision, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';

export const ApplicationState = {
  SUBMITTED: 'SUBMITTED',
  APPROVED: 'APPROVED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
  DISBURSED: 'DISBURSED',
} as const;
export type ApplicationState = keyof typeof ApplicationState;

export type ApplicationAction = 'approve' | 'refuse' | 'withdraw' | 'disburse';

/** Who did what so far, by the opaque ids of the identity provider, and who acts now. */
export interface ApplicationHands {
  readonly actor: string;
  readonly submittedBy: string;
  readonly approvedBy: string | null;
}

const because = defineReasons({
  SUBMITTED_BY_YOU: {
    en: 'You submitted this application; somebody else has to do this.',
    ar: 'أنت من قدّم هذا الطلب؛ يجب أن يقوم بهذا الإجراء شخص آخر.',
  },
  APPROVED_BY_YOU: {
    en: 'You approved this application; somebody else has to give the money.',
    ar: 'أنت من وافق على هذا الطلب؛ يجب أن يصرف المبلغ شخص آخر.',
  },
});

const notYourOwn = ({ actor, submittedBy }: ApplicationHands): DecisionReason | null =>
  actor === submittedBy ? because('SUBMITTED_BY_YOU') : null;

const notYourHands = (hands: ApplicationHands): DecisionReason | null =>
  hands.actor === hands.approvedBy ? because('APPROVED_BY_YOU') : notYourOwn(hands);

export const application = defineStateMachine<ApplicationState, ApplicationAction, ApplicationHands>({
  subjectType: 'loan_application',
  actions: {
    approve: { en: 'approve the application', ar: 'قبول الطلب' },
    refuse: { en: 'refuse the application', ar: 'رفض الطلب' },
    withdraw: { en: 'withdraw the application', ar: 'سحب الطلب' },
    disburse: { en: 'disburse the loan', ar: 'صرف التمويل' },
  },
  states: {
    SUBMITTED: {
      approve: { to: 'APPROVED', by: ['lender_officer', 'ministry_admin'], unless: notYourOwn },
      refuse: { to: 'REFUSED', by: ['lender_officer', 'ministry_admin'] },
      withdraw: { to: 'WITHDRAWN', by: ['lender_officer', 'ministry_admin'] },
    },
    APPROVED: {
      disburse: { to: 'DISBURSED', by: ['finance_officer', 'ministry_admin'], unless: notYourHands },
      withdraw: { to: 'WITHDRAWN', by: ['lender_officer', 'ministry_admin'] },
    },
    REFUSED: {},
    WITHDRAWN: {},
    DISBURSED: {},
  },
});

const judged = defineReasons({
  LENDER_JUDGEMENT: { en: '{fact}', ar: '{fact}' },
});

/** The refusal that is told to the applicant: every rule that is not met, and the lender's own reason. */
export function refusalOf(assessment: Decision, reason: string): Decision {
  return {
    ...assessment,
    outcome: 'REFUSED',
    reasons: [...assessment.reasons, judged('LENDER_JUDGEMENT', reason)],
  };
}

/** The approval of an application whose assessment holds. */
export function approvalOf(assessment: Decision): Decision {
  return { ...assessment, outcome: 'APPROVED' };
}
