import type { GraphQLResolveInfo } from 'graphql';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { Household } from '../registry/household.entity';
import { Person } from '../registry/person.entity';

/** A person of a case; null for who sees benefits and not the registry. */
export function relatedPerson(
  { reads, caller }: ServiceContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<Person | null> | null {
  return caller.scopes.has('registry:read') ? reads.one(Person, id, askedColumns(info)) : null;
}

/** The household of a case; null for who sees benefits and not the registry. */
export function relatedHousehold(
  { reads, caller }: ServiceContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<Household | null> | null {
  return caller.scopes.has('registry:read') ? reads.one(Household, id, askedColumns(info)) : null;
}
