import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Household } from './household.entity';
import type { HouseholdResult } from './household-record.commands';
import { addHouseholdMember, endMembership, moveMember, type MemberMoved } from './membership.commands';
import { Headship, Membership } from './membership.entity';
import {
  AddHouseholdMemberInput,
  AddHouseholdMemberPayload,
  EndMembershipInput,
  EndMembershipPayload,
  MoveMemberInput,
  MoveMemberPayload,
} from './membership.inputs';
import { Person } from './person.entity';

/** More than any household has, also over the years. */
const MOST = 200;

/** Who belongs to a household, on any day. */
@Resolver(() => Household)
export class HouseholdMembersResolver {
  @FieldResolver(() => [Membership], {
    description:
      'Who belongs to the household, today or on another day, in the order of joining. A partner sees the members of today only.',
  })
  members(
    @Root() { id }: Household,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when it is left out.' })
    on: PlainDate | null,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Membership[]> {
    const day = on ?? today;
    return reads.byParent(Membership, 'householdId', id, askedColumns(info), {
      where: { sql: 'joined_on <= ? and (left_on is null or left_on > ?)', values: [day, day] },
      orderBy: ['joinedOn'],
      limit: MOST,
    });
  }

  @FieldResolver(() => [Headship], {
    description: 'Who has headed the household, and when, oldest first. For the ministry.',
  })
  @Access({ scopes: ['registry:read'] })
  heads(
    @Root() { id }: Household,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Headship[]> {
    return reads.byParent(Headship, 'householdId', id, askedColumns(info), {
      orderBy: ['since'],
      limit: MOST,
    });
  }
}

/** To which households a person has belonged. */
@Resolver(() => Person)
export class PersonHouseholdsResolver {
  @FieldResolver(() => Household, {
    nullable: true,
    description: 'Where the person lives today; null when in no household, or in one that you may not see.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> | null {
    return householdId === null ? null : reads.one(Household, householdId, askedColumns(info));
  }

  @FieldResolver(() => [Membership], {
    description:
      'The households that the person belongs and belonged to, oldest first, as far as you may see them.',
  })
  memberships(
    @Root() { id }: Person,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Membership[]> {
    return reads.byParent(Membership, 'personId', id, askedColumns(info), {
      orderBy: ['joinedOn'],
      limit: MOST,
    });
  }
}

@Resolver(() => Headship)
export class HeadshipResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The head; null when you may not see the person.',
  })
  @Needs('personId')
  person(
    @Root() { personId }: Headship,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, personId, askedColumns(info));
  }
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The member; null when you may not see the person.',
  })
  @Needs('personId')
  person(
    @Root() { personId }: Membership,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, personId, askedColumns(info));
  }

  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: Membership,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return reads.one(Household, householdId, askedColumns(info));
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The head on the day of joining, whose spouse or child the member is; null when you may not see the person.',
  })
  @Needs('relativeToId')
  relativeTo(
    @Root() { relativeToId }: Membership,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | null> {
    return reads.one(Person, relativeToId, askedColumns(info));
  }

  @Mutation(() => AddHouseholdMemberPayload, {
    description:
      'Records that a person joins a household: a birth, a marriage, somebody forgotten. Registers who is not known.',
  })
  @Access({ scopes: ['registry:write'] })
  addHouseholdMember(
    @Arg('input', () => AddHouseholdMemberInput, { description: 'What is to be done.' })
    input: AddHouseholdMemberInput,
    @Ctx() context: CommandContext,
  ): Promise<HouseholdResult> {
    return addHouseholdMember(context, input);
  }

  @Mutation(() => MoveMemberPayload, {
    description:
      'Records that a person moves to another household: leaves the one and joins the other on the same day.',
  })
  @Access({ scopes: ['registry:write'] })
  moveMember(
    @Arg('input', () => MoveMemberInput, { description: 'What is to be done.' }) input: MoveMemberInput,
    @Ctx() context: CommandContext,
  ): Promise<MemberMoved> {
    return moveMember(context, input);
  }

  @Mutation(() => EndMembershipPayload, {
    description:
      'Records that a person belongs to a household no longer, and to no other. The last to leave dissolves it.',
  })
  @Access({ scopes: ['registry:write'] })
  endMembership(
    @Arg('input', () => EndMembershipInput, { description: 'What is to be done.' }) input: EndMembershipInput,
    @Ctx() context: CommandContext,
  ): Promise<HouseholdResult> {
    return endMembership(context, input);
  }
}
