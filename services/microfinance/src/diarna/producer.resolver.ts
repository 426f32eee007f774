import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { rowIds } from '../loans/id-filter';
import { Person } from '../references/person';
import { registerProducer } from './producer.commands';
import { Producer, ProducerConnection } from './producer.entity';
import { RegisterProducerInput, RegisterProducerPayload } from './producer.inputs';
import { Product, ProductConnection } from './product.entity';

const CATALOGUE = { audience: ['partner', 'marketplace'], scopes: ['catalogue:read'] } as const;

@Resolver(() => Producer)
export class ProducerResolver {
  @Query(() => Producer, {
    nullable: true,
    description: 'A producer; null when there is none that the caller may see.',
  })
  @Access(CATALOGUE)
  producer(
    @Arg('id', () => ID, { description: 'The producer.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Producer | null> {
    return reads.one(Producer, id, askedColumns(info));
  }

  @Query(() => ProducerConnection, { description: 'The producers of Diarna, the earliest first.' })
  @Access(CATALOGUE)
  producers(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Producer>> {
    return reads.page(Producer, { columns: askedColumns(info), orderBy: ['createdAt'], first, after });
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the person behind it has a loan that is still owed, with any lender; of a cooperative never. No more than this is told of loans.',
  })
  hasLoan(@Root() { id }: Producer, @Ctx() { reads }: ServiceContext): Promise<boolean> {
    return reads.batch('producers with loan', id, async (ids) => {
      const rows = await reads.rows<{ id: string }>('select producers_with_loan($1) as id', [rowIds(ids)]);
      const borrowers = new Set(rows.map((row) => row.id));
      return ids.map((one) => borrowers.has(one));
    });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The person, or the head of the family, behind it; null of a cooperative. No marketplace sees it.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  @Needs('personId')
  person(@Root() { personId }: Producer, @Ctx() { reads }: ServiceContext): Person | null {
    if (personId === null) return null;
    reads.shown('Producer', [personId]);
    return { id: personId };
  }

  @FieldResolver(() => ProductConnection, {
    description: 'Products of theirs that the caller may see, the latest first.',
  })
  products(
    @Root() { id }: Producer,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Product>> {
    const options = { orderBy: ['createdAt'] as const, descending: true, first, after };
    return reads.byParentPage(Product, 'producerId', id, askedColumns(info), options);
  }

  @Mutation(() => RegisterProducerPayload, { description: 'Lets somebody sell at Diarna. For the ministry.' })
  @Access({ scopes: ['catalogue:write'] })
  registerProducer(
    @Arg('input', () => RegisterProducerInput, { description: 'The producer.' }) input: RegisterProducerInput,
    @Ctx() context: CommandContext,
  ) {
    return registerProducer(context, input);
  }
}

@Resolver(() => Person)
export class PersonProducerResolver {
  @FieldResolver(() => Producer, {
    nullable: true,
    description:
      'The name under which the person, or the family it heads, sells at Diarna; null who does not.',
  })
  @Access({ audience: ['partner'], scopes: ['catalogue:read', 'loans:read'] })
  async producer(
    @Root() { id }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Producer | null> {
    const [producer] = await reads.byParent(Producer, 'personId', id, askedColumns(info), { limit: 1 });
    if (producer) reads.shown('Producer', [id]);
    return producer ?? null;
  }
}
