import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Area } from '../references/area';
import { Ngo } from '../references/ngo';
import { Person } from '../references/person';
import { CareHome, CareHomeConnection, CareHomeInspection } from './care-home.entity';
import { HomeKind, licence, LicenceStatus, licenceStatusOn } from './licence';
import { freePlaces } from './occupancy';
import { CareHomeStay, CareHomeStayConnection } from './stay.entity';

@Resolver(() => CareHome)
export class CareHomeResolver {
  @Query(() => CareHome, {
    nullable: true,
    description: 'A home by its id; null when there is none that the caller may see.',
  })
  @Access.everyone()
  async careHome(
    @Arg('id', () => ID, { description: 'The home.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CareHome | null> {
    return reads.one(CareHome, id, askedColumns(info));
  }

  @Query(() => CareHomeConnection, { description: 'Homes in the order in which they were entered.' })
  @Access.everyone()
  careHomes(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('governorate', () => GovernorateEnum, {
      nullable: true,
      description: 'Only those in this governorate.',
    })
    governorate: Governorate | null,
    @Arg('kind', () => HomeKind, { nullable: true, description: 'Only those of this kind.' })
    kind: HomeKind | null,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CareHome>> {
    const where = { ...(governorate ? { governorate } : {}), ...(kind ? { kind } : {}) };
    const { first, after } = page;
    return reads.page(CareHome, { where, orderBy: ['createdAt'], first, after, columns: askedColumns(info) });
  }

  @Query(() => CareHome, {
    nullable: true,
    description: 'The home that the caller works in; null for others.',
  })
  @Access({ audience: ['partner'], scopes: ['care:read'] })
  async myCareHome(
    @Ctx() { caller, reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CareHome | null> {
    const { homeId } = caller.claims;
    return homeId ? reads.one(CareHome, homeId, askedColumns(info)) : null;
  }

  @FieldResolver(() => Ngo, { description: 'The NGO that runs it.' })
  @Needs('operatorNgoId')
  operator(@Root() { operatorNgoId }: CareHome): Ngo {
    return { id: operatorNgoId };
  }

  @FieldResolver(() => Area, { description: 'The area that it stands in.' })
  @Needs('areaId')
  area(@Root() { areaId }: CareHome): Area {
    return { id: areaId };
  }

  @FieldResolver(() => Int, {
    description: 'Places in which nobody lives. Whether they can be taken: `licenceStatus`.',
  })
  @Needs('capacity', 'occupied')
  freePlaces(@Root() home: CareHome): number {
    return freePlaces(home);
  }

  @FieldResolver(() => LicenceStatus, { description: 'Where the home stands with its licence today.' })
  @Needs('licenceState', 'licensedUntil')
  licenceStatus(@Root() home: CareHome, @Ctx() { today }: ServiceContext): LicenceStatus {
    return licenceStatusOn(home, today);
  }

  /** The row of a licensed home is seen by all partners, what was decided about it is not. */
  @FieldResolver()
  licenceDecision(@Root() home: CareHome, @Ctx() { caller }: ServiceContext): Decision | null {
    const isTheirs = caller.claims.ngoId === home.operatorNgoId || caller.claims.homeId === home.id;
    return caller.audience === 'internal' || isTheirs ? home.licenceDecision : null;
  }

  @FieldResolver(() => [CareHomeInspection], {
    description: 'Its inspections, the latest first; at most 20. For the ministry, its NGO and its staff.',
  })
  @Access({ audience: ['partner'], scopes: ['care:read'] })
  @Needs('id')
  inspections(
    @Root() { id }: CareHome,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CareHomeInspection[]> {
    const order = { orderBy: ['inspectedOn', 'createdAt'] as const, descending: true, limit: 20 };
    return reads.byParent(CareHomeInspection, 'careHomeId', id, askedColumns(info), order);
  }

  @FieldResolver(() => [StateTransition], {
    description:
      'Every step of its licence, the first one first; at most 100. For the ministry, its NGO and its staff.',
  })
  @Access({ audience: ['partner'], scopes: ['care:read'] })
  @Needs('id')
  licenceHistory(
    @Root() { id }: CareHome,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: licence.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
    });
  }

  @FieldResolver(() => CareHomeStayConnection, {
    description: 'Who lives in it now. For its own staff and the officers in charge; nobody for others.',
  })
  @Access({ audience: ['partner'], scopes: ['care:read'] })
  @Needs('id')
  residents(
    @Root() { id }: CareHome,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CareHomeStay>> {
    const page = { where: { dischargedOn: null }, orderBy: ['admittedOn'] as const, first, after };
    return reads.byParentPage(CareHomeStay, 'careHomeId', id, askedColumns(info), page);
  }
}

@Resolver(() => CareHomeStay)
export class CareHomeStayResolver {
  @FieldResolver(() => Person, { description: 'Who lives there.' })
  @Needs('personId')
  person(@Root() { personId }: CareHomeStay): Person {
    return { id: personId };
  }
}

/** What this service knows of an NGO. */
@Resolver(() => Ngo)
export class NgoHomesResolver {
  @FieldResolver(() => CareHomeConnection, {
    nullable: true,
    description:
      'The homes that it runs, in the order in which they were entered. Null only when they cannot be told.',
  })
  async homes(
    @Root() { id }: Ngo,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CareHome>> {
    const ngoId = knownId(id, 'uuid') ?? NO_NGO;
    return reads.byParentPage(CareHome, 'operatorNgoId', ngoId, askedColumns(info), {
      orderBy: ['createdAt'],
      first,
      after,
    });
  }
}
const NO_NGO = '00000000-0000-0000-0000-000000000000';
