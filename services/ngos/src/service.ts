import 'reflect-metadata';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServiceDefinition } from '@solidarity/subgraph-kit/server/service';
import { Register1764000000000 } from './migrations/1764000000000-register';
import { NgoFiles1764000000100 } from './migrations/1764000000100-ngo-files';
import { RowRights1764000000200 } from './migrations/1764000000200-row-rights';
import { RegistryRules1764000000300 } from './migrations/1764000000300-registry-rules';
import { OfficialHolidays1764000000400 } from './migrations/1764000000400-official-holidays';
import { EventRights1764200000000 } from './migrations/1764200000000-event-rights';
import { NgosImport1764200001000 } from './migrations/1764200001000-ngos-import';
import { AreaResolver } from './references/area';
import { PersonResolver } from './references/person';
import { ApplicationResolver } from './registry/application.resolver';
import { NgoBoardMember } from './registry/board-member.entity';
import { NgoBoardMemberResolver } from './registry/board-member.resolver';
import { DecisionResolver } from './registry/decision.resolver';
import { NgoDocument, NgoLicence, NgoNotification } from './registry/file.entity';
import { NgoMeasure } from './registry/measure.entity';
import { Ngo } from './registry/ngo.entity';
import { NGOS } from './registry/ngo.import';
import { NgoResolver } from './registry/ngo.resolver';
import { OfficialHoliday } from './registry/official-holiday.entity';
import { RegisterResolver } from './registry/register.resolver';
import { NgoStep } from './registry/standing.entity';

/** The service of NGOs: owner of Ngo. */
export const service: ServiceDefinition = {
  name: 'ngos',
  entities: [
    Ngo,
    NgoNotification,
    NgoDocument,
    NgoLicence,
    NgoMeasure,
    NgoBoardMember,
    NgoStep,
    OfficialHoliday,
    StateTransition,
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
  subgraph: {
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
  },
  handlers: [],
  importKinds: [NGOS],
};
