import { parse } from 'graphql';
import type { ServiceSchema } from '../supergraph/service-schema';

/** A small graph of three services with every wall in it: audiences, scopes, entities, `@requires`. */
const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.11"
  import: ["@key", "@requires", "@external", "@shareable", "@tag", "@requiresScopes"]
)`;

export const FIXTURE_SDL = {
  registry: `${LINK}
    scalar Money
    enum Governorate { EG_C EG_GZ }
    input HouseholdFilter { governorate: Governorate, atLeast: Money }
    type Query {
      household(id: ID!): Household @tag(name: "partner") @requiresScopes(scopes: [["registry:read"]])
      households(filter: HouseholdFilter, first: Int = 10): HouseholdConnection!
        @tag(name: "partner") @requiresScopes(scopes: [["registry:read"]])
      householdCount(governorate: Governorate!): Int @tag(name: "public")
      secretReport: Report @requiresScopes(scopes: [["audit:read"]])
      slowCount: Int @tag(name: "public")
    }
    type Mutation {
      renameHousehold(input: RenameHouseholdInput!): Household
        @tag(name: "partner") @requiresScopes(scopes: [["registry:write"]])
    }
    input RenameHouseholdInput { id: ID!, name: String! }
    type Report { text: String }
    type HouseholdConnection { nodes: [Household!]! @tag(name: "partner") }
    type Household @key(fields: "id") {
      id: ID! @tag(name: "partner")
      name: String @tag(name: "partner")
      governorate: Governorate! @tag(name: "partner")
      head: Person @tag(name: "partner")
      members: [Person!]! @tag(name: "partner") @requiresScopes(scopes: [["registry:read"]])
    }
    type Person @key(fields: "id") {
      id: ID! @tag(name: "partner") @tag(name: "marketplace")
      name: String @tag(name: "partner")
      nationalId: String @tag(name: "partner") @requiresScopes(scopes: [["pii:read"]])
      rawScore: Float
    }`,
  ngos: `${LINK}
    type Query {
      ngos(nameContains: String, first: Int = 10): [Ngo!] @tag(name: "public")
      ngo(id: ID!): Ngo @tag(name: "public")
    }
    type Ngo @key(fields: "id") {
      id: ID! @tag(name: "public")
      name: LocalizedText! @tag(name: "public")
      documents: [String!] @requiresScopes(scopes: [["ngos:read"]])
    }
    type LocalizedText @shareable { ar: String! @tag(name: "public") en: String @tag(name: "public") }
    type Household @key(fields: "id") {
      id: ID! @tag(name: "partner")
      servedBy: Ngo @tag(name: "partner") @requiresScopes(scopes: [["registry:read"]])
    }`,
  loans: `${LINK}
    scalar Money
    type Query {
      products(first: Int = 10): [Product!] @tag(name: "marketplace") @requiresScopes(scopes: [["catalogue:read"]])
      lendingTotal: Money @tag(name: "public")
    }
    type Product @key(fields: "id") {
      id: ID! @tag(name: "marketplace")
      price: Money! @tag(name: "marketplace")
      producer: Person @tag(name: "marketplace")
    }
    type Person @key(fields: "id") {
      id: ID! @tag(name: "partner") @tag(name: "marketplace")
      hasLoan: Boolean @tag(name: "partner") @tag(name: "marketplace")
      loans: [Loan!] @tag(name: "partner") @requiresScopes(scopes: [["loans:read"]])
    }
    type Loan @key(fields: "id") {
      id: ID! @tag(name: "partner")
      amount: Money! @tag(name: "partner")
    }
    type Household @key(fields: "id") {
      id: ID! @tag(name: "partner")
      members: [Person!]! @external
      debt: Money @tag(name: "partner") @requires(fields: "members { id }")
        @requiresScopes(scopes: [["registry:read", "loans:read"]])
    }`,
} as const;

export type FixtureService = keyof typeof FIXTURE_SDL;
export const FIXTURE_SERVICES = Object.keys(FIXTURE_SDL) as FixtureService[];

/** The fixture's schemas, some of them replaced, as the composition reads them from the services' folders. */
export function fixtureSchemas(replaced: Partial<Record<FixtureService, string>> = {}): ServiceSchema[] {
  return FIXTURE_SERVICES.map((name) => ({
    name,
    document: parse(replaced[name] ?? FIXTURE_SDL[name], { noLocation: true }),
  }));
}

/** The fixture's schema of a service with a piece of its text replaced, which must be there. */
export function fixtureSdlWith(service: FixtureService, piece: string, by: string): string {
  if (!FIXTURE_SDL[service].includes(piece)) throw new Error(`The schema of ${service} has no: ${piece}`);
  return FIXTURE_SDL[service].replace(piece, by);
}
