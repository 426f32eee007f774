import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { asReferenced, rowsById, type ReferenceLoader } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Areas1764000000000 } from '../migrations/1764000000000-areas';
import { PeopleAndHouseholds1764000000100 } from '../migrations/1764000000100-people-and-households';
import { ServiceConsents1764000000200 } from '../migrations/1764000000200-service-consents';
import { DerivedColumns1764000000300 } from '../migrations/1764000000300-derived-columns';
import { RowRights1764000000400 } from '../migrations/1764000000400-row-rights';
import { RegistryFunctions1764000000500 } from '../migrations/1764000000500-registry-functions';
import { HouseholdRules1764000000600 } from '../migrations/1764000000600-household-rules';
import { EventRights1764200000000 } from '../migrations/1764200000000-event-rights';
import { HouseholdsImport1764200001000 } from '../migrations/1764200001000-households-import';
import { WrittenTogether1764200001010 } from '../migrations/1764200001010-written-together';
import { IdsWithTheList1764200001020 } from '../migrations/1764200001020-ids-with-the-list';
import { NgoResolver } from '../references/ngo';
import { HouseholdAddress } from './address.entity';
import { AddressResolver, HouseholdAddressesResolver } from './address.resolver';
import { Area } from './area.entity';
import { AreaResolver } from './area.resolver';
import { ServiceConsent } from './consent.entity';
import { ConsentResolver, HouseholdConsentsResolver } from './consent.resolver';
import { PersonCorrection } from './correction.entity';
import { Household, ServedHousehold } from './household.entity';
import { householdImport } from './household.import';
import { HouseholdResolver } from './household.resolver';
import { Headship, Membership } from './membership.entity';
import {
  HeadshipResolver,
  HouseholdMembersResolver,
  MembershipResolver,
  PersonHouseholdsResolver,
} from './membership.resolver';
import { Person } from './person.entity';
import { PersonDocumentResolver, PersonResolver } from './person.resolver';
import { PersonSearchResolver } from './person-search.resolver';

/** The unified registry: people, households, areas, and who may serve them. */
/** None for who sees what households are paid and not the registry. */
const householdsForReaders: ReferenceLoader = (references, context, columns) =>
  context.caller.scopes.has('registry:read')
    ? rowsById(Household)(references, context, columns)
    : references.map(() => null);

export const registryPart: ServicePart = {
  entities: [
    Area,
    Headship,
    Household,
    HouseholdAddress,
    Membership,
    NgoStanding,
    Person,
    PersonCorrection,
    ServedHousehold,
    ServiceConsent,
  ],
  migrations: [
    Areas1764000000000,
    PeopleAndHouseholds1764000000100,
    ServiceConsents1764000000200,
    DerivedColumns1764000000300,
    RowRights1764000000400,
    RegistryFunctions1764000000500,
    HouseholdRules1764000000600,
    EventRights1764200000000,
    HouseholdsImport1764200001000,
    WrittenTogether1764200001010,
    IdsWithTheList1764200001020,
  ],
  resolvers: [
    AddressResolver,
    AreaResolver,
    ConsentResolver,
    HeadshipResolver,
    HouseholdAddressesResolver,
    HouseholdConsentsResolver,
    HouseholdMembersResolver,
    HouseholdResolver,
    MembershipResolver,
    NgoResolver,
    PersonDocumentResolver,
    PersonHouseholdsResolver,
    PersonResolver,
    PersonSearchResolver,
  ],
  references: {
    Area: rowsById(Area),
    Household: householdsForReaders,
    Ngo: asReferenced,
    Person: rowsById(Person),
  },
  handlers: [hearNgoStanding],
  projections: [NGO_STANDINGS],
  importKinds: [householdImport],
};
