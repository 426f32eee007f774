import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Institutions1764000000000 } from '../migrations/1764000000000-institutions';
import { LicenceRules1764000000100 } from '../migrations/1764000000100-licence-rules';
import { EventRights1764200000000 } from '../migrations/1764200000000-event-rights';
import { ResidentsImport1764200001000 } from '../migrations/1764200001000-residents-import';
import { Area } from '../references/area';
import { Ngo } from '../references/ngo';
import { Person } from '../references/person';
import { AreaPlacesResolver } from './area-places.resolver';
import { CareHome, CareHomeInspection } from './care-home.entity';
import { CareHomeResolver, CareHomeStayResolver, NgoHomesResolver } from './care-home.resolver';
import { LicenceResolver } from './licence.resolver';
import { RESIDENTS } from './resident.import';
import { CareHomeStay } from './stay.entity';

/** Care homes with their licences, inspections and residents. */
export const institutionsPart: ServicePart = {
  entities: [CareHome, CareHomeInspection, CareHomeStay, NgoStanding],
  migrations: [
    Institutions1764000000000,
    LicenceRules1764000000100,
    EventRights1764200000000,
    ResidentsImport1764200001000,
  ],
  resolvers: [CareHomeResolver, CareHomeStayResolver, NgoHomesResolver, AreaPlacesResolver, LicenceResolver],
  orphanedTypes: [Area, Ngo, Person],
  references: {
    CareHome: rowsById(CareHome),
    Area: asReferenced,
    Ngo: asReferenced,
    Person: asReferenced,
  },
  handlers: [hearNgoStanding],
  projections: [NGO_STANDINGS],
  importKinds: [RESIDENTS],
};
