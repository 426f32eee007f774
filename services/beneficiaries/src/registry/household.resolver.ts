import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { connectionFrom, PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { governorateOfArea, levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { Area } from './area.entity';
import { moveHousehold } from './address.commands';
import { registerHousehold } from './household.commands';
import { householdLife } from './household';
import { Household, HouseholdConnection, ServedHousehold } from './household.entity';
import {
  MoveHouseholdInput,
  MoveHouseholdPayload,
  RegisterHouseholdInput,
  RegisterHouseholdPayload,
} from './household.inputs';
import type { HouseholdResult } from './household-record.commands';
import { Person } from './person.entity';

@ArgsType()
class HouseholdsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those in this area and in all that lies in it.' })
  areaId?: string | null;
}

@Resolver(() => Household)
export class HouseholdResolver {
  @Query(() => Household, {
    nullable: true,
    description: 'The household; null when there is none that you may see.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  household(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return reads.one(Household, id, askedColumns(info));
  }

  @Query(() => HouseholdConnection, {
    description:
      'The households that you may see and that are not dissolved, in the order in which they were registered; for an organisation those that it serves, the longest first.',
  })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  async households(
    @Args(() => HouseholdsArgs) { areaId, first, after }: HouseholdsArgs,
    @Ctx() { reads, caller }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Household>> {
    if (areaId && levelOfArea(areaId) === null) return connectionFrom([], { first, after }, () => []);
    const page = { first, after, columns: askedColumns(info) };
    const within = areaId ? inArea(areaId) : {};
    const { ngoId } = caller.claims;
    if (caller.role === 'ngo_partner' && ngoId !== undefined) {
      return reads.page(ServedHousehold, { ...page, where: { ...within, ngoId }, orderBy: ['servedSince'] });
    }
    return reads.page(Household, {
      ...page,
      where: { ...within, dissolvedOn: null },
      orderBy: ['registeredAt'],
    });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who heads it today, or headed it last; null when you may not see the person.',
  })
  @Needs('headId')
  head(
    @Root() { headId }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, headId, askedColumns(info));
  }

  @FieldResolver(() => Area, { nullable: true, description: 'The finest area known in which it lives.' })
  @Needs('areaId')
  area(
    @Root() { areaId }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Area | null> {
    return reads.one(Area, areaId, askedColumns(info));
  }

  @FieldResolver(() => [StateTransition], {
    description: 'When it was registered and dissolved, by whom and why, oldest first. For the ministry.',
  })
  @Access({ scopes: ['registry:read'] })
  history(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where: { subjectType: householdLife.subjectType },
      orderBy: ['ordinal'],
    });
  }

  @Mutation(() => RegisterHouseholdPayload, {
    description:
      'Registers a household with its members. For case workers, in their governorate, and the ministry.',
  })
  @Access({ scopes: ['registry:write'] })
  registerHousehold(
    @Arg('input', () => RegisterHouseholdInput, { description: 'What is to be done.' })
    input: RegisterHouseholdInput,
    @Ctx() context: CommandContext,
  ): Promise<HouseholdResult> {
    return registerHousehold(context, input);
  }

  @Mutation(() => MoveHouseholdPayload, {
    description:
      'Records that a household lives at another address; the old one stays in its history. A move into or out of a governorate is recorded by the ministry.',
  })
  @Access({ scopes: ['registry:write'] })
  moveHousehold(
    @Arg('input', () => MoveHouseholdInput, { description: 'What is to be done.' }) input: MoveHouseholdInput,
    @Ctx() context: CommandContext,
  ): Promise<HouseholdResult> {
    return moveHousehold(context, input);
  }
}

/** One column for each level of areas, so that each has an index in the order of the page. */
function inArea(areaId: string): Partial<Pick<Household, 'governorate' | 'districtId' | 'areaId'>> {
  const governorate = governorateOfArea(areaId);
  if (levelOfArea(areaId) === 'GOVERNORATE' && governorate) return { governorate };
  return levelOfArea(areaId) === 'DISTRICT' ? { districtId: areaId } : { areaId };
}
