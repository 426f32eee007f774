import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { AddressCoordinates, HouseholdAddress } from './address.entity';
import { Area } from './area.entity';
import { Household } from './household.entity';

/** Where a household lives and has lived. */
@Resolver(() => Household)
export class HouseholdAddressesResolver {
  @FieldResolver(() => HouseholdAddress, {
    nullable: true,
    description: 'Where it lives today; null when it is dissolved.',
  })
  async address(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HouseholdAddress | null> {
    const options = { where: { until: null }, limit: 1 };
    const [current] = await reads.byParent(HouseholdAddress, 'householdId', id, askedColumns(info), options);
    return current ?? null;
  }

  @FieldResolver(() => [HouseholdAddress], {
    description: 'Where it lives and has lived, oldest first. For the ministry.',
  })
  @Access({ scopes: ['registry:read'] })
  addresses(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HouseholdAddress[]> {
    return reads.byParent(HouseholdAddress, 'householdId', id, askedColumns(info), { orderBy: ['since'] });
  }
}

@Resolver(() => HouseholdAddress)
export class AddressResolver {
  @FieldResolver(() => Area, { nullable: true, description: 'The finest area known.' })
  @Needs('areaId')
  area(
    @Root() { areaId }: HouseholdAddress,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Area | null> {
    return reads.one(Area, areaId, askedColumns(info));
  }

  @FieldResolver(() => AddressCoordinates, {
    nullable: true,
    description: 'The place on the map; null when it is not known.',
  })
  @Needs('latitude', 'longitude')
  coordinates(@Root() { latitude, longitude }: HouseholdAddress): AddressCoordinates | null {
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }
}
