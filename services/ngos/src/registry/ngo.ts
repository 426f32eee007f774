/** The words in which the register speaks of an NGO (جمعية أو مؤسسة أهلية). */

/** What an NGO is by law. */
export const NgoKind = {
  ASSOCIATION: 'ASSOCIATION',
  FOUNDATION: 'FOUNDATION',
  UNION: 'UNION',
  FOREIGN_BRANCH: 'FOREIGN_BRANCH',
} as const;
export type NgoKind = keyof typeof NgoKind;

/** What an NGO works for. */
export const FieldOfWork = {
  COMMUNITY_DEVELOPMENT: 'COMMUNITY_DEVELOPMENT',
  CHILD_AND_FAMILY: 'CHILD_AND_FAMILY',
  SOCIAL_ASSISTANCE: 'SOCIAL_ASSISTANCE',
  OLDER_PEOPLE: 'OLDER_PEOPLE',
  DISABILITY: 'DISABILITY',
  HEALTH: 'HEALTH',
  EDUCATION: 'EDUCATION',
  WOMEN: 'WOMEN',
  MICROFINANCE: 'MICROFINANCE',
  ENVIRONMENT: 'ENVIRONMENT',
  YOUTH: 'YOUTH',
  CULTURE: 'CULTURE',
  RELIEF: 'RELIEF',
  HUMAN_RIGHTS: 'HUMAN_RIGHTS',
} as const;
export type FieldOfWork = keyof typeof FieldOfWork;

/** Where an NGO stands in its life with the register. */
export const NgoStatus = {
  SUBMITTED: 'SUBMITTED',
  COMPLETE: 'COMPLETE',
  OBJECTED: 'OBJECTED',
  MENDED: 'MENDED',
  REGISTERED: 'REGISTERED',
  WARNED: 'WARNED',
  SUSPENDED: 'SUSPENDED',
  DISSOLVED: 'DISSOLVED',
} as const;
export type NgoStatus = keyof typeof NgoStatus;

/** Whether an NGO may act, as anyone may know it. */
export const NgoStandingState = {
  NOT_REGISTERED: 'NOT_REGISTERED',
  GOOD: 'GOOD',
  WARNED: 'WARNED',
  SUSPENDED: 'SUSPENDED',
  EXPIRED: 'EXPIRED',
  DISSOLVED: 'DISSOLVED',
} as const;
export type NgoStandingState = keyof typeof NgoStandingState;

/** A paper of an NGO's file. */
export const NgoDocumentKind = {
  STATUTE: 'STATUTE',
  FOUNDERS_LIST: 'FOUNDERS_LIST',
  FOUNDING_MINUTES: 'FOUNDING_MINUTES',
  SEAT_PROOF: 'SEAT_PROOF',
  CRIMINAL_RECORDS: 'CRIMINAL_RECORDS',
  CAPITAL_PROOF: 'CAPITAL_PROOF',
  MEMBERS_DECISIONS: 'MEMBERS_DECISIONS',
  FOREIGN_PERMIT: 'FOREIGN_PERMIT',
  OTHER: 'OTHER',
} as const;
export type NgoDocumentKind = keyof typeof NgoDocumentKind;

/** By what a licence was given. */
export const NgoLicenceKind = {
  EARLIER_LAW: 'EARLIER_LAW',
  FIRST: 'FIRST',
  REGULARISATION: 'REGULARISATION',
  RENEWAL: 'RENEWAL',
} as const;
export type NgoLicenceKind = keyof typeof NgoLicenceKind;

/** What the ministry or a court holds against an NGO. */
export const NgoMeasureKind = {
  OBJECTION: 'OBJECTION',
  WARNING: 'WARNING',
  SUSPENSION: 'SUSPENSION',
  DISSOLUTION: 'DISSOLUTION',
} as const;
export type NgoMeasureKind = keyof typeof NgoMeasureKind;

/** What somebody is on an NGO's board. */
export const NgoBoardOffice = {
  CHAIR: 'CHAIR',
  DEPUTY_CHAIR: 'DEPUTY_CHAIR',
  SECRETARY: 'SECRETARY',
  TREASURER: 'TREASURER',
  MEMBER: 'MEMBER',
} as const;
export type NgoBoardOffice = keyof typeof NgoBoardOffice;
