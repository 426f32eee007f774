import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { FosterFamilies1764000000200 } from '../migrations/1764000000200-foster-families';
import { FosterRules1764000000300 } from '../migrations/1764000000300-foster-rules';
import { FosterApplicant } from './applicant.entity';
import { FosterDecision, FosterHomeStudy } from './decision.entity';
import { FosterCorrection, FosterDocument } from './document.entity';
import { FosterApplication } from './foster-application.entity';
import { FosterApplicationResolver } from './foster-application.resolver';
import { FosterCommandsResolver } from './foster-commands.resolver';
import {
  FosterApplicantResolver,
  FosterDocumentResolver,
  PersonFosteringResolver,
} from './person-fostering.resolver';

/** Families that take children in: from the application to the decision. */
export const fosterFamiliesPart: ServicePart = {
  entities: [
    FosterApplication,
    FosterApplicant,
    FosterDocument,
    FosterCorrection,
    FosterHomeStudy,
    FosterDecision,
  ],
  migrations: [FosterFamilies1764000000200, FosterRules1764000000300],
  resolvers: [
    FosterApplicationResolver,
    FosterApplicantResolver,
    FosterDocumentResolver,
    FosterCommandsResolver,
    PersonFosteringResolver,
  ],
  references: { FosterApplication: rowsById(FosterApplication) },
};
