import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { HouseholdConnection, ServedHousehold, type Household } from '../registry/household.entity';

/** An organisation, owned by the ngos service: here it is whom a household consents to. */
@ObjectType({ description: 'An organisation of civil society (جمعية/مؤسسة أهلية).' })
@Directive('@key(fields: "id")')
@Access.everyone()
export class Ngo {
  @Field(() => ID, { description: 'Identifies the organisation in all services.' })
  id!: string;
}

@Resolver(() => Ngo)
export class NgoResolver {
  @FieldResolver(() => HouseholdConnection, {
    nullable: true,
    description:
      'The households that consent to be served by it today, those it has served longest first. An organisation sees its own, a case worker those of the governorate; null when they cannot be told now.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  async householdsServed(
    @Root() { id }: Ngo,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Household>> {
    return reads.byParentPage(ServedHousehold, 'ngoId', id, askedColumns(info), {
      first,
      after,
      orderBy: ['servedSince'],
    });
  }
}
