import 'reflect-metadata';
import type { ServiceDefinition } from '@solidarity/subgraph-kit/server/service';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { conditionalityPart } from './conditionality/part';
import { damanPart } from './daman/part';
import { eligibilityPart } from './eligibility/part';
import { enrolmentPart } from './enrolment/part';
import { grievancesPart } from './grievances/part';
import { Areas1764000000000 } from './migrations/1764000000000-areas';
import { PeopleAndHouseholds1764000000100 } from './migrations/1764000000100-people-and-households';
import { ServiceConsents1764000000200 } from './migrations/1764000000200-service-consents';
import { DerivedColumns1764000000300 } from './migrations/1764000000300-derived-columns';
import { RowRights1764000000400 } from './migrations/1764000000400-row-rights';
import { RegistryFunctions1764000000500 } from './migrations/1764000000500-registry-functions';
import { HouseholdRules1764000000600 } from './migrations/1764000000600-household-rules';
import { EventRights1764200000000 } from './migrations/1764200000000-event-rights';
import { HouseholdsImport1764200001000 } from './migrations/1764200001000-households-import';
import { WrittenTogether1764200001010 } from './migrations/1764200001010-written-together';
import { IdsWithTheList1764200001020 } from './migrations/1764200001020-ids-with-the-list';
import type { ServicePart } from './part';
import { paymentsPart } from './payments/part';
import { programmesPart } from './programmes/part';
import { NgoResolver } from './references/ngo';
import { HouseholdAddress } from './registry/address.entity';
import { AddressResolver, HouseholdAddressesResolver } from './registry/address.resolver';
import { Area } from './registry/area.entity';
import { AreaResolver } from './registry/area.resolver';
import { ServiceConsent } from './registry/consent.entity';
import { ConsentResolver, HouseholdConsentsResolver } from './registry/consent.resolver';
import { PersonCorrection } from './registry/correction.entity';
import { Household, ServedHousehold } from './registry/household.entity';
import { householdImport } from './registry/household.import';
import { HouseholdResolver } from './registry/household.resolver';
import { Headship, Membership } from './registry/membership.entity';
import {
  HeadshipResolver,
  HouseholdMembersResolver,
  MembershipResolver,
  PersonHouseholdsResolver,
} from './registry/membership.resolver';
import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { Person } from './registry/person.entity';
import { PersonDocumentResolver, PersonResolver } from './registry/person.resolver';
import { PersonSearchResolver } from './registry/person-search.resolver';

import { settlementPart } from './settlement/part';
import { standingPart } from './standing/part';

const PARTS: readonly ServicePart[] = [
  conditionalityPart,
  damanPart,
  eligibilityPart,
  enrolmentPart,
  grievancesPart,
  paymentsPart,
  programmesPart,
  settlementPart,
  standingPart,
];

/** The unified registry and social protection: people, households, areas. */
export const service: ServiceDefinition = {
  name: 'beneficiaries',
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
    StateTransition,
    ...PARTS.flatMap(({ entities }) => entities),
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
    ...PARTS.flatMap(({ migrations }) => migrations).sort((a, b) => timestampOf(a) - timestampOf(b)),
  ],
  subgraph: {
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
      ...PARTS.flatMap(({ resolvers }) => resolvers),
    ],
    references: {
      Area: rowsById(Area),
      Household: rowsById(Household),
      Ngo: asReferenced,
      Person: rowsById(Person),
      ...Object.fromEntries(PARTS.flatMap(({ references = {} }) => Object.entries(references))),
    },
  },
  handlers: [hearNgoStanding, ...PARTS.flatMap(({ handlers = [] }) => handlers)],
  importKinds: [householdImport, ...PARTS.flatMap(({ importKinds = [] }) => importKinds)],
  batchKinds: PARTS.flatMap(({ batchKinds = [] }) => batchKinds),
  projections: [NGO_STANDINGS],
};

/** The instant that a migration's name ends with. */
function timestampOf(migration: ServicePart['migrations'][number]): number {
  return Number(migration.name.slice(-13));
}
