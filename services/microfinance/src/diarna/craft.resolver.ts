import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { addCraft } from './craft.commands';
import { Craft, CraftConnection } from './craft.entity';
import { AddCraftInput, AddCraftPayload } from './craft.inputs';
import { Product, ProductConnection } from './product.entity';

@Resolver(() => Craft)
export class CraftResolver {
  @Query(() => Craft, { nullable: true, description: 'A craft; null when there is none such.' })
  @Access.everyone()
  craft(
    @Arg('id', () => ID, { description: 'The craft.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Craft | null> {
    return reads.one(Craft, id, askedColumns(info));
  }

  @Query(() => CraftConnection, { description: 'The encyclopaedia of crafts, the earliest entry first.' })
  @Access.everyone()
  crafts(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Craft>> {
    return reads.page(Craft, { columns: askedColumns(info), orderBy: ['createdAt'], first, after });
  }

  @FieldResolver(() => ProductConnection, {
    description: 'Products of this craft that the caller may see, the latest first.',
  })
  @Access({ audience: ['partner', 'marketplace'], scopes: ['catalogue:read'] })
  products(
    @Root() { id }: Craft,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Product>> {
    const options = { orderBy: ['createdAt'] as const, descending: true, first, after };
    return reads.byParentPage(Product, 'craftId', id, askedColumns(info), options);
  }

  @Mutation(() => AddCraftPayload, { description: 'Adds a craft to the encyclopaedia. For the ministry.' })
  @Access({ scopes: ['catalogue:write'] })
  addCraft(
    @Arg('input', () => AddCraftInput, { description: 'The craft.' }) input: AddCraftInput,
    @Ctx() context: CommandContext,
  ) {
    return addCraft(context, input);
  }
}
