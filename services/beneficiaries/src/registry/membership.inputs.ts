import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Relationship } from './household';
import { Household } from './household.entity';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import { HouseholdMemberInput, HouseholdPayload } from './household.inputs';
import { LeavingReason } from './membership';

@InputType({ description: 'That a person joins a household: a birth, a marriage, somebody forgotten.' })
export class AddHouseholdMemberInput extends HouseholdMemberInput {
  @Field(() => ID, { description: 'The household.' })
  householdId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day of belonging to it; today when it is left out.',
  })
  joinedOn?: PlainDate | null;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

/** The head that is named when the one who leaves was the head. */
const NEW_HEAD =
  'Who heads the household that is left, from that day on: needed when the person headed it and others remain.';

@InputType({ description: 'That a person moves from their household to another one.' })
export class MoveMemberInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field(() => ID, { description: 'The household that the person moves to.' })
  toHouseholdId!: string;

  @Field(() => Relationship, { description: 'What the person is to the head there.' })
  relationship!: Relationship;

  @Field(() => DateScalar, { nullable: true, description: 'The first day there; today when it is left out.' })
  movedOn?: PlainDate | null;

  @Field(() => ID, { nullable: true, description: NEW_HEAD })
  newHeadId?: string | null;
}

@InputType({ description: 'That a person no longer belongs to a household, and to no other.' })
export class EndMembershipInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field(() => ID, { description: 'The household that the person leaves.' })
  householdId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day away from it; today when it is left out.',
  })
  leftOn?: PlainDate | null;

  @Field(() => LeavingReason, {
    description: 'Why: LEFT, INSTITUTION or EMIGRATED. Deaths and moves have mutations of their own.',
  })
  reason!: LeavingReason;

  @Field(() => ID, { nullable: true, description: NEW_HEAD })
  newHeadId?: string | null;
}

@ObjectType({
  description:
    'What came of adding a member. Refusals: HOUSEHOLD_NOT_FOUND, HOUSEHOLD_DISSOLVED, IDENTITY_MISSING, NAME_MISSING, TEXT_UNREADABLE, BIRTH_DATE_MISMATCH, SEX_MISMATCH, BIRTH_DATE_MISSING, SEX_MISSING, HEAD_IS_NAMED_OTHERWISE, PERSON_ALREADY_MEMBER, PERSON_IN_ANOTHER_HOUSEHOLD, PERSON_DECEASED, DATE_IN_FUTURE, DATE_TOO_EARLY.',
})
@Access({})
export class AddHouseholdMemberPayload extends HouseholdPayload {}

@ObjectType({
  description:
    'What came of ending a membership. Refusals: HOUSEHOLD_NOT_FOUND, NOT_A_MEMBER, REASON_IS_ANOTHER_MUTATION, DATE_IN_FUTURE, DATE_TOO_EARLY, NEW_HEAD_MISSING, NEW_HEAD_NOT_A_MEMBER, NEW_HEAD_NOT_NEEDED, HEAD_TOO_YOUNG.',
})
@Access({})
export class EndMembershipPayload extends HouseholdPayload {}

@ObjectType({
  description:
    'What came of moving a member. Refusals: PERSON_NOT_FOUND, NOT_A_MEMBER, HOUSEHOLD_NOT_FOUND, HOUSEHOLD_DISSOLVED, HEAD_IS_NAMED_OTHERWISE, PERSON_ALREADY_MEMBER, DATE_IN_FUTURE, DATE_TOO_EARLY, NEW_HEAD_MISSING, NEW_HEAD_NOT_A_MEMBER, NEW_HEAD_NOT_NEEDED, HEAD_TOO_YOUNG.',
})
@Access({})
export class MoveMemberPayload {
  fromHouseholdId?: string;
  toHouseholdId?: string;

  @Field(() => Household, {
    nullable: true,
    description: 'The household that was left; null when nothing was done.',
  })
  async from(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Household | null> {
    return this.fromHouseholdId === undefined
      ? null
      : reads.one(Household, this.fromHouseholdId, askedColumns(info));
  }

  @Field(() => Household, {
    nullable: true,
    description: 'The household that was joined; null when nothing was done.',
  })
  async to(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Household | null> {
    return this.toHouseholdId === undefined
      ? null
      : reads.one(Household, this.toHouseholdId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
