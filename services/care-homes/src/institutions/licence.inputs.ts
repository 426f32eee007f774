import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CareHome } from './care-home.entity';
import { HomeKind } from './licence';

@InputType({ description: 'A home that an NGO wants to open.' })
export class ApplyForCareHomeLicenceInput {
  @Field(() => ID, { description: 'The NGO that will run it; a partner names its own.' })
  operatorNgoId!: string;

  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  name!: LocalizedTextInput;

  @Field(() => HomeKind, { description: 'What kind of people it is for.' })
  kind!: HomeKind;

  @Field(() => ID, { description: 'The code of the area that it stands in, such as EG-GZ-03-012.' })
  areaId!: string;

  @Field(() => String, { description: 'Street and number, in Arabic.' })
  address!: string;

  @Field(() => Int, { description: 'How many people may live in it: 1 to 1,000.' })
  capacity!: number;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new home: sent again, it applies for nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'What an inspector found in a home.' })
export class RecordCareHomeInspectionInput {
  @Field(() => ID, { description: 'The home.' })
  careHomeId!: string;

  @Field(() => DateScalar, { description: 'The day of the visit: today or before.' })
  inspectedOn!: PlainDate;

  @Field(() => String, { description: 'What was found.' })
  findings!: string;

  @Field(() => Boolean, { description: 'Whether a licence is recommended.' })
  isRecommended!: boolean;
}

@InputType({ description: 'A home whose licence is to be decided.' })
export class CareHomeLicenceInput {
  @Field(() => ID, { description: 'The home.' })
  careHomeId!: string;
}

@InputType({ description: 'A home, and why it is done.' })
export class CareHomeReasonInput {
  @Field(() => ID, { description: 'The home.' })
  careHomeId!: string;

  @Field(() => String, { description: 'Why, for the record; the home’s NGO can read it.' })
  reason!: string;
}

@InputType({ description: 'A new number of places.' })
export class ChangeCareHomeCapacityInput {
  @Field(() => ID, { description: 'The home.' })
  careHomeId!: string;

  @Field(() => Int, {
    description: 'How many people may live in it from now on: no fewer than live there, at most 1,000.',
  })
  capacity!: number;

  @Field(() => String, { description: 'Why, for the record.' })
  reason!: string;
}

/** What every command about a licence answers with; the home is read when asked for, after the change is kept. */
@ObjectType({
  description:
    'What came of a step with a home’s licence. Refusals: HOME_NOT_FOUND, NGO_NOT_YOURS, TEXT_MISSING, AREA_UNKNOWN, CAPACITY_OUT_OF_RANGE, KIND_FROZEN, OPERATOR_MAY_NOT_ACT, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, LICENCE_NOT_POSSIBLE, INSPECTED_IN_THE_FUTURE, HOME_NOT_EMPTY.',
})
@Access({ audience: ['partner'] })
export class CareHomeLicencePayload {
  careHomeId?: string;

  @Field(() => CareHome, {
    nullable: true,
    description: 'The home as it is now; null when nothing was done.',
  })
  async careHome(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CareHome | null> {
    return this.careHomeId ? reads.one(CareHome, this.careHomeId, askedColumns(info)) : null;
  }

  @Field(() => Decision, {
    nullable: true,
    description: 'What the rules say of the licence, with every reason; null when they were not asked.',
  })
  decision?: Decision | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
