import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Register1764000000000 } from '../migrations/1764000000000-register';
import { NgoFiles1764000000100 } from '../migrations/1764000000100-ngo-files';
import { RowRights1764000000200 } from '../migrations/1764000000200-row-rights';
import { RegistryRules1764000000300 } from '../migrations/1764000000300-registry-rules';
import { OfficialHolidays1764000000400 } from '../migrations/1764000000400-official-holidays';
import { EventRights1764200000000 } from '../migrations/1764200000000-event-rights';
import { NgosImport1764200001000 } from '../migrations/1764200001000-ngos-import';
import { AreaResolver } from '../references/area';
import { PersonResolver } from '../references/person';
import { ApplicationResolver } from './application.resolver';
import { NgoBoardMember } from './board-member.entity';
import { NgoBoardMemberResolver } from './board-member.resolver';
import { DecisionResolver } from './decision.resolver';
import { NgoDocument, NgoLicence, NgoNotification } from './file.entity';
import { NgoMeasure } from './measure.entity';
import { Ngo } from './ngo.entity';
import { NGOS } from './ngo.import';
import { NgoResolver } from './ngo.resolver';
import { OfficialHoliday } from './official-holiday.entity';
import { RegisterResolver } from './register.resolver';
import { NgoStep } from './standing.entity';

/** The register of NGOs: how they come onto it, stand on it and are overseen. */
export const registryPart: ServicePart = {
  entities: [
    Ngo,
    NgoNotification,
    NgoDocument,
    NgoLicence,
    NgoMeasure,
    NgoBoardMember,
    NgoStep,
    OfficialHoliday,
  ],
  migrations: [
    Register1764000000000,
    NgoFiles1764000000100,
    RowRights1764000000200,
    RegistryRules1764000000300,
    OfficialHolidays1764000000400,
    EventRights1764200000000,
    NgosImport1764200001000,
  ],
  resolvers: [
    RegisterResolver,
    NgoResolver,
    NgoBoardMemberResolver,
    ApplicationResolver,
    DecisionResolver,
    AreaResolver,
    PersonResolver,
  ],
  references: { Ngo: rowsById(Ngo), Area: asReferenced, Person: asReferenced },
  importKinds: [NGOS],
};
