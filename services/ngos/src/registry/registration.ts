/**
 * The life of an NGO with the register (Law 149/2019 and its by-laws of 11 January 2021).
 *
 * Who founds an NGO notifies the ministry. Once the notification is complete the NGO has legal personality, and a term
 * of working days runs in which the ministry may object, with its reasons and the law's article. What was objected to is
 * mended and the notification completed anew. When the term has passed without an objection the NGO is registered by
 * law, whether or not anybody has recorded it. A registered NGO that breaks its duties is warned with time to mend, and
 * suspended when it has not mended in time; it can be reinstated. Only a court dissolves it.
 *
 * An NGO older than the law stands in the register already and regularises (توفيق الأوضاع) within the time given.
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import type { NgoStatus } from './ngo';

export type NgoAction =
  | 'submit'
  | 'enter'
  | 'mend'
  | 'confirmComplete'
  | 'object'
  | 'register'
  | 'registerByLaw'
  | 'regularise'
  | 'warn'
  | 'acceptMending'
  | 'suspend'
  | 'reinstate'
  | 'dissolve';

/** Who decides on NGOs for the ministry. */
const OFFICERS = ['inspector', 'ministry_admin'] as const satisfies readonly Role[];
/** Who speaks for an NGO: its own people, or an officer who takes in their papers. */
const APPLICANTS = ['ngo_partner', ...OFFICERS] as const satisfies readonly Role[];

export const registration = defineStateMachine<NgoStatus, NgoAction>({
  subjectType: 'ngo',
  actions: {
    submit: null,
    enter: null,
    mend: { en: 'mend the notification', ar: 'استكمال الإخطار' },
    confirmComplete: { en: 'confirm that it is complete', ar: 'اعتماد اكتمال الإخطار' },
    object: { en: 'object', ar: 'الاعتراض' },
    register: { en: 'register the organisation', ar: 'قيد المنظمة' },
    registerByLaw: null,
    regularise: { en: 'regularise the organisation', ar: 'توفيق الأوضاع' },
    warn: { en: 'warn the organisation', ar: 'إنذار المنظمة' },
    acceptMending: { en: 'accept the mending', ar: 'قبول إزالة المخالفة' },
    suspend: { en: 'suspend the organisation', ar: 'إيقاف المنظمة' },
    reinstate: { en: 'reinstate the organisation', ar: 'إعادة المنظمة للنشاط' },
    dissolve: { en: 'dissolve the organisation', ar: 'حل المنظمة' },
  },
  states: {
    SUBMITTED: {
      mend: { to: 'SUBMITTED', by: APPLICANTS },
      confirmComplete: { to: 'COMPLETE', by: OFFICERS },
    },
    COMPLETE: {
      object: { to: 'OBJECTED', by: OFFICERS },
      register: { to: 'REGISTERED', by: OFFICERS },
      registerByLaw: { to: 'REGISTERED', by: ['system'] },
    },
    OBJECTED: { mend: { to: 'MENDED', by: APPLICANTS } },
    MENDED: {
      mend: { to: 'MENDED', by: APPLICANTS },
      confirmComplete: { to: 'COMPLETE', by: OFFICERS },
    },
    REGISTERED: {
      regularise: { to: 'REGISTERED', by: OFFICERS },
      warn: { to: 'WARNED', by: OFFICERS },
      dissolve: { to: 'DISSOLVED', by: OFFICERS },
    },
    WARNED: {
      acceptMending: { to: 'REGISTERED', by: OFFICERS },
      suspend: { to: 'SUSPENDED', by: OFFICERS },
      dissolve: { to: 'DISSOLVED', by: OFFICERS },
    },
    SUSPENDED: {
      reinstate: { to: 'REGISTERED', by: OFFICERS },
      dissolve: { to: 'DISSOLVED', by: OFFICERS },
    },
    DISSOLVED: {},
  },
});

/** How a record of the register begins: with a notification, or taken over from the registers of earlier laws. */
export const SUBMITTED = { subjectType: 'ngo', from: null, action: 'submit', to: 'SUBMITTED' } as const;
export const ENTERED = { subjectType: 'ngo', from: null, action: 'enter', to: 'REGISTERED' } as const;
