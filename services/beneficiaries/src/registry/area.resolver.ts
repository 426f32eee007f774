import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { connectionFrom, PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { GOVERNORATES, levelOfArea, type AreaLevel } from '@solidarity/subgraph-kit/values/governorate';
import { Area, AreaConnection, AreaKind } from './area.entity';

@ArgsType()
class AreasArgs extends PageArgs {
  @Field(() => AreaKind, { nullable: true, description: 'Only areas so fine.' })
  kind?: AreaLevel | null;

  @Field(() => ID, { nullable: true, description: 'Only areas that lie directly in this one.' })
  parentId?: string | null;
}

@Resolver(() => Area)
export class AreaResolver {
  @Query(() => Area, {
    nullable: true,
    description: 'The area with this code; null when there is none. For everyone.',
  })
  @Access.everyone()
  area(
    @Arg('id', () => ID, { description: 'Its code: "EG-GZ-03".' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Area | null> {
    return reads.one(Area, id, askedColumns(info));
  }

  @Query(() => AreaConnection, { description: 'Areas by their codes. For everyone.' })
  @Access.everyone()
  async areas(
    @Args(() => AreasArgs) { kind, parentId, first, after }: AreasArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Area>> {
    if (parentId && levelOfArea(parentId) === null) return connectionFrom([], { first, after }, () => []);
    const where = { ...(kind ? { kind } : {}), ...(parentId ? { parentId } : {}) };
    return reads.page(Area, { where, first, after, columns: askedColumns(info) });
  }

  @Query(() => [Area], { description: "Egypt's 27 governorates by their codes. For everyone." })
  @Access.everyone()
  governorates(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Area[]> {
    return reads.list(Area, {
      where: { kind: 'GOVERNORATE' },
      limit: GOVERNORATES.length,
      columns: askedColumns(info),
    });
  }

  @FieldResolver(() => Area, {
    nullable: true,
    description: 'The area that it lies in directly; null for a governorate.',
  })
  @Access.everyone()
  @Needs('parentId')
  parent(
    @Root() { parentId }: Area,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Area | null> | null {
    return parentId === null ? null : reads.one(Area, parentId, askedColumns(info));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Households registered in it and in all that lies in it, without those that are dissolved; null when they cannot be counted now. For analysts and managers.',
  })
  @Access({ scopes: ['aggregates:read'] })
  householdCount(@Root() { id }: Area, @Ctx() { reads }: ServiceContext): Promise<number> {
    return reads.batch('household counts', id, async (ids) => {
      const rows = await reads.rows<AreaCount>(
        'select area_id as "areaId", households from count_households($1)',
        [ids],
      );
      const counts = new Map(rows.map(({ areaId, households }) => [areaId, households]));
      return ids.map((areaId) => counts.get(areaId) ?? 0);
    });
  }
}

interface AreaCount {
  readonly areaId: string;
  readonly households: number;
}
