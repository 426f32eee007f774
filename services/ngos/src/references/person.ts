import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Directive, Field, FieldResolver, ID, Info, ObjectType, Resolver, Root } from 'type-graphql';
import { NgoBoardMember } from '../registry/board-member.entity';

@ObjectType({
  description:
    'A person known to the registry. A case worker sees the people of their governorate, a partner NGO those of the households that it serves with consent, a citizen those of their own household.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'] })
export class Person {
  @Field(() => ID, {
    description: 'The same in all services; it tells nothing of the national ID that it is made of.',
  })
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [NgoBoardMember], {
    nullable: true,
    description:
      'The seats on boards of NGOs that the person holds or held, the latest first. Seen by the ministry alone. Null only when they cannot be told.',
  })
  @Access({ scopes: ['ngos:read'] })
  @Needs('id')
  boardSeats(
    @Root() { id }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoBoardMember[]> {
    const columns = askedColumns(info);
    return reads.byParent(NgoBoardMember, 'personId', id, columns, { orderBy: ['since'], descending: true });
  }
}
