/**
 * A family asks to take a child in (كفالة): it applies with its documents, the rules say whether it may, a social worker
 * visits the home, the applicants take the ministry's course, and a committee decides. Who is approved waits for a child
 * by the time of approval, in a list for each governorate. Each step has a term, which is rules data. (Child law and its
 * by-laws as amended; the ministry's practice for the order of the steps.)
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { FosterProcedure } from './rules';

/** How far an application has come. */
export const FosterState = {
  DRAFT: 'DRAFT',
  SUBMITTED: 'SUBMITTED',
  RETURNED: 'RETURNED',
  ELIGIBLE: 'ELIGIBLE',
  NOT_ELIGIBLE: 'NOT_ELIGIBLE',
  HOME_STUDIED: 'HOME_STUDIED',
  TRAINED: 'TRAINED',
  WAITING: 'WAITING',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type FosterState = (typeof FosterState)[keyof typeof FosterState];

export type FosterAction =
  | 'submit'
  | 'find_eligible'
  | 'find_not_eligible'
  | 'return'
  | 'study'
  | 'train'
  | 'send_back'
  | 'approve'
  | 'refuse'
  | 'withdraw';

/** Officers examine and decide; the NGO that helps a family hands its papers in and takes them back. */
const OFFICERS = ['child_protection_officer', 'ministry_admin'] as const satisfies readonly Role[];
const ASSISTANTS = [...OFFICERS, 'ngo_partner'] as const satisfies readonly Role[];
const withdraw = { to: 'WITHDRAWN', by: ASSISTANTS } as const;

export const fosterApplication = defineStateMachine<FosterState, FosterAction>({
  subjectType: 'foster_application',
  actions: {
    submit: { en: 'submit the application', ar: 'تقديم الطلب' },
    find_eligible: { en: 'review the application', ar: 'مراجعة الطلب' },
    find_not_eligible: null,
    return: { en: 'return the application', ar: 'إعادة الطلب للاستكمال' },
    study: { en: 'record the home study', ar: 'تسجيل البحث الميداني' },
    train: { en: 'record the training', ar: 'تسجيل التدريب' },
    send_back: { en: 'send the application back', ar: 'إعادة الطلب إلى الأسرة' },
    approve: { en: 'approve the application', ar: 'قبول الطلب' },
    refuse: { en: 'refuse the application', ar: 'رفض الطلب' },
    withdraw: { en: 'withdraw the application', ar: 'سحب الطلب' },
  },
  states: {
    DRAFT: { submit: { to: 'SUBMITTED', by: ASSISTANTS }, withdraw },
    SUBMITTED: {
      find_eligible: { to: 'ELIGIBLE', by: OFFICERS },
      find_not_eligible: { to: 'NOT_ELIGIBLE', by: OFFICERS },
      return: { to: 'RETURNED', by: OFFICERS },
      withdraw,
    },
    RETURNED: { submit: { to: 'SUBMITTED', by: ASSISTANTS }, withdraw },
    ELIGIBLE: { study: { to: 'HOME_STUDIED', by: OFFICERS }, withdraw },
    HOME_STUDIED: { train: { to: 'TRAINED', by: OFFICERS }, withdraw },
    TRAINED: {
      approve: { to: 'WAITING', by: OFFICERS },
      refuse: { to: 'REFUSED', by: OFFICERS },
      send_back: { to: 'RETURNED', by: OFFICERS },
      withdraw,
    },
    WAITING: { withdraw },
    NOT_ELIGIBLE: {},
    REFUSED: {},
    WITHDRAWN: {},
  },
});

/** States in which what was declared can still be changed. */
export const OPEN_FOR_CHANGES: readonly FosterState[] = ['DRAFT', 'RETURNED'];

/** States in which an application is over, so that the family may apply anew. */
export const CLOSED: readonly FosterState[] = ['NOT_ELIGIBLE', 'REFUSED', 'WITHDRAWN'];

/** The last day for the step that comes next; null where nobody is waited for by a day. */
export function dueDateOf(
  state: FosterState,
  since: PlainDate,
  { daysForNextStep }: Pick<FosterProcedure, 'daysForNextStep'>,
): PlainDate | null {
  const days = daysForNextStep[state];
  return days === undefined ? null : addDays(since, days);
}

/** Whether the next step should have been taken before today. */
export function isLateOn(dueOn: PlainDate | null, today: PlainDate): boolean {
  return dueOn !== null && dueOn < today;
}
