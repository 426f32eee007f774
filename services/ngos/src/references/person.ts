import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Directive, Field, FieldResolver, ID, Info, ObjectType, Resolver, Root } from 'type-graphql';
import { NgoBoardMember } from '../registry/board-member.entity';

@ObjectType({ description: 'A person of the registry.' })
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'] })
export class Person {
  @Field(() => ID, { description: 'Identifies the person in every service.' })
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [NgoBoardMember], {
    description:
      'The seats on boards of NGOs that the person holds or held, the latest first. Seen by the ministry alone.',
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
