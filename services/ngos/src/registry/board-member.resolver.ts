import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Person } from '../references/person';
import { NgoBoardMember } from './board-member.entity';
import { Ngo } from './ngo.entity';

@Resolver(() => NgoBoardMember)
export class NgoBoardMemberResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'Who holds the seat; null when the person is not in the registry of persons, or nobody can tell.',
  })
  @Access({ scopes: ['ngos:read'] })
  @Needs('personId')
  person(@Root() { personId }: NgoBoardMember): Person {
    return { id: personId };
  }

  @FieldResolver(() => Ngo, { nullable: true, description: 'The NGO; null when the caller may not see it.' })
  @Access({ scopes: ['ngos:read'] })
  @Needs('ngoId')
  ngo(
    @Root() { ngoId }: NgoBoardMember,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ngo | null> {
    return reads.one(Ngo, ngoId, askedColumns(info));
  }
}
