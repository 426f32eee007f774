import { Ctx, Field, Float, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import type { Coordinates, GivenAddress } from './address';
import { Relationship } from './household';
import { Household } from './household.entity';
import { PersonInput } from './person.inputs';

@InputType({ description: 'A point in Egypt (WGS 84).' })
export class AddressCoordinatesInput implements Coordinates {
  @Field(() => Float, { description: 'Degrees north.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east.' })
  longitude!: number;
}

@InputType({ description: 'Where a household lives.' })
export class HouseholdAddressInput implements GivenAddress {
  @Field(() => ID, { description: 'The code of the area, as fine as it is known: "EG-GZ-03-012".' })
  areaId!: string;

  @Field(() => String, { description: 'Street, house and landmark, as a visitor needs them.' })
  line!: string;

  @Field(() => AddressCoordinatesInput, {
    nullable: true,
    description: 'The place on the map, if it is known.',
  })
  coordinates?: AddressCoordinatesInput | null;
}

@InputType({ description: 'A person as a member of a household.' })
export class HouseholdMemberInput {
  @Field(() => PersonInput, {
    description: 'Who it is. Who is registered already is found by national ID or document.',
  })
  person!: PersonInput;

  @Field(() => Relationship, { description: 'What the person is to the head; HEAD for the head.' })
  relationship!: Relationship;
}

@InputType({ description: 'A household that is to be registered.' })
export class RegisterHouseholdInput {
  @Field(() => [HouseholdMemberInput], { description: 'All members, 1 to 50, exactly one of them the head.' })
  members!: HouseholdMemberInput[];

  @Field(() => HouseholdAddressInput, { description: 'Where they live.' })
  address!: HouseholdAddressInput;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Since when they live together; today when it is left out.',
  })
  formedOn?: PlainDate | null;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'That a household has moved.' })
export class MoveHouseholdInput {
  @Field(() => ID, { description: 'The household.' })
  householdId!: string;

  @Field(() => HouseholdAddressInput, { description: 'Where it lives from then on.' })
  address!: HouseholdAddressInput;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day at the new address; today when it is left out.',
  })
  movedOn?: PlainDate | null;
}

/** The fields of every payload about a household. */
@ObjectType()
export abstract class HouseholdPayload {
  householdId?: string;

  @Field(() => Household, {
    nullable: true,
    description: 'The household as recorded now; null when nothing was done.',
  })
  async household(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return this.householdId === undefined ? null : reads.one(Household, this.householdId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of registering a household. Refusals: TOO_MANY_MEMBERS, IDENTITY_MISSING, NAME_MISSING, TEXT_UNREADABLE, BIRTH_DATE_MISMATCH, SEX_MISMATCH, BIRTH_DATE_MISSING, SEX_MISSING, MEMBER_LISTED_TWICE, PERSON_IN_ANOTHER_HOUSEHOLD, PERSON_DECEASED, ONE_HEAD_NEEDED, HEAD_TOO_YOUNG, DATE_IN_FUTURE, DATE_TOO_EARLY, AREA_NOT_FOUND, AREA_OUTSIDE_YOURS, ADDRESS_MISSING, COORDINATES_OUTSIDE_EGYPT.',
})
@Access({})
export class RegisterHouseholdPayload extends HouseholdPayload {}

@ObjectType({
  description:
    'What came of recording a move. Refusals: HOUSEHOLD_NOT_FOUND, HOUSEHOLD_DISSOLVED, ADDRESS_UNCHANGED, ADDRESS_MISSING, TEXT_UNREADABLE, AREA_NOT_FOUND, AREA_OUTSIDE_YOURS, COORDINATES_OUTSIDE_EGYPT, DATE_IN_FUTURE, DATE_TOO_EARLY.',
})
@Access({})
export class MoveHouseholdPayload extends HouseholdPayload {}
