import 'reflect-metadata';
import { serviceOf } from '@solidarity/subgraph-kit/server/part';
import { conditionalityPart } from './conditionality/part';
import { damanPart } from './daman/part';
import { eligibilityPart } from './eligibility/part';
import { enrolmentPart } from './enrolment/part';
import { grievancesPart } from './grievances/part';
import { paymentsPart } from './payments/part';
import { programmesPart } from './programmes/part';
import { registryPart } from './registry/part';
import { reviewsPart } from './reviews/part';
import { settlementPart } from './settlement/part';
import { standingPart } from './standing/part';

/** The unified registry, and social protection in cash over it. */
export const service = serviceOf(
  'beneficiaries',
  registryPart,
  programmesPart,
  eligibilityPart,
  enrolmentPart,
  conditionalityPart,
  paymentsPart,
  settlementPart,
  reviewsPart,
  grievancesPart,
  damanPart,
  standingPart,
);
