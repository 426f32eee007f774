import 'reflect-metadata';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { ServiceDefinition } from '@solidarity/subgraph-kit/server/service';
import { FosterApplicant } from './foster-families/applicant.entity';
import { FosterDecision, FosterHomeStudy } from './foster-families/decision.entity';
import { FosterCorrection, FosterDocument } from './foster-families/document.entity';
import { FosterApplication } from './foster-families/foster-application.entity';
import { FosterApplicationResolver } from './foster-families/foster-application.resolver';
import { FosterCommandsResolver } from './foster-families/foster-commands.resolver';
import {
  FosterApplicantResolver,
  FosterDocumentResolver,
  PersonFosteringResolver,
} from './foster-families/person-fostering.resolver';
import { AreaPlacesResolver } from './institutions/area-places.resolver';
import { CareHome, CareHomeInspection } from './institutions/care-home.entity';
import { CareHomeResolver, CareHomeStayResolver, NgoHomesResolver } from './institutions/care-home.resolver';
import { LicenceResolver } from './institutions/licence.resolver';
import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { RESIDENTS } from './institutions/resident.import';
import { CareHomeStay } from './institutions/stay.entity';
import { Institutions1764000000000 } from './migrations/1764000000000-institutions';
import { LicenceRules1764000000100 } from './migrations/1764000000100-licence-rules';
import { FosterFamilies1764000000200 } from './migrations/1764000000200-foster-families';
import { FosterRules1764000000300 } from './migrations/1764000000300-foster-rules';
import { EventRights1764200000000 } from './migrations/1764200000000-event-rights';
import { ResidentsImport1764200001000 } from './migrations/1764200001000-residents-import';
import { Area } from './references/area';
import { Ngo } from './references/ngo';
import { Person } from './references/person';

/** Care institutions, their residents, and the families that take children in. */
export const service: ServiceDefinition = {
  name: 'care_homes',
  entities: [
    CareHome,
    CareHomeInspection,
    CareHomeStay,
    NgoStanding,
    FosterApplication,
    FosterApplicant,
    FosterDocument,
    FosterCorrection,
    FosterHomeStudy,
    FosterDecision,
    StateTransition,
  ],
  migrations: [
    Institutions1764000000000,
    LicenceRules1764000000100,
    FosterFamilies1764000000200,
    FosterRules1764000000300,
    EventRights1764200000000,
    ResidentsImport1764200001000,
  ],
  subgraph: {
    resolvers: [
      CareHomeResolver,
      CareHomeStayResolver,
      NgoHomesResolver,
      AreaPlacesResolver,
      LicenceResolver,
      FosterApplicationResolver,
      FosterApplicantResolver,
      FosterDocumentResolver,
      FosterCommandsResolver,
      PersonFosteringResolver,
    ],
    orphanedTypes: [Area, Ngo, Person],
    references: {
      CareHome: rowsById(CareHome),
      FosterApplication: rowsById(FosterApplication),
      Area: asReferenced,
      Ngo: asReferenced,
      Person: asReferenced,
    },
  },
  handlers: [hearNgoStanding],
  projections: [NGO_STANDINGS],
  importKinds: [RESIDENTS],
};
